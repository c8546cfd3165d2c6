import shlex
import sqlite3
import subprocess
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL

from auditor.desk.roles import DIALECTS, PASSWORD, RoleRequest, script_of
from tests.databases import connect, mariadb_connect

BEGINS, EXPIRES = date(2026, 6, 1), date(2099, 6, 15)


def request(dialect: str, **changes: object) -> RoleRequest:
    base = {"database": "base", "schemas": ("public",), "begins": BEGINS, "expires": EXPIRES}
    return RoleRequest(dialect, **(base | changes))  # type: ignore[arg-type]


def statements(lines: tuple[str, ...]) -> list[str]:
    """The statements of a script, without its comments."""
    code = "\n".join(line.partition("-- ")[0] for line in lines)
    return [part.strip() for part in code.split(";") if part.strip()]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_has_a_beginning_a_check_and_an_end(dialect: str) -> None:
    script = script_of(request(dialect))
    assert script.creation
    assert script.check
    assert script.removal
    text = "\n".join((*script.creation, *script.removal)).upper()
    assert not {"INSERT", "UPDATE", "DELETE", "SUPERUSER "} & set(text.split())


@pytest.mark.parametrize(
    ("dialect", "quoted"),
    [
        ("postgresql", """ "x""; DROP TABLE y; --`]'" """),
        ("mysql", """ `x"; DROP TABLE y; --``]'`."""),
        ("oracle", """('X"; DROP TABLE Y; --`]''')"""),
        ("mssql", """::[x"; DROP TABLE y; --`]]'] """),
    ],
)
def test_hostile_names_stay_names(dialect: str, quoted: str) -> None:
    name = """x"; DROP TABLE y; --`]'"""
    text = "\n".join(script_of(request(dialect, schemas=(name,))).creation)
    assert quoted.strip() in text
    assert "; DROP TABLE" not in text.replace(quoted.strip(), "")


def test_a_quote_in_the_role_stays_in_the_text_of_a_block() -> None:
    text = "\n".join(script_of(request("oracle", role="o'x")).creation)
    assert """TO "O''X"';""" in text


def test_postgresql_makes_a_role_that_reads_and_nothing_else(postgresql_url: URL) -> None:
    role = 'audit "p6" role'
    database = str(postgresql_url.database)
    script = script_of(request("postgresql", role=role, database=database, schemas=('s"1',)))
    with connect(postgresql_url) as admin:
        admin.execute(b'CREATE SCHEMA "s""1" CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1 AS b')
        for statement in statements(script.creation):
            admin.execute(statement.replace(PASSWORD, "p6-secret").encode())
        assert admin.execute("\n".join(script.check).encode()).fetchall() == []
        admin.execute(b'SET ROLE "audit ""p6"" role"')
        admin.execute(b'SELECT * FROM "s""1".t, "s""1".v')
        for forbidden in (b'INSERT INTO "s""1".t VALUES (1)', b"CREATE ROLE other"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                admin.execute(forbidden)
        admin.execute(b"RESET ROLE")
        until = admin.execute(
            b"SELECT rolvaliduntil::date FROM pg_roles WHERE rolname = 'audit \"p6\" role'"
        ).fetchone()
        assert until == (date(2099, 6, 16),)
        for statement in statements(script.removal):
            admin.execute(statement.encode())
        left = admin.execute(
            b"SELECT count(*) FROM pg_roles WHERE rolname = 'audit \"p6\" role'"
        ).fetchone()
        assert left == (0,)


def test_mariadb_makes_a_role_that_reads_and_nothing_else(mariadb_url: URL) -> None:
    script = script_of(
        request("mariadb", role="audit'p6", schemas=(), database=str(mariadb_url.database))
    )
    blanks = {PASSWORD: "p6-secret", "<adresse du poste d''audit>": "localhost"}

    def filled(text: str) -> str:
        for blank, value in blanks.items():
            text = text.replace(blank, value)
        return text

    with mariadb_connect(mariadb_url) as connection, connection.cursor() as cursor:
        cursor.execute("SET sql_mode = ''")
        for statement in statements(script.creation):
            cursor.execute(filled(statement))
        for statement in statements(script.check):
            cursor.execute(filled(statement))
        granted = " ".join(str(row[0]) for row in cursor.fetchall())
        assert "GRANT SELECT, SHOW VIEW ON" in granted
        assert "ALL PRIVILEGES" not in granted
        for statement in statements(script.removal):
            cursor.execute(filled(statement))
        cursor.execute("SELECT count(*) FROM mysql.user WHERE user = 'audit''p6'")
        assert cursor.fetchone() == (0,)


def test_the_copy_of_a_file_is_whole(tmp_path: Path) -> None:
    base = tmp_path / "la base.sqlite"
    with sqlite3.connect(base) as made:
        made.execute("CREATE TABLE t (a)")
    made.close()
    script = script_of(request("sqlite", database=str(base), schemas=()))
    words = shlex.split(script.creation[1])
    assert words[:2] == ["sqlite3", str(base)]
    with sqlite3.connect(":memory:") as checked:
        assert words[2].startswith(".backup ")
    checked.close()
    mode = script.creation[2].split()
    (tmp_path / mode[2]).write_bytes(base.read_bytes())
    subprocess.run(mode, cwd=tmp_path, check=True)
    assert (tmp_path / mode[2]).stat().st_mode & 0o777 == 0o400
