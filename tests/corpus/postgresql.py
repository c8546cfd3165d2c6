"""Writes a corpus into a PostgreSQL database."""

import psycopg
from psycopg import sql

from tests.corpus.model import ColumnSpec, Corpus, TableSpec

_RELATION = {"view": "VIEW", "materialized_view": "MATERIALIZED VIEW"}


def load_postgresql(url: str, corpus: Corpus, schema: str = "public") -> None:
    """Create everything in that schema of an empty database, comments and keys included."""
    with psycopg.connect(url) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(_id(schema)))
        connection.execute(sql.SQL("SET search_path TO {}").format(_id(schema)))
        for statement in corpus.types.values():
            connection.execute(statement)
        for table in corpus.tables:
            _create(connection, table)
        connection.commit()
        connection.execute("ANALYZE")


def _create(connection: psycopg.Connection, table: TableSpec) -> None:
    if table.query:
        statement = sql.SQL("CREATE {} {} AS {}").format(
            sql.SQL(_RELATION[table.kind]), _id(table.name), sql.SQL(table.query)
        )
        connection.execute(statement)
        return
    columns = sql.SQL(", ").join(_declaration(column) for column in table.columns)
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(_id(table.name), columns))
    with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(_id(table.name))) as copy:
        for row in table.rows:
            copy.write_row(row)
    for column in table.columns:
        if column.comment:
            comment = sql.SQL("COMMENT ON COLUMN {}.{} IS {}")
            connection.execute(
                comment.format(_id(table.name), _id(column.name), sql.Literal(column.comment))
            )


def _declaration(column: ColumnSpec) -> sql.Composed:
    key = "PRIMARY KEY" if column.kind == "id" else ""
    declared = sql.SQL("{} {} {}").format(_id(column.name), sql.SQL(column.type), sql.SQL(key))
    if not column.references:
        return declared
    return declared + sql.SQL(" REFERENCES {}").format(_id(column.references))


def _id(name: str) -> sql.Identifier:
    return sql.Identifier(name)
