"""What one account of a role could obtain: listable, answerable with a key, and in a day."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from auditor.exposure.access.keys import strength, weakest
from auditor.exposure.access.people import INSURED, NOBODY, PERSONS, UNKNOWN, People
from auditor.exposure.access.sights import Seen
from auditor.model.exposure import PersonCount, Reach
from auditor.model.gaps import Gap
from auditor.model.refs import FieldAddress
from auditor.model.vocabulary import Category, GapKind, Necessity, Scope, Subject


def reaches(seen: Sequence[Seen], people: People) -> tuple[Reach, ...]:
    """One reach a (role, subject), dependants with the insured; what is nobody's is left out."""
    ordered = sorted((one for one in seen if one.exposure.subject in PERSONS), key=_key)
    return tuple(
        _reach(subject, list(group), people)
        for (_, _, subject), group in groupby(ordered, key=_key)
    )


def bounded(seen: Sequence[Seen], people: People) -> tuple[Gap, ...]:
    """A gap for every object of which row security lets a role see an unknown part."""
    counted: set[tuple[str, str, str]] = set()
    most: dict[tuple[str, str, str], int] = {}
    for one in seen:
        right, subject = one.right, one.exposure.subject
        key = right.source, right.role, right.container
        if right.rows == "all" or one.routine or subject not in PERSONS:
            continue
        if people.listed([right], subject) is not None:
            counted.add(key)
        held = people.over({people.place(right)}, subject).value or 0
        most[key] = max(most.get(key, 0), held)
    return tuple(
        Gap(
            GapKind.BOUNDED,
            "reach_restricted" if most[source, role, container] else "reach_unseen",
            source,
            container,
            detail=(("role", role), ("most", str(most[source, role, container]))),
        )
        for source, role, container in sorted(set(most) - counted)
    )


def _key(one: Seen) -> tuple[str, str, Subject]:
    subject = one.exposure.subject
    return (
        one.exposure.source,
        one.exposure.surface,
        Subject.INSURED if subject in INSURED else subject,
    )


def _reach(subject: Subject, group: Sequence[Seen], people: People) -> Reach:
    excessive = [one for one in group if one.exposure.necessity is Necessity.EXCESSIVE]
    first = group[0]
    rights = list({id(one.right): one.right for one in group if not one.routine}.values())
    answers, key = answerable(subject, group, people)
    return Reach(
        source=first.exposure.source,
        surface=first.standing.role,
        account="",
        audience=first.standing.audience,
        subject=subject,
        categories=_categories(group),
        excessive=_categories(excessive),
        listable=(people.listed(rights, subject) or UNKNOWN) if rights else NOBODY,
        answerable=answers,
        key_strength=key,
        per_day=first.standing.per_day,
        remove=_fields(excessive),
    )


def answerable(
    subject: Subject, group: Sequence[Seen], people: People
) -> tuple[PersonCount | None, str]:
    """Persons for whom the role is answered once it supplies a key, and how strong that key is.

    Those are the persons behind its routines, and behind the rows that a policy lets through when
    the role is declared to show the person asked for.
    """
    called = [one for one in group if one.routine]
    asked = [
        one
        for one in group
        if not one.routine and one.right.rows != "all" and one.standing.scope is Scope.ASKED_PERSON
    ]
    places = {people.place(one.right) for one in (*called, *asked)}
    if not places:
        return None, ""
    keys = [strength(one.relation.arguments) for one in called if one.relation]
    return people.over(places, subject), weakest([*keys, *("" for _ in asked)])


def _categories(group: Iterable[Seen]) -> tuple[Category, ...]:
    return tuple(sorted({one.exposure.category for one in group}))


def _fields(group: Iterable[Seen]) -> tuple[FieldAddress, ...]:
    return tuple(sorted({field for one in group for field in one.exposure.fields}))
