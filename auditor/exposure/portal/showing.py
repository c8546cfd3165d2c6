"""One exchange judged: each personal value of its answer, whose it is and whether it was needed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from auditor.exposure.necessity import Sight, judge
from auditor.exposure.portal.conditions import asked_domain, domains, is_stated, observed, repeated
from auditor.exposure.portal.owners import Own, Owners, means_self, read_owners
from auditor.exposure.portal.persons import Answer, Person, read_answer
from auditor.exposure.portal.screens import Screen
from auditor.exposure.portal.spots import flattened, is_shown
from auditor.exposure.portal.values import Supplied, is_record_key, is_reference, plain
from auditor.model.exposure import Ground
from auditor.model.refs import FieldRef
from auditor.model.visits import REQUEST, RESPONSE, Sighting, Spot, Visit
from auditor.model.vocabulary import (
    Audience,
    Category,
    EnvironmentKind,
    Form,
    Necessity,
    Origin,
    Scope,
    Subject,
)

_SIDES = ("answer", "stored", "request")
_SUPPLIES = frozenset({"path", "query", "form", "body"})
"""Parts of a request that a caller writes; cookies and headers say who calls."""
_COVERED = frozenset({Subject.INSURED, Subject.DEPENDANT})
_CARERS = frozenset({Subject.PRACTITIONER, Subject.ORGANISATION})
_ONE_PERSON = frozenset({"rights_check", "coverage_calculation"})
"""Purposes that concern one person at a time (DOMAIN 2.2: one patient, one answer)."""
_PAGING = frozenset({"page", "size", "limit", "offset", "sort", "order", "per_page", "pagesize"})


@dataclass(frozen=True, slots=True)
class Shown:
    """One category of one value that an answer shows."""

    sighting: Sighting
    category: Category
    subject: Subject
    form: Form
    scope: Scope | None
    origin: Origin
    necessity: Necessity
    ground: Ground | None
    person: Person | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Showing:
    """All that one exchange shows, and to whom it answers."""

    visit: Visit
    screen: Screen
    answer: Answer
    supplied: Supplied
    shown: tuple[Shown, ...] = ()
    own: bool = False
    """Whether the answer is the account's own record."""

    @property
    def carers(self) -> int:
        """Distinct practitioners or organisations that the answer tells apart."""
        best = Counter[Category]()
        for category in (Category.RPPS, Category.FINESS, Category.SIRET, Category.ADELI):
            values = {plain(s.sighting.leaf.text) for s in self.shown if s.category is category}
            best[category] = len(values)
        named = {
            s.sighting.spot
            for s in self.shown
            if s.subject is Subject.PRACTITIONER and s.category is Category.PERSON
        }
        return max(*best.values(), len(named))


def supplied_by(visit: Visit) -> Supplied:
    """What the caller of an exchange supplied in it."""
    return Supplied.of(leaf for leaf in visit.exchange.request.leaves if leaf.part in _SUPPLIES)


def showing(
    visit: Visit,
    screen: Screen,
    own: Own,
    supplied: Supplied,
    environment: EnvironmentKind | None,
) -> Showing:
    """The exchange judged against its screen's purposes."""
    answered = flattened(_ours(one, screen) for one in visit.seen(RESPONSE) if is_shown(one))
    answer = read_answer(answered, supplied, keyed=_keyed(visit))
    owners = read_owners(answered, own, presumed=means_self(visit.endpoint))
    context = _Context(
        visit,
        screen,
        answer,
        owners,
        supplied,
        environment,
        domains=_named(answered),
        answered=tuple(answered),
        varied=_varied(answered),
        stated=is_stated(plain(visit.endpoint.path) + _said(visit)),
        asked=visit.seen(REQUEST),
    )
    shown = tuple(one for sighting in answered for one in context.read(sighting))
    if not any(one.category in _NAMING or one.subject in _CARERS for one in shown):
        shown = tuple(one for one in shown if not _of_the_house(one))
    if visit.endpoint.third_party:
        shown = (*shown, *_sent_away(visit))
    mine = bool(owners.mine) or (owners.presumed and not owners.others)
    return Showing(visit, screen, answer, supplied, shown, mine)


def _of_the_house(one: Shown) -> bool:
    """A contact in the text of a page that names nobody: the portal's own."""
    leaf = one.sighting.leaf
    return leaf.place in {"visible", "attribute"} and not leaf.label and one.category in _REACHED


_NAMING = frozenset({Category.PERSON, Category.NIR, Category.BIRTH_DATE, Category.MEMBER_NUMBER})
_REACHED = frozenset(
    {Category.EMAIL_ADDRESS, Category.PHONE_NUMBER, Category.ADDRESS, Category.CITY}
    | {Category.POSTCODE, Category.COMPANY}
)


