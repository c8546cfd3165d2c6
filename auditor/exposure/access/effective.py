"""From the edges of a source to what each of its roles can read, by sets and without a database.

The rules are those of PostgreSQL, which the other dialects' edges fit into: a right is held through
the role itself, what it inherits and PUBLIC; a schema's USAGE counts where a name is resolved, not
behind a view; a view's own relations are asked of its owner, or of whoever runs it (`invoker`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from auditor.exposure.access.bodies import Bodies
from auditor.exposure.access.held import Held
from auditor.exposure.access.model import Readable
from auditor.exposure.access.principals import Principals
from auditor.exposure.access.rows import Policies, widest
from auditor.model.access import Access, Relation


def readable(
    access: Access, wanted_roles: Iterable[tuple[str, str]] | None = None
) -> tuple[Readable, ...]:
    """What each role of (source, name) can read, all roles by default, in name order."""
    rights = Rights(access)
    roles = rights.roles if wanted_roles is None else sorted(wanted_roles)
    return tuple(one for source, role in roles for one in rights.of(source, role))


class Rights:
    """The closure of the edges, worked out role by role when it is asked for."""

    def __init__(self, access: Access) -> None:
        self.roles = tuple(sorted({(role.source, role.name) for role in access.roles}))
        """Every role by (source, name)."""
        self._sources = {source: _Source.indexed(access, source) for source in _sources(access)}

    def of(self, source: str, role: str) -> Iterator[Readable]:
        """What that role can read, in name order: at once, then what takes a `SET ROLE`."""
        if source in self._sources:
            yield from self._sources[source].readable_by(role)

    def behind(self, source: str, role: str, container: str) -> Mapping[str, str]:
        """Which rows of each base relation that role meets when it reads `container`.

        Of a table that is the table itself; of a view the tables under it, each as row policies
        have it for the role or for a view's owner on the way. Empty where it may not read it.
        """
        known = self._sources.get(source)
        return known.behind(role, container) if known else {}

    def may_set(self, source: str, role: str) -> tuple[str, ...]:
        """The roles that it may become by `SET ROLE`."""
        known = self._sources.get(source)
        return known.principals.may_set(role) if known else ()


def _sources(access: Access) -> frozenset[str]:
    roles = {role.source for role in access.roles}
    return frozenset(roles | {relation.source for relation in access.relations})


@dataclass(slots=True)
class _Source:
    """The edges of one source, indexed."""

    name: str
    relations: Mapping[str, Relation]
    principals: Principals
    held: Held
    bodies: Bodies
    _shared: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def indexed(cls, access: Access, source: str) -> "_Source":
        relations = {
            relation.container: relation
            for relation in sorted(access.relations, key=lambda one: one.container)
            if relation.source == source
        }
        principals = Principals.of(access, source)
        held = Held.of(access, source, relations, principals)
        policies = Policies.of(access, source, principals)
        return cls(source, relations, principals, held, Bodies(relations, held, policies))

    def readable_by(self, role: str) -> Iterator[Readable]:
        if not self.principals.may_connect(role):
            return
        at_once = self._as(role, role)
        later: dict[str, Readable] = {}
        for other in self.principals.worth_setting(role):
            for container, there in self._as(role, other).items():
                more = _beyond(there, at_once.get(container))
                if more is not None:
                    later[container] = self._joined(later.get(container), more)
        for container in self.relations:
            if container in at_once:
                yield at_once[container]
            if container in later:
                yield later[container]

    def behind(self, role: str, container: str) -> Mapping[str, str]:
        relation = self.relations.get(container)
        if relation is None or not self.principals.may_connect(role):
            return {}
        found: dict[str, str] = {}
        others = [
            self.principals.once_set(role, one) for one in self.principals.worth_setting(role)
        ]
        for user in (role, *others):
            if self.held.columns(user, relation, named=True):
                for base, rows in self.bodies.behind(user, relation).items():
                    found[base] = widest(found.get(base, rows), rows)
        return found

    def _as(self, session: str, other: str) -> Mapping[str, Readable]:
        """What `session` reads while it acts as `other`, which may be itself."""
        automatic = session == other
        user = session if automatic else self.principals.once_set(session, other)
        found: dict[str, Readable] = {}
        ways = self.held.ways(user) if automatic else {}
        set_by: tuple[str, ...] = (f"set_role:{other}",)
        for container in self.held.candidates(user):
            relation = self.relations[container]
            columns = self.held.columns(user, relation, named=True)
            called = relation.kind == "routine" and self.held.finds(user, relation)
            if not (columns or called) or not self.bodies.runs(user, relation):
                continue
            through = set_by
            if automatic:
                through = ways.get(container, ())
                widely = self.held.widely(user, relation)
                through = tuple(sorted((*widely, *through))) if widely else through
            found[container] = Readable(
                source=self.name,
                role=session,
                container=container,
                columns=self._share(columns),
                through=self._share(through),
                rows=self.bodies.rows(user, relation),
                automatic=automatic,
            )
        return found

    def _share(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return self._shared.setdefault(names, names)

    def _joined(self, one: Readable | None, other: Readable) -> Readable:
        """Both, since the session may act as one role and then as the other."""
        if one is None:
            return other
        order = self.relations[one.container].columns
        both = {*one.columns, *other.columns}
        return replace(
            one,
            columns=self._share(tuple(name for name in order if name in both)),
            through=self._share(tuple(sorted({*one.through, *other.through}))),
            rows=widest(one.rows, other.rows),
        )


def _beyond(there: Readable, at_once: Readable | None) -> Readable | None:
    """What `there` shows that `at_once` does not: columns, or more rows of the same."""
    if at_once is None:
        return there
    if there.rows != at_once.rows and widest(there.rows, at_once.rows) == there.rows:
        return there
    more = tuple(name for name in there.columns if name not in at_once.columns)
    return replace(there, columns=more) if more else None
