"""A catalogue put together from the rows of set queries."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.engine import RowMapping

from auditor.connectors.database.checks import names_in
from auditor.connectors.database.grammar import Grammar, quoted
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

Row = RowMapping | Mapping[str, Any]
Address = tuple[str, str]


def assemble(
    query: Callable[[str], Sequence[Any]], grammar: Grammar, source: str, options: DatabaseOptions
) -> Catalogue:
    """Tables and views of every schema that is not the server's own."""
    queries = grammar.queries
    tables = sorted(query(queries.tables), key=_address)
    names = _names(tables)
    checks = _grouped(query(queries.checks))
    columns = {
        address: tuple(_column(grammar, row, checks.get(address, ())) for row in rows)
        for address, rows in _grouped(query(queries.columns)).items()
    }
    keys = _grouped(query(queries.keys))
    foreign = _grouped(query(queries.foreign))
    hidden = {_address(row) for row in query(queries.policies)}
    containers: list[Container] = []
    gaps: list[Gap] = []
    for row in tables:
        address = _address(row)
        if not options.wants(row["schema"], names[address]):
            continue
        primary, unique = _keys(keys.get(address, ()))
        rows = row["row_count"]
        container = Container(
            ref=ContainerRef(source, names[address]),
            kind=ContainerKind(row["kind"]),
            columns=columns.get(address, ()),
            comment=row["remark"] or "",
            primary_key=primary,
            unique=unique,
            foreign_keys=tuple(_foreign(foreign.get(address, ()), names)),
            estimated_rows=None if rows is None else int(rows),
            address=address,
        )
        containers.append(container)
        gaps += _gaps(container, hidden=address in hidden)
    warnings = ["account_can_write"] if query(queries.writable) else []
    gaps.append(Gap(GapKind.BOUNDED, "listed_by_rights", source))
    return Catalogue(source, grammar.dialect, tuple(containers), tuple(gaps), tuple(warnings))


def _address(row: Row) -> Address:
    return (row["schema"], row["name"])


def _names(tables: Iterable[Row]) -> dict[Address, str]:
    """`schema.table`; where dots inside names make two alike, the later one is quoted."""
    names: dict[Address, str] = {}
    taken: set[str] = set()
    for address in map(_address, tables):
        name = ".".join(address)
        if name in taken:
            name = ".".join(map(quoted, address))
        taken.add(name)
        names[address] = name
    return names


def _grouped(rows: Iterable[Row]) -> dict[Address, list[Row]]:
    groups: dict[Address, list[Row]] = {}
    for row in rows:
        groups.setdefault(_address(row), []).append(row)
    return groups


def _column(grammar: Grammar, row: Row, checks: Sequence[Row]) -> Column:
    base = str(row["base"]).lower()
    scale = None if row["scale"] is None else int(row["scale"])
    family = grammar.family(base, scale)
    size = row["length"] if family is Family.TEXT else row["digits"]
    sized = family is Family.TEXT or (family is Family.DECIMAL and scale == 0)
    name = row["column_name"]
    return Column(
        name=name,
        type=row["type"],
        family=family,
        width=int(size) if sized and size is not None and int(size) > 0 else None,
        nullable=bool(row["nullable"]),
        comment=row["remark"] or "",
        checks=tuple(
            check["condition"] for check in checks if name.lower() in names_in(check["condition"])
        ),
        readable=bool(row["readable"]) and grammar.readable_type(base),
    )


def _keys(rows: Iterable[Row]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    primary: list[str] = []
    unique: dict[str, list[str]] = {}
    for row in rows:
        if row["is_primary"]:
            primary.append(row["column_name"])
        else:
            unique.setdefault(row["key_name"], []).append(row["column_name"])
    return tuple(primary), tuple(tuple(columns) for columns in unique.values())


def _foreign(rows: Iterable[Row], names: Mapping[Address, str]) -> Iterator[ForeignKey]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["key_name"], []).append(row)
    for group in groups.values():
        target = (group[0]["target_schema"], group[0]["target_name"])
        yield ForeignKey(
            tuple(row["column_name"] for row in group),
            names.get(target, ".".join(target)),
            tuple(row["target_column"] for row in group),
        )


def _gaps(container: Container, *, hidden: bool) -> Iterator[Gap]:
    source, name = container.ref.source, container.name
    if not any(column.readable for column in container.columns):
        yield Gap(GapKind.UNREAD, "not_allowed", source, name)
        return
    for column in container.columns:
        if not column.readable:
            yield Gap(GapKind.UNREAD, "column_not_read", source, name, column.name)
    if hidden:
        yield Gap(GapKind.UNREAD, "row_security", source, name)
