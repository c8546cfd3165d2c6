"""`audit remedy`: from a kept Result to the plan for one role, and to what it would change.

Rights are recomputed on the edges by the same closure as in a scan; persons are those that the
scan counted. A row policy that is only proposed is counted as if it let every row through.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from auditor.desk.remedies.applied import applied
from auditor.desk.remedies.forecast import Forecast, Line, ReachLine
from auditor.desk.remedies.model import MinimalView, Plan, Reading, Restrict, Revoke, Wish
from auditor.desk.remedies.plan import plan_of
from auditor.exposure.access.effective import Rights
from auditor.exposure.access.model import Readable
from auditor.exposure.access.powers import Powers
from auditor.model.access import PUBLIC, Access
from auditor.model.errors import AuditError
from auditor.model.exposure import Exposure, PersonCount
from auditor.model.findings import Finding
from auditor.model.result import Result
from auditor.model.vocabulary import Basis, Category, Necessity, Subject
from auditor.taxonomy import CATEGORIES, Sensitivity

_NOBODY = PersonCount(0, Basis.MEASURED)
_WORST = (*(Necessity.EXCESSIVE, Necessity.TO_JUSTIFY, Necessity.UNDETERMINED, Necessity.NEEDED),)
_KEEPERS = (Subject.INSURED, Subject.DEPENDANT)
_SETTLED = frozenset({"decided", "waived"})


def source_of(result: Result, role: str, source: str) -> str:
    """The source that knows that role; said where none or several do."""
    known = sorted({one.source for one in result.access.roles if one.name == role})
    if role == PUBLIC:
        known = sorted({one.source for one in result.access.grants if one.role == PUBLIC})
    if source:
        known = [name for name in known if name == source]
    if not known:
        names = sorted({one.id for one in result.surfaces if one.kind == "role"})
        code = "remedy_no_role" if names else "remedy_no_rights"
        raise AuditError(code, role=role, known=", ".join(names[:12]))
    if len(known) > 1:
        raise AuditError("remedy_sources", role=role, known=", ".join(known))
    return known[0]


def plan(result: Result, source: str, role: str, wish: Wish, dialect: str) -> Plan:
    """The remedy for that role by what it can read today."""
    rights = Rights(result.access).of(source, role)
    return plan_of(result, source, role, _readings(rights), wish, dialect)


def forecast(result: Result, remedy: Plan) -> Forecast:
    """The same rights, persons and findings once the plan was run."""
    later = applied(result.access, remedy)
    views = [step for step in remedy.steps if isinstance(step, MinimalView)]
    sight = _Sight(
        _read(result.access, remedy.source, remedy.role),
        _read(later, remedy.source, remedy.role),
        {view.base: view for view in views},
    )
    mine = [
        one
        for one in result.exposures
        if one.source == remedy.source and one.surface == remedy.role
    ]
    lines = tuple(sorted(_lines(mine, sight), key=_weight))
    reach = tuple(_reach(result, remedy, mine, sight))
    lifted, kept = _findings(result, remedy, later, sight)
    excess = [one for one in mine if one.necessity is Necessity.EXCESSIVE]
    return Forecast(
        plan=remedy,
        excess_before=_persons(excess),
        excess_after=_persons([one for one in excess if sight.clear(one)]),
        removed=sight.removed(),
        lines=lines,
        reach=reach,
        lifted=lifted,
        kept=kept,
        others=_others(result.access, later, remedy),
        routines=tuple(
            sorted({one.container for one in excess if sight.clear(one)} & _routines(result))
        ),
        policies=tuple(dict.fromkeys(s.container for s in remedy.steps if isinstance(s, Restrict))),
    )


@dataclass(frozen=True, slots=True)
class _Sight:
    """What the role reads before and after, by object; new views stand for their base."""

    before: Mapping[str, frozenset[str]]
    after: Mapping[str, frozenset[str]]
    views: Mapping[str, MinimalView]

    def removed(self) -> int:
        """Columns that are not read in clear any more."""
        gone = 0
        for container, columns in self.before.items():
            view = self.views.get(container)
            shown = {*view.columns} - {*view.masked} if view else set()
            gone += len(columns - self.after.get(container, frozenset()) - shown)
        return gone

    def clear(self, one: Exposure) -> list[str]:
        """Columns of an exposure that stay in clear."""
        view = self.views.get(one.container)
        shown = {*view.columns} - {*view.masked} if view else set()
        return [
            field.column
            for field in one.fields
            if field.column in self.after.get(one.container, ()) or field.column in shown
        ]

    def masked(self, one: Exposure) -> list[str]:
        """Columns of an exposure that stay under a mask."""
        view = self.views.get(one.container)
        clear = self.clear(one)
        return [
            field.column
            for field in one.fields
            if view and field.column in view.masked and field.column not in clear
        ]


def _readings(rights: Iterable[Readable]) -> tuple[Reading, ...]:
    """One reading an object: what is read at once, joined with what takes a `SET ROLE`."""
    found: dict[str, Reading] = {}
    for one in rights:
        old = found.get(one.container)
        columns, through = one.columns, one.through
        if old is not None:
            columns = (*old.columns, *(name for name in columns if name not in old.columns))
            through = tuple(dict.fromkeys((*old.through, *through)))
        found[one.container] = Reading(one.container, columns, through, one.rows)
    return tuple(found.values())


def _read(access: Access, source: str, role: str) -> dict[str, frozenset[str]]:
    readings = _readings(Rights(access).of(source, role))
    return {one.container: frozenset(one.columns) for one in readings}


def _lines(exposures: Iterable[Exposure], sight: _Sight) -> Iterable[Line]:
    groups: dict[tuple[Subject, Category], list[Exposure]] = {}
    for one in exposures:
        groups.setdefault((one.subject, one.category), []).append(one)
    for (subject, category), group in groups.items():
        left = {f"{one.container}.{name}" for one in group for name in sight.clear(one)}
        masked = {f"{one.container}.{name}" for one in group for name in sight.masked(one)}
        every = {f"{one.container}.{field.column}" for one in group for field in one.fields}
        yield Line(
            subject=subject,
            category=category,
            necessity=min((one.necessity for one in group), key=_WORST.index),
            columns=tuple(sorted(every - left - masked)),
            left=tuple(sorted(left)),
            masked=tuple(sorted(masked)),
            before=_most(group),
            after=_most([one for one in group if sight.clear(one)]),
        )


def _reach(
    result: Result, remedy: Plan, exposures: Iterable[Exposure], sight: _Sight
) -> Iterable[ReachLine]:
    """Listable persons: as counted where the objects stay the same, else a ceiling."""
    held = list(exposures)
    for one in result.reach:
        if (one.source, one.surface) != (remedy.source, remedy.role):
            continue
        kinds = _KEEPERS if one.subject in _KEEPERS else (one.subject,)
        group = [e for e in held if e.subject in kinds]
        left = [e for e in group if sight.clear(e) or sight.masked(e)]
        if {e.container for e in left} == {e.container for e in group}:
            yield ReachLine(one.subject, one.listable, one.listable, bounded=False)
            continue
        after, bounded = _union(left, one.listable)
        yield ReachLine(one.subject, one.listable, after, bounded)


def _union(left: Iterable[Exposure], before: PersonCount) -> tuple[PersonCount, bool]:
    """Persons over the objects that stay: of one object counted, of several at most their sum."""
    sizes: dict[str, int] = {}
    for one in left:
        size = one.persons.value or 0
        sizes[one.container] = max(sizes.get(one.container, 0), size)
    total = sum(sizes.values())
    if before.value is not None:
        total = min(total, before.value)
    if not sizes:
        return _NOBODY, False
    return PersonCount(total, before.basis, exact=len(sizes) == 1), len(sizes) > 1


def _findings(
    result: Result, remedy: Plan, later: Access, sight: _Sight
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings about the role that the plan lifts, and those that stay."""
    powers = Powers(later)
    personal = frozenset(
        one.container for one in result.fields if one.source == remedy.source and one.verdicts
    )
    held = {
        (power.name, power.container) for power in powers.of(remedy.source, remedy.role, personal)
    }
    lifted: list[Finding] = []
    kept: list[Finding] = []
    for one in result.findings:
        if one.source != remedy.source or one.surface not in {remedy.role, PUBLIC}:
            continue
        if one.state in _SETTLED:
            continue
        holder = remedy.role if one.surface == remedy.role else PUBLIC
        after = sight if holder == remedy.role else None
        (lifted if _lifted(one, after, held, later) else kept).append(one)
    return tuple(lifted), tuple(kept)


