"""What one account of a surface could obtain, and the first page that says so."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from auditor.exposure.counts import Counter
from auditor.model.exposure import Exposure, PersonCount, Reach
from auditor.model.refs import ContainerRef, FieldAddress, FieldRef
from auditor.model.result import Headline, HeadlineRow
from auditor.model.vocabulary import Audience, Basis, Category, Necessity, Scope, Subject
from auditor.taxonomy import CATEGORIES, Sensitivity

_INSURED = (Subject.INSURED, Subject.DEPENDANT)
_BANKING = (Category.IBAN, Category.RIB)
_NOBODY = PersonCount(0, Basis.MEASURED)
_WORST_FIRST = (
    Necessity.EXCESSIVE,
    Necessity.TO_JUSTIFY,
    Necessity.UNDETERMINED,
    Necessity.NEEDED,
)
_FRONT = frozenset({Audience.PRACTITIONER, Audience.INSURED, Audience.PUBLIC})
"""Audiences outside the operator: the accounts that were usurped in 2024 were of this kind."""


def reach(exposures: Sequence[Exposure], counter: Counter) -> tuple[Reach, ...]:
    """One reach a (surface, subject): what is listable by whoever reads the surface's tables."""
    ordered = sorted(exposures, key=lambda e: (e.source, e.surface, e.subject.value))
    return tuple(
        _reach(list(group), counter)
        for _, group in groupby(ordered, key=lambda e: (e.source, e.surface, e.subject))
    )


def headline(
    exposures: Sequence[Exposure], declared: AbstractSet[str], counter: Counter
) -> Headline | None:
    """The widest surface open to people outside the operator; None where none is known.

    What is declared speaks before what was presumed.
    """
    groups: dict[tuple[str, str], list[Exposure]] = {}
    for exposure in exposures:
        if exposure.audience in _FRONT and exposure.scope is not Scope.OWN:
            groups.setdefault((exposure.source, exposure.surface), []).append(exposure)
    if not groups:
        return None
    pages = [
        _headline(surface, group, counter, declared=surface in declared)
        for (_, surface), group in sorted(groups.items())
    ]
    return max(
        pages, key=lambda page: (page.declared, _size(page.insured) + _size(page.practitioners))
    )


def _headline(
    surface: str, group: Sequence[Exposure], counter: Counter, *, declared: bool
) -> Headline:
    insured = [e for e in group if e.subject in _INSURED]
    banking = [e for e in group if e.category in _BANKING and e.subject is Subject.PRACTITIONER]
    purposes = {e.ground.purpose for e in group if e.ground}
    return Headline(
        surface=surface,
        audience=group[0].audience.value if group[0].audience else "",
        purposes=tuple(sorted(purposes)),
        insured=_most(insured, counter),
        practitioners=counter.holders(_refs(banking), Category.IBAN) if banking else _NOBODY,
        rows=_rows(group, counter),
        declared=declared,
    )


def _rows(group: Sequence[Exposure], counter: Counter) -> tuple[HeadlineRow, ...]:
    kinds = groupby(sorted(group, key=_kind), key=_kind)
    return tuple(sorted((_row(list(rows), counter) for _, rows in kinds), key=_weight))


def _kind(exposure: Exposure) -> tuple[str, str]:
    return exposure.subject.value, exposure.category.value


def _weight(row: HeadlineRow) -> tuple[int, int, str, str]:
    """What is not needed first, and of that the most sensitive."""
    sensitivity = CATEGORIES[Category(row.category)].sensitivity
    return (
        _WORST_FIRST.index(Necessity(row.needed)),
        list(Sensitivity).index(sensitivity),
        row.category,
        row.subject,
    )


def _row(group: Sequence[Exposure], counter: Counter) -> HeadlineRow:
    worst = min((e.necessity for e in group), key=_WORST_FIRST.index)
    remove = sorted({f for e in group if e.necessity is Necessity.EXCESSIVE for f in e.fields})
    return HeadlineRow(
        subject=group[0].subject.value,
        category=group[0].category.value,
        persons=_most(group, counter),
        needed=worst.value,
        remove=tuple(remove),
    )


def _reach(group: Sequence[Exposure], counter: Counter) -> Reach:
    excessive = [e for e in group if e.necessity is Necessity.EXCESSIVE]
    return Reach(
        source=group[0].source,
        surface=group[0].surface,
        account="",
        audience=group[0].audience,
        subject=group[0].subject,
        categories=_categories(group),
        excessive=_categories(excessive),
        listable=_most(group, counter),
        remove=tuple(sorted({field for e in excessive for field in e.fields})),
    )


def _categories(group: Sequence[Exposure]) -> tuple[Category, ...]:
    return tuple(sorted({e.category for e in group}))


def _most(group: Sequence[Exposure], counter: Counter) -> PersonCount:
    """Distinct persons over all containers of the group, dependants counted with the insured."""
    if not group:
        return _NOBODY
    # Of what row security restricts, the part that is listed is not known.
    listed = [e for e in group if e.persons.value is not None] or group
    owners = sorted({ContainerRef(e.source, e.container) for e in listed})
    subject = Subject.INSURED if group[0].subject in _INSURED else group[0].subject
    counted = counter.persons(owners, subject)
    if counted.value is None:
        return max((e.persons for e in group), key=_size)
    return counted


def _refs(group: Sequence[Exposure]) -> list[FieldRef]:
    return [_ref(field) for e in group for field in e.fields]


def _ref(address: FieldAddress) -> FieldRef:
    path = tuple(key.replace("~1", "/").replace("~0", "~") for key in address.path.split("/")[1:])
    return FieldRef(address.source, address.container, address.column, path)


def _size(count: PersonCount) -> int:
    return count.value or 0