def _ours(one: Sighting, screen: Screen) -> Sighting:
    """The value with the subject that the screen leaves it."""
    if screen.audience is Audience.PRACTITIONER and any(
        verdict.subject is Subject.STAFF for verdict in one.verdicts
    ):
        return replace(
            one,
            verdicts=tuple(
                replace(v, subject=Subject.PRACTITIONER) if v.subject is Subject.STAFF else v
                for v in one.verdicts
            ),
        )
    return one


def _keyed(visit: Visit) -> bool:
    """Whether the request singles anything out: a key in its address, or data of a person."""
    if any(map(is_record_key, visit.endpoint.keys)) or any(
        is_reference(leaf) for leaf in visit.exchange.request.leaves
    ):
        return True
    persons = {Category.NIR, Category.MEMBER_NUMBER, Category.CARD_NUMBER, Category.BIRTH_DATE}
    persons |= {Category.CONTRACT_NUMBER, Category.INTERNAL_REFERENCE}
    persons |= {Category.EMAIL_ADDRESS, Category.PHONE_NUMBER}
    return any(
        verdict.category in persons
        for one in visit.seen(REQUEST)
        if one.leaf.part in _SUPPLIES
        for verdict in one.verdicts
    )


def _named(answered: Iterable[Sighting]) -> tuple[tuple[Spot, str], ...]:
    """The places of an answer that name a care domain."""
    return tuple((one.spot, one.leaf.text) for one in answered if domains(one.leaf.text))


@dataclass(frozen=True, slots=True)
class _Context:
    visit: Visit
    screen: Screen
    answer: Answer
    owners: Owners
    supplied: Supplied
    environment: EnvironmentKind | None
    domains: tuple[tuple[Spot, str], ...]
    answered: tuple[Sighting, ...]
    varied: frozenset[FieldRef]
    stated: bool
    """Whether the exchange calls itself a C2S statement."""
    asked: tuple[Sighting, ...]
    """The personal values of the request."""

    def read(self, one: Sighting) -> Iterator[Shown]:
        """Every category of one value of the answer."""
        for verdict in one.verdicts:
            if verdict.variant == "birth_rank" and self._is_asked(one):
                continue
            if verdict.variant == "key" and self._is_whole(one, verdict.category):
                continue
            subject = self._subject(one, verdict.subject, verdict.category)
            person = self.answer.of(one.spot) if subject in _COVERED else None
            if person is not None and person in self.answer.family:
                subject = Subject.DEPENDANT
            scope = self._scope(one, subject, person)
            echoed = repeated(self.supplied, one, verdict.category)
            origin = Origin.ECHOED if echoed else Origin.REVEALED
            sight = Sight(
                verdict.category,
                subject,
                verdict.form,
                scope,
                origin,
                self.environment,
                self._seen(one, verdict.category, subject),
            )
            necessity, ground = self._judge(sight, person)
            yield Shown(
                one,
                verdict.category,
                subject,
                verdict.form,
                scope,
                origin,
                necessity,
                ground,
                person,
            )

    def _is_asked(self, one: Sighting) -> bool:
        """Whether a rank among twins is that of the one person of the answer: no family link."""
        person = self.answer.of(one.spot)
        return person is None or person not in self.answer.family

    def _is_whole(self, one: Sighting, category: Category) -> bool:
        """Whether the number that a key belongs to stands beside it."""
        return any(
            verdict.category is category and verdict.variant != "key"
            for other in self.answered
            if other.spot == one.spot
            for verdict in other.verdicts
        )

    def _judge(self, sight: Sight, person: Person | None) -> tuple[Necessity, Ground | None]:
        screen = self.screen
        if person is not None and person in self.answer.family:
            wanted = tuple(name for name in screen.wanted if name in _ONE_PERSON)
            if wanted and wanted == screen.wanted:
                family = replace(sight, category=Category.FAMILY_LINK)
                necessity, ground = judge(screen.purposes, wanted, _SIDES, family)
                if necessity is Necessity.EXCESSIVE and sight.origin is not Origin.ECHOED:
                    return necessity, ground
        found = judge(screen.purposes, screen.wanted, _SIDES, sight)
        if sight.category is Category.SECRET and found[0] is Necessity.UNDETERMINED:
            # Whatever a screen is for, nobody's secret is.
            return Necessity.EXCESSIVE, found[1]
        if found[0] is Necessity.UNDETERMINED and sight.subject is Subject.ORGANISATION:
            # A practice is filed under its firm: its numbers are those of its practitioner.
            practice = judge(
                screen.purposes, screen.wanted, _SIDES, replace(sight, subject=Subject.PRACTITIONER)
            )
            return practice if sight.category is not Category.INSURER else found
        return found

    def _is_payee(self, one: Sighting) -> bool:
        """Whether bank details of a statement stand beside no person: they are the payee's."""
        paid = set(self.screen.wanted) & {"payment_statement", "practitioner_account"}
        return bool(paid) and not any(one.spot in person.spots for person in self.answer.persons)

    def _subject(self, one: Sighting, subject: Subject, category: Category) -> Subject:
        """An unknown subject is that of the answer, or whom the purpose concerns."""
        if category in _BANK and self._is_payee(one):
            return Subject.PRACTITIONER
        if subject is not Subject.UNKNOWN:
            return subject
        person = self.answer.of(one.spot)
        if person is not None and person.subject is not Subject.UNKNOWN:
            return person.subject
        if set(self.screen.wanted) & {"practitioner_directory", "practitioner_account"}:
            return Subject.PRACTITIONER
        concerned = {
            "rights_check",
            "coverage_calculation",
            "payment_statement",
            "claim_submission",
        }
        concerned |= {"insured_account", "insurer_access"}
        return Subject.INSURED if set(self.screen.wanted) & concerned else subject

    def _scope(self, one: Sighting, subject: Subject, person: Person | None) -> Scope | None:
        owned = self.owners.of(one.spot)
        if subject in _COVERED and self.screen.audience is Audience.INSURED:
            return self._insured_scope(owned=owned, person=person)
        if subject in _COVERED:
            return self._patient_scope(person)
        if owned is not None:
            return Scope.OWN if owned else Scope.EVERYONE
        return Scope.EVERYONE if one.spot.indexes and one.field in self.varied else None

    def _patient_scope(self, person: Person | None) -> Scope | None:
        if person is None:
            return Scope.ASKED_PERSON if self.answer.keyed else None
        if person is self.answer.asked:
            return Scope.ASKED_PERSON
        return None if len(self.answer.persons) == 1 else Scope.EVERYONE

    def _insured_scope(self, *, owned: bool | None, person: Person | None) -> Scope | None:
        if owned is not None:
            return Scope.OWN if owned else Scope.EVERYONE
        if len(self.answer.persons) > 1 and person is not None and not self.answer.asked:
            return Scope.EVERYONE
        return None if self.visit.endpoint.keys else Scope.OWN

    def _seen(
        self, one: Sighting, category: Category, subject: Subject
    ) -> Mapping[str, bool | None]:
        seen = observed(one, self.visit.endpoint, self.asked, stated=self.stated)
        if category is Category.GUARANTEE:
            asked = frozenset[str]().union(
                *(
                    domains(leaf.text)
                    for leaf in self.visit.exchange.request.leaves
                    if leaf.part in _SUPPLIES
                )
            )
            seen["asked_domain"] = asked_domain(one, self.domains, asked)
        if subject is Subject.DEPENDANT:
            seen["declared_dependant"] = True if self.owners.presumed or self.owners.mine else None
        if self._insured_scope_is_own() and subject in _COVERED:
            seen["own"] = True
        return seen

    def _insured_scope_is_own(self) -> bool:
        """Whether a whole answer is the own space of an insured person, dependants included."""
        insured = self.screen.audience is Audience.INSURED
        return (
            insured and (bool(self.owners.mine) or self.owners.presumed) and not self.owners.others
        )


