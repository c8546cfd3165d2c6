"""`audit scan`: from sources and declarations to the Result, top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from auditor.connectors.base import Source
from auditor.decide import judge
from auditor.exposure.conforming import conforming
from auditor.exposure.containers import Terms, container_records
from auditor.exposure.counts import Counter
from auditor.exposure.incidents import Stage, replay
from auditor.exposure.placements import Placement, place, surfaces, undeclared
from auditor.exposure.reach import headline, reach
from auditor.exposure.records import exposure_records, field_records
from auditor.exposure.retention import retention_gaps
from auditor.exposure.rooms import Room
from auditor.exposure.stored import exposures
from auditor.facts import FactRecord, Family
from auditor.model.exposure import Exposure
from auditor.model.result import PolicyNote, Result, Run, Summary
from auditor.pipelines.coverage import cover, field_entries, summarise
from auditor.pipelines.environment import settle
from auditor.pipelines.options import Listener, ReadOptions, silent
from auditor.pipelines.reading import Reading, read
from auditor.policy.incidents import Incident
from auditor.policy.model import Policy
from auditor.rulebook.evaluate import evaluate
from auditor.rulebook.model import Rulebook

FAMILIES = frozenset(
    {Family.PLACE, Family.VERDICT, Family.SCHEMA, Family.VALUES, Family.POLICY, Family.EXPOSURE}
)
"""What stored data can tell; access, portal and migration facts come from other targets."""

Rooms = dict[tuple[str, str], Room]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a scan is held against: declarations, rules, past incidents."""

    policy: Policy
    rulebook: Rulebook
    incidents: tuple[Incident, ...]


def scan(
    sources: Sequence[Source],
    brief: Brief,
    run: Run,
    options: ReadOptions,
    listen: Listener = silent,
) -> Result:
    """Read the sources, decide, and hold the outcome against purposes, rules and incidents.

    The same data, seed and declarations give the same result, times apart.
    """
    reading = read(sources, options, listen)
    policy, presumed = settle(brief.policy, tuple(source.name for source in sources))
    counter = Counter(reading.census, policy.environment)
    placements = place(policy, reading.containers)
    rooms = _rooms(reading, placements)
    held = {room.container.ref: room.judgements for room in rooms.values()}
    shown = exposures(placements, held, policy.purposes, counter)
    terms = Terms(policy.purposes, policy.retention, _day(run.started), policy.environment.kind)
    records = _records(rooms, shown, placements, terms)
    evaluation = evaluate(brief.rulebook, records, FAMILIES, policy.limits)
    covered = cover(reading, options)
    stage = Stage(held, placements, covered.unread, counter)
    page = headline(shown, _declared(placements), counter)
    result = Result(
        run=run,
        mission=policy.mission,
        environment=policy.environment,
        policy=PolicyNote(policy.digest, policy.confirmed, policy.cells),
        coverage=covered.entries,
        fields=field_entries(rooms.values()),
        surfaces=surfaces(placements),
        exposures=shown,
        reach=reach(shown, counter),
        incidents=tuple(replay(incident, stage) for incident in brief.incidents),
        findings=evaluation.findings,
        conforming=(*conforming(rooms, shown, placements, terms), *evaluation.conforming),
        gaps=(
            *reading.gaps,
            *covered.gaps,
            *presumed,
            *undeclared(policy, reading.containers, placements, _personal(rooms)),
            *retention_gaps(tuple(rooms.values()), terms.retention, terms.today),
            *evaluation.gaps,
        ),
        warnings=tuple(sorted({w for c in reading.catalogues for w in c.warnings})),
        summary=Summary(interrupted=reading.interrupted, headline=page),
    )
    return replace(result, summary=summarise(result))


def _personal(rooms: Rooms) -> dict[tuple[str, str], int]:
    return {key: len(room.categories) for key, room in rooms.items()}


def _declared(placements: Sequence[Placement]) -> frozenset[str]:
    return frozenset(placement.surface for placement in placements if placement.declared)


def _rooms(reading: Reading, placements: Sequence[Placement]) -> Rooms:
    by_place: dict[tuple[str, str], list[Placement]] = {}
    for placement in placements:
        by_place.setdefault((placement.source, placement.container), []).append(placement)
    rooms: Rooms = {}
    for container in reading.containers:
        names, profile = reading.names[container.ref], reading.profiles.get(container.ref)
        key = (container.ref.source, container.name)
        judgements = judge(container, names, profile)
        rooms[key] = Room(container, names, profile, judgements, tuple(by_place.get(key, ())))
    return rooms


def _records(
    rooms: Rooms, shown: Sequence[Exposure], placements: Sequence[Placement], terms: Terms
) -> tuple[FactRecord, ...]:
    kind = terms.environment
    return (
        *field_records(rooms, terms.purposes, kind),
        *exposure_records(rooms, shown, placements, kind, terms.today),
        *container_records(rooms, terms),
    )


def _day(started: str) -> date | None:
    """The day of the run, against which retention periods count; None where it is not known."""
    return date.fromisoformat(started[:10]) if started else None