def _lifted(
    one: Finding, sight: _Sight | None, powers: set[tuple[str, str]], later: Access
) -> bool:
    power = one.facts.get("power")
    if power and sight is not None:
        return (str(power), one.container) not in powers
    if not one.container:
        return False
    if sight is None:
        return not any(
            grant.source == one.source and grant.role == PUBLIC and grant.container == one.container
            for grant in later.grants
        )
    if one.container not in sight.before:
        return False
    columns = one.columns or ((one.column,) if one.column else ())
    read = sight.after.get(one.container, frozenset())
    view = sight.views.get(one.container)
    clear = {*view.columns} - {*view.masked} if view else set()
    if columns:
        return not {*columns} & {*read, *clear}
    return not read and not clear


def _routines(result: Result) -> set[str]:
    return {one.container for one in result.access.relations if one.kind == "routine"}


def _others(before: Access, after: Access, remedy: Plan) -> tuple[tuple[str, int], ...]:
    """Other roles that read less afterwards: what was granted to everyone was theirs too."""
    closed = {s.container for s in remedy.steps if isinstance(s, Revoke) and s.role == PUBLIC}
    if not closed:
        return ()
    found = []
    now, then = Rights(_around(before, closed)), Rights(_around(after, closed))
    for role in before.roles:
        if role.source != remedy.source or role.name == remedy.role:
            continue
        if "superuser" in role.attributes or "login" not in role.attributes:
            continue
        lost = _size(now, role.source, role.name) - _size(then, role.source, role.name)
        if lost > 0:
            found.append((role.name, lost))
    return tuple(sorted(found))


