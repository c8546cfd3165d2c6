"""Real database servers for tests: a given one, a running one, or one started in a folder.

`AUDIT_REQUIRE_DB=postgresql,mariadb` turns the skip for want of a server into a failure.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pymysql
import pytest
from sqlalchemy.engine import URL, make_url

_WAIT_S = 60
_SERVER_USER = "nobody"
_MARIADB_USER = "audit"
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
    binaries = postgresql_binaries()
    if binaries is None:
        missing("postgresql")
        return
    with started_postgresql(binaries) as url:
        yield url


@contextmanager
def quiet_postgresql() -> Iterator[URL]:
    """A server of its own where the binaries are there, so that no other test makes roles on it.

    Roles are a server's, not a database's: two scans of one database differ when they change.
    """
    binaries = postgresql_binaries()
    if os.environ.get("AUDIT_TEST_PG_URL") or binaries is None:
        with postgresql_server() as url:
            yield url
    else:
        with started_postgresql(binaries) as url:
            yield url


@contextmanager
def started_postgresql(binaries: Path, password: str = "") -> Iterator[URL]:
    """A PostgreSQL server of its own, on a socket in a temporary folder, which it may not outlive.

    With a password it asks for it, as SCRAM has it.
    """
    with tempfile.TemporaryDirectory(prefix="audit-pg-") as folder:
        data = Path(folder) / "data"
        if _is_root():
            shutil.chown(folder, _SERVER_USER)
        init = ["-D", str(data), "-U", "postgres", "-N", "-E", "UTF8"]
        if password:
            (Path(folder) / "secret").write_text(password)
            init += ["-A", "scram-sha-256", f"--pwfile={folder}/secret"]
            if _is_root():
                shutil.chown(Path(folder) / "secret", _SERVER_USER)
        _run(binaries / "initdb", *init, *([] if password else ["-A", "trust"]))
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        control = ["-D", str(data), "-w", "-l", str(Path(folder) / "log")]
        _run(binaries / "pg_ctl", *control, "-o", options, "start")
        try:
            yield URL.create(
                "postgresql",
                "postgres",
                password or None,
                database="postgres",
                query={"host": folder},
            )
        finally:
            # A test may have killed it.
            with suppress(subprocess.CalledProcessError):
                _run(binaries / "pg_ctl", *control, "-m", "immediate", "stop")


def kill_postgresql(url: URL) -> None:
    """End a server of ours at once, as a machine that loses its power does."""
    pid = Path(str(url.query["host"])) / "data" / "postmaster.pid"
    os.kill(int(pid.read_text().splitlines()[0]), signal.SIGKILL)


def kill_mariadb(url: URL) -> None:
    """The same of a MariaDB server."""
    pid = Path(str(url.query["unix_socket"])).parent / "pid"
    os.kill(int(pid.read_text()), signal.SIGKILL)


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


@contextmanager
def mariadb_server() -> Iterator[URL]:
    """The URL of an administrator of a MariaDB server; skips visibly where there is none."""
    given = os.environ.get("AUDIT_TEST_MARIADB_URL")
    if given:
        yield make_url(given)
        return
    running = URL.create("mysql", username="root", host="127.0.0.1", port=3306)
    if _mariadb_answers(running):
        yield running
        return
    binaries = mariadb_binaries()
    if binaries is None:
        missing("mariadb")
        return
    with started_mariadb(*binaries) as url:
        yield url


@contextmanager
def started_mariadb(install: Path, server: Path, *options: str) -> Iterator[URL]:
    """A MariaDB server of its own, on a socket in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="audit-my-") as folder:
        place, socket = Path(folder), Path(folder) / "s"
        if _is_root():
            shutil.chown(folder, _SERVER_USER)
        login = _MARIADB_USER
        rights = f"GRANT ALL ON *.* TO {login}@localhost WITH GRANT OPTION;"
        start = place / "start.sql"
        start.write_text(f"CREATE USER IF NOT EXISTS {login}@localhost;\n{rights}\n")
        start.chmod(0o644)
        plain = ["--no-defaults", f"--datadir={place / 'data'}"]
        _run(install, *plain, "--auth-root-authentication-method=normal", "--skip-test-db")
        arguments = [f"--socket={socket}", f"--init-file={start}", "--skip-networking", *options]
        quiet = [f"--log-error={place / 'log'}", f"--pid-file={place / 'pid'}"]
        process = subprocess.Popen(
            [str(server), *plain, *arguments, *quiet, "--innodb-flush-log-at-trx-commit=0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=_SERVER_USER if _is_root() else None,
        )
        url = URL.create("mysql", login, query={"unix_socket": str(socket)})
        try:
            _wait_for(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(_WAIT_S)


def _wait_for(url: URL, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _WAIT_S
    while not _mariadb_answers(url):
        if process.poll() is not None or time.monotonic() > end:
            pytest.fail("the MariaDB server of the tests does not start")
        time.sleep(0.1)


@contextmanager
def mariadb_database(server: URL) -> Iterator[URL]:
    """A new database with a random name, dropped afterwards."""
    name = f"audit_{uuid.uuid4().hex[:12]}"
    mariadb_run(server, f'CREATE DATABASE "{name}" CHARACTER SET utf8mb4')
    try:
        yield server.set(database=name)
    finally:
        mariadb_run(server, f'DROP DATABASE "{name}"')


def mariadb_run(url: URL, *statements: str) -> None:
    """Run statements one by one, with names between double quotes."""
    with mariadb_connect(url) as connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def mariadb_connect(url: URL) -> "pymysql.connections.Connection[pymysql.cursors.Cursor]":
    """A connection that commits each statement."""
    return pymysql.connect(
        host=url.host or "localhost",
        port=url.port or 3306,
        user=url.username,
        password=url.password or "",
        database=url.database,
        unix_socket=url.query.get("unix_socket"),
        charset="utf8mb4",
        autocommit=True,
        connect_timeout=3,
        sql_mode="ANSI_QUOTES,STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES",
    )


def _mariadb_answers(url: URL) -> bool:
    try:
        mariadb_connect(url).close()
    except pymysql.Error:
        return False
    return True


def mariadb_binaries() -> tuple[Path, Path] | None:
    """The program that makes a data folder, and the server."""
    install, server = _found("mariadb-install-db", "/usr/bin"), _found("mariadbd", "/usr/sbin")
    return (install, server) if install and server else None


def _found(name: str, folder: str) -> Path | None:
    found = shutil.which(name) or shutil.which(name, path=folder)
    return Path(found) if found else None


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


def postgresql_binaries() -> Path | None:
    """The folder of initdb and pg_ctl."""
    for home in _PG_HOMES:
        for control in sorted(Path(home).glob("*/bin/pg_ctl"), reverse=True):
            if (control.parent / "initdb").exists():
                return control.parent
    found = shutil.which("pg_ctl")
    return Path(found).resolve().parent if found else None
