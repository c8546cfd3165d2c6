"""Grants, row security, masks and exports."""

from auditor.connectors.migrations.replay.queries import follow
from auditor.connectors.migrations.replay.schema import Base, Schema, Slot, Table
from auditor.connectors.migrations.replay.state import State
from auditor.connectors.migrations.replay.tables import sources_of
from auditor.model.migrations import Export, GrantStep, Masking, RowSecurity, Source, WriteData

_READS = frozenset(
    {"SELECT", "ALL", "ALL PRIVILEGES", "READ", "CONTROL", "SELECT ANY TABLE"}
    | {"BYPASSRLS", "SUPERUSER", "MEMBER"}
)
_CALLS = frozenset({"EXECUTE", "ALL", "ALL PRIVILEGES", "CONTROL"})
_EVERY = frozenset({"*"})


def grant(state: State, step: GrantStep) -> None:
    """A right to read given or taken away."""
    if "UNMASK" in step.privileges:
        _unmask(state, step)
    given = set(step.privileges)
    if step.level == "default":
        if given & (_READS | _CALLS):
            _default(state, step)
        return
    for role in step.roles:
        for table in _tables(state, step):
            if given & (_CALLS if table.routine else _READS):
                _granted(state, step, table, role)


def _default(state: State, step: GrantStep) -> None:
    place = Table(step.table or "*", state.number - 1)
    action = "revoke" if step.revoke else "default_grant"
    for role in step.roles:
        state.note(action, place, role=role)


def _tables(state: State, step: GrantStep) -> list[Table]:
    """What a grant is on; a schema whose tables are not known stands for itself."""
    match step.level:
        case "relation" if "EXECUTE" in step.privileges:
            found = state.schema.find(step.table, routine=True)
            return [found] if found else []
        case "relation":
            return [state.table(step.table)]
        case "routine":
            found = state.schema.find(step.table, routine=True)
            return [found] if found else [state.table(step.table, routine=True)]
        case "role":
            held = state.rights.get(step.table.casefold(), {})
            known = [state.schema.find(name) for name in held]
            return [table for table in known if table is not None]
    listed = state.schema.within(step.table)
    return listed or [Table(step.table or "*", state.number - 1)]


def _granted(state: State, step: GrantStep, table: Table, role: str) -> None:
    key, held = table.name.casefold(), state.rights.setdefault(role.casefold(), {})
    columns = frozenset(name.casefold() for name in step.columns) or _EVERY
    if step.revoke:
        left = held.get(key, frozenset()) - columns if columns != _EVERY else frozenset()
        if left:
            held[key] = left
        else:
            held.pop(key, None)
    else:
        held[key] = held.get(key, frozenset()) | columns
    action = "revoke" if step.revoke else "grant"
    if not step.columns:
        state.note(action, table, role=role)
    for name in step.columns:
        state.note(action, table, state.slot(table, name), role=role)


def _unmask(state: State, step: GrantStep) -> None:
    action = "mask" if step.revoke else "unmask"
    for role in step.roles:
        if step.level == "relation" and step.table:
            table = state.table(step.table)
            for slot in _slots(state, table, step.columns):
                state.note(action, table, slot, role=role)
            continue
        masked: list[tuple[Table, Slot | None]] = [
            (table, slot)
            for table in state.schema.within(step.table)
            for slot in table.slots
            if slot.masked
        ]
        for one, covered in masked or [(Table("*", state.number - 1), None)]:
            state.note(action, one, covered, role=role)


def _slots(state: State, table: Table, names: tuple[str, ...]) -> list[Slot | None]:
    """The columns of these names; None alone for the table as a whole."""
    return [state.slot(table, name) for name in names] or [None]


def row_security(state: State, step: RowSecurity) -> None:
    """Row security switched, or a policy made, changed or dropped."""
    owner = _policy_owner(state.schema, step) if step.policy else None
    table = owner if owner is not None else state.table(step.table)
    former = table.policies.get(step.policy.casefold(), "") if step.policy else ""
    action = {
        "enable": "rls_on",
        "force": "rls_on",
        "disable": "rls_off",
        "no_force": "rls_off",
    }.get(step.action, "")
    if step.action in ("create_policy", "alter_policy"):
        action = _policy_action(step, former)
        if step.policy:
            table.policies[step.policy.casefold()] = step.restricts
        if action == "rls_on":
            _forget_drops(state, table)
    elif step.action == "drop_policy":
        action = "rls_on" if former == "no" else "policy"
        table.policies.pop(step.policy.casefold(), None)
    state.note(action, table)