def _around(access: Access, closed: set[str]) -> Access:
    """The edges of those objects and of what they read, which is all that others can lose."""
    reads = {one.container: one.reads for one in access.relations}
    wanted, pending = set(closed), list(closed)
    while pending:
        more = [name for name in reads.get(pending.pop(), ()) if name not in wanted]
        wanted.update(more)
        pending += more
    kept = tuple(one for one in access.relations if one.container in wanted)
    return replace(access, relations=kept)


def _size(rights: Rights, source: str, role: str) -> int:
    return sum(len(one.columns) for one in _readings(rights.of(source, role)))


def _persons(exposures: Iterable[Exposure]) -> PersonCount:
    """Persons of all kinds together; dependants are counted with the insured."""
    kinds: dict[Subject, list[Exposure]] = {}
    for one in exposures:
        kind = Subject.INSURED if one.subject in _KEEPERS else one.subject
        kinds.setdefault(kind, []).append(one)
    counts = [_most(group) for group in kinds.values()]
    known = [one.value for one in counts if one.value is not None]
    if not counts:
        return _NOBODY
    first = max(counts, key=lambda one: one.value or 0)
    return PersonCount(sum(known) if known else None, first.basis, all(c.exact for c in counts))


def _most(group: Iterable[Exposure]) -> PersonCount:
    return max((one.persons for one in group), key=lambda one: one.value or 0, default=_NOBODY)


def _weight(line: Line) -> tuple[int, int, str, str]:
    sensitivity = CATEGORIES[line.category].sensitivity
    return (
        _WORST.index(line.necessity),
        list(Sensitivity).index(sensitivity),
        line.category.value,
        line.subject.value,
    )
