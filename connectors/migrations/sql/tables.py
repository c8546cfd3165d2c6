"""CREATE TABLE."""

from auditor.connectors.migrations.sql.columns import (
    Defined,
    is_constraint,
    read_column,
    read_constraint,
)
from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.queries import expression, query_of
from auditor.connectors.migrations.sql.reading import Reading
from auditor.model.catalogue import Column, ForeignKey
from auditor.model.migrations import AddLink, CreateTable, Masking, Query

_TEMPORARY = frozenset({"TEMP", "TEMPORARY"})


class _Table:
    """A table while its definition is read."""

    def __init__(self) -> None:
        self.defined: list[Defined] = []
        self.keys: list[tuple[int, ForeignKey]] = []
        self.checks: list[str] = []
        self.like = ""
        self.partition = False
        self.comment = ""
        self.query: Query | None = None


def create_table(reading: Reading, cursor: Cursor, modifiers: frozenset[str]) -> None:
    """`cursor` stands behind CREATE … TABLE."""
    if_missing = cursor.take("IF", "NOT", "EXISTS")
    line = cursor.line
    name = cursor.name()
    temporary = bool(modifiers & _TEMPORARY) or name.rpartition(".")[2].startswith("#")
    table = _Table()
    _body(table, reading, cursor)
    columns = tuple(_checked(each.column, table.checks) for each in table.defined)
    name = name if temporary else reading.placed(name)
    fills = tuple(
        (each.column.name, expression(reading, each.generated, name, each.column.name))
        for each in table.defined
        if each.generated
    )
    reading.add(
        line,
        CreateTable(
            name,
            columns,
            tuple(each.line for each in table.defined),
            table.comment,
            (),
            table.query,
            reading.placed(table.like) if table.like else "",
            temporary=temporary,
            if_missing=if_missing,
            partition=table.partition,
            fills=fills,
        ),
    )
    for each, column in zip(table.defined, columns, strict=True):
        if each.masking:
            reading.add(each.line, Masking(name, column.name, each.masking))
    owned = [(each.line, key) for each in table.defined for key in each.keys]
    for at, key in sorted((*owned, *table.keys), key=lambda one: one[0]):
        reading.add(at, AddLink(name, key))


def _body(table: _Table, reading: Reading, cursor: Cursor) -> None:
    if cursor.take("PARTITION", "OF"):
        table.like, table.partition = cursor.name(), True
    elif cursor.take("LIKE"):
        table.like = cursor.name()
    elif cursor.take("USING"):  # SQLite: CREATE VIRTUAL TABLE … USING fts5(…)
        cursor.word()
        _virtual(table, cursor)
    elif cursor.take("OF"):
        cursor.name()
    if cursor.peek() == "(" and not table.partition:
        inside = cursor.fork().group()
        if inside.peek() in ("SELECT", "WITH"):
            table.query = query_of(reading, cursor.group())
        else:
            _items(table, cursor.group())
    _options(table, reading, cursor)


def _virtual(table: _Table, cursor: Cursor) -> None:
    for item in cursor.group().items():
        if item.token(1) is None or item.peek(1) == "UNINDEXED":
            table.defined.append(read_column(item))


def _items(table: _Table, inside: Cursor) -> None:
    for item in inside.items():
        if item.done:
            continue
        if item.take("LIKE"):
            table.like = item.name()
        elif is_constraint(item):
            line = item.line
            key, check, _ = read_constraint(item)
            if key:
                table.keys.append((line, key))
            if check:
                table.checks.append(check)
        else:
            table.defined.append(read_column(item))


def _options(table: _Table, reading: Reading, cursor: Cursor) -> None:
    while not cursor.done:
        match cursor.peek():
            case "COMMENT":
                cursor.at += 1
                cursor.take("=")
                table.comment = cursor.string()
            case "INHERITS":
                cursor.at += 1
                table.like = next(iter(_parents(cursor.group())), "")
                table.partition = bool(table.like)
            case "AS":
                cursor.at += 1
                if cursor.peek() in ("SELECT", "WITH", "(", "TABLE", "VALUES", "EXECUTE"):
                    table.query = query_of(reading, cursor)
            case "SELECT":  # MySQL leaves AS out
                table.query = query_of(reading, cursor)
            case "":
                cursor.at += 1
            case _:
                cursor.skip()


def _parents(inside: Cursor) -> list[str]:
    return [item.name() for item in inside.items()]


def _checked(column: Column, checks: list[str]) -> Column:
    """The column with the table's checks that name it."""
    if not checks:
        return column
    return with_checks(column, tuple(check for check in checks if names(check, column.name)))


def with_checks(column: Column, checks: tuple[str, ...]) -> Column:
    """The column with these checks more."""
    if not checks:
        return column
    return Column(
        column.name,
        column.type,
        column.family,
        column.width,
        column.nullable,
        column.comment,
        (*column.checks, *checks),
        column.readable,
    )


def names(check: str, column: str) -> bool:
    """Whether the text of a check names that column."""
    found = check.lower().find(column.lower())
    while found >= 0:
        before, after = check[found - 1 : found], check[found + len(column) :][:1]
        if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
            return True
        found = check.lower().find(column.lower(), found + 1)
    return False
