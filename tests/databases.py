"""Real database servers for tests: a given one, a running one, or one started in a folder.

`AUDIT_REQUIRE_DB=postgresql,mariadb` turns the skip for want of a server into a failure.
"""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url

_WAIT_S = 60
_SERVER_USER = "nobody"
_PG_HOMES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")


@contextmanager
def postgresql_server() -> Iterator[URL]:
    """The URL of a superuser on a PostgreSQL server; skips visibly where there is none."""
    given = os.environ.get("AUDIT_TEST_PG_URL")
    if given:
        yield make_url(given)
        return
    running = URL.create(
        "postgresql", username="postgres", host="127.0.0.1", port=5432, database="postgres"
    )
    if _answers(running):
        yield running
        return
    binaries = _postgresql_binaries()
    if binaries is None:
        missing("postgresql")
        return
    with started_postgresql(binaries) as url:
        yield url


@contextmanager
def started_postgresql(binaries: Path) -> Iterator[URL]:
    """A PostgreSQL server of its own, on a socket in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="audit-pg-") as folder:
        data = Path(folder) / "data"
        if _is_root():
            shutil.chown(folder, _SERVER_USER)
        init = ["-D", str(data), "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8"]
        _run(binaries / "initdb", *init)
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        control = ["-D", str(data), "-w", "-l", str(Path(folder) / "log")]
        _run(binaries / "pg_ctl", *control, "-o", options, "start")
        try:
            yield URL.create("postgresql", "postgres", database="postgres", query={"host": folder})
        finally:
            _run(binaries / "pg_ctl", *control, "-m", "immediate", "stop")


def _is_root() -> bool:
    return os.geteuid() == 0


def _run(binary: Path, *arguments: str) -> None:
    """PostgreSQL refuses to run as root."""
    subprocess.run(
        [str(binary), *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=_WAIT_S,
        user=_SERVER_USER if _is_root() else None,
    )


@contextmanager
def postgresql_database(server: URL) -> Iterator[URL]:
    """A new database with a random name, dropped afterwards."""
    name = f"audit_{uuid.uuid4().hex[:12]}"
    with connect(server) as admin:
        admin.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        yield server.set(database=name)
    finally:
        with connect(server) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def connect(url: URL) -> psycopg.Connection[tuple[object, ...]]:
    """A connection that commits each statement."""
    text = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(text, autocommit=True, connect_timeout=3)


def missing(kind: str) -> None:
    """Skip for want of a server, or fail where the environment requires one."""
    if kind in os.environ.get("AUDIT_REQUIRE_DB", "").split(","):
        pytest.fail(f"no {kind} server, and AUDIT_REQUIRE_DB asks for one")
    pytest.skip(f"no {kind} server and no {kind} binaries")


def _answers(url: URL) -> bool:
    try:
        connect(url).close()
    except psycopg.Error:
        return False
    return True


def _postgresql_binaries() -> Path | None:
    for home in _PG_HOMES:
        for control in sorted(Path(home).glob("*/bin/pg_ctl"), reverse=True):
            if (control.parent / "initdb").exists():
                return control.parent
    found = shutil.which("pg_ctl")
    return Path(found).resolve().parent if found else None
