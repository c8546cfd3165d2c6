"""PostgreSQL's catalogue as containers, and what the account may not see of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.engine import RowMapping

from auditor.connectors.database import postgresql_queries as queries
from auditor.connectors.database import postgresql_sql as sql_text
from auditor.connectors.database.postgresql_access import policy_restricts
from auditor.model.catalogue import Catalogue, Column, Container, ContainerKind, ForeignKey
from auditor.model.gaps import Gap
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import GapKind

Row = RowMapping
Query = Callable[[str], Sequence[Row]]

_KINDS = {
    "r": ContainerKind.TABLE,
    "p": ContainerKind.TABLE,
    "v": ContainerKind.VIEW,
    "m": ContainerKind.MATERIALIZED_VIEW,
    "f": ContainerKind.FOREIGN_TABLE,
}


@dataclass(frozen=True, slots=True)
class Size:
    """What the server estimates of a table and its partitions."""

    kind: str
    rows: float | None
    pages: int
    with_foreign: bool = False

    @classmethod
    def of(cls, kind: str, row: Row | None) -> "Size":
        """What a row of the query of sizes says; views have none."""
        if row is None:
            return cls(kind, None, 0)
        return cls(kind, row["rows"], row["pages"], row["with_foreign"])


@dataclass(slots=True)
class _Parts:
    """What each set query tells of each relation, by its id."""

    columns: dict[int, dict[int, Column]] = field(default_factory=dict)
    primary: dict[int, tuple[str, ...]] = field(default_factory=dict)
    unique: dict[int, list[tuple[str, ...]]] = field(default_factory=dict)
    foreign: dict[int, list[ForeignKey]] = field(default_factory=dict)


def read_catalogue(
    query: Query,
    hides_rows: Callable[[Row], bool],
    source: str,
    wants: Callable[[str, str], bool],
) -> tuple[Catalogue, Mapping[tuple[str, ...], Size]]:
    """The containers and their sizes by address; `hides_rows` tells it of a view."""
    relations = sorted(query(queries.RELATIONS), key=lambda row: (row["schema"], row["name"]))
    names = _names(relations)
    listed = [row for row in relations if wants(row["schema"], names[row["id"]])]
    sizes = {row["id"]: row for row in query(queries.SIZES)}
    parts = _parts(query, names)
    hidden = _hidden(query, hides_rows, listed)
    containers = []
    gaps: list[Gap] = []
    by_address: dict[tuple[str, ...], Size] = {}
    for row in listed:
        size = Size.of(row["kind"], sizes.get(row["id"]))
        container = _container(source, row, names[row["id"]], parts, size)
        by_address[container.address] = size
        containers.append(container)
        gaps.extend(_gaps(container, row, hidden=row["id"] in hidden))
    warnings = ("account_can_write",) if _can_write(query, relations) else ()
    return Catalogue(source, "postgresql", tuple(containers), tuple(gaps), warnings), by_address


def read_sizes(query: Query) -> Mapping[tuple[str, ...], Size]:
    """The sizes of all relations by address, for a source that read no catalogue."""
    sizes = {row["id"]: row for row in query(queries.SIZES)}
    return {
        (row["schema"], row["name"]): Size.of(row["kind"], sizes.get(row["id"]))
        for row in query(queries.KINDS)
    }


def _names(relations: Iterable[Row]) -> dict[int, str]:
    """`schema.table`; where dots inside names make two alike, the later one is quoted."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for row in relations:
        name = f"{row['schema']}.{row['name']}"
        if name in taken:
            name = f"{sql_text.quote(row['schema'])}.{sql_text.quote(row['name'])}"
        taken.add(name)
        names[row["id"]] = name
    return names


