"""What a stolen account would have obtained: a sheet for GDPR art. 33(3)(a) and (c)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.model.exposure import (
    ControllerCount,
    Exposure,
    IncidentReplay,
    PersonCount,
    Reach,
    Surface,
)
from auditor.model.refs import FieldAddress
from auditor.model.result import Result
from auditor.model.vocabulary import Audience, Basis, Category, Form, Necessity, Scope, Subject
from auditor.taxonomy import CATEGORIES, Sensitivity

OUTSIDE = frozenset({Audience.PRACTITIONER, Audience.INSURED, Audience.INSURER, Audience.PUBLIC})
_INSURED = frozenset({Subject.INSURED, Subject.DEPENDANT, Subject.UNKNOWN})
_CONTACT = frozenset({Category.EMAIL_ADDRESS, Category.PHONE_NUMBER, Category.ADDRESS})
_BANK = frozenset({Category.IBAN, Category.RIB, Category.PAYMENT_CARD})
_PROFESSIONAL = frozenset({Category.RPPS, Category.ADELI, Category.FINESS, Category.SIRET})
_SOCIAL = frozenset({Category.SOCIAL_STATUS, Category.EXEMPTION, Category.DISABILITY})
_CREDENTIALS = frozenset({Category.LOGIN, Category.SECRET})


@dataclass(frozen=True, slots=True)
class DataLine:
    """One category of one kind of person, with everything that shows it."""

    subject: Subject
    category: Category
    form: Form
    necessity: Necessity
    persons: PersonCount
    fields: tuple[FieldAddress, ...]


@dataclass(frozen=True, slots=True)
class ObjectLine:
    """One object within reach and the records that it holds."""

    source: str
    container: str
    rows: int | None
    """None where the rows were not counted, or only a part of them is shown."""
    whole: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the account reaches, the most sensitive first."""

    surface: str
    account: str
    known: Surface | None
    reach: tuple[Reach, ...]
    data: tuple[DataLine, ...]
    objects: tuple[ObjectLine, ...]
    consequences: tuple[str, ...]
    """Keys `reach.consequence.<key>`."""
    controller: ControllerCount | None = None
    """The one controller whose persons it speaks of; None for all."""

    @property
    def name(self) -> str:
        """The account as it is called: its own name, else that of the surface."""
        return self.account or self.surface


def accounts(result: Result) -> tuple[tuple[str, str], ...]:
    """Every (surface, account) that was analysed, those open to people outside and widest first."""
    declared = {surface.id for surface in result.surfaces if surface.declared}
    shown = [(one.surface, one.account) for one in result.exposures]
    shown += [(one.surface, one.account) for one in result.reach]
    weights: dict[tuple[str, str], tuple[int, ...]] = dict.fromkeys(shown, (0,) * 5)
    for reach in result.reach:
        key = reach.surface, reach.account
        listed = _size(reach.listable)
        weight = (
            int(reach.audience in OUTSIDE),
            int(reach.surface in declared),
            max(listed, _size(reach.answerable)),
            listed,
            len(reach.categories),
        )
        weights[key] = max(weights[key], weight)
    return tuple(sorted(weights, key=lambda key: ([-part for part in weights[key]], key)))


def sheet(result: Result, surface: str, account: str = "") -> Sheet:
    """The sheet of one account of one surface."""
    shown = [e for e in result.exposures if (e.surface, e.account) == (surface, account)]
    return Sheet(
        surface=surface,
        account=account,
        known=next((one for one in result.surfaces if one.id == surface), None),
        reach=tuple(r for r in result.reach if (r.surface, r.account) == (surface, account)),
        data=_data(shown, result.reach),
        objects=_objects(shown, result),
        consequences=tuple(_consequences(shown)),
    )


def extracts(whole: Sheet) -> tuple[Sheet, ...]:
    """The sheet once for each controller: its own insured persons, and nobody else's."""
    counts = max((reach.controllers for reach in whole.reach), key=len, default=())
    return tuple(_extract(whole, count) for count in counts)


def _extract(whole: Sheet, count: ControllerCount) -> Sheet:
    own = tuple(
        replace(reach, listable=count.persons, answerable=None, controllers=())
        for reach in whole.reach
        if reach.subject is Subject.INSURED
    )
    data = tuple(
        replace(line, persons=count.persons) for line in whole.data if line.subject in _INSURED
    )
    # How the rows of an object divide among controllers is not counted.
    places = {(field.source, field.container) for line in data for field in line.fields}
    objects = tuple(
        replace(line, rows=None)
        for line in whole.objects
        if (line.source, line.container) in places
    )
    others = {"bank_practitioner", "practitioner"}
    kept = tuple(key for key in whole.consequences if key not in others)
    return replace(
        whole, reach=own, data=data, objects=objects, consequences=kept, controller=count
    )


