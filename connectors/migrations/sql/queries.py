"""Queries inside statements, kept as text for a look with the schema at hand."""

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.lexer import HOLE
from auditor.connectors.migrations.sql.reading import Reading
from auditor.model.migrations import Query, Traced

Items = tuple[tuple[int, bool], ...]
_BEHIND = ("FROM", "INTO", "UNION", "EXCEPT", "INTERSECT", "MINUS", "WHERE", "LIMIT", ";")
_LONGEST = 200_000
"""Characters of a query that lineage is asked to follow."""


def query_of(reading: Reading, cursor: Cursor, names: tuple[str, ...] = ()) -> Query:
    """What is left of the statement as a query; `names` are those that its columns are given."""
    text, items = cursor.rest(), items_of(cursor)
    cursor.skip_to()
    return query_text(reading, text, names, items)


def query_text(
    reading: Reading, text: str, names: tuple[str, ...] = (), items: Items = ()
) -> Query:
    """A query from its text; `items` where the lines of what it selects are known."""
    if len(text) > _LONGEST:
        reading.unread(reading.text.first, "sql_too_long")
        text = ""
    return Query(
        tuple(Traced(name) for name in names),
        text=HOLE.sub("", text) if "{" in text or "$(" in text or "<%" in text else text,
        dialect=reading.text.dialect.name,
        schema=reading.search_path,
        traced=False,
        items=items,
    )


def items_of(cursor: Cursor) -> Items:
    """The line of each item of the first select list, and whether it ends in `*`."""
    ahead = cursor.fork()
    while ahead.peek() == "(":
        ahead = ahead.group()
    if not ahead.skip_to("SELECT"):
        return ()
    ahead.at += 1
    _quantified(ahead)
    found = []
    while not ahead.done:
        start, line = ahead.at, ahead.line
        ahead.skip_to(",", *_BEHIND)
        found.append((line, ahead.since(start).endswith("*")))
        if not ahead.take(","):
            break
    return tuple(found)


def _quantified(cursor: Cursor) -> None:
    """Pass DISTINCT, ALL and TOP."""
    if cursor.take_any("DISTINCT", "ALL", "UNIQUE") and cursor.take("ON"):
        cursor.skip()
    if cursor.take("TOP"):
        cursor.skip()
        cursor.take("PERCENT")


def expression(reading: Reading, text: str, table: str, name: str) -> Query:
    """An expression over one table as a query of one column."""
    return query_text(reading, selecting(text, table), (name,))


def selecting(what: str, source: str) -> str:
    """The text of a query, for lineage alone: it is never sent anywhere."""
    return f"SELECT {what} FROM {source}"  # noqa: S608 - no database is behind it
