"""A past incident held against this target, field by field."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from auditor.exposure.counts import Counter
from auditor.exposure.placements import Placement
from auditor.model.exposure import IncidentLine, IncidentReplay, PersonCount
from auditor.model.refs import ContainerRef, FieldAddress
from auditor.model.verdicts import Judgement, Verdict
from auditor.model.vocabulary import Audience, Basis, Subject
from auditor.policy.incidents import Incident, IncidentField

_OUTSIDE = frozenset({Audience.PRACTITIONER, Audience.INSURED, Audience.INSURER, Audience.PUBLIC})


@dataclass(frozen=True, slots=True)
class Stage:
    """What a replay is held against; `unread` names the containers of which no row was read."""

    held: Mapping[ContainerRef, Sequence[Judgement]]
    placements: Sequence[Placement]
    unread: AbstractSet[ContainerRef]
    counter: Counter


def replay(incident: Incident, stage: Stage) -> IncidentReplay:
    """The incident line by line, in the order of its file."""
    return IncidentReplay(
        incident=incident.id,
        title=incident.title,
        lines=tuple(_line(line, stage) for line in incident.lines),
    )


def _line(line: IncidentField, stage: Stage) -> IncidentLine:
    found = [
        (judgement, verdict)
        for judgements in stage.held.values()
        for judgement in judgements
        for verdict in judgement.verdicts
        if line.matches(verdict.category, verdict.subject, verdict.variant)
    ]
    read = [pair for pair in found if pair[0].ref.owner not in stage.unread]
    shown = _shown(read, stage.placements)
    chosen = shown or read or found
    owners = {judgement.ref.owner for judgement, _ in chosen}
    return IncidentLine(
        line=line.id,
        label=line.label,
        status=_status(stage, found=bool(found), read=bool(read), shown=bool(shown)),
        persons=_persons(chosen, stage.counter) if read else None,
        fields=tuple(sorted(FieldAddress.of(judgement.ref) for judgement, _ in chosen)),
        surfaces=tuple(
            sorted({p.surface for p in _outside(stage.placements) if _owner(p) in owners})
        )
        if shown
        else (),
        exposed=line.exposed,
    )


def _status(stage: Stage, *, found: bool, read: bool, shown: bool) -> str:
    if shown:
        return "possible"
    if read:
        return "stored_only"
    if found or (stage.held and stage.unread >= set(stage.held)):
        return "unread"
    return "not_found"


_Pairs = Sequence[tuple[Judgement, Verdict]]


def _shown(pairs: _Pairs, placements: Sequence[Placement]) -> _Pairs:
    owners = {_owner(placement) for placement in _outside(placements)}
    return [pair for pair in pairs if pair[0].ref.owner in owners]


def _outside(placements: Sequence[Placement]) -> list[Placement]:
    return [placement for placement in placements if placement.audience in _OUTSIDE]


def _owner(placement: Placement) -> ContainerRef:
    return ContainerRef(placement.source, placement.container)


def _persons(pairs: _Pairs, counter: Counter) -> PersonCount:
    """Distinct persons over the containers of these fields; holders where no person key is."""
    subject = pairs[0][1].subject
    if subject is Subject.DEPENDANT:
        subject = Subject.INSURED
    counted = counter.persons(sorted({judgement.ref.owner for judgement, _ in pairs}), subject)
    if counted.value is None and counted.basis is Basis.STRUCTURE:
        return counter.holders([judgement.ref for judgement, _ in pairs], pairs[0][1].category)
    return counted
