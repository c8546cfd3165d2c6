"""What the analysis says each role can read, against what happens when it selects."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from sqlalchemy.engine import URL

from auditor.connectors.database.postgresql_access import read_access
from auditor.exposure.access.effective import Rights
from auditor.exposure.access.model import Readable
from auditor.model.access import Access
from tests.connectors.access_worlds import World, world
from tests.databases import connect, postgresql_database, postgresql_server

WORLDS = 200
BATCH = 25
PROBE = """
CREATE SCHEMA oracle; GRANT USAGE ON SCHEMA oracle TO PUBLIC;
CREATE FUNCTION oracle.probe(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN EXECUTE query INTO found; RETURN found;
EXCEPTION WHEN insufficient_privilege THEN RETURN -1;
END $$
"""
Seen = Mapping[tuple[str, str], int]
"""Rows met by (relation, column); what was refused is left out."""


class Oracle:
    """A connection in a transaction of its own that becomes each role in turn."""

    def __init__(self, connection: psycopg.Connection[dict[str, Any]]) -> None:
        self._connection = connection
        self.run(PROBE)

    def run(self, *statements: str) -> None:
        for statement in statements:
            self._connection.execute(statement.encode())

    def access(self) -> Access:
        def query(sql: str) -> Sequence[Any]:
            with self._connection.transaction(force_rollback=True):
                self._connection.execute("SET LOCAL search_path = ''")
                return self._connection.execute(sql.encode()).fetchall()

        return read_access(query, "base", lambda schema, _: schema != "oracle").access

    def may_set(self, session: str, role: str) -> bool:
        with self._connection.transaction(force_rollback=True):
            self.run(f"SET SESSION AUTHORIZATION {session}")
            try:
                self.run(f"SET ROLE {role}")
            except psycopg.errors.InsufficientPrivilege:
                return False
            return True

    def seen(self, session: str, role: str, access: Access) -> Seen:
        """What that session reads once it has become that role."""
        places = [(one.container, column) for one in access.relations for column in one.columns]
        queries = [f'SELECT count("{column}") FROM {name}' for name, column in places]
        with self._connection.transaction(force_rollback=True):
            self.run(f"SET SESSION AUTHORIZATION {session}", f"SET ROLE {role}")
            rows = self._connection.execute(
                "SELECT oracle.probe(q) AS found FROM unnest(%s::text[]) WITH ORDINALITY AS x(q, n)"
                " ORDER BY n",
                [queries],
            ).fetchall()
        return {
            place: row["found"]
            for place, row in zip(places, rows, strict=True)
            if row["found"] >= 0
        }


@pytest.fixture(scope="module")
def empty() -> Iterator[URL]:
    """A database of this module's own: what other tests left in theirs would be asked too."""
    with postgresql_server() as server, postgresql_database(server) as url:
        yield url


@pytest.fixture
def oracle(empty: URL) -> Iterator[Callable[[], Oracle]]:
    with connect(empty) as plain:
        plain.autocommit = False
        plain.row_factory = dict_row  # type: ignore[assignment]

        def anew() -> Oracle:
            plain.rollback()
            return Oracle(plain)  # type: ignore[arg-type]

        yield anew
        plain.rollback()


def told(found: Sequence[Readable]) -> set[tuple[str, str]]:
    return {(one.container, column) for one in found for column in one.columns}


def disagreements(made: World, oracle: Oracle) -> Iterator[str]:
    """Every point on which the analysis and the server differ."""
    access = oracle.access()
    rights = Rights(access)
    sees = {role: oracle.seen(role, role, access) for role in made.roles}
    superusers = {role.name for role in access.roles if "superuser" in role.attributes}
    for role in made.roles:
        found = tuple(rights.of("base", role))
        at_once = [one for one in found if one.automatic]
        if told(at_once) != set(sees[role]):
            yield f"{role}: {sorted(told(at_once) ^ set(sees[role]))}"
        yield from rows(made, at_once, sees[role])
        if role in superusers:
            continue
        # Tests beside this one make roles of their own, which may be gone at any moment.
        predefined = {one.name for one in access.roles if one.name.startswith("pg_")}
        names = {*made.roles, *predefined} - {role}
        others = {other for other in names if oracle.may_set(role, other)}
        if others != set(rights.may_set("base", role)):
            yield f"{role} may set {others}"
        later = {place for other in others for place in oracle.seen(role, other, access)}
        if told(found) != later | set(sees[role]):
            yield f"{role} by SET ROLE: {sorted(told(found) ^ (later | set(sees[role])))}"


def rows(made: World, found: Sequence[Readable], seen: Seen) -> Iterator[str]:
    for one in found:
        total = made.totals[one.container]
        for column in one.columns:
            count = seen.get((one.container, column))
            if count is not None and not fits(one.rows, count, total):
                yield f"{one.role} {one.container}: {one.rows}, but {count} of {total}"


def fits(told: str, count: int, total: int) -> bool:
    if told == "restricted":
        return count < total or total == 0
    return {"all": count == total, "none": count == 0}.get(told, count <= total)


@pytest.mark.parametrize("first", range(0, WORLDS, BATCH))
def test_random_worlds(oracle: Callable[[], Oracle], first: int) -> None:
    for seed in range(first, first + BATCH):
        server = oracle()
        made = world(seed, uuid.uuid4().hex[:8])
        server.run(*made.statements)
        assert list(disagreements(made, server)) == [], f"world {seed}"
