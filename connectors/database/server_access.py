"""Rights put together from the rows of set queries, for the servers that share one reader."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.connectors.base import AccessReading, Definition
from auditor.connectors.database.access_names import chosen, tidy
from auditor.model.access import PUBLIC, Access, Grant, Membership, Relation, Role, RowPolicy
from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind

Row = Mapping[str, Any]
Query = Callable[[str], Sequence[Any]]
Address = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AccessQueries:
    """Set queries over the rights of a server; their columns are named as they are read here.

    `roles`: name, login, locked, superuser, bypass_rls. `memberships`: member, role, inherits.
    `relations`: schema, name, kind, owner, runs_as. `columns`: schema, name, column_name.
    `grants`: role, privilege, level, schema, name, column_name, grantable. `policies`: schema,
    name, policy_name. `reads`: schema, name, base_schema, base_name. `texts`: schema, name, text.
    `denials`: a row for each right that is denied.
    """

    roles: str
    memberships: str
    relations: str
    columns: str
    grants: str
    policies: str
    reads: str
    texts: str
    denials: str


def read_access(
    query: Query,
    queries: AccessQueries,
    source: str,
    dialect: str,
    wants: Callable[[str, str], bool],
) -> AccessReading:
    """Every edge of the database; what is denied rather than not granted is told as a gap."""
    found = tuple(_relations(query, queries, source))
    kept = chosen(found, wants)
    names = {one.container for one in kept}
    access = Access(
        relations=kept,
        roles=tuple(_roles(query(queries.roles), source)),
        memberships=tuple(_memberships(query(queries.memberships), source)),
        grants=tuple(_grants(query(queries.grants), source)),
        policies=tuple(_policies(query(queries.policies), source)),
    )
    kinds = {one.container: one.kind for one in kept}
    definitions = tuple(
        Definition(_name(row), kinds[_name(row)], row["text"], dialect)
        for row in query(queries.texts)
        if row["text"] and _name(row) in names
    )
    denied = len(query(queries.denials))
    gaps = (Gap(GapKind.BOUNDED, "denials_left_aside", source, count=denied),) if denied else ()
    return AccessReading(tidy(access), definitions, gaps)


def _name(row: Row) -> str:
    return f"{row['schema']}.{row['name']}"


def _relations(query: Query, queries: AccessQueries, source: str) -> Iterator[Relation]:
    columns: dict[str, list[str]] = {}
    for row in query(queries.columns):
        columns.setdefault(_name(row), []).append(row["column_name"])
    secured = {_name(row) for row in query(queries.policies)}
    reads: dict[str, set[str]] = {}
    for row in query(queries.reads):
        base = f"{row['base_schema']}.{row['base_name']}"
        reads.setdefault(_name(row), set()).add(base)
    for row in query(queries.relations):
        name = _name(row)
        yield Relation(
            source=source,
            container=name,
            kind=row["kind"],
            owner=row["owner"] or "",
            schema=row["schema"],
            columns=tuple(columns.get(name, ())),
            row_security=name in secured,
            runs_as=row["runs_as"] or "",
            reads=tuple(sorted(reads.get(name, set()) - {name})),
        )


def _roles(rows: Iterable[Row], source: str) -> Iterator[Role]:
    for row in rows:
        if row["name"].upper() == PUBLIC:
            continue
        held = ("login", "locked", "superuser", "bypass_rls")
        yield Role(source, row["name"], tuple(sorted(key for key in held if row[key])))


def _memberships(rows: Iterable[Row], source: str) -> Iterator[Membership]:
    for row in rows:
        inherits = bool(row["inherits"])
        yield Membership(
            source, row["member"], row["role"], inherits=inherits, may_set=not inherits, keeps=True
        )


def _grants(rows: Iterable[Row], source: str) -> Iterator[Grant]:
    for row in rows:
        container = {"schema": row["schema"], "server": ""}.get(row["level"], _name(row))
        role = PUBLIC if row["role"].upper() == PUBLIC else row["role"]
        yield Grant(
            source,
            role,
            row["privilege"],
            container,
            row["column_name"] or "",
            grantable=bool(row["grantable"]),
            level=row["level"],
        )


def _policies(rows: Iterable[Row], source: str) -> Iterator[RowPolicy]:
    """What a function of the user's own decides cannot be told from outside."""
    for row in rows:
        yield RowPolicy(source, _name(row), row["policy_name"], (PUBLIC,), restricts="unknown")
