"""What each role sees: a category of a subject in one object, with the rows that it may list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.exposure.access.holdings import Holding, Holdings, Place
from auditor.exposure.access.model import Readable
from auditor.exposure.access.people import PERSONS, UNKNOWN, People
from auditor.exposure.access.roles import EVERYONE, TECHNICAL, Standing
from auditor.exposure.necessity import Sight, judge
from auditor.exposure.precision import precision
from auditor.exposure.stored import READ_SIDES
from auditor.model.access import Relation
from auditor.model.exposure import Exposure, PersonCount
from auditor.model.refs import FieldAddress
from auditor.model.vocabulary import Category, EnvironmentKind, Form, Scope, Subject
from auditor.policy.model import Purpose

ALL, NONE = "all", "none"


@dataclass(frozen=True, slots=True)
class Seen:
    """One exposure of a role, with the right and the object that it rests on."""

    standing: Standing
    right: Readable
    relation: Relation | None
    exposure: Exposure
    beside: tuple[Holding, ...]
    """Everything that the role reads in the same object."""

    @property
    def listable(self) -> bool:
        """Whether the role may list every row, knowing nothing."""
        return self.right.rows == ALL and not self.routine

    @property
    def routine(self) -> bool:
        """Whether the object is called rather than listed."""
        return self.relation is not None and self.relation.kind == "routine"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rights of all roles are held against."""

    holdings: Holdings
    people: People
    purposes: Mapping[str, Purpose]
    relations: Mapping[Place, Relation]
    environment: EnvironmentKind | None


def sights(
    standing: Sequence[Standing], rights: Iterable[Readable], ground: Ground
) -> tuple[Seen, ...]:
    """Every category that each role reads, in order of source, role, object, subject, category.

    A server's own accounts are left out: what they read is everything.
    """
    by_role = {(one.source, one.role): one for one in standing if one.kind != TECHNICAL}
    merged: dict[tuple[str, str, str], Readable] = {}
    for right in rights:
        key = right.source, right.role, right.container
        if (right.source, right.role) in by_role and right.rows != NONE:
            merged[key] = _wider(merged.get(key), right)
    return tuple(
        seen for key in sorted(merged) for seen in _object(by_role[key[:2]], merged[key], ground)
    )


def _wider(old: Readable | None, new: Readable) -> Readable:
    """Of two rights on one object, the one that reads more."""
    if old is None:
        return new
    return max(old, new, key=lambda one: (one.rows == ALL, len(one.columns), one.automatic))


def _object(standing: Standing, right: Readable, ground: Ground) -> Iterable[Seen]:
    columns = frozenset(right.columns)
    beside = tuple(
        one
        for one in ground.holdings.of(right.source, right.container)
        if one.ref.column in columns
    )
    groups: dict[tuple[Subject, Category], list[Holding]] = {}
    for one in beside:
        groups.setdefault((one.subject, one.category), []).append(one)
    relation = ground.relations.get((right.source, right.container))
    for (_, _), cells in sorted(groups.items()):
        exposure = _exposure(standing, right, relation, cells, ground)
        yield Seen(standing, right, relation, exposure, beside)


def _exposure(
    standing: Standing,
    right: Readable,
    relation: Relation | None,
    cells: Sequence[Holding],
    ground: Ground,
) -> Exposure:
    first = cells[0]
    form = Form.CLEAR if any(one.form is Form.CLEAR for one in cells) else first.form
    # Rights tell what can be read, not what was asked: only a declaration speaks of the scope.
    listed = right.rows == ALL and not (relation and relation.kind == "routine")
    sight = Sight(
        first.category,
        first.subject,
        form,
        standing.scope,
        environment=ground.environment,
        seen=_answered(first.category, cells, ground, shown=listed and form is Form.CLEAR),
    )
    purposes = () if standing.kind == EVERYONE else standing.purposes
    necessity, reason = judge(ground.purposes, purposes, READ_SIDES, sight)
    rows = [one.rows for one in cells if one.rows is not None]
    return Exposure(
        source=right.source,
        surface=standing.role,
        account="",
        audience=standing.audience,
        container=right.container,
        fields=tuple(sorted({FieldAddress.of(one.ref) for one in cells})),
        subject=first.subject,
        category=first.category,
        scope=Scope.EVERYONE if listed else standing.scope or Scope.ASKED_PERSON,
        origin=None,
        form=form,
        necessity=necessity,
        ground=reason,
        persons=_persons(right, cells, ground.people),
        rows=max(rows) if rows and right.rows == ALL else None,
    )


def _answered(
    category: Category, cells: Sequence[Holding], ground: Ground, *, shown: bool
) -> dict[str, bool | None]:
    """Conditions that the columns and the right settle: what is listed in clear is not matched."""
    columns = [(one.ref.column, ground.holdings.profiled(one.ref)) for one in cells]
    return precision(category, columns) | ({"match_only": False} if shown else {})


def _persons(right: Readable, cells: Sequence[Holding], people: People) -> PersonCount:
    if cells[0].subject in PERSONS:
        counted = people.listed([right], cells[0].subject) or UNKNOWN
        if counted.value is not None or right.rows != ALL:
            return counted
    elif right.rows != ALL:
        return UNKNOWN
    # Without a key of persons, those who hold an account or a mailbox can still be counted.
    return people.holders([one.ref for one in cells], cells[0].category)
