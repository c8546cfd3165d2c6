"""Databases for the scripts that an administrator would run."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import URL

from tests.databases import (
    mariadb_database,
    mariadb_server,
    postgresql_database,
    postgresql_server,
)


@pytest.fixture(scope="package")
def postgresql_url() -> Iterator[URL]:
    """An empty database of a real server."""
    with postgresql_server() as server, postgresql_database(server) as url:
        yield url


@pytest.fixture(scope="package")
def mariadb_url() -> Iterator[URL]:
    """An empty database of a real server."""
    with mariadb_server() as server, mariadb_database(server) as url:
        yield url
