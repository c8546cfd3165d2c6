"""Makes a world on a server, under role names of its own, and takes it away again."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
import pymysql
from sqlalchemy.engine import URL

from tests.corpus.rights.filling import TYPES, rows
from tests.corpus.rights.model import World
from tests.databases import connect, mariadb_connect, mariadb_database, postgresql_database


@contextmanager
def built(world: World, server: URL) -> Iterator[tuple[URL, str]]:
    """The URL of a database that holds the world, and the prefix of its roles."""
    prefix = f"r{uuid.uuid4().hex[:6]}_"
    make = _postgresql if world.dialect == "postgresql" else _mariadb
    with make(world, server, prefix) as url:
        yield url, prefix


@contextmanager
def _postgresql(world: World, server: URL, prefix: str) -> Iterator[URL]:
    with postgresql_database(server) as url:
        try:
            with connect(url) as connection:
                for name, options in world.roles.items():
                    connection.execute(f'CREATE ROLE "{prefix}{name}" {options}'.encode())
                for statement in world.before:
                    connection.execute(statement.encode())
                for seed, (table, columns) in enumerate(world.tables.items()):
                    declared = ", ".join(f"{n} {TYPES.get(kind, 'text')}" for n, kind in columns)
                    key = f", PRIMARY KEY ({columns[0][0]})" if columns[0][1] == "id" else ""
                    connection.execute(f"CREATE TABLE {table} ({declared}{key})".encode())
                    marks = ", ".join(["%s"] * len(columns))
                    with connection.cursor() as cursor:
                        cursor.executemany(
                            f"INSERT INTO {table} VALUES ({marks})".encode(),
                            list(rows(world, columns, seed)),
                        )
                for statement in world.statements:
                    connection.execute(statement.replace("~", prefix).encode())
            yield url
        finally:
            with connect(url) as connection:
                for name in world.roles:
                    with suppress(psycopg.Error):
                        connection.execute(f'DROP OWNED BY "{prefix}{name}"'.encode())
            with connect(server) as admin:
                for name in world.roles:
                    with suppress(psycopg.Error):
                        admin.execute(f'DROP ROLE "{prefix}{name}"'.encode())


@contextmanager
def _mariadb(world: World, server: URL, prefix: str) -> Iterator[URL]:
    with mariadb_database(server) as url:
        accounts = {name: f'"{prefix}{name}"@"%"' for name in world.roles}
        try:
            with mariadb_connect(url) as connection, connection.cursor() as cursor:
                for account in accounts.values():
                    cursor.execute(f"CREATE USER {account} IDENTIFIED BY 'Essai-{prefix}1'")
                for seed, (table, columns) in enumerate(world.tables.items()):
                    declared = ", ".join(
                        f"{n} {TYPES.get(kind, 'varchar(190)')}" for n, kind in columns
                    )
                    cursor.execute(f"CREATE TABLE {table} ({declared})")
                    marks = ", ".join(["%s"] * len(columns))
                    cursor.executemany(
                        f"INSERT INTO {table} VALUES ({marks})",
                        list(rows(world, columns, seed)),
                    )
                for statement in world.statements:
                    text = statement.replace("~db", f'"{url.database}"')
                    for name, account in accounts.items():
                        text = text.replace(f"~{name}", account)
                    cursor.execute(text)
            yield url
        finally:
            with mariadb_connect(server) as connection, connection.cursor() as cursor:
                for account in accounts.values():
                    with suppress(pymysql.Error):
                        cursor.execute(f"DROP USER {account}")