def _parts(query: Query, names: Mapping[int, str]) -> _Parts:
    parts = _Parts()
    for row in query(queries.COLUMNS):
        parts.columns.setdefault(row["id"], {})[row["number"]] = _column(row)
    for row in query(queries.KEYS):
        columns = _named(parts, row["id"], row["numbers"])
        if row["is_primary"]:
            parts.primary[row["id"]] = columns
        elif columns:
            parts.unique.setdefault(row["id"], []).append(columns)
    for row in query(queries.CONSTRAINTS):
        if row["kind"] == "c":
            _add_check(parts, row)
        elif row["target"] in names:
            parts.foreign.setdefault(row["id"], []).append(
                ForeignKey(
                    _named(parts, row["id"], row["numbers"]),
                    names[row["target"]],
                    _named(parts, row["target"], row["target_numbers"]),
                )
            )
    return parts


def _named(parts: _Parts, relation: int, numbers: Sequence[int]) -> tuple[str, ...]:
    columns = parts.columns.get(relation, {})
    return tuple(columns[number].name for number in numbers if number in columns)


def _column(row: Row) -> Column:
    return Column(
        name=row["name"],
        type=row["type"],
        family=sql_text.family_of(row["base"], row["category"], row["kind"]),
        width=sql_text.width_of(row["base"], row["modifier"]),
        nullable=row["nullable"],
        comment=row["comment"] or "",
        readable=row["readable"],
    )


def _add_check(parts: _Parts, row: Row) -> None:
    columns = parts.columns.get(row["id"], {})
    for number in row["numbers"] or ():
        if number in columns:
            column = columns[number]
            columns[number] = replace(column, checks=(*column.checks, row["condition"]))


def _container(source: str, row: Row, name: str, parts: _Parts, size: Size) -> Container:
    relation = row["id"]
    columns = tuple(parts.columns.get(relation, {}).values())
    if not row["in_reach"]:
        columns = tuple(replace(column, readable=False) for column in columns)
    return Container(
        ref=ContainerRef(source, name),
        kind=_KINDS[row["kind"]],
        columns=columns,
        comment=row["comment"] or "",
        primary_key=parts.primary.get(relation, ()),
        unique=tuple(parts.unique.get(relation, ())),
        foreign_keys=tuple(parts.foreign.get(relation, ())),
        estimated_rows=None if size.rows is None else round(size.rows),
        address=(row["schema"], row["name"]),
    )


def _gaps(container: Container, row: Row, *, hidden: bool) -> Iterable[Gap]:
    source, name = container.ref.source, container.name
    if not row["in_reach"] or not (row["readable"] or row["partly_readable"]):
        yield Gap(GapKind.UNREAD, "not_allowed", source, name)
        return
    for column in container.columns:
        if not column.readable:
            yield Gap(GapKind.UNREAD, "column_not_allowed", source, name, column.name)
    if hidden:
        yield Gap(GapKind.UNREAD, "row_security", source, name)


def _hidden(
    query: Query, hides_rows: Callable[[Row], bool], listed: Sequence[Row]
) -> frozenset[int]:
    """Relations of which row security may hide rows from this account."""
    opened = _opened(query(queries.ACCOUNT_POLICIES))
    hidden = {row["id"] for row in listed if row["row_security"] and row["id"] not in opened}
    views = {row["id"] for row in query(queries.VIEWS_OVER_POLICIES)}
    hidden.update(
        row["id"] for row in listed if row["id"] in views and row["readable"] and hides_rows(row)
    )
    return frozenset(hidden)


def _opened(policies: Iterable[Row]) -> frozenset[int]:
    """Relations whose policies let every row through to this account."""
    open_by: set[int] = set()
    kept_by: set[int] = set()
    for row in policies:
        free = policy_restricts(row["condition"], permissive=row["permissive"]) == "no"
        if row["permissive"] and free:
            open_by.add(row["id"])
        elif not row["permissive"] and not free:
            kept_by.add(row["id"])
    return frozenset(open_by - kept_by)


def _can_write(query: Query, relations: Iterable[Row]) -> bool:
    superuser = any(row["rolsuper"] for row in query(queries.SUPERUSER))
    return superuser or any(row["writable"] and row["in_reach"] for row in relations)
