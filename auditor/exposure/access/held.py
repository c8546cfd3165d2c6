"""Which columns of an object a role holds a right on, and through whom."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from auditor.exposure.access.principals import Principals
from auditor.model.access import PUBLIC, Access, Grant, Relation

_READS = ("SELECT", "ALL")
_RUNS = ("EXECUTE", "ALL")


_KEPT = 256
"""Roles whose standing is remembered at a time."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All that one user holds, its own and what it inherits taken together."""

    everything: bool
    """A superuser."""
    reads_all: bool
    whole: AbstractSet[str]
    """Objects that it may read whole or call."""
    single: Mapping[str, AbstractSet[str]]
    """Columns that it may read one by one, by object."""
    schemas: AbstractSet[str]
    """Schemas that it may look up names in."""


@dataclass(slots=True)
class Held:
    """The rights to read of one source, by who holds them."""

    relations: Mapping[str, Relation]
    principals: Principals
    _whole: Mapping[str, frozenset[str]]
    _columns: Mapping[str, Mapping[str, frozenset[str]]]
    _schemas: Mapping[str, frozenset[str]]
    _standing: dict[str, Standing] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        access: Access,
        source: str,
        relations: Mapping[str, Relation],
        principals: Principals,
    ) -> "Held":
        """Those of one source; a right on a schema or server spreads over what lies in it."""
        grants = [grant for grant in access.grants if grant.source == source]
        return cls(
            relations, principals, _whole(grants, relations), _columns(grants), _schemas(grants)
        )

    def standing(self, role: str) -> Standing:
        """What that user holds in all."""
        known = self._standing.get(role)
        if known is None:
            if len(self._standing) >= _KEPT:
                self._standing.clear()
            known = self._standing[role] = self._summed(role)
        return known

    def candidates(self, role: str) -> Iterable[str]:
        """Objects on which it holds anything at all, in name order."""
        standing = self.standing(role)
        if standing.everything:
            return self.relations
        found = {*standing.whole, *standing.single}
        if standing.reads_all:
            found.update(name for name, one in self.relations.items() if one.kind != "routine")
        return sorted(found & self.relations.keys())

    def columns(self, role: str, relation: Relation, *, named: bool) -> tuple[str, ...]:
        """The columns that it may read, in order; `named` where it has to find the name first."""
        if named and not self.finds(role, relation):
            return ()
        if self.calls(role, relation):
            return relation.columns
        single = self.standing(role).single.get(relation.container)
        return tuple(name for name in relation.columns if name in single) if single else ()

    def reads(self, role: str, relation: Relation, columns: Iterable[str]) -> bool:
        """Whether a query that takes these columns, or no particular one, is allowed."""
        if self.calls(role, relation):
            return True
        held = self.standing(role).single.get(relation.container, frozenset())
        wanted = frozenset(columns)
        return wanted <= held if wanted else bool(held)

    def calls(self, role: str, relation: Relation) -> bool:
        """Whether it may read the whole of it, or call that routine."""
        standing = self.standing(role)
        if standing.everything or relation.container in standing.whole:
            return True
        return standing.reads_all and relation.kind != "routine"

    def finds(self, role: str, relation: Relation) -> bool:
        """Whether it may look names up in the schema, where the source has such a right."""
        if not relation.schema or not self._schemas:
            return True
        standing = self.standing(role)
        return standing.everything or standing.reads_all or relation.schema in standing.schemas

    def ways(self, role: str) -> Mapping[str, tuple[str, ...]]:
        """Why it may read each object that a grant tells of: every way that gives it a column."""
        found: dict[str, list[str]] = {}
        for one in sorted(self.principals.acts_as(role)):
            for name in {*self._whole.get(one, ()), *self._columns.get(one, ())}:
                if name in self.relations:
                    way = _way(role, one, self.relations[name].owner)
                    found.setdefault(name, []).append(way)
        return {name: tuple(sorted(ways)) for name, ways in found.items()}

    def widely(self, role: str, relation: Relation) -> tuple[str, ...]:
        """Why it may without any grant."""
        standing = self.standing(role)
        ways = ("superuser",) if standing.everything else ()
        if standing.reads_all and relation.kind != "routine":
            return ("read_all", *ways)
        return ways

    def _summed(self, role: str) -> Standing:
        everyone = self.principals.acts_as(role)
        whole: set[str] = set()
        schemas: set[str] = set()
        single: dict[str, set[str]] = {}
        for one in everyone:
            whole |= self._whole.get(one, frozenset())
            schemas |= self._schemas.get(one, frozenset())
            for name, columns in self._columns.get(one, {}).items():
                single.setdefault(name, set()).update(columns)
        return Standing(
            self.principals.is_superuser(role),
            self.principals.reads_all(role),
            whole,
            single,
            schemas,
        )


def _way(role: str, one: str, owner: str) -> str:
    if one == PUBLIC:
        return "public"
    if one == owner and one == role:
        return "owner"
    return "direct" if one == role else f"member:{one}"


def _whole(
    grants: Iterable[Grant], relations: Mapping[str, Relation]
) -> Mapping[str, frozenset[str]]:
    by_schema: dict[str, set[str]] = {}
    for name, relation in relations.items():
        by_schema.setdefault(relation.schema or name.partition(".")[0], set()).add(name)
    found: dict[str, set[str]] = {}
    for grant in grants:
        if grant.column or grant.level == "database":
            continue
        held = found.setdefault(grant.role, set())
        if grant.level in ("relation", "routine"):
            wanted = _RUNS if grant.level == "routine" else _READS
            if grant.privilege in wanted:
                held.add(grant.container)
            continue
        spread = relations.keys() if grant.level == "server" else by_schema.get(grant.container, ())
        held.update(
            name
            for name in spread
            if grant.privilege in (_RUNS if relations[name].kind == "routine" else _READS)
        )
    return {role: frozenset(names) for role, names in found.items()}


def _columns(grants: Iterable[Grant]) -> Mapping[str, Mapping[str, frozenset[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for grant in grants:
        if grant.column and grant.privilege in _READS:
            columns = found.setdefault(grant.role, {}).setdefault(grant.container, set())
            columns.add(grant.column)
    return {
        role: {name: frozenset(columns) for name, columns in held.items()}
        for role, held in found.items()
    }


def _schemas(grants: Iterable[Grant]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for grant in grants:
        if grant.level == "schema" and grant.privilege == "USAGE":
            found.setdefault(grant.role, set()).add(grant.container)
    return {role: frozenset(names) for role, names in found.items()}
