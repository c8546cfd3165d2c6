"""What a real engine makes of the same files is what the replay says that they leave behind."""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.engine import URL

from auditor.connectors.migrations.read import read_scripts
from auditor.connectors.migrations.replay import replay
from tests.databases import (
    connect,
    mariadb_connect,
    mariadb_database,
    mariadb_server,
    postgresql_database,
    postgresql_server,
)

ENGINES = Path(__file__).parent / "engines"
Shape = dict[str, set[str]]


def scripts_of(engine: str) -> list[Path]:
    return sorted((ENGINES / engine).iterdir())


def replayed(engine: str, dialect: str) -> Shape:
    files = {path.name: path.read_bytes() for path in scripts_of(engine)}
    scripts = read_scripts(files, dialect)
    assert [gap for script in scripts for gap in script.gaps] == []
    history = replay(scripts)
    assert history.gaps == ()
    return {
        container.name.lower(): {column.name.lower() for column in container.columns}
        for container in history.containers
    }


def shaped(rows: Iterable[tuple[object, ...]]) -> Shape:
    found: Shape = {}
    for table, column in rows:
        found.setdefault(str(table).lower(), set()).add(str(column).lower())
    return found


def test_postgresql_has_the_schema_that_the_replay_tells() -> None:
    with (
        postgresql_server() as server,
        postgresql_database(server) as url,
        connect(url) as session,
    ):
        for path in scripts_of("postgresql"):
            session.execute(path.read_bytes())
        rows = session.execute(
            "SELECT n.nspname || '.' || c.relname, a.attname FROM pg_attribute a"
            " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind IN ('r', 'p', 'v', 'm') AND attnum > 0 AND NOT attisdropped"
            " AND nspname IN ('sante', 'archive')"
        ).fetchall()
    assert replayed("postgresql", "") == shaped(rows)


def test_mariadb_has_the_schema_that_the_replay_tells() -> None:
    with mariadb_server() as server, mariadb_database(server) as url:
        _run_mariadb(url)
        with mariadb_connect(url) as session, session.cursor() as cursor:
            cursor.execute(
                "SELECT table_name, column_name FROM information_schema.columns"
                " WHERE table_schema = DATABASE()"
            )
            rows = cursor.fetchall()
    assert replayed("mariadb", "mariadb") == shaped(rows)


def _run_mariadb(url: URL) -> None:
    with mariadb_connect(url) as session, session.cursor() as cursor:
        for path in scripts_of("mariadb"):
            for statement in _client_side(path.read_text()):
                cursor.execute(statement)


def _client_side(text: str) -> Iterable[str]:
    """What the command-line client does with DELIMITER."""
    plain, *blocks = re.split(r"^DELIMITER \$\$$", text, flags=re.MULTILINE)
    yield from _apart(plain, ";")
    for block in blocks:
        inside, _, after = block.partition("DELIMITER ;")
        yield from _apart(inside, "$$")
        yield from _apart(after, ";")


def _apart(text: str, delimiter: str) -> Iterable[str]:
    pieces = re.split(re.escape(delimiter) + r"\s*(?:\n|$)|;\s+(?=EXECUTE)", text)
    return [piece for piece in pieces if piece.strip()]


def test_sqlite_has_the_schema_that_the_replay_tells() -> None:
    session = sqlite3.connect(":memory:")
    for path in scripts_of("sqlite"):
        session.executescript(path.read_text())
    rows = session.execute(
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
        " WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%'"
    ).fetchall()
    session.close()
    assert replayed("sqlite", "sqlite") == shaped(rows)
