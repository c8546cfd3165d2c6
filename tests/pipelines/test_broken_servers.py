"""Servers that die and accounts that lose their rights while they are scanned: gaps, no fault."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy.engine import URL

from auditor.cli.job import Job, perform
from auditor.cli.targets import Named
from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions
from auditor.model.errors import TargetError
from auditor.model.result import Result
from auditor.model.vocabulary import GapKind
from auditor.pipelines.options import Progress, ReadOptions
from auditor.policy.load import load_policy
from tests.databases import (
    connect,
    kill_mariadb,
    kill_postgresql,
    mariadb_binaries,
    mariadb_run,
    missing,
    postgresql_binaries,
    started_mariadb,
    started_postgresql,
)

pytestmark = pytest.mark.filterwarnings(
    # What drivers leave to the garbage collector when a connection breaks under them.
    "ignore:unclosed <socket:ResourceWarning",
    "ignore:<psycopg.ServerCursor:ResourceWarning",
)
TABLES = 12
ROWS = "SELECT 1 AS id, '180017512345678' AS nir"
SECRET = "tr3s/s@cret"


class Server:
    """A server of the test's own, as its administrator and as an account that reads."""

    def __init__(self, admin: URL, reader: URL, kill: Callable[[URL], None]) -> None:
        self.admin = admin
        self.reader = reader
        self._kill = kill

    def run(self, *statements: str) -> None:
        if self.admin.get_backend_name() == "mysql":
            mariadb_run(self.admin, *statements)
            return
        with connect(self.admin) as admin:
            for statement in statements:
                admin.execute(statement.encode())

    def kill(self) -> None:
        self._kill(self.admin)

    def scan(self, listen: Callable[[Progress], None], jobs: int) -> Result:
        target = self.reader.render_as_string(hide_password=False)
        reading = ReadOptions(jobs=jobs, pool_from_rows=0)
        options = DatabaseOptions(connect_timeout_s=2)
        job = Job("scan", (Named("base", target),), load_policy(None), reading, options)
        return perform(job, listen, clock=lambda: "2026-01-01T00:00:00Z")


def _postgresql(stack: ExitStack) -> Server:
    binaries = postgresql_binaries()
    if binaries is None:
        missing("postgresql")
        raise AssertionError
    url = stack.enter_context(started_postgresql(binaries, SECRET))
    server = Server(url, url.set(username="reader", password=SECRET), kill_postgresql)
    server.run(f"CREATE ROLE reader LOGIN PASSWORD '{SECRET}'")
    for number in range(TABLES):
        server.run(f"CREATE TABLE t{number} AS {ROWS}", f"GRANT SELECT ON t{number} TO reader")
    return server


def _mariadb(stack: ExitStack) -> Server:
    binaries = mariadb_binaries()
    if binaries is None:
        missing("mariadb")
        raise AssertionError
    url = stack.enter_context(started_mariadb(*binaries))
    mariadb_run(url, "CREATE DATABASE base")
    admin = url.set(database="base")
    server = Server(admin, admin.set(username="reader", password=SECRET), kill_mariadb)
    server.run(f"CREATE USER reader@localhost IDENTIFIED BY '{SECRET}'")
    for number in range(TABLES):
        grant = f"GRANT SELECT ON t{number} TO reader@localhost"
        server.run(f"CREATE TABLE t{number} AS {ROWS}", grant)
    return server


@pytest.fixture(params=[_postgresql, _mariadb], ids=["postgresql", "mariadb"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with ExitStack() as stack:
        yield request.param(stack)
    gc.collect()


class Once:
    """Does something as soon as the first container was read."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act
        self.done = False

    def __call__(self, _: Progress) -> None:
        if not self.done:
            self.done = True
            self._act()


def unread(result: Result) -> dict[str, str]:
    """Containers left unread; that the rights could not be read is of no container."""
    return {
        gap.container: gap.code
        for gap in result.gaps
        if gap.kind is GapKind.UNREAD and gap.container
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_server_that_dies_leaves_gaps(server: Server, jobs: int) -> None:
    act = Once(server.kill)
    result = server.scan(act, jobs)
    assert act.done
    assert not result.summary.complete
    states = [entry.state for entry in result.coverage]
    assert len(states) == TABLES
    assert 1 <= states.count("read") < TABLES
    assert len(unread(result)) == TABLES - states.count("read")
    assert set(unread(result).values()) <= {"connection_lost", "read_failed"}


def test_rights_lost_half_way_leave_gaps(server: Server) -> None:
    account = "reader@localhost" if server.admin.get_backend_name() == "mysql" else "reader"
    act = Once(lambda: server.run(*(f"REVOKE SELECT ON t{n} FROM {account}" for n in range(6, 10))))
    result = server.scan(act, 1)
    assert act.done
    assert sorted(name[-2:] for name in unread(result)) == ["t6", "t7", "t8", "t9"]
    assert set(unread(result).values()) == {"not_allowed"}


@pytest.mark.parametrize("password", [None, "wr0ng-and-shown-nowhere"])
def test_a_wrong_password_is_refused(server: Server, password: str | None) -> None:
    target = URL.create(
        server.reader.drivername,
        server.reader.username,
        password,
        database=server.reader.database,
        query=server.reader.query,
    )
    with pytest.raises(TargetError) as caught:
        open_source(target.render_as_string(hide_password=False), "base")
    assert caught.value.code == "login_refused"
    assert "wr0ng" not in f"{caught.value!r} {caught.value.detail}"
