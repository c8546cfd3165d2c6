"""Each role as a whole, and each of its powers, as the flat facts that rules read."""

from collections.abc import Iterable

from auditor.exposure.access.keys import WEAK
from auditor.exposure.access.powers import Powers
from auditor.exposure.access.records import OUTSIDE, Bench, standing_facts
from auditor.exposure.access.roles import EVERYONE, TECHNICAL, Standing
from auditor.exposure.access.surroundings import consulted, controllers_read
from auditor.facts import FactRecord, FactValue, Unit
from auditor.model.exposure import PersonCount, Reach
from auditor.policy.model import Limits

LEVELS = ("none", "medium", "high", "critical")


def power_records(bench: Bench) -> Iterable[FactRecord]:
    """One record a power of a role, of those that are not the server's own."""
    powers = Powers(bench.access)
    personal: dict[str, set[str]] = {}
    for room in bench.rooms.values():
        if any(room.verdicts):
            personal.setdefault(room.container.ref.source, set()).add(room.container.name)
    for standing in bench.standing:
        if standing.kind == TECHNICAL:
            continue
        held = frozenset(personal.get(standing.source, ()))
        for power in powers.of(standing.source, standing.role, held):
            yield FactRecord(
                Unit.ROLE,
                standing_facts(standing, bench.ground.environment)
                | {
                    "grain": "power",
                    "power": power.name,
                    "container": power.container,
                    "category": "",
                    "subject": "",
                },
            )


def role_records(bench: Bench) -> Iterable[FactRecord]:
    """One record a role that reads personal data."""
    rights = bench.rights()
    logs = {
        source: consulted(r for (owner, _), r in bench.rooms.items() if owner == source)
        for source in {standing.source for standing in bench.standing}
    }
    for standing in bench.standing:
        own = rights.get((standing.source, standing.role))
        if standing.kind in {TECHNICAL, EVERYONE} or not own:
            continue
        yield FactRecord(
            Unit.ROLE,
            standing_facts(standing, bench.ground.environment)
            | _reached(standing, bench)
            | {
                "grain": "role",
                "container": "",
                "category": "",
                "subject": "",
                "controllers": controllers_read(list(own.values()), bench.rooms, bench.controllers),
                "consultation_log": logs[standing.source],
            },
        )


def _reached(standing: Standing, bench: Bench) -> dict[str, FactValue]:
    mine = [
        reach
        for reach in bench.reaches
        if (reach.source, reach.surface) == (standing.source, standing.role)
    ]
    listed = max((_listed(standing, reach) for reach in mine), key=_size, default=None)
    answered = max(
        (reach.answerable for reach in mine if reach.answerable), key=_size, default=None
    )
    # Without any row read no reach is counted.
    counted = any(reach.listable.value is not None for reach in bench.reaches)
    keys = {reach.key_strength for reach in mine if reach.answerable}
    return {
        "persons": listed.value if listed else 0,
        "persons_basis": listed.basis.value if listed else "structure",
        "reach_level": level(listed, bench.limits) if counted else None,
        "answer_level": level(answered, bench.limits) if counted else None,
        "weak_key": bool(keys & WEAK),
        "quota": standing.per_day is not None,
    }


def _listed(standing: Standing, reach: Reach) -> PersonCount | None:
    """Whom a role lists; of a role inside, only where it lists what no purpose needs."""
    return reach.listable if standing.audience in OUTSIDE or reach.excessive else None


def _size(count: PersonCount | None) -> int:
    return (count.value or 0) if count else 0


def level(count: PersonCount | None, limits: Limits) -> str:
    """The highest limit that the count reaches; a part that is not counted reaches none."""
    if count is None or count.value is None:
        return "none"
    steps = (limits.medium, limits.high, limits.critical)
    return LEVELS[sum(count.value >= step for step in steps)]