def split_of(incident: IncidentReplay) -> tuple[ControllerCount, ...]:
    """The controllers of the line that concerns the most persons."""
    found = [line.controllers for line in incident.lines if line.exposed]
    return max(found, key=lambda counts: sum(_size(one.persons) for one in counts), default=())


def _data(shown: Sequence[Exposure], reached: Sequence[Reach]) -> tuple[DataLine, ...]:
    groups: dict[tuple[Subject, Category], list[Exposure]] = {}
    for exposure in shown:
        groups.setdefault((exposure.subject, exposure.category), []).append(exposure)
    lines = [
        DataLine(
            subject,
            category,
            Form.CLEAR if any(e.form is Form.CLEAR for e in group) else group[0].form,
            min((e.necessity for e in group), key=_WORST.index),
            _persons(group, reached),
            tuple(sorted({field for e in group for field in e.fields})),
        )
        for (subject, category), group in groups.items()
    ]
    return tuple(sorted(lines, key=_weight))


def _persons(group: Sequence[Exposure], reached: Sequence[Reach]) -> PersonCount:
    """Whom the category is listed of, else for whom the account is answered with a key."""
    listed = max((e.persons for e in group), key=_size)
    if _size(listed):
        return listed
    first = group[0]
    answered = [
        reach.answerable
        for reach in reached
        if (reach.surface, reach.account) == (first.surface, first.account)
        and reach.answerable
        and _whose(reach.subject) == _whose(first.subject)
    ]
    return max(answered, key=_size, default=listed)


def _whose(subject: Subject) -> Subject:
    return Subject.INSURED if subject is Subject.DEPENDANT else subject


_WORST = (
    Necessity.EXCESSIVE,
    Necessity.TO_JUSTIFY,
    Necessity.UNDETERMINED,
    Necessity.NEEDED,
)


def _weight(line: DataLine) -> tuple[int, int, str, str]:
    sensitivity = list(Sensitivity).index(CATEGORIES[line.category].sensitivity)
    return sensitivity, list(Subject).index(line.subject), line.category.value, line.form.value


def _objects(shown: Sequence[Exposure], result: Result) -> tuple[ObjectLine, ...]:
    rows = {(one.source, one.container): one.rows for one in result.coverage}
    whole: dict[tuple[str, str], bool] = {}
    for exposure in shown:
        key = exposure.source, exposure.container
        whole[key] = whole.get(key, False) or exposure.scope is Scope.EVERYONE
    return tuple(
        ObjectLine(source, container, rows.get((source, container)), every)
        for (source, container), every in sorted(whole.items())
    )


def _consequences(shown: Sequence[Exposure]) -> Iterable[str]:
    """What can be done with the data that stand in clear, by whose they are."""
    clear = [e for e in shown if e.form is Form.CLEAR]
    insured = {e.category for e in clear if e.subject in _INSURED}
    practitioner = {e.category for e in clear if e.subject is Subject.PRACTITIONER}
    organisation = {e.category for e in clear if e.subject is Subject.ORGANISATION}
    every = insured | practitioner | {e.category for e in clear if e.subject is Subject.STAFF}
    named = Category.PERSON in insured
    found: Mapping[str, bool] = {
        "nir": Category.NIR in insured,
        "identity": named and bool(insured & {Category.NIR, Category.BIRTH_DATE}),
        "identity_insurer": named and Category.INSURER in insured | organisation,
        "health": Category.HEALTH in insured,
        "social": bool(insured & _SOCIAL),
        "bank_insured": bool(insured & _BANK),
        "bank_practitioner": bool((practitioner | organisation) & _BANK),
        "credentials": bool(every & _CREDENTIALS),
        "contact": bool(every & _CONTACT),
        "practitioner": bool(practitioner & _PROFESSIONAL) and Category.PERSON in practitioner,
        "family": Category.FAMILY_LINK in insured,
    }
    return (name for name, holds in found.items() if holds)


def _size(count: PersonCount | None) -> int:
    return (count.value or 0) if count and count.basis is not Basis.STRUCTURE else 0
