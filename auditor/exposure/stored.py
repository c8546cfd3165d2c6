"""Exposures of stored data: every category that a container shows through each of its surfaces."""

from collections.abc import Mapping, Sequence

from auditor.exposure.counts import Counter
from auditor.exposure.necessity import Sight, judge
from auditor.exposure.placements import Placement
from auditor.model.exposure import Exposure
from auditor.model.refs import ContainerRef, FieldAddress
from auditor.model.verdicts import Judgement, Verdict
from auditor.model.vocabulary import Category, EnvironmentKind, Form, Necessity, Scope, Subject
from auditor.policy.model import Purpose

READ_SIDES = ("answer", "stored", "request")
"""A table that someone reads is held against what the purpose answers."""

STORED_SIDES = ("stored", "answer", "request")
"""A table that is kept is held against what the purpose stores."""

_PERSONS = frozenset({Subject.INSURED, Subject.DEPENDANT, Subject.PRACTITIONER, Subject.STAFF})

Held = Mapping[ContainerRef, Sequence[Judgement]]


def exposures(
    placements: Sequence[Placement],
    held: Held,
    purposes: Mapping[str, Purpose],
    counter: Counter,
) -> tuple[Exposure, ...]:
    """One exposure a (placement, subject, category), in a stable order."""
    found = [
        _exposure(placement, subject, category, cells, purposes, counter)
        for placement in placements
        for (subject, category), cells in _groups(
            held.get(ContainerRef(placement.source, placement.container), ())
        ).items()
    ]
    return tuple(
        sorted(
            found,
            key=lambda e: (e.source, e.surface, e.container, e.subject.value, e.category.value),
        )
    )


def stored_necessity(
    placements: Sequence[Placement],
    verdict: Verdict,
    purposes: Mapping[str, Purpose],
    environment: EnvironmentKind | None = None,
) -> Necessity | None:
    """Whether any declared purpose of a container needs it kept; None where none is declared."""
    wanted = tuple(
        dict.fromkeys(
            p for placement in placements if placement.declared for p in placement.purposes
        )
    )
    if not wanted:
        return None
    sight = Sight(verdict.category, verdict.subject, verdict.form, environment=environment)
    return judge(purposes, wanted, STORED_SIDES, sight)[0]


_Cells = list[tuple[Judgement, Verdict]]


def _groups(judgements: Sequence[Judgement]) -> dict[tuple[Subject, Category], _Cells]:
    groups: dict[tuple[Subject, Category], _Cells] = {}
    for judgement in judgements:
        for verdict in judgement.verdicts:
            groups.setdefault((verdict.subject, verdict.category), []).append((judgement, verdict))
    return groups


def _exposure(
    placement: Placement,
    subject: Subject,
    category: Category,
    cells: _Cells,
    purposes: Mapping[str, Purpose],
    counter: Counter,
) -> Exposure:
    form = Form.CLEAR if any(v.form is Form.CLEAR for _, v in cells) else cells[0][1].form
    environment = counter.environment.kind
    sight = Sight(category, subject, form, placement.scope, environment=environment)
    necessity, ground = judge(purposes, placement.purposes, READ_SIDES, sight)
    refs = [judgement.ref for judgement, _ in cells]
    rows = [verdict.rows for _, verdict in cells if verdict.rows is not None]
    if subject in _PERSONS:
        persons = counter.persons([refs[0].owner], subject)
    else:
        persons = counter.holders(refs, category)
    return Exposure(
        source=placement.source,
        surface=placement.surface,
        account="",
        audience=placement.audience,
        container=placement.container,
        fields=tuple(FieldAddress.of(ref) for ref in refs),
        subject=subject,
        category=category,
        scope=placement.scope or Scope.EVERYONE,
        origin=None,
        form=form,
        necessity=necessity,
        ground=ground,
        persons=persons,
        rows=max(rows) if rows else None,
    )
