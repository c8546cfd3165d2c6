import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.refs import FieldAddress
from auditor.reports.query import look


@pytest.mark.parametrize(
    ("dialect", "query"),
    [
        ("sqlite", 'SELECT "n""om" FROM "s.t" WHERE "n""om" IS NOT NULL LIMIT 20'),
        ("postgresql+psycopg", 'SELECT "n""om" FROM "s"."t" WHERE "n""om" IS NOT NULL LIMIT 20'),
        ("mysql", 'SELECT `n"om` FROM `s`.`t` WHERE `n"om` IS NOT NULL LIMIT 20'),
        ("mssql", 'SELECT TOP 20 [n"om] FROM [s].[t] WHERE [n"om] IS NOT NULL'),
    ],
)
def test_identifiers_are_quoted_for_the_dialect(dialect: str, query: str) -> None:
    assert look(FieldAddress("x", "s.t", 'n"om'), dialect) == query


@pytest.mark.parametrize(
    ("container", "column", "dialect"),
    [("t", "c", "csv"), ("t", "", "sqlite"), ("t", "a\nb", "sqlite"), ("t\u202e", "c", "sqlite")],
)
def test_no_query_is_offered_where_it_cannot_be_written_safely(
    container: str, column: str, dialect: str
) -> None:
    assert look(FieldAddress("x", container, column), dialect) is None


NAMES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)


@given(NAMES, NAMES)
def test_the_query_runs_and_finds_the_rows_whatever_the_names(table: str, column: str) -> None:
    query = look(FieldAddress("x", "t" + table, "c" + column), "sqlite")
    assert query is not None
    quoted = [name.replace('"', '""') for name in ("t" + table, "c" + column)]
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute('CREATE TABLE "{}" ("{}")'.format(*quoted))
        connection.execute('INSERT INTO "{}" VALUES (1), (NULL)'.format(*quoted[:1]))
        assert connection.execute(query).fetchall() == [(1,)]
    finally:
        connection.close()