def _policy_owner(schema: Schema, step: RowSecurity) -> Table | None:
    """The table of a policy that is named without one (SQL Server)."""
    if step.table and schema.find(step.table) is not None:
        return None
    wanted = step.policy.casefold()
    return next((table for table in schema.all() if wanted in table.policies), None)


def _policy_action(step: RowSecurity, former: str) -> str:
    if step.restricts != "yes":
        return "policy"
    return "policy" if step.action == "alter_policy" and former == "yes" else "rls_on"


def _forget_drops(state: State, table: Table) -> None:
    """A policy dropped only to be made anew by the same script."""
    for entry in state.journal.entries:
        if entry.table is table and entry.action == "policy" and entry.role == "":
            entry.dropped = True


def masking(state: State, step: Masking) -> None:
    """A mask or cipher put on a column or taken off it."""
    table = state.table(step.table)
    slot = state.slot(table, step.column) if step.column else None
    if slot is not None:
        slot.masked = step.action == "mask"
    state.note(step.action, table, slot)


def export(state: State, step: Export) -> None:
    """Data that leaves: told for each column that it is taken from."""
    followed = follow(step.query, state.schema)
    told: set[tuple[int, int]] = set()
    for output in followed.outputs:
        for base in output.direct:
            place = (id(base.table), id(base.slot))
            if place not in told:
                told.add(place)
                sources = sources_of(output.bases)
                state.note("export", base.table, base.slot, sources=sources, line=output.line)
    if not told:
        for table in followed.tables or followed.whole:
            state.note("export", table)
    if not followed.readable:
        state.unread("query_unread")


def write_data(state: State, step: WriteData) -> None:
    """Rows written: copied from elsewhere, or literals of the file."""
    if step.kind == "delete":
        return
    table = state.table(step.table)
    if step.kind == "truncate":
        for slot in _slots(state, table, step.columns):
            state.note("truncate", table, slot)
        return
    if step.query is not None:
        _copied(state, step, table)
        return
    for name in step.columns:
        named = name and not name.startswith("#")
        slot = state.slot(table, name) if named else _by_place(table, name)
        entry = state.note("data", table, slot)
        entry.found = tuple(category for column, category in step.found if column == name)


def _by_place(table: Table, name: str) -> Slot | None:
    """The column that a row's value stands in where the INSERT names none."""
    place = int(name[1:]) - 1 if name.startswith("#") and name[1:].isdigit() else -1
    return table.slots[place] if 0 <= place < len(table.slots) else None


def _copied(state: State, step: WriteData, table: Table) -> None:
    if step.query is None:
        return
    followed = follow(step.query, state.schema)
    names = step.columns or tuple(slot.column.name for slot in table.slots)
    for place, output in enumerate(followed.outputs):
        if not output.bases:
            continue
        name = names[place] if place < len(names) else output.column.name
        slot = state.slot(table, name)
        action = _write_action(table, slot, output.direct)
        if action:
            state.note(action, table, slot, sources=sources_of(output.bases), line=output.line)
        if action == "copy":
            slot.bases = (
                *slot.bases,
                *(base for base in output.bases if not _is_own(table, slot, base)),
            )
    if followed.whole:
        sources = tuple(Source(one.snapshot(), "", "same") for one in followed.whole)
        state.note("copy", table, sources=sources, line=followed.star)
    if not followed.readable:
        state.unread("query_unread")


def _is_own(table: Table, slot: Slot, base: Base) -> bool:
    """Whether a column is made of itself; one that nobody had named has no slot of its own."""
    same = base.slot.column.name.casefold() == slot.column.name.casefold()
    return base.table is table and same


def _write_action(table: Table, slot: Slot, direct: tuple[Base, ...]) -> str:
    """`copy` from elsewhere; what is done to a column's own values; "" for nothing."""
    own = [base for base in direct if _is_own(table, slot, base)]
    if len(own) < len(direct):
        return "copy"
    transforms = {base.transform for base in own}
    if "encrypted" in transforms:
        return "encrypt"
    return "mask" if transforms & {"masked", "truncated", "hashed"} else ""
