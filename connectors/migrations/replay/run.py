"""Scripts applied one after the other."""

from collections.abc import Callable, Sequence
from typing import Any

from auditor.connectors.migrations.replay import rights, tables
from auditor.connectors.migrations.replay.journal import Journal
from auditor.connectors.migrations.replay.net import net_rights
from auditor.connectors.migrations.replay.schema import Schema, Slot, Table, from_container
from auditor.connectors.migrations.replay.state import Rights, State
from auditor.model.catalogue import Container
from auditor.model.gaps import Gap
from auditor.model.migrations import (
    AddCheck,
    AddColumn,
    AddLink,
    AlterColumn,
    CodeStep,
    CommentOn,
    CreateTable,
    CreateView,
    DropColumn,
    DropTable,
    Effect,
    Export,
    GrantStep,
    History,
    Masking,
    RenameColumn,
    RenameTable,
    RowSecurity,
    Script,
    Step,
    WriteData,
)
from auditor.model.vocabulary import GapKind


def replay(scripts: Sequence[Script], start: Sequence[Container] = ()) -> History:
    """The schema that the scripts leave behind, and what each did on the way.

    Scripts are applied in the order given. What runs only when a migration is undone has its
    effects told with `down`, and changes nothing of the schema.
    """
    schema = Schema()
    for container in start:
        schema.put(from_container(container))
    rights_so_far: Rights = {}
    effects: list[Effect] = []
    gaps: list[Gap] = []
    for number, script in enumerate(scripts):
        told, missed = _apply(script, number, schema, rights_so_far)
        effects.extend(told)
        gaps.extend(missed)
    containers = tuple(table.snapshot() for table in schema.all() if not table.temporary)
    return History(containers, tuple(effects), tuple(gaps))


def _apply(
    script: Script, number: int, schema: Schema, known: Rights
) -> tuple[list[Effect], list[Gap]]:
    journal = Journal(script.file, number)
    opening = {role: dict(held) for role, held in known.items()} if _grants(script) else {}
    state = State(schema, known, journal, down=False)
    for step in script.steps:
        if step.state_only:
            _believed(step, schema, number)
        elif not step.down:
            _step(state, step)
    net_rights(journal, opening, known)
    effects = list(journal.effects())
    effects.extend(_undone(script, number, schema, state))
    return effects, state.gaps


def _undone(script: Script, number: int, schema: Schema, state: State) -> list[Effect]:
    """What undoing the script would do, tried on a copy of what it touches."""
    steps = [step for step in script.steps if step.down and not step.state_only]
    if not steps:
        return []
    journal = Journal(script.file, number + 1)
    apart = State(Schema(schema), {}, journal, down=True)
    for step in steps:
        _step(apart, step)
    state.gaps.extend(apart.gaps)
    return list(journal.effects())


def _grants(script: Script) -> bool:
    return any(isinstance(step.operation, GrantStep) for step in script.steps)


def _believed(step: Step, schema: Schema, number: int) -> None:
    """A framework takes note of a table that stands already: it is known from now on."""
    operation = step.operation
    if isinstance(operation, CreateTable) and schema.find(operation.table) is None:
        table = Table(operation.table, number - 1)
        for column in operation.columns:
            table.add(Slot(column, number - 1))
        schema.put(table)


def _step(state: State, step: Step) -> None:
    state.line = step.line
    _APPLY[type(step.operation)](state, step.operation)


def _code(state: State, step: CodeStep) -> None:
    """Code that the file does not show: told, since it may write anything."""
    detail = (("file", state.journal.file), ("line", str(state.line)), ("name", step.name))
    state.gaps.append(Gap(GapKind.BOUNDED, "code_step", detail=detail))


_APPLY: dict[type, Callable[[State, Any], None]] = {
    CreateTable: tables.create_table,
    AddColumn: tables.add_column,
    AlterColumn: tables.alter_column,
    DropColumn: tables.drop_column,
    DropTable: tables.drop_table,
    RenameColumn: tables.rename_column,
    RenameTable: tables.rename_table,
    CommentOn: tables.comment_on,
    AddCheck: tables.add_check,
    AddLink: tables.add_link,
    CreateView: tables.create_view,
    GrantStep: rights.grant,
    RowSecurity: rights.row_security,
    Masking: rights.masking,
    WriteData: rights.write_data,
    Export: rights.export,
    CodeStep: _code,
}
