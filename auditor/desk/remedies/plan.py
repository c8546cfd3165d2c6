"""The plan for one role: close every way to a column too many, give back what it needs."""

from collections.abc import Iterable, Mapping, Sequence

from auditor.desk.remedies.model import (
    Block,
    Forget,
    Give,
    Label,
    Leave,
    Lower,
    MinimalView,
    Plan,
    Reading,
    Remark,
    Restrict,
    Revoke,
    Step,
    Wish,
)
from auditor.model.access import PUBLIC, Access, Grant, Relation
from auditor.model.exposure import Exposure
from auditor.model.findings import Finding
from auditor.model.result import Result
from auditor.model.vocabulary import Necessity

_SETTLED = frozenset({"decided", "waived"})
_RESTRICTS = "rows_seen"
_POWERS = ("superuser", "bypass_rls", "create_role")
_NAMED = ("schema", "database")
_LONGEST = 60
"""Bytes of a name: PostgreSQL keeps 63, and a number may follow."""
_READS = frozenset({"SELECT", "ALL"})


def plan_of(
    result: Result,
    source: str,
    role: str,
    readings: Sequence[Reading],
    wish: Wish,
    dialect: str,
) -> Plan:
    """The remedy for that role; `readings` is what it can read today, in order of objects."""
    return _Planner(result, source, role, readings, wish, dialect).plan()


