"""SQLite's catalogue: a few set queries over its table-valued pragmas."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.connectors.database.checks import check_clauses, names_in
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

Query = Callable[[str], Sequence[Sequence[Any]]]

_CONTAINERS = """
SELECT l.name, l.type, m.sql FROM pragma_table_list AS l JOIN sqlite_schema AS m
ON m.name = l.name AND m.type IN ('table', 'view')
WHERE l.schema = 'main' AND l.type <> 'shadow' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
"""
_COLUMNS = """
SELECT m.name, x.name, x.type, x."notnull", x.pk, x.hidden
FROM sqlite_schema AS m, pragma_table_xinfo(m.name) AS x WHERE m.type = '{kind}' {one}
ORDER BY m.name, x.cid
"""
_UNIQUE = """
SELECT m.name, i.name, i.partial, x.seqno, x.name FROM sqlite_schema AS m,
pragma_index_list(m.name) AS i, pragma_index_info(i.name) AS x
WHERE m.type = 'table' AND i."unique" AND i.origin <> 'pk' ORDER BY m.name, i.seq, x.seqno
"""
_FOREIGN = """
SELECT m.name, f.id, f."from", f."table", f."to"
FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f
WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq
"""
_HAS_STATISTICS = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'"
_STATISTICS = "SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl"

_FAMILIES = (
    (re.compile(r"bool", re.IGNORECASE), Family.BOOLEAN),
    (re.compile(r"json|xml", re.IGNORECASE), Family.DOCUMENT),
    (re.compile(r"datetime|timestamp", re.IGNORECASE), Family.TIMESTAMP),
    (re.compile(r"^\s*date", re.IGNORECASE), Family.DATE),
    (re.compile(r"^\s*time", re.IGNORECASE), Family.TIME),
    (re.compile(r"int", re.IGNORECASE), Family.INTEGER),
    (re.compile(r"char|clob|text|string|enum|uuid", re.IGNORECASE), Family.TEXT),
    (re.compile(r"blob|binary|bytea", re.IGNORECASE), Family.BINARY),
    (re.compile(r"real|floa|doub", re.IGNORECASE), Family.FLOAT),
    (re.compile(r"dec|num|money", re.IGNORECASE), Family.DECIMAL),
)
_SIZE = re.compile(r"\(\s*(\d{1,9})\s*(?:,\s*(\d{1,9})\s*)?\)")


@dataclass(slots=True)
class _Described:
    columns: list[Column] = field(default_factory=list)
    primary: list[tuple[int, str]] = field(default_factory=list)


def family_of(declared: str) -> Family:
    """The family of a declared type, by the words that SQLite and its users go by."""
    for pattern, family in _FAMILIES:
        if pattern.search(declared):
            return family
    return Family.OTHER


def width_of(declared: str, family: Family) -> int | None:
    """Declared characters of text, or digits of a number without decimals."""
    size = _SIZE.search(declared)
    if size is None or (size[2] and int(size[2])):
        return None
    return int(size[1]) if family in (Family.TEXT, Family.DECIMAL, Family.INTEGER) else None


def read_catalogue(query: Query, source: str, wants: Callable[[str], bool]) -> Catalogue:
    """The containers of the main database; a view that cannot be resolved becomes a gap."""
    listed = [row for row in query(_CONTAINERS) if wants(row[0])]
    described = _describe(query(_COLUMNS.format(kind="table", one="")))
    views, gaps = _views(query, source, [row[0] for row in listed if row[1] == "view"])
    described.update(views)
    unique = _unique(query(_UNIQUE))
    primary = {
        name: tuple(column for _, column in sorted(table.primary))
        for name, table in described.items()
    }
    foreign = _foreign(query(_FOREIGN), primary)
    rows: dict[str, int] = {}
    if query(_HAS_STATISTICS):
        rows = {table: count for table, count in query(_STATISTICS) if count is not None}
    containers = tuple(
        Container(
            ref=ContainerRef(source, name),
            kind=ContainerKind.VIEW if kind == "view" else ContainerKind.TABLE,
            columns=_checked(described[name].columns, sql or ""),
            primary_key=primary.get(name, ()),
            unique=tuple(unique.get(name, ())),
            foreign_keys=tuple(foreign.get(name, ())),
            estimated_rows=rows.get(name),
            address=(name,),
        )
        for name, kind, sql in listed
    )
    return Catalogue(source, "sqlite", containers, gaps)


def _describe(rows: Sequence[Sequence[Any]]) -> defaultdict[str, _Described]:
    found: defaultdict[str, _Described] = defaultdict(_Described)
    for table, name, declared, not_null, key, hidden in rows:
        if hidden == 1:  # an argument of a virtual table, not a column
            continue
        family = family_of(declared or "")
        found[table].columns.append(
            Column(name, declared or "", family, width_of(declared or "", family), not not_null)
        )
        if key:
            found[table].primary.append((key, name))
    return found


def _views(
    query: Query, source: str, views: Sequence[str]
) -> tuple[Mapping[str, _Described], tuple[Gap, ...]]:
    """All views in one query, or one by one where a broken one fails them all."""
    if not views:
        return {}, ()
    try:
        return _describe(query(_COLUMNS.format(kind="view", one=""))), ()
    except sqlite3.Error:
        pass
    found: dict[str, _Described] = {}
    gaps = []
    for view in views:
        literal = view.replace("'", "''")
        try:
            found.update(
                _describe(query(_COLUMNS.format(kind="view", one=f"AND m.name = '{literal}'")))
            )
        except sqlite3.Error:
            gaps.append(Gap(GapKind.UNREAD, "broken_view", source, view))
    return found, tuple(gaps)


def _unique(rows: Sequence[Sequence[Any]]) -> dict[str, list[tuple[str, ...]]]:
    keys: dict[tuple[str, str], list[str | None]] = {}
    for table, index, partial, _, column in rows:
        if not partial:
            keys.setdefault((table, index), []).append(column)
    found: dict[str, list[tuple[str, ...]]] = {}
    for (table, _), columns in keys.items():
        named = tuple(column for column in columns if column is not None)
        if len(named) == len(columns):
            found.setdefault(table, []).append(named)
    return found


def _foreign(
    rows: Sequence[Sequence[Any]], primary: Mapping[str, tuple[str, ...]]
) -> dict[str, list[ForeignKey]]:
    """Foreign keys by table; SQLite ignores the case of a target and may leave its columns out."""
    names = {name.lower(): name for name in primary}
    keys: dict[tuple[str, int], list[tuple[str, str, str | None]]] = {}
    for table, number, column, target, target_column in rows:
        keys.setdefault((table, number), []).append((column, target, target_column))
    found: dict[str, list[ForeignKey]] = {}
    for (table, _), columns in keys.items():
        target = names.get(columns[0][1].lower(), columns[0][1])
        named = tuple(column for _, _, column in columns if column is not None)
        found.setdefault(table, []).append(
            ForeignKey(
                tuple(column for column, _, _ in columns), target, named or primary.get(target, ())
            )
        )
    return found


def _checked(columns: Sequence[Column], sql: str) -> tuple[Column, ...]:
    clauses = [(clause, names_in(clause)) for clause in check_clauses(sql)]
    return tuple(
        Column(
            column.name,
            column.type,
            column.family,
            column.width,
            column.nullable,
            checks=tuple(text for text, names in clauses if column.name.lower() in names),
        )
        for column in columns
    )
