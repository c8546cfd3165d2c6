"""MariaDB: what the analysis says each account can read, against what it gets when it selects."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from random import Random

import pymysql
import pymysql.cursors
import pytest
from sqlalchemy.engine import URL

from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions
from auditor.exposure.access.effective import Rights
from auditor.model.access import Access, Relation
from tests.connectors.conftest import text
from tests.databases import mariadb_connect, mariadb_run, mariadb_server

WORLDS = 16
BATCH = 8
REFUSED = (1044, 1045, 1142, 1143, 1356, 1370, 1449, 1227)
"""No right on the schema, table, column or routine; a view or routine whose definer has none."""
BROKEN_VIEW = 1356
COLUMNS = ("a", "b", "c")
PASSWORD = "s3cret/of the test"
Places = set[tuple[str, str]]


@dataclass
class World:
    users: tuple[str, ...]
    roles: tuple[str, ...]
    schemas: tuple[str, ...]
    statements: list[str] = field(default_factory=list)
    direct: dict[str, list[str]] = field(default_factory=dict)
    """The roles that each user may set."""
    undo: list[str] = field(default_factory=list)


def world(seed: int, suffix: str) -> World:
    random = Random(seed)  # noqa: S311 - a test drawn from a seed
    made = World(
        tuple(f"u{n}_{suffix}" for n in range(4)),
        tuple(f"g{n}_{suffix}" for n in range(3)),
        (f"acc_{suffix}_a", f"acc_{suffix}_b"),
    )
    made.statements += [f"CREATE USER {user} IDENTIFIED BY '{PASSWORD}'" for user in made.users]
    # A view can only be made while its definer may read what is under it.
    made.statements += [f"GRANT ALL ON *.* TO {user}" for user in made.users]
    made.statements += [f"CREATE ROLE {role}" for role in made.roles]
    made.statements += [f"CREATE DATABASE {schema}" for schema in made.schemas]
    bases = []
    for number in range(3):
        name = f"{made.schemas[number % 2]}.t{number}"
        made.statements.append(f"CREATE TABLE {name} (a INT, b INT, c INT)")
        made.statements.append(f"INSERT INTO {name} VALUES (1, 2, 3)")
        bases.append(name)
    for number in range(5):
        bases.append(_view(made, random, number, bases))
    for number in range(2):
        _routines(made, random, number)
    _memberships(made, random)
    for name in bases:
        _rights(made, random, name)
    for schema in made.schemas:
        _on_schema(made, random, schema, suffix)
    made.statements += [f"REVOKE ALL ON *.* FROM {user}" for user in made.users]
    if random.random() < 0.15:
        made.statements.append(f"GRANT SELECT ON *.* TO {random.choice(made.users)}")
    if random.random() < 0.1:
        made.statements.append(f"GRANT EXECUTE ON *.* TO {random.choice(made.roles)}")
    if random.random() < 0.3:
        # A definer that is gone.
        made.statements.append(f"DROP USER {made.users[3]}")
        made.users = made.users[:3]
    return made


def _view(made: World, random: Random, number: int, bases: Sequence[str]) -> str:
    name = f"{made.schemas[number % 2]}.v{number}"
    security = random.choice(("DEFINER", "DEFINER", "INVOKER"))
    chosen = random.sample(list(bases), 2 if random.random() < 0.25 else 1)
    lists = [random.choice(("a, b, c", "a, a + 1 AS b, 7 AS c", "b AS a, b, c")) for _ in chosen]
    body = " UNION ALL ".join(
        f"SELECT {what} FROM {base}" for what, base in zip(lists, chosen, strict=True)
    )
    where = " WHERE c > 0" if random.random() < 0.3 and len(chosen) == 1 else ""
    owner = random.choice(made.users)
    made.statements.append(
        f"CREATE DEFINER = {owner} SQL SECURITY {security} VIEW {name} AS {body}{where}"
    )
    return name


def _routines(made: World, random: Random, number: int) -> None:
    schema = made.schemas[number % 2]
    for kind, body in (("FUNCTION", " RETURNS INT RETURN 1"), ("PROCEDURE", " SELECT 1")):
        name = f"{schema}.{kind[0].lower()}{number}"
        owner = random.choice(made.users)
        security = random.choice(("DEFINER", "INVOKER"))
        head = body.replace(" RETURN 1", f" SQL SECURITY {security} RETURN 1")
        head = head.replace(" SELECT", f" SQL SECURITY {security} SELECT")
        made.statements.append(f"CREATE DEFINER = {owner} {kind} {name}(){head}")
        for who in random.sample((*made.users, *made.roles), random.randint(0, 2)):
            made.statements.append(f"GRANT EXECUTE ON {kind} {name} TO {who}")


def _memberships(made: World, random: Random) -> None:
    for number, role in enumerate(made.roles):
        for other in made.roles[:number]:
            if random.random() < 0.3:
                made.statements.append(f"GRANT {other} TO {role}")
    for user in made.users:
        for role in made.roles:
            if random.random() < 0.35:
                made.statements.append(f"GRANT {role} TO {user}")
                made.direct.setdefault(user, []).append(role)
        if user in made.direct and random.random() < 0.5:
            chosen = random.choice(made.direct[user])
            made.statements.append(f"SET DEFAULT ROLE {chosen} FOR {user}")


def _rights(made: World, random: Random, name: str) -> None:
    everyone = (*made.users, *made.roles)
    for who in random.sample(everyone, random.randint(0, 2)):
        made.statements.append(f"GRANT SELECT ON {name} TO {who}")
    for who in random.sample(everyone, random.randint(0, 2)):
        some = ", ".join(random.sample(COLUMNS, random.randint(1, 3)))
        made.statements.append(f"GRANT SELECT ({some}) ON {name} TO {who}")
    if random.random() < 0.1:
        made.statements.append(f"GRANT INSERT, UPDATE ON {name} TO {random.choice(everyone)}")
    if random.random() < 0.05:
        made.statements.append(f"GRANT SELECT ON {name} TO PUBLIC")
        made.undo.append(f"REVOKE SELECT ON {name} FROM PUBLIC")


def _on_schema(made: World, random: Random, schema: str, suffix: str) -> None:
    """Whole names and patterns, of which a server takes only one."""
    everyone = (*made.users, *made.roles)
    patterns = (
        schema.replace("_", "\\_"),
        f"acc\\_{suffix}\\__",
        f"acc\\_{suffix}%",
        f"acc_{suffix}_b",
    )
    for who in random.sample(everyone, random.randint(0, 3)):
        privilege = random.choice(("SELECT", "SELECT", "INSERT", "EXECUTE", "ALL"))
        # Of patterns of roles within roles the server takes one too; we take all, which is more.
        pattern = random.choice(patterns) if who in made.users else patterns[0]
        made.statements.append(f"GRANT {privilege} ON `{pattern}`.* TO {who}")


@contextmanager
def built(server: URL, seed: int) -> Iterator[World]:
    made = world(seed, uuid.uuid4().hex[:8])
    users = {line.split()[2] for line in made.statements if line.startswith("CREATE USER")}
    try:
        with mariadb_connect(server) as connection, connection.cursor() as cursor:
            cursor.execute("SET SESSION sql_mode = ''")
            for statement in made.statements:
                try:
                    cursor.execute(statement)
                except pymysql.OperationalError as error:
                    # A definer may not read what another's view reads: there is no such view then.
                    if error.args[0] != BROKEN_VIEW:
                        raise
        yield made
    finally:
        mariadb_run(
            server,
            *made.undo,
            *(f"DROP DATABASE IF EXISTS {schema}" for schema in made.schemas),
            *(f"DROP USER IF EXISTS {user}" for user in users),
            *(f"DROP ROLE IF EXISTS {role}" for role in made.roles),
        )


def seen(server: URL, user: str, role: str | None, access: Access) -> Places:
    """What that account reads, by default or with a role taken on."""
    login = server.set(username=user, password=PASSWORD)
    with closing(mariadb_connect(login)) as connection, connection.cursor() as cursor:
        if role is not None:
            cursor.execute(f"SET ROLE {role}")
        return {
            (relation.container, column)
            for relation in access.relations
            for column in relation.columns or ("",)
            if _answers(cursor, relation, column)
        }


def _answers(cursor: pymysql.cursors.Cursor, relation: Relation, column: str) -> bool:
    query = f"SELECT {column} FROM {relation.container} LIMIT 1"
    if relation.kind == "routine":
        query = f"{'SELECT' if column else 'CALL'} {relation.container}"
    try:
        cursor.execute(query)
    except pymysql.Error as error:
        if error.args[0] not in REFUSED:
            raise
        return False
    return True


def disagreements(server: URL, made: World) -> Iterator[str]:
    options = DatabaseOptions(schemas=made.schemas)
    with closing(open_source(text(server), "base", options=options)) as source:
        reading = source.access()
    assert not reading.gaps
    rights = Rights(reading.access)
    for user in made.users:
        told = tuple(rights.of("base", f"{user}@%"))
        at_once = {
            (one.container, column)
            for one in told
            if one.automatic
            for column in one.columns or ("",)
        }
        really = seen(server, user, None, reading.access)
        if at_once != really:
            yield f"{user}: {sorted(at_once ^ really)}"
        for role in made.direct.get(user, ()):
            really |= seen(server, user, role, reading.access)
        later = {(one.container, column) for one in told for column in one.columns or ("",)}
        if later != really:
            yield f"{user} with its roles: {sorted(later ^ really)}"


@pytest.mark.parametrize("first", range(0, WORLDS, BATCH))
def test_random_worlds(first: int) -> None:
    with mariadb_server() as server:
        for seed in range(first, first + BATCH):
            with built(server, seed) as made:
                assert list(disagreements(server, made)) == [], f"world {seed}"