class _Planner:
    def __init__(
        self,
        result: Result,
        source: str,
        role: str,
        readings: Sequence[Reading],
        wish: Wish,
        dialect: str,
    ) -> None:
        self._access: Access = result.access
        self._source, self._role = source, role
        self._readings = {one.container: one for one in readings}
        self._wish, self._dialect = wish, dialect
        self._relations = {
            one.container: one for one in result.access.relations if one.source == source
        }
        self._findings = [
            one
            for one in result.findings
            if one.source == source and one.surface in {role, PUBLIC} and one.state not in _SETTLED
        ]
        self._settled = {
            (one.container, column)
            for one in result.findings
            if one.source == source and one.surface == role and one.state in _SETTLED
            for column in one.columns
        }
        mine = [e for e in result.exposures if e.source == source and e.surface == role]
        self._drop = self._excess(mine)
        self._masked = _maskable(mine)

    def plan(self) -> Plan:
        """Powers first, then what spreads over many objects, then object by object."""
        blocks = [self._powers(), *self._objects(), self._future()]
        return Plan(
            self._source,
            self._role,
            self._dialect,
            tuple(block for block in blocks if block.steps),
        )

    def _excess(self, exposures: Iterable[Exposure]) -> dict[str, dict[str, str]]:
        """Category by column to remove, by object."""
        found: dict[str, dict[str, str]] = {}
        for one in exposures:
            if one.necessity is Necessity.EXCESSIVE:
                for field in one.fields:
                    found.setdefault(one.container, {})[field.column] = one.category.value
        for finding in self._findings:
            if finding.surface == self._role and self._asks(finding):
                held = found.setdefault(finding.container, {})
                for column in _columns(finding):
                    held.setdefault(column, next((c.value for c in finding.categories), ""))
        return {
            container: {
                column: category
                for column, category in columns.items()
                if (container, column) not in self._settled
            }
            for container, columns in found.items()
            if container in self._readings
        }

    def _asks(self, finding: Finding) -> bool:
        """Whether the finding asks for its columns to be taken away."""
        if self._role == PUBLIC:
            return bool(finding.container)
        return finding.facts.get("necessity") in {"excessive", "undetermined"}

    def _powers(self) -> Block:
        findings = [one for one in self._findings if one.facts.get("power")]
        steps: list[Step] = []
        for role in self._access.roles:
            if role.source == self._source and role.name == self._role:
                steps += [Lower(self._role, name) for name in _POWERS if name in role.attributes]
        if any("set_role:" in way for one in self._readings.values() for way in one.through):
            steps.append(Remark("set_role"))
        lowered = bool(steps)
        return Block("", (), (), tuple(findings) if lowered else (), tuple(steps))

    def _objects(self) -> Iterable[Block]:
        wide = sorted(name for name, columns in self._drop.items() if columns)
        closed = self._closed(wide)
        spread, given = self._spread(closed)
        if spread:
            yield Block("", (), (), (), tuple(spread))
        for container in sorted({*wide, *given}):
            yield self._object(container, rewritten=container in given)
        for container, findings in self._unrestricted().items():
            yield Block(container, (), (), findings, (Restrict(container, self._role),))

    def _closed(self, wide: Sequence[str]) -> frozenset[str]:
        """Every way that leads to a column too many and can be closed."""
        return frozenset(
            way
            for container in wide
            for way in self._readings[container].through
            if self._relations[container].kind != "routine"
        )

    def _spread(self, closed: frozenset[str]) -> tuple[list[Step], set[str]]:
        """Memberships and grants over many objects that go, and the objects to give back."""
        steps: list[Step] = []
        groups = {
            way.partition(":")[2] for way in closed if way.startswith(("member:", "set_role:"))
        }
        left = self._parents(groups | ({""} if "read_all" in closed else set()))
        steps += [Leave(self._role, parent) for parent in left]
        given = {
            one.container
            for one in self._readings.values()
            if any(way in closed and way not in {"direct", "public"} for way in one.through)
        }
        for grant in self._wide_grants(closed):
            steps.append(Revoke(grant.role, "SELECT", grant.container, grant.level))
            given |= {
                name
                for name in self._readings
                if grant.level != "schema" or self._schema(name) == grant.container
            }
        if left:
            steps += self._kept_rights(left)
        return steps, given

    def _wide_grants(self, closed: frozenset[str]) -> Iterable[Grant]:
        holders = {self._role} if "direct" in closed else set()
        holders |= {PUBLIC} if "public" in closed else set()
        wide = {self._schema(name) for name, columns in self._drop.items() if columns}
        for grant in self._access.grants:
            if (
                grant.source == self._source
                and grant.role in holders
                and grant.privilege in _READS
                and (
                    grant.level == "server" or (grant.level == "schema" and grant.container in wide)
                )
            ):
                yield grant

    def _parents(self, groups: set[str]) -> tuple[str, ...]:
        """The direct memberships through which the role comes to those groups."""
        up: dict[str, set[str]] = {}
        for one in self._access.memberships:
            if one.source == self._source:
                up.setdefault(one.member, set()).add(one.role)
        everything = {
            one.name
            for one in self._access.roles
            if one.source == self._source and "read_all" in one.attributes
        }
        wanted = groups | (everything if "" in groups else set())
        return tuple(sorted(p for p in up.get(self._role, ()) if wanted & _above(p, up)))

    def _kept_rights(self, left: Sequence[str]) -> list[Step]:
        """What the role had from those groups beyond reading: given to it directly."""
        up: dict[str, set[str]] = {}
        for one in self._access.memberships:
            if one.source == self._source:
                up.setdefault(one.member, set()).add(one.role)
        holders = {role for parent in left for role in _above(parent, up)}
        kept = [
            Give(self._role, grant.privilege, grant.container, grant.level)
            for grant in self._access.grants
            if grant.source == self._source
            and grant.role in holders
            and not grant.column
            and grant.privilege not in _READS
            and (grant.level in _NAMED or grant.container in self._relations)
        ]
        return [*dict.fromkeys(kept)]

    def _object(self, container: str, *, rewritten: bool) -> Block:
        reading, relation = self._readings[container], self._relations[container]
        dropped = self._drop.get(container, {})
        drop = tuple(name for name in reading.columns if name in dropped)
        keep = tuple(name for name in reading.columns if name not in dropped)
        findings = tuple(
            one
            for one in self._findings
            if one.container == container and {*_columns(one)} & {*drop}
        )
        if relation.kind == "routine" and self._role == PUBLIC:
            closed = Revoke(PUBLIC, "EXECUTE", container, "routine")
            return Block(container, tuple(dropped), (), findings, (closed,) if dropped else ())
        if relation.kind == "routine":
            remark = Remark("routine", (("columns", ", ".join(dropped)),))
            steps: tuple[Step, ...] = (remark,) if dropped else ()
            if rewritten:
                steps = (Give(self._role, "EXECUTE", container, "routine"), *steps)
            return Block(container, tuple(dropped), (), findings, steps)
        steps = tuple(self._narrowed(container, drop, keep, rewritten=rewritten))
        return Block(container, drop, keep, findings, steps)

    def _narrowed(
        self, container: str, drop: tuple[str, ...], keep: tuple[str, ...], *, rewritten: bool
    ) -> Iterable[Step]:
        through = self._readings[container].through
        if drop:
            yield from self._revoked(container, drop, through)
        if "owner" in through and drop:
            owner = self._relations[container].owner
            yield Remark("owner", (("owner", owner),))
            return
        partial = bool(drop)
        masked = {
            name: self._drop[container][name] for name in drop if (container, name) in self._masked
        }
        if partial and (self._wish.views or masked) and (keep or masked):
            yield from self._view(container, keep, masked)
        elif keep and (partial or rewritten):
            whole = not drop and keep == self._relations[container].columns
            yield Give(self._role, "SELECT", container, columns=() if whole else keep)
        if self._wish.anonymizer and drop and self._relations[container].kind == "table":
            yield from (Label(container, name, self._drop[container][name]) for name in drop)

    def _revoked(
        self, container: str, drop: tuple[str, ...], through: tuple[str, ...]
    ) -> Iterable[Step]:
        for role, way in ((self._role, "direct"), (PUBLIC, "public")):
            held = [
                grant
                for grant in self._access.grants
                if grant.source == self._source
                and grant.role == role
                and grant.container == container
                and grant.level == "relation"
                and grant.privilege in _READS
            ]
            if way not in through or not held:
                continue
            if any(not grant.column for grant in held):
                yield Revoke(role, "SELECT", container)
            columns = tuple(grant.column for grant in held if grant.column in drop)
            if columns:
                yield Revoke(role, "SELECT", container, columns=columns)
            if role == PUBLIC:
                yield Remark("public")

    def _view(
        self, container: str, keep: tuple[str, ...], masked: Mapping[str, str]
    ) -> Iterable[Step]:
        relation = self._relations[container]
        order = [name for name in relation.columns if name in keep or name in masked]
        name = self._free(container)
        yield MinimalView(name, relation.schema, container, tuple(order), dict(masked))
        yield Give(self._role, "SELECT", name)

    def _free(self, container: str) -> str:
        """A name for the view of this role that no relation has and that no product cuts."""
        schema = self._schema(container)
        table = container.removeprefix(f"{schema}.")
        account = self._role.partition("@")[0]
        short = f"{table}_{account}".encode()[:_LONGEST].decode(errors="ignore")
        wanted = f"{schema}.{short}" if container.startswith(f"{schema}.") else short
        name, number = wanted, 2
        while name in self._relations:
            name, number = f"{wanted}{number}", number + 1
        return name

    def _unrestricted(self) -> dict[str, tuple[Finding, ...]]:
        """Tables of persons whose rows nothing restricts, by a finding that says so."""
        found: dict[str, tuple[Finding, ...]] = {}
        for finding in self._findings:
            relation = self._relations.get(finding.container)
            if (
                relation is not None
                and relation.kind == "table"
                and finding.surface == self._role
                and finding.facts.get(_RESTRICTS) == "all"
                and finding.facts.get("necessity") in {"needed", "to_justify"}
            ):
                found[finding.container] = (*found.get(finding.container, ()), finding)
        return found

    def _future(self) -> Block:
        findings = [one for one in self._findings if one.facts.get("power") == "future_tables"]
        steps = tuple(
            Forget(one.owner, one.schema, one.role, one.privilege, one.kind)
            for one in self._access.defaults
            if findings
            and one.source == self._source
            and one.role in {self._role, PUBLIC}
            and one.privilege in _READS
            and one.kind == "relation"
        )
        return Block("", (), (), tuple(findings), steps)

    def _schema(self, container: str) -> str:
        relation: Relation | None = self._relations.get(container)
        schema = relation.schema if relation else ""
        return schema or container.partition(".")[0]


def _columns(finding: Finding) -> tuple[str, ...]:
    return finding.columns or ((finding.column,) if finding.column else ())


def _maskable(exposures: Iterable[Exposure]) -> frozenset[tuple[str, str]]:
    """Columns that the purpose takes once they are masked."""
    return frozenset(
        (one.container, field.column)
        for one in exposures
        if one.ground is not None
        and one.ground.conditions.get("masked") is False
        and all(met is not False for name, met in one.ground.conditions.items() if name != "masked")
        for field in one.fields
    )


def _above(role: str, up: Mapping[str, set[str]]) -> set[str]:
    seen = {role}
    frontier = [role]
    while frontier:
        frontier = [one for name in frontier for one in up.get(name, ()) if one not in seen]
        seen.update(frontier)
    return seen
