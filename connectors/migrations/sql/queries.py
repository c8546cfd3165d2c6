"""Queries inside statements, kept as text for a look with the schema at hand."""

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.lexer import HOLE
from auditor.connectors.migrations.sql.reading import Reading
from auditor.model.migrations import Query, Traced

_LONGEST = 200_000
"""Characters of a query that lineage is asked to follow."""


def query_of(reading: Reading, cursor: Cursor, names: tuple[str, ...] = ()) -> Query:
    """What is left of the statement as a query; `names` are those that its columns are given."""
    text = cursor.rest()
    cursor.skip_to()
    return query_text(reading, text, names)


def query_text(reading: Reading, text: str, names: tuple[str, ...] = ()) -> Query:
    """A query from its text."""
    if len(text) > _LONGEST:
        reading.unread(reading.text.first, "sql_too_long")
        text = ""
    return Query(
        tuple(Traced(name) for name in names),
        text=HOLE.sub("", text) if "{" in text or "$(" in text or "<%" in text else text,
        dialect=reading.text.dialect.name,
        schema=reading.search_path,
        traced=False,
    )


def expression(reading: Reading, text: str, table: str, name: str) -> Query:
    """An expression over one table as a query of one column."""
    return query_text(reading, selecting(text, table), (name,))


def selecting(what: str, source: str) -> str:
    """The text of a query, for lineage alone: it is never sent anywhere."""
    return f"SELECT {what} FROM {source}"  # noqa: S608 - no database is behind it
