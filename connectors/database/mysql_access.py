"""MySQL's and MariaDB's accounts, roles, grants and definitions as edges."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.connectors.base import AccessReading, Definition
from auditor.connectors.database import mysql_access_queries as queries
from auditor.connectors.database import mysql_access_rights as rights
from auditor.connectors.database import mysql_queries, mysql_sql
from auditor.connectors.database.access_names import chosen, tidy
from auditor.connectors.database.access_texts import Taken, taken_by
from auditor.connectors.database.failures import Failure
from auditor.connectors.database.options import DatabaseOptions
from auditor.model.access import Access, Grant, Membership, Relation, Role
from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind

Row = Mapping[str, Any]
Query = Callable[[str], Sequence[Row]]
Address = tuple[str, str]

_REFUSED = "not_allowed"
_PARSED = "mysql"


@dataclass(slots=True)
class _Read:
    """What was read so far, and what the account may not see."""

    source: str
    dialect: str
    names: dict[Address, str] = field(default_factory=dict)
    routines: dict[tuple[str, str, str], str] = field(default_factory=dict)
    definitions: list[Definition] = field(default_factory=list)
    without_text: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reader:
    """How the server is asked, and what its refusals mean."""

    query: Query
    errors: tuple[type[Exception], ...]
    failure: Callable[[Exception], Failure]
    server: mysql_sql.Server


def read_access(
    reader: Reader, source: str, database: str, options: DatabaseOptions
) -> AccessReading:
    """Every edge of the schemas of the URL, and of what their views read elsewhere."""
    read = _Read(source, reader.server.dialect)
    schemas = sorted(row["name"] for row in reader.query(mysql_queries.SCHEMATA))

    def ask(text: str) -> Sequence[Row]:
        return reader.query(mysql_queries.within(text, schemas))

    def wants(schema: str, container: str) -> bool:
        return (not database or schema == database) and options.wants(schema, container)

    found = (*_relations(ask, read), *_routines(ask, read))
    kept = chosen(found, wants)
    held, gaps = _rights(reader, read, schemas)
    access = Access(
        relations=kept, roles=held.roles, memberships=held.memberships, grants=held.grants
    )
    wanted = {relation.container for relation in kept}
    gaps += [
        Gap(GapKind.UNREAD, "definition_unread", source, name)
        for name in read.without_text
        if name in wanted
    ]
    texts = (one for one in read.definitions if one.container in wanted)
    return AccessReading(
        tidy(access), tuple(sorted(texts, key=lambda one: one.container)), tuple(gaps)
    )


def _rights(reader: Reader, read: _Read, schemas: Sequence[str]) -> tuple[Access, list[Gap]]:
    """The tables of grants; where the account may not read them, a gap says what to grant."""
    mariadb = reader.server.mariadb
    locked = _locked(reader) if mariadb else frozenset()
    texts = (
        queries.ACCOUNTS_MARIADB if mariadb else queries.ACCOUNTS_MYSQL,
        queries.MEMBERSHIPS_MARIADB if mariadb else queries.MEMBERSHIPS_MYSQL,
        queries.SCHEMA_GRANTS,
        queries.TABLE_GRANTS,
        queries.ROUTINE_GRANTS,
    )
    try:
        accounts, members, on_schemas, on_tables, on_routines = map(reader.query, texts)
    except reader.errors as error:
        if reader.failure(error).code != _REFUSED:
            raise
        return Access(), [Gap(GapKind.UNREAD, "mysql_rights_not_listed", read.source)]
    if mariadb:
        accounts = [{**row, "locked": rights.named(row) in locked} for row in accounts]
    source = read.source
    roles: tuple[Role, ...] = tuple(rights.roles(source, accounts))
    ways: tuple[Membership, ...] = tuple(rights.memberships(source, members, accounts))
    grants: tuple[Grant, ...] = (
        *rights.on_server(source, accounts, schemas),
        *rights.on_schemas(source, on_schemas, accounts, schemas),
        *rights.on_tables(source, on_tables, read.names),
        *rights.on_routines(source, on_routines, read.routines),
    )
    return Access(roles=roles, memberships=ways, grants=grants), []


def _locked(reader: Reader) -> frozenset[rights.Account]:
    """Accounts that cannot log in; none are known where that may not be read."""
    try:
        return frozenset(rights.named(row) for row in reader.query(queries.LOCKED_MARIADB))
    except reader.errors:
        return frozenset()


def _relations(ask: Query, read: _Read) -> Iterator[Relation]:
    rows = ask(queries.RELATIONS)
    read.names.update(_names(rows))
    columns: dict[Address, list[str]] = {}
    for row in ask(queries.COLUMNS):
        columns.setdefault((row["schema"], row["name"]), []).append(row["column"])
    views = {(row["schema"], row["name"]): row for row in ask(queries.VIEWS)}
    for row in rows:
        address = (row["schema"], row["name"])
        view = views.get(address)
        listed = tuple(columns.get(address, ()))
        if view is None:
            yield Relation(
                read.source, read.names[address], "table", "", schema=row["schema"], columns=listed
            )
        else:
            yield _view(read, view, listed)


def _names(rows: Iterable[Row]) -> Mapping[Address, str]:
    """`schema.table`, as the catalogue names them."""
    names: dict[Address, str] = {}
    taken: set[str] = set()
    for address in sorted((row["schema"], row["name"]) for row in rows):
        name = ".".join(address)
        if name in taken:
            name = ".".join(map(mysql_sql.quote, address))
        taken.add(name)
        names[address] = name
    return names


def _view(read: _Read, row: Row, columns: tuple[str, ...]) -> Relation:
    name = read.names[row["schema"], row["name"]]
    text = row["text"] or ""
    if text:
        read.definitions.append(Definition(name, "view", text, read.dialect))
    else:
        read.without_text.append(name)
    taken = _resolved(read, taken_by(text, _PARSED, row["schema"]))
    return Relation(
        source=read.source,
        container=name,
        kind="view",
        owner=row["definer"],
        schema=row["schema"],
        columns=columns,
        runs_as="owner" if row["security"] == "DEFINER" else "invoker",
        asks_caller=True,
        reads=tuple(taken),
        columns_read=tuple(taken.values()),
    )


def _resolved(read: _Read, taken: Taken) -> Mapping[str, tuple[str, ...]]:
    return {
        read.names[address]: columns
        for address, columns in sorted(taken.items())
        if address in read.names
    }


def _routines(ask: Query, read: _Read) -> Iterator[Relation]:
    supplied: dict[tuple[str, str, str], list[str]] = {}
    for row in ask(queries.ARGUMENTS):
        if row["mode"] in ("IN", "INOUT"):
            key = (row["schema"], row["name"].lower(), row["type"])
            supplied.setdefault(key, []).append(row["argument"])
    for row in ask(queries.ROUTINES):
        key = (row["schema"], row["name"].lower(), row["type"])
        name = f"{row['schema']}.{row['name']}()"
        if name in read.routines.values():
            # A function and a procedure may have one name.
            name = f"CALL {name}"
        read.routines[key] = name
        if row["text"]:
            read.definitions.append(Definition(name, "routine", row["text"], read.dialect))
        else:
            read.without_text.append(name)
        yield Relation(
            source=read.source,
            container=name,
            kind="routine",
            owner=row["definer"],
            schema=row["schema"],
            columns=(row["name"],) if row["type"] == "FUNCTION" else (),
            runs_as="owner" if row["security"] == "DEFINER" else "invoker",
            asks_caller=True,
            arguments=tuple(supplied.get(key, ())),
        )
