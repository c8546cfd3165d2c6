"""What a migration adds that a declared purpose asks for: a check that proves what is right."""

from collections.abc import Iterable

from auditor.exposure.changes.judged import NONE
from auditor.exposure.changes.records import SOURCE
from auditor.exposure.changes.seen import Seen
from auditor.exposure.changes.standing import Purposes
from auditor.model.findings import Conforming

_ADDS = frozenset({"add", "alter", "rename"})


def conforming_changes(seen: Iterable[Seen], purposes: Purposes) -> tuple[Conforming, ...]:
    """One check a container, with the columns whose categories are all needed there."""
    found: dict[str, dict[str, bool]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for one in seen:
        container = one.effect.container
        if one.effect.action not in _ADDS:
            continue
        for held in one.held:
            if held.concern == NONE:
                continue
            standing = purposes.of(container, held.verdict)
            needed = standing.declared and standing.word == "needed"
            columns = found.setdefault(container.name, {})
            columns[held.column] = columns.get(held.column, True) and needed
            ids[container.name] = purposes.ids(container)
    return tuple(
        Conforming(
            "migration_needed",
            SOURCE,
            name,
            detail=(("columns", ", ".join(kept)), ("purposes", ", ".join(ids[name]))),
        )
        for name, columns in sorted(found.items())
        if (kept := [column for column, needed in columns.items() if needed])
    )
