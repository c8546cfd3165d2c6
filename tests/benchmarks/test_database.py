from collections.abc import Iterator

import pytest
from sqlalchemy.engine import URL

from benchmarks.database import TABLES, audit, plain, tables
from tests.databases import postgresql_database, postgresql_server


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A database of its own, dropped afterwards."""
    with postgresql_server() as server, postgresql_database(server) as made:
        assert isinstance(made, URL)
        yield made.render_as_string(hide_password=False)


def test_both_sides_read_both_tables_whole(url: str) -> None:
    with tables(url, 3_000):
        for name in TABLES:
            assert plain(url, name) > 0
            assert audit(url, name, 2) > 0
