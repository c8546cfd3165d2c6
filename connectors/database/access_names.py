"""What the access readings of all dialects share: names, privileges, the choice of containers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from auditor.model.access import Access, Grant, Relation

READS_OR_WRITES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
_EVERYTHING = frozenset({*READS_OR_WRITES, "REFERENCES", "TRIGGER"})


@dataclass(frozen=True, slots=True)
class Held:
    """What one role holds on one object or column."""

    role: str
    container: str
    column: str = ""
    level: str = "relation"


def privileges(held: Iterable[str]) -> tuple[str, ...]:
    """`ALL` where everything that can be done to a table is granted, else what reads or writes."""
    found = frozenset(held)
    if found >= _EVERYTHING:
        return ("ALL",)
    return tuple(name for name in READS_OR_WRITES if name in found)


def grants(
    source: str, rights: Mapping[Held, Mapping[str, bool]], *, folded: bool = True
) -> Iterable[Grant]:
    """The edges of what is held; a right beside others in `ALL` is grantable only if all are."""
    for held, names in rights.items():
        told = privileges(names) if folded else tuple(names)
        for name in told:
            grantable = all(names.values()) if name == "ALL" else names[name]
            yield Grant(source, held.role, name, held.container, held.column, grantable, held.level)


def chosen(
    relations: Iterable[Relation], wants: Callable[[str, str], bool]
) -> tuple[Relation, ...]:
    """The relations that the user asked for, what these read at any depth, and their parts."""
    by_name = {relation.container: relation for relation in relations}
    kept: dict[str, Relation] = {}
    pending = [r for r in by_name.values() if wants(r.schema, _root(r, by_name).container)]
    while pending:
        relation = pending.pop()
        if relation.container in kept:
            continue
        kept[relation.container] = relation
        pending += [by_name[name] for name in relation.reads if name in by_name]
    return tuple(kept[name] for name in sorted(kept))


def _root(relation: Relation, by_name: Mapping[str, Relation]) -> Relation:
    seen: set[str] = set()
    while relation.parent in by_name and relation.container not in seen:
        seen.add(relation.container)
        relation = by_name[relation.parent]
    return relation


def tidy(access: Access) -> Access:
    """The same edges in one order, without rights on what was not chosen."""
    names = {relation.container for relation in access.relations}
    schemas = {relation.schema for relation in access.relations}

    def stands(grant: Grant) -> bool:
        if grant.level in ("relation", "routine"):
            return grant.container in names
        return grant.level != "schema" or grant.container in schemas

    return Access(
        relations=tuple(sorted(access.relations, key=lambda one: one.container)),
        roles=tuple(sorted(access.roles, key=lambda one: one.name)),
        memberships=tuple(sorted(access.memberships, key=lambda one: (one.member, one.role))),
        grants=tuple(sorted(filter(stands, access.grants), key=_place)),
        defaults=tuple(
            sorted(
                access.defaults,
                key=lambda one: (one.owner, one.schema, one.kind, one.role, one.privilege),
            )
        ),
        policies=tuple(
            sorted(
                (policy for policy in access.policies if policy.container in names),
                key=lambda one: (one.container, one.name),
            )
        ),
    )


def _place(grant: Grant) -> tuple[str, str, str, str, str]:
    return (grant.level, grant.container, grant.column, grant.role, grant.privilege)