def _varied(answered: Iterable[Sighting]) -> frozenset[FieldRef]:
    """The fields of which the rows of an answer hold different values."""
    values: dict[FieldRef, set[str]] = {}
    for one in answered:
        values.setdefault(one.field, set()).add(plain(one.leaf.text))
    return frozenset(ref for ref, found in values.items() if len(found) > 1)


def _said(visit: Visit) -> str:
    """The words of an answer that a statement names itself by, plain."""
    short = (leaf.text for leaf in visit.exchange.response.leaves if len(leaf.text) < _LABEL)
    return " ".join(sorted({plain(text) for text in short}))


_LABEL = 40
_BANK = frozenset({Category.IBAN, Category.RIB, Category.BIC})


def _sent_away(visit: Visit) -> Iterator[Shown]:
    """Personal data that a page sends to somebody else's host: no purpose of the portal's."""
    for one in visit.seen(REQUEST):
        for verdict in one.verdicts:
            if verdict.category in _AWAY and verdict.subject is not Subject.ORGANISATION:
                yield Shown(
                    one,
                    verdict.category,
                    verdict.subject,
                    verdict.form,
                    None,
                    Origin.REVEALED,
                    Necessity.EXCESSIVE,
                    None,
                )


_AWAY = frozenset(Category) - {
    Category.AMOUNT,
    Category.DEVICE,
    Category.IP_ADDRESS,
    Category.INTERNAL_REFERENCE,
    Category.SECRET,
    Category.FREE_TEXT,
    Category.PSEUDONYM,
    Category.COMPANY,
    Category.CITY,
    Category.POSTCODE,
    Category.INSURER,
    Category.SEX,
    Category.LOGIN,
}
