"""`audit doctor` as accounts with different rights see one PostgreSQL database."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy.engine import URL

from tests.cli.conftest import Audit
from tests.databases import connect, postgresql_database, postgresql_server


@dataclass(frozen=True)
class Accounts:
    """URLs of one database: its owner, one that reads all, one that reads a part."""

    owner: str
    reader: str
    partial: str


@pytest.fixture(scope="module")
def accounts() -> Iterator[Accounts]:
    """A table open to all, one closed, one with row security; the roles are dropped afterwards."""
    names = [f"p6_{uuid.uuid4().hex[:8]}" for _ in range(2)]
    reader, partial = names
    with postgresql_server() as server, postgresql_database(server) as url:
        with connect(url) as admin:
            for statement in (
                "CREATE TABLE ouverte AS SELECT g AS id FROM generate_series(1, 5000) g",
                "CREATE TABLE fermee (nir text)",
                "CREATE TABLE cloisonnee (nir text)",
                "ANALYZE",
                f"CREATE ROLE {reader} LOGIN PASSWORD 'p'",
                f"CREATE ROLE {partial} LOGIN PASSWORD 'p'",
                f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader}",
                f"GRANT SELECT ON ouverte, cloisonnee TO {partial}",
            ):
                admin.execute(statement.encode())

        def shown(role: str) -> str:
            return url.set(username=role, password="p").render_as_string(hide_password=False)

        try:
            yield Accounts(
                _plain(url),
                shown(reader),
                shown(partial),
            )
        finally:
            with connect(url) as admin:
                for name in names:
                    admin.execute(f"DROP OWNED BY {name}".encode())
                    admin.execute(f"DROP ROLE {name}".encode())


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def test_an_account_that_reads_everything_is_ready(audit: Audit, accounts: Accounts) -> None:
    ran = audit("doctor", accounts.reader, "--lang", "en")
    assert ran.code == 0, ran.out + ran.err
    assert "3 tables and views of 3" in ran.out
    assert "No right to write" in ran.out
    assert "About 5,000 rows" in ran.out
    assert "psycopg" in ran.out


def test_an_account_that_could_write_is_told(audit: Audit, accounts: Accounts) -> None:
    ran = audit("doctor", accounts.owner, "--lang", "en")
    assert ran.code == 0
    assert "could write" in ran.out


def test_what_is_closed_and_what_row_security_hides_is_named(
    audit: Audit, accounts: Accounts
) -> None:
    with connect(_url(accounts.owner)) as admin:
        admin.execute(b"ALTER TABLE cloisonnee ENABLE ROW LEVEL SECURITY")
    ran = audit("doctor", accounts.partial, "--lang", "en")
    assert ran.code == 3
    closed = next(line for line in ran.out.splitlines() if "fermee" in line)
    assert "SELECT" in closed
    hidden = next(line for line in ran.out.splitlines() if "cloisonnee" in line)
    assert "Row-level security" in hidden
    assert ":p@" not in ran.out


def _url(text: str) -> URL:
    from sqlalchemy.engine import make_url

    return make_url(text)
