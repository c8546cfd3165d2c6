"""Counts that a query gives and no pass can: rows as another role sees them, or by controller."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor.connectors.base import Counting, Source
from auditor.exposure.access.model import Readable
from auditor.exposure.access.people import INSURED, RoleCounts
from auditor.exposure.rooms import Room
from auditor.model.exposure import ControllerCount, Exposure, PersonCount, Reach
from auditor.model.vocabulary import Basis, EnvironmentKind, Scope, Subject
from auditor.pipelines.scene import Scene

_MOST = 200
"""Counts of rows under row security, and controllers that are told apart."""
_MOST_SPLITS = 20
Splits = Mapping[tuple[str, str], tuple[ControllerCount, ...]]
"""Persons by controller, by (source, container)."""
Reaches = tuple[Reach, ...]
_PRACTITIONERS = frozenset({"rpps", "finess", "siret", "adeli", "rib"})
_FICTITIOUS = frozenset({EnvironmentKind.SYNTHETIC, EnvironmentKind.PSEUDONYMISED})


def seen_as(scene: Scene, sources: Sequence[Source], rights: Iterable[Readable]) -> RoleCounts:
    """Persons of each object that row security restricts, where the account may become the role."""
    counting = {source.name: source for source in sources if isinstance(source, Counting)}
    found: dict[tuple[str, str, str, Subject], PersonCount] = {}
    asked = 0
    for right in rights:
        room = scene.rooms.get((right.source, right.container))
        source = counting.get(right.source)
        if right.rows != "restricted" or room is None or source is None or not _counts(scene):
            continue
        for subject, (kind, columns) in keys_of(room).items():
            if asked >= _MOST or not {*columns} <= {*right.columns}:
                continue
            asked += 1
            count = source.persons(room.container, columns, right.role)
            # None at all: the policy waits for what an application says of its session.
            if count:
                key = right.source, right.role, right.container, subject
                found[key] = PersonCount(count, Basis.MEASURED, key=kind)
    return found


def by_controller(scene: Scene, sources: Sequence[Source]) -> Splits:
    """The insured persons of each container by controller, the largest first.

    Those are the declared table and the views or tables that carry its column under the same name.
    """
    declared = scene.policy.controllers
    if declared is None or not _counts(scene):
        return {}
    counting = {source.name: source for source in sources if isinstance(source, Counting)}
    found: dict[tuple[str, str], tuple[ControllerCount, ...]] = {}
    for place, room in scene.rooms.items():
        source, key = counting.get(place[0]), keys_of(room).get(Subject.INSURED)
        columns = {column.name for column in room.container.columns}
        if source is None or key is None or declared.column not in columns:
            continue
        if len(found) < _MOST_SPLITS or place[1] == declared.table:
            counted = source.persons_by(room.container, key[1], declared.column)
            found[place] = _numbered(counted, declared.names, key[0])
    return found


def split(reached: Sequence[Reach], exposures: Sequence[Exposure], splits: Splits) -> Reaches:
    """The reach of insured persons with the controllers of the widest container that is listed."""
    best: dict[tuple[str, str, str], tuple[ControllerCount, ...]] = {}
    for one in exposures:
        counts = splits.get((one.source, one.container), ())
        key = one.source, one.surface, one.account
        if one.scope is Scope.EVERYONE and _total(counts) > _total(best.get(key, ())):
            best[key] = counts
    return tuple(
        replace(one, controllers=best[key])
        if one.subject is Subject.INSURED
        and (key := (one.source, one.surface, one.account)) in best
        else one
        for one in reached
    )


def _total(counts: Sequence[ControllerCount]) -> int:
    return sum(count.persons.value or 0 for count in counts)


def keys_of(room: Room) -> Mapping[Subject, tuple[str, tuple[str, ...]]]:
    """The key that tells the persons of a container apart, by whose it is: kind and columns."""
    best: dict[Subject, tuple[int, str, tuple[str, ...]]] = {}
    for key in room.profile.person_keys if room.profile else ():
        kind = key.kind.partition(":")[0]
        subject = _subject(kind, room.names.subject)
        # A second NIR of a row is another person, who has no row of its own.
        columns = key.columns[:1] if kind == "nir" else key.columns
        one = key.persons.value, kind, columns
        best[subject] = max(best.get(subject, one), one)
    return {subject: (kind, columns) for subject, (_, kind, columns) in best.items()}


def _subject(kind: str, named: Subject) -> Subject:
    if kind in _PRACTITIONERS:
        return Subject.PRACTITIONER
    return named if kind == "reference" and named not in INSURED else Subject.INSURED


def _counts(scene: Scene) -> bool:
    """Whether a count says anything of persons; without any row read none is asked for."""
    return scene.policy.environment.kind not in _FICTITIOUS and bool(scene.reading.profiles)


def _numbered(
    counted: Iterable[tuple[str, int]], names: Mapping[str, str], kind: str
) -> tuple[ControllerCount, ...]:
    ordered = sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    return tuple(
        ControllerCount(
            number, names.get(value.strip(), ""), PersonCount(count, Basis.MEASURED, key=kind)
        )
        for number, (value, count) in enumerate(ordered, start=1)
    )
