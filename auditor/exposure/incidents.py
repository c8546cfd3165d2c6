"""A past incident held against this target, field by field."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from auditor.exposure.counts import Counter
from auditor.exposure.placements import Placement
from auditor.model.exposure import (
    ControllerCount,
    Exposure,
    IncidentLine,
    IncidentReplay,
    PersonCount,
)
from auditor.model.refs import ContainerRef, FieldAddress
from auditor.model.verdicts import Judgement, Verdict
from auditor.model.vocabulary import Audience, Basis, Form, Scope, Subject
from auditor.policy.incidents import Incident, IncidentField

_OUTSIDE = frozenset({Audience.PRACTITIONER, Audience.INSURED, Audience.INSURER, Audience.PUBLIC})


@dataclass(frozen=True, slots=True)
class Stage:
    """What a replay is held against; `unread` names the containers of which no row was read."""

    held: Mapping[ContainerRef, Sequence[Judgement]]
    placements: Sequence[Placement]
    unread: AbstractSet[ContainerRef]
    counter: Counter
    exposures: Sequence[Exposure] = ()
    """What roles and captures show, beside the tables that are placed."""
    splits: Mapping[tuple[str, str], tuple[ControllerCount, ...]] = field(default_factory=dict)
    """Persons by controller, by (source, container)."""

    def controllers(self, fields: Iterable[FieldAddress]) -> tuple[ControllerCount, ...]:
        """The controllers of the widest container that holds any of these fields."""
        found = [self.splits.get((one.source, one.container), ()) for one in fields]
        return max(found, key=lambda counts: sum(c.persons.value or 0 for c in counts), default=())


def replay(incident: Incident, stage: Stage) -> IncidentReplay:
    """The incident line by line, in the order of its file."""
    return IncidentReplay(
        incident=incident.id,
        title=incident.title,
        lines=tuple(_line(line, stage) for line in incident.lines),
    )


def _is_typed(exposure: Exposure) -> bool:
    return all(place.path.startswith("request.") for place in exposure.occurrences)


_Pairs = Sequence[tuple[Judgement, Verdict]]


def _line(line: IncidentField, stage: Stage) -> IncidentLine:
    """The strongest that is known: seen in a capture, readable from outside, stored, or not."""
    shown = [
        exposure
        for exposure in stage.exposures
        if exposure.audience in _OUTSIDE
        and exposure.form is Form.CLEAR
        and line.matches(exposure.category, exposure.subject)
        # What a capture shows of the account's own record was no part of any incident.
        and not (exposure.occurrences and exposure.scope is Scope.OWN)
        # Nor is what its user typed.
        and not (exposure.occurrences and _is_typed(exposure))
    ]
    found = [
        (judgement, verdict)
        for judgements in stage.held.values()
        for judgement in judgements
        for verdict in judgement.verdicts
        if line.matches(verdict.category, verdict.subject, verdict.variant)
    ]
    read = [pair for pair in found if pair[0].ref.owner not in stage.unread]
    readers = _readers(shown, stage.placements)
    # What stands masked or hashed on a surface is not what the incident showed.
    possible = [pair for pair in read if pair[1].form is Form.CLEAR and _surfaces(pair, readers)]
    observed = [exposure for exposure in shown if exposure.occurrences]
    if observed:
        return _widened(_exposed(line, "observed", observed), line, stage, possible)
    known = {FieldAddress.of(judgement.ref) for judgement, _ in found}
    # What is called, or is recognised in a view only by what the view is made of.
    called = [
        exposure
        for exposure in shown
        if not _is_held(exposure, stage) or known.isdisjoint(exposure.fields)
    ]
    if called and not possible:
        return _exposed(line, "possible", called)
    chosen = possible or read or found
    return IncidentLine(
        line=line.id,
        label=line.label,
        status=_status(stage, found=bool(found), read=bool(read), shown=bool(possible)),
        persons=_told(_persons(chosen, stage.counter), shown) if read else None,
        fields=(fields := tuple(sorted(FieldAddress.of(judged.ref) for judged, _ in chosen))),
        surfaces=tuple(sorted({name for pair in possible for name in _surfaces(pair, readers)})),
        exposed=line.exposed,
        controllers=stage.controllers(fields) if read and _of_insured(line) else (),
    )


def _of_insured(line: IncidentField) -> bool:
    return bool({Subject.INSURED, Subject.DEPENDANT} & {*line.subjects})


def _exposed(line: IncidentField, status: str, shown: Sequence[Exposure]) -> IncidentLine:
    """A line that exposures answer by themselves; of several counts the largest is certain."""
    return IncidentLine(
        line=line.id,
        label=line.label,
        status=status,
        persons=max((one.persons for one in shown), key=lambda count: count.value or 0),
        fields=tuple(sorted({field for one in shown for field in one.fields})),
        surfaces=tuple(sorted({one.surface for one in shown})),
        exposed=line.exposed,
    )


def _widened(
    seen: IncidentLine, line: IncidentField, stage: Stage, possible: _Pairs
) -> IncidentLine:
    """What a capture shows of a few, with the stored fields behind it and the many they hold.

    A capture proves that a screen shows the field; how many it can be shown for, the tables that
    the same people may read know better.
    """
    if not possible or seen.persons is None:
        return seen
    fields = {*seen.fields, *(FieldAddress.of(judgement.ref) for judgement, _ in possible)}
    behind = _persons(possible, stage.counter)
    widest = max((seen.persons, behind), key=lambda count: count.value or 0)
    return replace(
        seen,
        persons=widest,
        fields=tuple(sorted(fields)),
        controllers=stage.controllers(sorted(fields)) if _of_insured(line) else (),
    )


def _status(stage: Stage, *, found: bool, read: bool, shown: bool) -> str:
    if shown:
        return "possible"
    if read:
        return "stored_only"
    if found or (stage.held and stage.unread >= set(stage.held)):
        return "unread"
    return "not_found"


_Readers = Mapping[ContainerRef | FieldAddress, AbstractSet[str]]


def _readers(shown: Sequence[Exposure], placements: Sequence[Placement]) -> _Readers:
    """The surfaces open to people outside, by the table placed or the field read."""
    found: dict[ContainerRef | FieldAddress, set[str]] = {}
    for placement in placements:
        if placement.audience in _OUTSIDE:
            owner = ContainerRef(placement.source, placement.container)
            found.setdefault(owner, set()).add(placement.surface)
    for exposure in shown:
        for address in exposure.fields:
            found.setdefault(address, set()).add(exposure.surface)
    return found


def _surfaces(pair: tuple[Judgement, Verdict], readers: _Readers) -> AbstractSet[str]:
    ref = pair[0].ref
    return {*readers.get(ref.owner, ()), *readers.get(FieldAddress.of(ref), ())}


def _is_held(exposure: Exposure, stage: Stage) -> bool:
    """Whether its container is a table or view of its own, not a routine that is called."""
    return ContainerRef(exposure.source, exposure.container) in stage.held


def _told(counted: PersonCount, shown: Sequence[Exposure]) -> PersonCount:
    """Nobody is no answer where a surface shows its rows to whom it serves, not to the audit."""
    unknown = [one.persons for one in shown if one.persons.value is None]
    return unknown[0] if counted.value == 0 and unknown else counted


def _persons(pairs: _Pairs, counter: Counter) -> PersonCount:
    """Distinct persons over the containers of these fields; holders where no person key is."""
    subject = pairs[0][1].subject
    if subject is Subject.DEPENDANT:
        subject = Subject.INSURED
    counted = counter.persons(sorted({judgement.ref.owner for judgement, _ in pairs}), subject)
    if counted.value is None and counted.basis is Basis.STRUCTURE:
        return counter.holders([judgement.ref for judgement, _ in pairs], pairs[0][1].category)
    return counted
