"""What each account of a portal obtained over a capture, and by which kind of key."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.exposure.portal.exposures import counted
from auditor.exposure.portal.persons import identity
from auditor.exposure.portal.showing import Showing, Shown
from auditor.exposure.portal.values import plain
from auditor.model.exposure import PersonCount, Reach
from auditor.model.refs import FieldAddress
from auditor.model.result import Environment
from auditor.model.visits import REQUEST
from auditor.model.vocabulary import Audience, Category, Necessity, Scope, Subject

_COVERED = frozenset({Subject.INSURED, Subject.DEPENDANT})
_CARERS = frozenset({Subject.PRACTITIONER})
_CARER_KEYS = (Category.RPPS, Category.ADELI, Category.FINESS, Category.PERSON)
_WEAKEST = ("sequential", "civil_status", "member_number", "nir_birth_date", "nir", "card", "")


@dataclass(slots=True, repr=False)
class _Obtained:
    source: str
    audience: Audience | None
    listed: set[tuple[str, ...]] = field(default_factory=set)
    asked: set[tuple[str, ...]] = field(default_factory=set)
    categories: set[Category] = field(default_factory=set)
    excessive: set[Category] = field(default_factory=set)
    remove: set[FieldAddress] = field(default_factory=set)
    strengths: set[str] = field(default_factory=set)
    entries: int = 0


def reach(showings: Sequence[Showing], environment: Environment) -> tuple[Reach, ...]:
    """One reach an account and kind of person: listed without a key, answered with one."""
    found: dict[tuple[str, Subject], _Obtained] = {}
    for showing in showings:
        for one in showing.shown:
            subject = Subject.INSURED if one.subject in _COVERED else one.subject
            if subject not in {Subject.INSURED, *_CARERS} or one.scope is Scope.OWN:
                continue
            key = (showing.visit.account, subject)
            home = found.setdefault(key, _Obtained(showing.visit.source, showing.screen.audience))
            _take(home, showing, one, subject)
    return tuple(
        _reach(account, subject, one, environment)
        for (account, subject), one in sorted(found.items(), key=lambda p: (p[0][0], p[0][1].value))
    )


def _take(home: _Obtained, showing: Showing, one: Shown, subject: Subject) -> None:
    home.categories.add(one.category)
    if one.necessity is Necessity.EXCESSIVE:
        home.excessive.add(one.category)
        home.remove.add(FieldAddress.of(one.sighting.field))
    holder = _holder(one, subject)
    if not holder:
        return
    if showing.answer.keyed and one.scope is Scope.ASKED_PERSON:
        home.asked.add(holder)
        home.strengths.add(strength(showing))
    else:
        home.listed.add(holder)


def _holder(one: Shown, subject: Subject) -> tuple[str, ...]:
    if subject is Subject.INSURED:
        return identity(one.person.known) if one.person else ()
    if one.category in _CARER_KEYS:
        return (one.category.value, plain(one.sighting.leaf.text))
    return ()


def strength(showing: Showing) -> str:
    """What kind of key a caller supplied, the weakest that would have done."""
    kinds = showing.visit.endpoint.kinds
    supplied = {v.category for one in showing.visit.seen(REQUEST) for v in one.verdicts}
    if Category.CARD_NUMBER in supplied:
        return "card"
    if Category.NIR in supplied or "{NIR}" in kinds:
        return "nir_birth_date" if Category.BIRTH_DATE in supplied else "nir"
    if {Category.MEMBER_NUMBER, Category.CONTRACT_NUMBER} & supplied:
        return "member_number"
    if Category.PERSON in supplied:
        return "civil_status"
    return "sequential" if any(k.isdigit() for k in showing.visit.endpoint.keys) else ""


def _reach(account: str, subject: Subject, one: _Obtained, environment: Environment) -> Reach:
    listed = _persons(one.listed, subject, environment)
    asked = _persons(one.asked - one.listed, subject, environment)
    return Reach(
        source=one.source,
        surface="*",
        account=account,
        audience=one.audience,
        subject=subject,
        categories=tuple(sorted(one.categories)),
        excessive=tuple(sorted(one.excessive)),
        listable=listed,
        answerable=asked,
        key_strength=min(one.strengths, key=_WEAKEST.index) if one.strengths else "",
        per_day=None,
        remove=tuple(sorted(one.remove)),
    )


def _persons(
    holders: set[tuple[str, ...]], subject: Subject, environment: Environment
) -> PersonCount:
    if subject is Subject.INSURED:
        return counted(len(holders), environment)
    by_kind: dict[str, int] = {}
    for kind, *_ in holders:
        by_kind[kind] = by_kind.get(kind, 0) + 1
    return counted(max(by_kind.values(), default=0), environment)
