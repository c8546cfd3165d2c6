"""Databases for the connectors' tests, opened with every reader."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions, Reader
from auditor.connectors.database.source import DatabaseSource
from auditor.model.catalogue import Catalogue, Container
from tests.connectors.worlds import World, mariadb_world, postgresql_world, sqlite_world
from tests.databases import (
    connect,
    mariadb_database,
    mariadb_run,
    mariadb_server,
    postgresql_database,
    postgresql_server,
)

LIMITED = DatabaseOptions(statement_timeout_ms=1_500)


class Opened:
    """A world and a way to open it; what was opened is closed at the end of the test."""

    def __init__(self, world: World, reader: Reader, stack: ExitStack) -> None:
        self.world = world
        self.reader = reader
        self._stack = stack

    def source(self, options: DatabaseOptions = LIMITED) -> DatabaseSource:
        source = open_source(self.world.target, "base", reader=self.reader, options=options)
        self._stack.callback(source.close)
        return source

    def container(self, source: DatabaseSource, table: str) -> Container:
        name = self.world.name(table)
        return next(c for c in source.catalogue().containers if c.name == name)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[URL]:
    """A database of this session, under its owner."""
    with postgresql_server() as server, postgresql_database(server) as url:
        yield url


@pytest.fixture(scope="session")
def mariadb_url() -> Iterator[URL]:
    """A database of this session, under an administrator."""
    with mariadb_server() as server, mariadb_database(server) as url:
        yield url


@pytest.fixture(scope="session")
def worlds(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], World]:
    """The world of a dialect, made once a session."""
    made: dict[str, World] = {}

    def world(dialect: str) -> World:
        if dialect not in made:
            if dialect == "sqlite":
                path: Path = tmp_path_factory.mktemp("world") / "base.bin"
                made[dialect] = sqlite_world(path)
            elif dialect == "mariadb":
                made[dialect] = mariadb_world(request.getfixturevalue("mariadb_url"))
            else:
                made[dialect] = postgresql_world(request.getfixturevalue("postgresql_url"))
        return made[dialect]

    return world


@pytest.fixture(
    params=[
        (dialect, reader)
        for dialect in ("sqlite", "postgresql", "mariadb")
        for reader in ("auto", "adbc", "sqlalchemy")
    ],
    ids="-".join,
)
def opened(request: pytest.FixtureRequest, worlds: Callable[[str], World]) -> Iterator[Opened]:
    """Every database with every reader."""
    dialect, reader = request.param
    with ExitStack() as stack:
        yield Opened(worlds(dialect), reader, stack)


@dataclass(frozen=True)
class Base:
    """An empty database, as its owner and as an account of its own without rights."""

    owner: URL
    account: URL

    def run(self, *statements: str) -> None:
        with connect(self.owner) as admin:
            for statement in statements:
                admin.execute(statement.encode())

    def open(self) -> DatabaseSource:
        return open_source(text(self.account), "base")


def text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture
def base() -> Iterator[Base]:
    with postgresql_server() as server, postgresql_database(server) as url:
        role = f"{url.database}_reader"
        with connect(server) as admin:
            admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'tr3s/s@cret'".encode())
        try:
            yield Base(url, url.set(username=role, password="tr3s/s@cret"))
        finally:
            with connect(url) as admin:
                admin.execute(f"DROP OWNED BY {role}".encode())
            with connect(server) as admin:
                admin.execute(f"DROP ROLE {role}".encode())


Owned = Callable[..., DatabaseSource]


@pytest.fixture
def owned(base: Base) -> Iterator[Owned]:
    """Opens the database as its owner; a source sees the rows of the moment it is opened."""
    with ExitStack() as stack:

        def open_one(**choices: object) -> DatabaseSource:
            opened = open_source(text(base.owner), "base", **choices)  # type: ignore[arg-type]
            stack.callback(opened.close)
            return opened

        yield open_one


def named(catalogue: Catalogue, name: str) -> Container:
    return next(c for c in catalogue.containers if c.name == name)


@dataclass(frozen=True)
class MariaBase:
    """An empty database of MariaDB, as an administrator and as an account without rights."""

    owner: URL
    account: URL

    @property
    def schema(self) -> str:
        return str(self.owner.database)

    @property
    def login(self) -> str:
        return f"'{self.account.username}'@'{'%' if self.owner.host else 'localhost'}'"

    def run(self, *statements: str) -> None:
        mariadb_run(self.owner, *statements)

    def name(self, table: str) -> str:
        return f"{self.schema}.{table}"

    def open(self, **choices: object) -> DatabaseSource:
        return open_source(text(self.account), "base", **choices)  # type: ignore[arg-type]


@pytest.fixture
def maria() -> Iterator[MariaBase]:
    with mariadb_server() as server, mariadb_database(server) as url:
        user = f"{url.database}_r"
        base = MariaBase(url, url.set(username=user, password="tr3s/s@cret"))
        base.run(f"CREATE USER {base.login} IDENTIFIED BY 'tr3s/s@cret'")
        try:
            yield base
        finally:
            base.run(f"DROP USER {base.login}")


@pytest.fixture
def maria_owned(maria: MariaBase) -> Iterator[Owned]:
    """Opens the database as its administrator."""
    with ExitStack() as stack:

        def open_one(**choices: object) -> DatabaseSource:
            opened = open_source(text(maria.owner), "base", **choices)  # type: ignore[arg-type]
            stack.callback(opened.close)
            return opened

        yield open_one
