"""What a scan looks upon once the rows are read: rooms, placements, counts and declarations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from auditor.decide import judge
from auditor.exposure.containers import Terms
from auditor.exposure.counts import Counter
from auditor.exposure.placements import Placement, place
from auditor.exposure.rooms import Room
from auditor.model.refs import ContainerRef
from auditor.model.verdicts import Judgement
from auditor.pipelines.coverage import Covered
from auditor.pipelines.reading import Reading
from auditor.policy.model import Policy

Rooms = Mapping[tuple[str, str], Room]
"""Rooms by (source, container)."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that stored data, rights and exchanges are judged against."""

    policy: Policy
    reading: Reading
    covered: Covered
    rooms: Rooms
    placements: tuple[Placement, ...]
    counter: Counter
    terms: Terms

    @property
    def held(self) -> Mapping[ContainerRef, tuple[Judgement, ...]]:
        """The judgements of each container."""
        return {room.container.ref: room.judgements for room in self.rooms.values()}


def look(policy: Policy, reading: Reading, covered: Covered, started: str) -> Scene:
    """The scene of that reading under that policy, on the day of the run."""
    placements = place(policy, reading.containers, reading.names)
    terms = Terms(policy.purposes, policy.retention, _day(started), policy.environment.kind)
    counter = Counter(reading.census, policy.environment)
    rooms = _rooms(reading, placements)
    return Scene(policy, reading, covered, rooms, placements, counter, terms)


def _rooms(reading: Reading, placements: Sequence[Placement]) -> Rooms:
    by_place: dict[tuple[str, str], list[Placement]] = {}
    for placement in placements:
        by_place.setdefault((placement.source, placement.container), []).append(placement)
    rooms: dict[tuple[str, str], Room] = {}
    for container in reading.containers:
        names, profile = reading.names[container.ref], reading.profiles.get(container.ref)
        key = (container.ref.source, container.name)
        judgements = judge(container, names, profile)
        rooms[key] = Room(container, names, profile, judgements, tuple(by_place.get(key, ())))
    return rooms


def _day(started: str) -> date | None:
    """The day of the run, against which retention periods count; None where it is not known."""
    return date.fromisoformat(started[:10]) if started else None
