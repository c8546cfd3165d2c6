"""Tables and columns made, changed, renamed and dropped."""

from dataclasses import replace

from auditor.connectors.migrations.replay.queries import Followed, Output, follow
from auditor.connectors.migrations.replay.retype import action_of
from auditor.connectors.migrations.replay.schema import Base, Slot, Table, renamed
from auditor.connectors.migrations.replay.state import State
from auditor.connectors.migrations.sql.tables import names as names_column
from auditor.connectors.migrations.sql.types import family_of
from auditor.model.catalogue import Container, ContainerKind
from auditor.model.migrations import (
    AddCheck,
    AddColumn,
    AddLink,
    AlterColumn,
    CommentOn,
    CreateTable,
    CreateView,
    DropColumn,
    DropTable,
    Query,
    RenameColumn,
    RenameTable,
    Source,
)

_KINDS = {"view": ContainerKind.VIEW, "materialized_view": ContainerKind.MATERIALIZED_VIEW}


def sources_of(bases: tuple[Base, ...]) -> tuple[Source, ...]:
    """Where a column's data comes from, as it stands now."""
    return tuple(
        Source(base.table.snapshot(), base.slot.column.name, base.transform) for base in bases
    )


def create_table(state: State, step: CreateTable) -> None:
    """CREATE TABLE, with what a query or another table gives it."""
    known = state.schema.find(step.table)
    if known is not None and known.whole and step.if_missing:
        state.journal.before(known)
        return
    if known is not None and known.whole:
        _supersede(state, known)
    elif known is not None:
        state.schema.take(known)  # it was only mentioned before
    table = Table(step.table, state.number)
    table.temporary, table.partition = step.temporary, step.partition
    table.comment, table.keys = step.comment, list(step.foreign_keys)
    state.schema.put(table)
    _columns(state, table, step)
    if step.query is not None:
        followed = _followed(state, step.query)
        for output in followed.outputs:
            _made(state, table, output, "copy")
        _unknown(state, table, followed, "copy")
    for key in step.foreign_keys:
        _link(state, table, key.columns, key.target)


def _columns(state: State, table: Table, step: CreateTable) -> None:
    for place, column in enumerate(step.columns):
        slot = table.add(Slot(column, state.number))
        line = step.lines[place] if place < len(step.lines) else state.line
        state.note("add", table, slot, line=line)
    _filled(state, table, step)
    if not step.like:
        return
    like = state.table(step.like)
    if step.partition:
        like.parts.append(table)
    for slot in list(like.slots):
        if table.slot(slot.column.name) is None:
            own = table.add(Slot(slot.column, state.number))
            if not step.partition:
                state.note("add", table, own)


def _filled(state: State, table: Table, step: CreateTable) -> None:
    """Generated columns are copies of what they are computed from."""
    fills = dict(step.fills)
    for entry in state.journal.entries:
        name = entry.slot.column.name if entry.slot is not None else ""
        if entry.table is table and entry.slot is not None and name in fills:
            outputs = _followed(state, fills[name]).outputs
            entry.slot.bases = outputs[0].bases if outputs else ()
            entry.sources = sources_of(entry.slot.bases)
            entry.action = "copy" if entry.slot.bases else "add"


def _supersede(state: State, table: Table) -> None:
    """What stands under that name is replaced."""
    state.journal.before(table)
    before = state.journal.openings.get(id(table))
    if before is not None:
        state.journal.opening.setdefault(before.name.casefold(), table)
    table.gone = True
    state.schema.take(table)


def _followed(state: State, query: Query) -> Followed:
    followed = follow(query, state.schema)
    if not followed.readable:
        state.unread("query_unread")
    return followed


def _made(state: State, table: Table, output: Output, action: str) -> None:
    slot = table.add(Slot(output.column, state.number, output.bases))
    action = action if output.bases or action != "copy" else "add"
    state.note(action, table, slot, sources=sources_of(output.bases), line=output.line)


def _unknown(state: State, table: Table, followed: Followed, action: str) -> None:
    """Tables taken as a whole whose columns nobody has told."""
    if followed.whole:
        sources = tuple(Source(one.snapshot(), "", "same") for one in followed.whole)
        state.note(action, table, sources=sources, line=followed.star)


def create_view(state: State, step: CreateView) -> None:
    """A view or routine, new or in place of an older one."""
    routine = step.kind == "routine"
    known = state.schema.find(step.view, routine=routine)
    if known is not None:
        _supersede(state, known)
    followed = _followed(state, step.query)
    table = Table(step.view, state.number, _KINDS.get(step.kind, ContainerKind.VIEW))
    table.routine = routine
    state.schema.put(table)
    action = "function" if routine else "view"
    computed = routine and followed.readable and step.query.text and not followed.tables
    for output in followed.outputs:
        if not computed:  # from its arguments alone
            _made(state, table, output, action)
    _unknown(state, table, followed, action)


