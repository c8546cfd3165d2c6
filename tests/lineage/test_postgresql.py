"""The trace held against PostgreSQL: its own catalogue of dependencies, and what views show."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from auditor.lineage import resolve
from auditor.lineage.resolving import Defined, Resolution
from tests.databases import connect, postgresql_database, postgresql_server

_TABLES = """
CREATE SCHEMA "Réf";
CREATE TABLE assure (id text, nir text, nom text, prenom text, naissance text, iban text,
  adresse text, statut text);
CREATE TABLE contrat (id text, assure_id text, numero text, amc text);
CREATE TABLE "Réf"."Le ""Bon"" soin" (id text, rpps text, "Nom d'usage" text, doc jsonb);
"""
_VIEWS = (Path(__file__).parent / "views.sql").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def database() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with postgresql_server() as server, postgresql_database(server) as url, connect(url) as held:
        held.execute(_TABLES)
        for table, columns in _known(held).items():
            held.execute(_insert(table, columns).encode())
        for index, text in enumerate(_VIEWS):
            held.execute(f"CREATE VIEW v{index} AS {text}".encode())
        held.execute(b"CREATE VIEW vv AS SELECT * FROM v4 JOIN v2 USING (id)")
        yield held


def _insert(table: str, columns: tuple[str, ...]) -> str:
    """One row of markers: each column of a table holds its own, and joins meet on `id`."""
    values = [_cell(table, name) for name in columns]
    return f"INSERT INTO {_quoted(table)} VALUES ({', '.join(values)})"


def _cell(table: str, name: str) -> str:
    if name == "doc":
        return '\'{"cle": "' + _marker(table, name) + "\"}'"
    return "'commun'" if name in {"id", "assure_id"} else f"'{_marker(table, name)}'"


def _marker(table: str, name: str) -> str:
    return "M" + re.sub("[^A-Z0-9]", "", f"{table}X{name}".upper()) + "0123456789Z"


def _quoted(table: str) -> str:
    return ".".join('"' + part.replace('"', '""') + '"' for part in table.split(".", 1))


def _known(held: psycopg.Connection[tuple[object, ...]]) -> dict[str, tuple[str, ...]]:
    rows = held.execute(
        "SELECT n.nspname || '.' || c.relname, array_agg(a.attname::text ORDER BY a.attnum)"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE n.nspname IN ('public', 'Réf') AND c.relkind IN ('r', 'v') GROUP BY 1"
    ).fetchall()
    return {str(name): tuple(columns) for name, columns in rows if isinstance(columns, list)}


@pytest.fixture(scope="module")
def resolution(database: psycopg.Connection[tuple[object, ...]]) -> Resolution:
    texts = database.execute(
        "SELECT c.relname, pg_get_viewdef(c.oid) FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind = 'v'"
    ).fetchall()
    defined = [Defined(f"public.{n}", str(t), "postgresql", "public") for n, t in texts]
    return resolve(defined, _known(database))


def test_every_view_is_traced(resolution: Resolution) -> None:
    assert {name: one.untraced for name, one in resolution.base.items() if one.untraced} == {}
    assert len(resolution.base) == len(_VIEWS) + 1
    assert not any(one.writes for one in resolution.base.values())


def test_the_catalogue_agrees_on_what_is_read(
    database: psycopg.Connection[tuple[object, ...]], resolution: Resolution
) -> None:
    rows = database.execute(
        "SELECT view_schema || '.' || view_name, table_schema || '.' || table_name, column_name"
        " FROM information_schema.view_column_usage WHERE view_schema = 'public'"
    ).fetchall()
    for name, lineage in resolution.direct.items():
        told = {(table, column) for view, table, column in rows if view == name}
        traced = {(o.table, o.column) for c in lineage.columns for o in c.origins}
        traced |= {(o.table, o.column) for o in lineage.filters}
        assert {table for table, _ in told} <= set(lineage.tables), name
        if "(SELECT" not in _text(name) and name != "public.vv":
            # In an inner query PostgreSQL also books columns that nothing outside takes.
            assert told <= traced, name
        if not _takes_rows(name):
            assert traced <= told, name


def test_what_a_view_shows_in_clear_is_what_the_trace_says(
    database: psycopg.Connection[tuple[object, ...]], resolution: Resolution
) -> None:
    tables = {n: c for n, c in _known(database).items() if not re.fullmatch(r"public\.vv?\d*", n)}
    for name, lineage in resolution.base.items():
        rows = database.execute(f"SELECT * FROM {_quoted(name)}".encode()).fetchall()
        for position, column in enumerate(lineage.columns):
            seen = " ".join(str(row[position]) for row in rows).upper()
            said = {
                (o.table, o.column) for o in column.origins if o.transform in {"same", "expression"}
            }
            shown = {
                (table, one)
                for table, columns in tables.items()
                for one in columns
                if one not in {"id", "assure_id"} and _marker(table, one) in seen
            }
            assert shown <= said, (name, column.name)
            for table, one in said:
                expected = "COMMUN" if one in {"id", "assure_id"} else _marker(table, one)
                if rows and "CASE" not in _text(name) and "oalesce" not in _text(name):
                    assert expected in seen or _part(name), (name, column.name, one)


def _text(name: str) -> str:
    found = re.fullmatch(r"public\.v(\d+)", name)
    return _VIEWS[int(found.group(1))] if found else ""


def _takes_rows(name: str) -> bool:
    """Views that take rows whole: PostgreSQL books the table, not its columns."""
    return any(word in _text(name) for word in ("to_json(a", "a::text", "agg(a)", "(a)."))


def _part(name: str) -> bool:
    """Views that show a value word by word, or of one side of a set operation."""
    return any(word in _text(name) for word in ("unnest", "UNION", "UNION ALL", "EXCEPT"))
