"""The persons that one answer tells apart, and which of them was asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.exposure.portal.values import Supplied, forms, plain, words
from auditor.model.visits import Sighting, Spot
from auditor.model.vocabulary import Category, Form, Subject

_COVERED = frozenset({Subject.INSURED, Subject.DEPENDANT, Subject.UNKNOWN})
_WHO = frozenset({Category.NIR, Category.PERSON, Category.BIRTH_DATE})
"""What tells one person from another; an insurer's numbers belong to whole families."""
_SHARED = frozenset(
    {Category.MEMBER_NUMBER, Category.CONTRACT_NUMBER, Category.CARD_NUMBER, Category.PSEUDONYM}
    | {Category.INTERNAL_REFERENCE}
)
_ALONE = frozenset({Category.EMAIL_ADDRESS, Category.PHONE_NUMBER, Category.IBAN})
"""What stands for a person where nothing better does."""
_FAMILY = 10
"""Persons from which an answer is a list and no family."""


@dataclass(slots=True, eq=False)
class Person:
    """One person of an answer; no `repr` shows a value."""

    spots: list[Spot] = field(default_factory=list)
    known: dict[Category, set[str]] = field(default_factory=dict, repr=False)
    echo: int = 0
    """How surely the request asked for this person, 0 not at all."""
    subject: Subject = Subject.UNKNOWN

    def differs(self, other: "Person") -> bool:
        """Whether something that both tell is not the same."""
        shared = self.known.keys() & other.known.keys() & _WHO
        return any(not self.known[one] & other.known[one] for one in shared)

    def is_same(self, other: "Person") -> bool:
        """Whether a number, or a name with a birth date, is that of both."""
        both = {
            category
            for category in self.known.keys() & other.known.keys()
            if self.known[category] & other.known[category]
        }
        if Category.NIR in both:
            return True
        named = {Category.PERSON, Category.BIRTH_DATE}
        told = (self.known.keys() | other.known.keys()) & _WHO
        return bool(both & _WHO) and not self.differs(other) and (named <= both or told == both)

    def take(self, other: "Person") -> None:
        """Make both one person."""
        self.spots += other.spots
        self.echo = max(self.echo, other.echo)
        for category, values in other.known.items():
            self.known.setdefault(category, set()).update(values)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom an answer speaks of: `asked` is the one person that the caller asked for, if there is.

    `family` are the others of a query for one person; in a list there is neither.
    """

    persons: tuple[Person, ...] = ()
    asked: Person | None = None
    keyed: bool = False
    """Whether the caller supplied anything that singles a person out."""
    places: Mapping[Spot, Person] = field(default_factory=dict, repr=False)
    """The person of each object that tells one."""

    @property
    def family(self) -> tuple[Person, ...]:
        """Persons shown with the one who was asked for."""
        if self.asked is None or len(self.persons) > _FAMILY:
            return ()
        return tuple(person for person in self.persons if person is not self.asked)

    def of(self, spot: Spot) -> Person | None:
        """The person whom a value in that object is of."""
        for size in range(len(spot.path), 0, -1):
            path = spot.path[:size]
            taken = sum(step in {"*", "{key}"} for step in path)
            found = self.places.get(Spot(path, spot.indexes[:taken]))
            if found is not None:
                return found
        if len(self.persons) > _FAMILY:
            return self.asked
        below = [p for p in self.persons if any(spot.holds(own) for own in p.spots)]
        beside = [p for p in self.persons if any(_beside(spot, own) for own in p.spots)]
        for near in (below, beside, self.persons):
            if len(near) == 1:
                return near[0]
        return self.asked


def read_answer(sightings: Sequence[Sighting], supplied: Supplied, *, keyed: bool) -> Answer:
    """The persons of an answer, given what its caller supplied."""
    persons = _distinct(_merged(_records(sightings, supplied)))
    # What was supplied names somebody of this answer, or the address has a key.
    keyed = keyed or any(person.echo for person in persons)
    places = {spot: person for person in persons for spot in person.spots}
    return Answer(tuple(persons), _asked(persons) if keyed else None, keyed, places)


def _records(sightings: Iterable[Sighting], supplied: Supplied) -> list[Person]:
    by_spot: dict[Spot, Person] = {}
    names: dict[Spot, set[str]] = {}
    for one in sightings:
        for verdict in one.verdicts:
            if verdict.subject not in _COVERED or verdict.variant == "key":
                continue
            category, text = verdict.category, one.leaf.text
            if category not in _WHO | _SHARED | _ALONE or verdict.form is Form.HASHED:
                continue
            person = by_spot.setdefault(one.spot, Person([one.spot]))
            person.subject = verdict.subject
            if category is Category.PERSON:
                names.setdefault(one.spot, set()).update(words(text))
                person.echo = max(person.echo, int(supplied.repeats(text, name=True)))
                continue
            weight = 3 if category is Category.NIR else 1
            person.known.setdefault(category, set()).update(_as_key(category, text))
            person.echo += weight * supplied.repeats(text)
    for spot, said in names.items():
        by_spot[spot].known[Category.PERSON] = {" ".join(sorted(said))}
    return [person for _, person in sorted(by_spot.items(), key=lambda pair: pair[0])]


def _as_key(category: Category, text: str) -> set[str]:
    found = forms(text)
    if category is Category.NIR:
        return {one for one in found if one.startswith("nir ")} or {plain(text)}
    if category is Category.BIRTH_DATE:
        return {one for one in found if one.startswith("date ")} or {plain(text)}
    return {plain(text)}


def _merged(records: Sequence[Person]) -> list[Person]:
    """Objects that stand around or beside one another and tell different things of one person."""
    made: list[Person] = []
    near: dict[tuple[int, ...], list[Person]] = {}
    for record in sorted(records, key=lambda person: (len(person.spots[0].path), person.spots[0])):
        around = near.setdefault(record.spots[0].indexes, [])
        home = next((person for person in around if _one_person(person, record)), None)
        if home is None:
            made.append(record)
            around.append(record)
        else:
            home.take(record)
    named = [person for person in made if person.known.keys() & _WHO]
    return named or [person for person in made if person.known.keys() & _ALONE]


def _one_person(person: Person, record: Person) -> bool:
    if person.differs(record):
        return False
    spot = record.spots[0]
    near = any(
        own.indexes == spot.indexes and (own.holds(spot) or _beside(own, spot))
        for own in person.spots
    )
    if not near:
        return False
    shared = person.known.keys() & record.known.keys() & _WHO
    return bool(shared) or not (
        person.known.keys() & _WHO
        and record.known.keys() & _WHO
        and (Category.PERSON in record.known and Category.PERSON in person.known)
    )


def _beside(one: Spot, other: Spot) -> bool:
    return one.path[:-1] == other.path[:-1] and one.indexes == other.indexes


def _distinct(persons: Sequence[Person]) -> list[Person]:
    """The same person in several records counts once."""
    made: list[Person] = []
    places: dict[tuple[Category, str], Person] = {}
    for person in persons:
        keys = [(c, v) for c in _WHO & person.known.keys() for v in sorted(person.known[c])]
        home = next(
            (places[key] for key in keys if key in places and places[key].is_same(person)), None
        )
        if home is None:
            made.append(person)
            home = person
        else:
            home.take(person)
        for key in keys:
            places.setdefault(key, home)
    return made


def _asked(persons: Sequence[Person]) -> Person | None:
    """The one person whom the request singles out; None in a list."""
    if not persons or len(persons) == 1:
        return persons[0] if persons else None
    if len(persons) > _FAMILY:
        return None
    best = max(person.echo for person in persons)
    named = [person for person in persons if person.echo == best]
    if best and len(named) == 1:
        return named[0]
    if len({_array(person) for person in persons}) == 1 and _array(persons[0]):
        return None
    shallow = min(len(person.spots[0].indexes) for person in persons)
    first = [person for person in named if len(person.spots[0].indexes) == shallow]
    if len(first) > 1:
        depth = min(len(person.spots[0].path) for person in first)
        first = [person for person in first if len(person.spots[0].path) == depth] or first
    return first[0] if len(first) == 1 or shallow == 0 else None


def _array(person: Person) -> tuple[str, ...]:
    """The array that a person's record is an element of, empty where it is none."""
    spot = person.spots[0]
    return spot.path if spot.indexes else ()


def count(persons: Iterable[Mapping[Category, set[str]]]) -> int:
    """Distinct persons over several answers, by the number, else by name and birth."""
    seen: set[tuple[str, ...]] = set()
    for known in persons:
        seen.add(identity(known))
    return len(seen)


def identity(known: Mapping[Category, set[str]]) -> tuple[str, ...]:
    """What one person is counted by."""
    if Category.NIR in known:
        return ("nir", min(known[Category.NIR]))
    parts = [min(known[c]) for c in (Category.PERSON, Category.BIRTH_DATE) if c in known]
    if parts:
        return ("civil_status", *parts)
    return tuple(f"{c.value} {min(known[c])}" for c in sorted(known))[:1]
