"""What a script's grants and revokes amount to, one against the other."""

from auditor.connectors.migrations.replay.journal import Entry, Journal
from auditor.connectors.migrations.replay.state import Rights

_EVERY = frozenset({"*"})


def net_rights(journal: Journal, before: Rights, after: Rights) -> None:
    """Silence the grants of what a role had before, and the revokes of what it gets back.

    A role that loses a whole table in the script had it before, unless the script made the table.
    """
    revoked: set[tuple[str, str]] = set()
    for entry in journal.entries:
        place = (entry.role.casefold(), entry.table.name.casefold())
        if entry.action == "revoke" and entry.table.born == journal.number:
            entry.dropped = True
        elif entry.action == "revoke" and entry.slot is None:
            revoked.add(place)
        elif entry.action == "grant":
            had = before.get(place[0], {}).get(place[1], frozenset())
            had = had | (_EVERY if place in revoked else frozenset())
            if _covers(had, entry):
                entry.dropped = True
    _whole(journal, before, after)


def _covers(had: frozenset[str], entry: Entry) -> bool:
    if "*" in had:
        return True
    return entry.slot is not None and entry.slot.column.name.casefold() in had


def _whole(journal: Journal, before: Rights, after: Rights) -> None:
    """A revoke that leaves a role with all that it had is none."""
    for entry in journal.entries:
        if entry.action != "revoke" or entry.slot is not None or entry.dropped:
            continue
        role, table = entry.role.casefold(), entry.table.name.casefold()
        had = before.get(role, {}).get(table)
        if had and had == after.get(role, {}).get(table):
            entry.dropped = True
