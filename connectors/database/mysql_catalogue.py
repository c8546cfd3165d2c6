"""The catalogue of MySQL and MariaDB as containers, and what the account may not see of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.connectors.database import mysql_grants, mysql_queries, mysql_sql
from auditor.connectors.database.checks import names_in
from auditor.connectors.database.options import DatabaseOptions
from auditor.model.catalogue import (
    Catalogue,
    Column,
    Container,
    ContainerKind,
    Family,
    ForeignKey,
)
from auditor.model.gaps import Gap
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import GapKind

Row = Mapping[str, Any]
Query = Callable[[str], Sequence[Row]]
Address = tuple[str, str]

_BROKEN = "references invalid table(s)"
"""MariaDB and MySQL say it in English in the comment of such a view."""


@dataclass(slots=True)
class _Parts:
    """What each set query tells of each table, by its address."""

    columns: dict[Address, list[Column]] = field(default_factory=dict)
    positions: dict[Address, list[int]] = field(default_factory=dict)
    primary: dict[Address, tuple[str, ...]] = field(default_factory=dict)
    unique: dict[Address, list[tuple[str, ...]]] = field(default_factory=dict)
    foreign: dict[Address, list[ForeignKey]] = field(default_factory=dict)


def read_catalogue(
    query: Query,
    server: mysql_sql.Server,
    source: str,
    database: str,
    options: DatabaseOptions,
) -> Catalogue:
    """Tables and views of the database of the URL, or of every one where it names none."""
    schemas = [database] if database else [row["name"] for row in query(mysql_queries.SCHEMATA)]
    schemas = sorted(name for name in schemas if not options.schemas or name in options.schemas)
    tables = query(mysql_queries.within(mysql_queries.TABLES, schemas))
    names = _names(tables)
    parts = _parts(query, server, schemas, names)
    grants = mysql_grants.parse(
        str(value) for row in query(mysql_queries.GRANTS) for value in row.values()
    )
    containers: list[Container] = []
    gaps: list[Gap] = []
    for row in tables:
        address = _address(row)
        if not options.wants(row["schema"], names[address]):
            continue
        container = _container(source, row, names[address], parts)
        containers.append(container)
        whole = mysql_grants.sees_whole(grants, row["schema"])
        gaps += _gaps(container, row, parts.positions.get(address, []), whole=whole)
    gaps += [
        Gap(GapKind.BOUNDED, "listed_by_grants", source, detail=(("schema", schema),))
        for schema in schemas
        if not mysql_grants.sees_whole(grants, schema)
    ]
    warnings = ("account_can_write",) if mysql_grants.can_write(grants) else ()
    return Catalogue(source, server.dialect, tuple(containers), tuple(gaps), warnings)


def _address(row: Row) -> Address:
    return (row["schema"], row["name"])


def _names(tables: Iterable[Row]) -> dict[Address, str]:
    """`schema.table`; where dots inside names make two alike, the later one is quoted."""
    names: dict[Address, str] = {}
    taken: set[str] = set()
    for address in sorted(_address(row) for row in tables):
        name = ".".join(address)
        if name in taken:
            name = ".".join(map(mysql_sql.quote, address))
        taken.add(name)
        names[address] = name
    return names


def _parts(
    query: Query,
    server: mysql_sql.Server,
    schemas: Sequence[str],
    names: Mapping[Address, str],
) -> _Parts:
    def ask(text: str) -> Sequence[Row]:
        return query(mysql_queries.within(text, schemas))

    parts = _Parts()
    checks = _checks(query, ask, server)
    for row in ask(mysql_queries.COLUMNS):
        mine = [
            text for text, used in checks.get(_address(row), ()) if row["column"].lower() in used
        ]
        parts.columns.setdefault(_address(row), []).append(_column(row, mine))
        parts.positions.setdefault(_address(row), []).append(int(row["number"]))
    for index, rows in _grouped(ask(mysql_queries.KEYS), "index"):
        # An index over an expression or a prefix says nothing of whole columns.
        if any(row["column"] is None or row["prefix"] is not None for row in rows):
            continue
        columns = tuple(row["column"] for row in rows)
        if index == "PRIMARY":
            parts.primary[_address(rows[0])] = columns
        else:
            parts.unique.setdefault(_address(rows[0]), []).append(columns)
    for _, rows in _grouped(ask(mysql_queries.FOREIGN), "constraint"):
        target = (rows[0]["target_schema"], rows[0]["target_name"])
        key = ForeignKey(
            tuple(row["column"] for row in rows),
            names.get(target, ".".join(target)),
            tuple(row["target_column"] for row in rows),
        )
        parts.foreign.setdefault(_address(rows[0]), []).append(key)
    return parts


def _checks(
    query: Query, ask: Query, server: mysql_sql.Server
) -> Mapping[Address, Sequence[tuple[str, frozenset[str]]]]:
    """The conditions of each table, with the names that stand in them."""
    if not query(mysql_queries.HAS_CHECKS):
        return {}
    found: dict[Address, list[tuple[str, frozenset[str]]]] = {}
    text = mysql_queries.CHECKS_MARIADB if server.mariadb else mysql_queries.CHECKS_MYSQL
    for row in ask(text):
        condition = row["condition"]
        found.setdefault(_address(row), []).append((condition, names_in(condition)))
    return found


def _grouped(rows: Iterable[Row], by: str) -> Iterator[tuple[str, Sequence[Row]]]:
    groups: dict[tuple[Address, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((_address(row), row[by]), []).append(row)
    for (_, name), group in groups.items():
        yield name, group


def _column(row: Row, checks: Sequence[str]) -> Column:
    family = mysql_sql.family_of(row["data_type"], row["column_type"], checks)
    return Column(
        name=row["column"],
        type=mysql_sql.type_of(row["data_type"], row["column_type"]),
        family=family,
        width=mysql_sql.width_of(row, family),
        nullable=bool(row["nullable"]),
        comment=row["comment"] or "",
        checks=tuple(checks),
        readable="select" in row["privileges"].split(","),
    )


def _container(source: str, row: Row, name: str, parts: _Parts) -> Container:
    address = _address(row)
    view = row["type"] == "VIEW"
    return Container(
        ref=ContainerRef(source, name),
        kind=ContainerKind.VIEW if view else ContainerKind.TABLE,
        columns=tuple(parts.columns.get(address, ())),
        comment="" if view else row["comment"] or "",
        primary_key=parts.primary.get(address, ()),
        unique=tuple(parts.unique.get(address, ())),
        foreign_keys=tuple(parts.foreign.get(address, ())),
        estimated_rows=None if view or row["rows"] is None else int(row["rows"]),
        address=address,
    )


def _gaps(container: Container, row: Row, numbers: Sequence[int], *, whole: bool) -> Iterator[Gap]:
    source, name = container.ref.source, container.name
    if not container.columns:
        broken = _BROKEN in (row["comment"] or "")
        yield Gap(GapKind.UNREAD, "broken_view" if broken else "not_allowed", source, name)
        return
    if not any(column.readable for column in container.columns):
        yield Gap(GapKind.UNREAD, "not_allowed", source, name)
        return
    for column in container.columns:
        if not column.readable:
            yield Gap(GapKind.UNREAD, "column_not_allowed", source, name, column.name)
    missing = 0 if whole else max(numbers) - len(numbers)
    if missing:
        yield Gap(GapKind.UNREAD, "columns_not_listed", source, name, count=missing)


def integer_key(container: Container) -> str:
    """The first column of the primary key where rows can be told apart by range, else ""."""
    if container.kind is not ContainerKind.TABLE:
        return ""
    for column in container.columns:
        if (column.name,) == container.primary_key[:1] and column.readable:
            return column.name if column.family is Family.INTEGER else ""
    return ""
