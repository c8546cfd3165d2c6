"""A PostgreSQL database of its own for each test module, or a visible skip."""

import os
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo


@pytest.fixture(scope="module")
def empty_postgresql() -> Iterator[str]:
    server = os.environ.get("AUDIT_TEST_PG_URL", "postgresql:///postgres")
    name = f"corpus_{uuid4().hex[:12]}"
    try:
        administration = psycopg.connect(server, autocommit=True)
    except psycopg.OperationalError:
        if "postgresql" in os.environ.get("AUDIT_REQUIRE_DB", ""):
            raise
        pytest.skip("no PostgreSQL server answers")
    with administration:
        administration.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield make_conninfo(server, dbname=name)
        administration.execute(sql.SQL("DROP DATABASE {} (FORCE)").format(sql.Identifier(name)))
