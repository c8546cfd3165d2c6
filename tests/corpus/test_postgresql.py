"""The corpus stands in a real server as it was drawn."""

import psycopg
import pytest
from psycopg import sql

from tests.corpus import Corpus, load_postgresql, schema


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return schema(seed=8, rows=40)


@pytest.fixture(scope="module")
def database(empty_postgresql: str, corpus: Corpus) -> str:
    load_postgresql(empty_postgresql, corpus)
    return empty_postgresql


def test_every_column_has_its_answer(database: str, corpus: Corpus) -> None:
    query = (
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm')"
        " AND a.attnum > 0"
    )
    with psycopg.connect(database) as connection:
        assert set(connection.execute(query)) == set(corpus.columns())


def test_rows_comments_and_keys(database: str, corpus: Corpus) -> None:
    count = sql.SQL("SELECT count(*) FROM {}")
    with psycopg.connect(database) as connection:
        for table in corpus.tables:
            rows = connection.execute(count.format(sql.Identifier(table.name))).fetchone()
            assert rows is not None
            assert table.query or rows[0] == len(table.rows)
        keys = connection.execute("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")
        comments = connection.execute("SELECT count(*) FROM pg_description WHERE objsubid > 0")
        columns = [column for table in corpus.tables for column in table.columns]
        assert keys.fetchone() == (sum(bool(column.references) for column in columns),)
        assert (comments.fetchone() or (0,))[0] >= 3


def test_another_schema_of_the_same_database(database: str) -> None:
    small = schema(seed=9, rows=3, vocabulary="held_out")
    load_postgresql(database, small, schema="recette")
    with psycopg.connect(database) as connection:
        query = "SELECT count(*) FROM pg_tables WHERE schemaname = 'recette'"
        assert connection.execute(query).fetchone() == (
            sum(not table.query for table in small.tables),
        )