def add_column(state: State, step: AddColumn) -> None:
    """A column more, or none where it was there already."""
    table = state.table(step.table)
    known = table.slot(step.column.name)
    if known is not None and known.column.type and step.if_missing:
        return
    if known is not None:
        table.change(known, step.column)
        state.note("add", table, known)
        return
    slot = table.add(Slot(step.column, state.number))
    for part in table.parts:
        if part.slot(step.column.name) is None:
            part.add(Slot(step.column, state.number))
    if step.fills is None:
        state.note("add", table, slot)
        return
    outputs = _followed(state, step.fills).outputs
    slot.bases = outputs[0].bases if outputs else ()
    state.note("copy" if slot.bases else "add", table, slot, sources=sources_of(slot.bases))


def alter_column(state: State, step: AlterColumn) -> None:
    """A column's new type, or a comment."""
    table = state.table(step.table)
    slot = state.slot(table, step.column)
    before, old = table.snapshot(), slot.column
    new = old
    if step.type is not None:
        family, width = family_of(step.type)
        family = step.family or family
        new = replace(new, type=step.type, family=family, width=step.width or width)
    if step.comment is not None:
        new = replace(new, comment=step.comment)
    if new == old and not step.transform:
        return
    table.change(slot, new)
    action = action_of(old, new, step.transform)
    if action in ("alter", "unmask", "decrypt") and slot.born == state.number:
        return  # the script has made it: only what it leaves behind counts
    state.note(action, table, slot, sources=(Source(before, old.name, "same"),))


def comment_on(state: State, step: CommentOn) -> None:
    """A comment; on a column that was there before it may tell what the column is."""
    table = state.table(step.table)
    if not step.column:
        if table.comment != step.comment:
            table.comment = step.comment
            table.touch()
        return
    alter_column(state, AlterColumn(step.table, step.column, comment=step.comment))


def drop_column(state: State, step: DropColumn) -> None:
    """A column less."""
    table = state.table(step.table)
    slot = state.slot(table, step.column)
    entry = state.note("drop", table, slot)
    entry.before, entry.column = _opening(state, table), slot.column.name
    table.remove(slot)


def _opening(state: State, table: Table) -> Container:
    """The table as it stood before the script, or stands now where the script has made it."""
    return state.journal.openings.get(id(table)) or table.snapshot()


def drop_table(state: State, step: DropTable) -> None:
    """A table, view or routine less."""
    routine = step.kind == "routine"
    if routine and state.schema.find(step.table, routine=True) is None:
        return  # nobody knows what it showed
    table = state.table(step.table, routine=routine)
    before = _opening(state, table)
    entry = state.note("drop", table)
    entry.before = before
    state.journal.opening.setdefault(before.name.casefold(), table)
    table.gone = True
    state.schema.take(table)


def rename_column(state: State, step: RenameColumn) -> None:
    """The same column under another name."""
    table = state.table(step.table)
    slot = state.slot(table, step.column)
    before, old = table.snapshot(), slot.column.name
    taken = table.slot(step.to)
    if taken is not None and taken is not slot:
        table.remove(taken)
    table.change(slot, renamed(slot.column, step.to))
    if slot.born != state.number:
        state.note("rename", table, slot, sources=(Source(before, old, "same"),))


def rename_table(state: State, step: RenameTable) -> None:
    """The same table under another name, or in another schema."""
    table = state.table(step.table)
    before = table.snapshot()
    opening = state.journal.openings.get(id(table))
    if opening is not None:
        state.journal.opening.setdefault(opening.name.casefold(), table)
    other = state.schema.find(step.to)
    if other is not None and other is not table and other.name.casefold() == step.to.casefold():
        _supersede(state, other)
    state.schema.rename(table, step.to)
    if table.born != state.number:
        state.note("rename", table, sources=(Source(before, "", "same"),))


def add_check(state: State, step: AddCheck) -> None:
    """A constraint tells of the columns that it names."""
    table = state.table(step.table)
    for slot in table.slots:
        if names_column(step.text, slot.column.name):
            column = slot.column
            table.change(slot, replace(column, checks=(*column.checks, step.text)))


def add_link(state: State, step: AddLink) -> None:
    """A foreign key."""
    table = state.table(step.table)
    table.keys.append(step.key)
    table.touch()
    _link(state, table, step.key.columns, step.key.target, step.key.target_columns)


def _link(
    state: State,
    table: Table,
    columns: tuple[str, ...],
    target: str,
    targets: tuple[str, ...] = (),
) -> None:
    other = state.schema.find(target) or Table(target, state.number - 1)
    for place, name in enumerate(columns):
        far = targets[place] if place < len(targets) else ""
        slot = table.slot(name) or state.slot(table, name)
        state.note("link", table, slot, sources=(Source(other.snapshot(), far, "same"),))
