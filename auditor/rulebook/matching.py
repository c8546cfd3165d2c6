"""One rule against the records of its unit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.facts import FactRecord, Unit
from auditor.rulebook.logic import Truth, conjunction, disjunction, truth, unknown
from auditor.rulebook.model import Group, Outcome, Rule, Together

Place = tuple[str, ...]

_PLACES: Mapping[tuple[Unit, Group], tuple[str, ...]] = {
    (Unit.FIELD, Group.FIELD): ("source", "container", "column", "path"),
    (Unit.FIELD, Group.CONTAINER): ("source", "container"),
    (Unit.FIELD, Group.SOURCE): ("source",),
    (Unit.EXPOSURE, Group.CONTAINER): ("source", "container", "surface"),
    (Unit.EXPOSURE, Group.ENTRY): ("source", "container", "surface", "entry"),
    (Unit.EXPOSURE, Group.SURFACE): ("source", "surface"),
    (Unit.EXPOSURE, Group.SOURCE): ("source",),
    (Unit.CONTAINER, Group.CONTAINER): ("source", "container"),
    (Unit.CONTAINER, Group.SOURCE): ("source",),
    (Unit.ROLE, Group.CONTAINER): ("source", "container", "surface"),
    (Unit.ROLE, Group.SURFACE): ("source", "surface"),
    (Unit.ROLE, Group.SOURCE): ("source",),
    (Unit.ENTRY, Group.CONTAINER): ("source", "container"),
    (Unit.ENTRY, Group.ENTRY): ("source", "container", "entry"),
    (Unit.ENTRY, Group.SOURCE): ("source",),
    (Unit.CHANGE, Group.FIELD): ("source", "container", "column", "grantee"),
    (Unit.CHANGE, Group.CONTAINER): ("source", "container", "grantee"),
}
GROUPS: Mapping[Unit, tuple[Group, ...]] = {
    unit: tuple(group for owner, group in _PLACES if owner is unit) for unit in Unit
}
"""How the findings of each unit may be grouped; the first is the default."""


@dataclass(frozen=True, slots=True)
class Match:
    """The records that one finding speaks of."""

    place: Mapping[str, str]
    records: tuple[FactRecord, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Matching:
    """All that a rule says: matches, excused places, undecided records by missing fact."""

    matches: tuple[Match, ...] = ()
    excused: tuple[Match, ...] = ()
    undecided: Mapping[str, int] | None = None

    @property
    def outcome(self) -> Outcome:
        """The whole in one word, the gravest first."""
        if self.matches:
            verified = all(match.verified for match in self.matches)
            return Outcome.FIRES if verified else Outcome.UNVERIFIED
        return Outcome.UNDETERMINED if self.undecided else Outcome.SILENT


def apply(rule: Rule, records: Iterable[FactRecord]) -> Matching:
    """What the rule says of these records; those of another unit are left out."""
    weighed = [_Weighed.of(rule, record) for record in records if record.unit is rule.unit]
    if rule.together is not None:
        return _apply_together(rule, rule.together, weighed)
    excused = _grouped(rule.group, (w for w in weighed if w.when and w.unless), rule.unit)
    undecided: Counter[str] = Counter()
    for one in weighed:
        if one.when is None and one.unless is not True:
            undecided.update(unknown(rule.when, one.record))
    hits = (w for w in weighed if w.when and w.unless is not True)
    return Matching(_grouped(rule.group, hits, rule.unit), excused, undecided)


@dataclass(frozen=True, slots=True)
class _Weighed:
    record: FactRecord
    when: Truth
    unless: Truth

    @classmethod
    def of(cls, rule: Rule, record: FactRecord) -> "_Weighed":
        when = conjunction(rule.when, record)
        # No exception at all never holds, although an empty conjunction would.
        holds = bool(rule.unless) and when is not False
        return cls(record, when, conjunction(rule.unless, record) if holds else False)


def _apply_together(rule: Rule, together: Together, weighed: Sequence[_Weighed]) -> Matching:
    candidates = [w for w in weighed if w.when is not False and w.unless is not True]
    matches: list[Match] = []
    undecided: Counter[str] = Counter()
    for members in _by_place(together.by, candidates, rule.unit).values():
        held = [
            disjunction(_both(w.when, truth(c, w.record)) for w in members) for c in together.each
        ]
        if held.count(True) >= together.at_least:
            parts = [
                w for w in members if w.when and any(truth(c, w.record) for c in together.each)
            ]
            matches.extend(_grouped(together.by, parts, rule.unit))
        elif held.count(True) + held.count(None) >= together.at_least:
            missing = frozenset[str]().union(
                *(unknown((*rule.when, *together.each), w.record) for w in members)
            )
            undecided.update(missing)
    return Matching(tuple(matches), (), undecided)


def _both(left: Truth, right: Truth) -> Truth:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _grouped(group: Group, weighed: Iterable[_Weighed], unit: Unit) -> tuple[Match, ...]:
    names = _PLACES[unit, group]
    return tuple(
        Match(
            dict(zip(names, place, strict=True)),
            tuple(w.record for w in members),
            verified=all(w.unless is not None for w in members),
        )
        for place, members in sorted(_by_place(group, weighed, unit).items())
    )


def _by_place(
    group: Group, weighed: Iterable[_Weighed], unit: Unit
) -> Mapping[Place, list[_Weighed]]:
    names = _PLACES[unit, group]
    places: dict[Place, list[_Weighed]] = {}
    for one in weighed:
        place = tuple(str(one.record.get(name) or "") for name in names)
        places.setdefault(place, []).append(one)
    return places
