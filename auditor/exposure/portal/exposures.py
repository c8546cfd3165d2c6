"""What the exchanges of a capture show, summed up by surface, account, subject and category."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.exposure.portal.persons import identity
from auditor.exposure.portal.showing import Showing, Shown
from auditor.exposure.portal.values import plain
from auditor.model.exposure import Exposure, Ground, Occurrence, PersonCount, Surface
from auditor.model.refs import FieldAddress
from auditor.model.result import Environment
from auditor.model.vocabulary import (
    Audience,
    Basis,
    Category,
    EnvironmentKind,
    Form,
    Necessity,
    Origin,
    Scope,
    Subject,
)

_COVERED = frozenset({Subject.INSURED, Subject.DEPENDANT})
_FICTITIOUS = frozenset({EnvironmentKind.SYNTHETIC, EnvironmentKind.PSEUDONYMISED})
_WORST = (Necessity.EXCESSIVE, Necessity.TO_JUSTIFY, Necessity.UNDETERMINED, Necessity.NEEDED)

Key = tuple[str, str, str, Subject, Category, Scope, Origin, Form, Necessity, Audience | None]


@dataclass(slots=True, repr=False)
class _Sum:
    """What is added up for one exposure."""

    ground: Ground | None
    fields: set[FieldAddress] = field(default_factory=set)
    occurrences: set[Occurrence] = field(default_factory=set)
    holders: set[tuple[str, ...]] = field(default_factory=set)


def exposures(showings: Iterable[Showing], environment: Environment) -> tuple[Exposure, ...]:
    """One exposure a (surface, account, subject, category, scope, origin, form), in order."""
    sums: dict[Key, _Sum] = {}
    for showing in showings:
        for one in showing.shown:
            found = sums.setdefault(_key(showing, one), _Sum(one.ground))
            address = FieldAddress.of(one.sighting.field)
            place = f"{address.column}{address.path}"
            exchange = showing.visit.exchange
            found.fields.add(address)
            found.occurrences.add(Occurrence(exchange.file, exchange.entry, place))
            found.holders.add(_holder(one))
    return tuple(
        _exposure(key, found, environment)
        for key, found in sorted(sums.items(), key=lambda pair: tuple(map(str, pair[0])))
    )


def _key(showing: Showing, one: Shown) -> Key:
    visit = showing.visit
    return (
        visit.source,
        visit.endpoint.name,
        visit.account,
        one.subject,
        one.category,
        one.scope or Scope.EVERYONE,
        one.origin,
        one.form,
        one.necessity,
        showing.screen.audience,
    )


def _holder(one: Shown) -> tuple[str, ...]:
    """Whom a value is counted for: its person, else the value itself."""
    if one.subject in _COVERED and one.person is not None:
        return identity(one.person.known)
    return (one.category.value, plain(one.sighting.leaf.text))


def _exposure(key: Key, found: _Sum, environment: Environment) -> Exposure:
    source, name, account, subject, category, scope, origin, form, necessity, audience = key
    return Exposure(
        source=source,
        surface=name,
        account=account,
        audience=audience,
        container=name,
        fields=tuple(sorted(found.fields)),
        subject=subject,
        category=category,
        scope=scope,
        origin=origin,
        form=form,
        necessity=necessity,
        ground=found.ground,
        persons=counted(len(found.holders), environment),
        occurrences=tuple(sorted(found.occurrences)),
    )


def counted(persons: int, environment: Environment) -> PersonCount:
    """That many persons as the environment allows: test persons stand for nobody."""
    if environment.kind in _FICTITIOUS:
        return PersonCount(None, Basis.STRUCTURE)
    return PersonCount(persons, Basis.MEASURED, key="capture")


def surfaces(showings: Sequence[Showing]) -> tuple[Surface, ...]:
    """The endpoints that show personal data, each a surface, in name order."""
    groups: dict[str, list[Showing]] = {}
    for one in showings:
        if one.shown:
            groups.setdefault(one.visit.endpoint.name, []).append(one)
    return tuple(
        Surface(
            id=name,
            kind="export" if "/export" in name.lower() else "endpoint",
            audience=group[0].screen.audience,
            purposes=tuple(sorted({p for one in group for p in one.screen.wanted})),
            declared=all(one.screen.declared for one in group),
            containers=(name,),
        )
        for name, group in sorted(groups.items())
    )


def worst(exposed: Iterable[Shown]) -> Mapping[Category, Necessity]:
    """The gravest necessity of each category that one exchange shows."""
    found: dict[Category, Necessity] = {}
    for one in exposed:
        known = found.get(one.category, Necessity.NEEDED)
        found[one.category] = min(known, one.necessity, key=_WORST.index)
    return found
