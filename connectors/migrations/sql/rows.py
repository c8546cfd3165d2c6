"""The rows of INSERT … VALUES and of COPY … FROM stdin: looked at, never kept."""

import re
from collections.abc import Iterator, Sequence

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.found import Finds
from auditor.connectors.migrations.sql.lexer import NAME, NUMBER, STRING
from auditor.connectors.migrations.sql.reading import Reading
from auditor.connectors.migrations.sql.rest import search
from auditor.model.migrations import WriteData

MOST_ROWS = 2_000
"""Rows of one table that are looked at in a file; the others are told as a bound."""


def read_values(
    reading: Reading,
    cursor: Cursor,
    table: str,
    columns: Sequence[str],
    line: int,
    *,
    kind: str = "insert",
    bare: bool = False,
) -> None:
    """Rows in parentheses, or with `bare` one literal alone."""
    finds: dict[int, Finds] = {}
    rows = [cursor] if bare else _rows(cursor)
    for row in rows:
        if not reading.row(table, MOST_ROWS):
            reading.bounded(line, "rows_bounded", table, rows=MOST_ROWS)
            token = row.token()
            if token is not None:
                search(reading, table, token.start, reading.row_end)
            break
        for place, item in enumerate(row.items()):
            token = item.token()
            if token is not None and (token.kind in (STRING, NUMBER, NAME)):
                finds.setdefault(place, Finds()).cell(token.text, item.line)
    _tell(reading, table, columns, line, finds, kind)


def _rows(cursor: Cursor) -> Iterator[Cursor]:
    while not cursor.done and cursor.peek() in ("(", "ROW"):
        cursor.take("ROW")
        yield cursor.group()
        if not cursor.take(","):
            break


def copied_rows(
    reading: Reading, table: str, columns: Sequence[str], rows: tuple[int, int], line: int
) -> None:
    r"""The lines of COPY … FROM stdin, tabs between the cells and `\N` for none."""
    finds: dict[int, Finds] = {}
    text, (at, end) = reading.text.text, rows
    while at < end:
        stop = text.find("\n", at, end)
        stop = stop if stop >= 0 else end
        if not reading.row(table, MOST_ROWS):
            reading.bounded(line, "rows_bounded", table, rows=MOST_ROWS)
            search(reading, table, at, end)
            break
        here = reading.text.line(at)
        for place, cell in enumerate(text[at:stop].split("\t")):
            if cell != "\\N":
                finds.setdefault(place, Finds()).cell(cell, here)
        at = stop + 1
    _tell(reading, table, columns, line, finds, "insert")


def _tell(
    reading: Reading,
    table: str,
    columns: Sequence[str],
    line: int,
    finds: dict[int, Finds],
    kind: str,
) -> None:
    """A step at the line of each identifier that was not told before, and one for the others."""
    held: set[str] = set()
    for place in sorted(finds):
        column = _column(columns, place)
        for at, category in finds[place].categories():
            held.add(column)
            if reading.first((table, column, category)):
                found = ((column, category),)
                reading.add(at, WriteData(table, (column,), found, None, kind))
    others = tuple(name for place in sorted(finds) if (name := _column(columns, place)) not in held)
    if others and reading.first((table, kind, others)):
        reading.add(line, WriteData(table, others, (), None, kind))


def _column(columns: Sequence[str], place: int) -> str:
    """The column's name; its place where the statement names none."""
    return columns[place] if place < len(columns) else f"#{place + 1}"


_HEAD = re.compile(
    r"(?:insert|replace)\s+(?:ignore\s+|or\s+\w+\s+)?(?:into\s+)?([^\s(]+)[^;()]*"
    r"(?:\([^()]*\))?[^;()]*?\bvalues?\b",
    re.IGNORECASE,
)


def is_spent(reading: Reading, start: int, end: int) -> bool:
    """Whether an INSERT … VALUES is one more of a table whose rows were looked at enough."""
    found = _HEAD.match(reading.text.text, start, min(end, start + 4000))
    if not found:
        return False
    table = reading.placed(re.sub(r"[`\"\[\]]", "", found[1]))
    if not reading.spent(table, MOST_ROWS):
        return False
    search(reading, table, start, end)
    return True
