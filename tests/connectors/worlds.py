"""The same small world in every database: names, types, views that misbehave."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from tests.databases import connect, mariadb_run

PEOPLE = 30_000
FIRST_TEXT = 10_001
"""Comments are NULL before that row; a reader that guesses types from the head breaks there."""
HOSTILE_NAMES = (
    "select",
    "MiXeD Case",
    'quo"ted',
    "sem;icolon -- drop",
    "do.t",
    "<b>html</b>",
    "pour%cent %s :x ?",
    "é😀",
    "back\\slash`'",
    " c0",
    "x AS c1",
)
SECRET_VALUE = "1800175123456"
"""A value in the world that nothing raised or logged may show."""


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True)
class World:
    """A database to test on: its target, and the name of a table in it."""

    dialect: str
    target: str
    schema: str = ""
    hostile: tuple[str, ...] = HOSTILE_NAMES
    """Those of the hostile names that the database can keep."""
    fast: str = "adbc"
    universal: str = "sqlalchemy"

    def name(self, table: str) -> str:
        return f"{self.schema}.{table}" if self.schema else table

    def run(self, *statements: str) -> None:
        """Write to the database behind the source's back."""
        if self.dialect == "sqlite":
            with sqlite3.connect(self.target) as connection:
                for statement in statements:
                    connection.execute(statement)
            connection.close()
        elif self.dialect == "mariadb":
            mariadb_run(URL_OF(self.target), *statements)
        else:
            with connect(URL_OF(self.target)) as admin:
                for statement in statements:
                    admin.execute(statement.encode())


def URL_OF(target: str) -> URL:  # noqa: N802 - reads like the constructor it stands for
    from sqlalchemy.engine import make_url

    return make_url(target)


def sqlite_world(path: Path) -> World:
    world = World("sqlite", str(path))
    world.run(
        """CREATE TABLE types (id INTEGER PRIMARY KEY, big BIGINT, flag BOOLEAN, amount
        NUMERIC(15, 0), price NUMERIC(10, 2), ratio REAL, day DATE, moment TIMESTAMP, label
        VARCHAR(40), body TEXT, raw BLOB, anything)""",
        """INSERT INTO types VALUES (1, 180017512345678, 1, 123456789012345, 12.5, 0.1,
        '2024-02-03', '2024-02-03 04:05:06', 'é', 'a' || char(10) || 'b', x'00ff', x'0102')""",
        "INSERT INTO types (id) VALUES (2)",
        """INSERT INTO types VALUES (3, -1, 0, 0, 0, 180017512345678.0, 'x', '', '', '', x'', 7)""",
        "CREATE TABLE people (id INTEGER PRIMARY KEY, nir TEXT, note TEXT)",
        f"""INSERT INTO people WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
        LIMIT {PEOPLE}) SELECT i, '{SECRET_VALUE}', CASE WHEN i >= {FIRST_TEXT} THEN 'n' || i END
        FROM n""",
        "CREATE VIEW people_view AS SELECT * FROM people",
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i FROM n WHERE i < 0",
        "CREATE VIEW flood AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i FROM n",
        # SQLite divides by zero without a word; abs() of the smallest integer overflows.
        "CREATE VIEW breaks AS SELECT abs(CASE id WHEN 20000 THEN -9223372036854775808"
        " ELSE id END) AS i FROM people",
        "CREATE VIEW leaks AS SELECT json_extract('{}', nir) AS i FROM people",
        *_hostile(),
    )
    return world


def postgresql_world(url: URL) -> World:
    world = World("postgresql", url.render_as_string(hide_password=False), "public")
    world.run(
        """CREATE TYPE colour AS ENUM ('red')""",
        """CREATE DOMAIN nir_text AS varchar(15) CHECK (value <> '')""",
        """CREATE TABLE types (id int PRIMARY KEY, big bigint, flag boolean, amount
        numeric(15, 0), price numeric(10, 2), ratio float8, day date, moment timestamp, label
        varchar(40), body text, raw bytea, zoned timestamptz, clock time, span interval, doc jsonb,
        tree xml, list int[], address inet, key uuid, kind colour, nir nir_text, code char(5),
        bits bit(3), between int4range, cash money, point point, small smallint)""",
        r"""INSERT INTO types VALUES (1, 180017512345678, true, 123456789012345, 12.50, 0.1,
        '2024-02-03', '2024-02-03 04:05:06', 'é', E'a\nb', '\x00ff', '2024-02-03 04:05:06.5+02',
        '01:02', '1 day', '{"a": 1}', '<a/>', '{1,NULL}', '10.0.0.1',
        '00000000-0000-0000-0000-000000000001', 'red', '180', 'ab', '101', '[1,2)', 1, '(1,2)', 3)
        """,
        "INSERT INTO types (id) VALUES (2)",
        """INSERT INTO types (id, day, moment, ratio, price, amount) VALUES (3, 'infinity',
        '-infinity', 'NaN', 0, 0), (4, '0044-03-15 BC', '2024-01-01 00:00:00.123456', 1, -1, -5)""",
        "CREATE TABLE people (id int PRIMARY KEY, nir text, note text)",
        f"""INSERT INTO people SELECT i, '{SECRET_VALUE}', CASE WHEN i >= {FIRST_TEXT}
        THEN 'n' || i END FROM generate_series(1, {PEOPLE}) AS i""",
        "CREATE VIEW people_view AS SELECT * FROM people",
        "CREATE VIEW endless AS SELECT pg_sleep(60)::text AS i",
        "CREATE VIEW flood AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT (i + 1) % 9 FROM n)"
        " SELECT i FROM n",
        "CREATE VIEW breaks AS SELECT 1 / (id - 20000) AS i FROM people",
        "CREATE VIEW leaks AS SELECT CAST(nir || 'x' AS integer) AS i FROM people",
        *_hostile(),
        "ANALYZE",
    )
    return world


def mariadb_world(url: URL) -> World:
    # Neither MariaDB nor MySQL keeps a name with a sign outside the basic plane.
    hostile = tuple(name for name in HOSTILE_NAMES if max(name) <= "\uffff")
    target = url.render_as_string(hide_password=False)
    world = World("mariadb", target, str(url.database), hostile, "packets", "pymysql")
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
    world.run(
        """CREATE TABLE types (id int PRIMARY KEY, big bigint, flag boolean, amount
        numeric(15, 0), price numeric(10, 2), ratio double, day date, moment datetime, label
        varchar(40), body text, raw varbinary(300), zoned timestamp NULL, clock time(3), doc json,
        kind enum('red', 'it''s'), several set('a', 'b'), bits bit(3), one bit(1), filled int(9)
        unsigned zerofill, wide bigint unsigned, address inet6, "key" uuid, place point, y year,
        fine datetime(6), small tinyint, single float, latin varchar(9) CHARACTER SET latin1,
        code char(5), photo longblob)""",
        """INSERT INTO types VALUES (1, 180017512345678, true, 123456789012345, 12.50, 0.1,
        '2024-02-03', '2024-02-03 04:05:06', 'é', 'a\nb', x'00ff', '2024-02-03 04:05:06',
        '01:02:03.5', '{"a": 1}', 'it''s', 'a,b', b'101', b'1', 42, 18446744073709551615, '::1',
        '00000000-0000-0000-0000-000000000001', point(1, 2), 2024, '2024-01-01 00:00:00.5', -3,
        0.5, 'é', 'ab', repeat('a', 300))""",
        "INSERT INTO types (id) VALUES (2)",
        "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'",
        """INSERT INTO types (id, day, moment, ratio, amount, flag, raw, label) VALUES
        (3, '0000-00-00', '0000-00-00 00:00:00', 180017512345678, -5, 0, '', ''),
        (4, '2024-02-31', '1000-01-01', 1e300, 0, 2, NULL, repeat('é', 40))""",
        "SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES'",
        "CREATE TABLE people (id int PRIMARY KEY, nir text, note text)",
        f"""INSERT INTO people SELECT i, '{SECRET_VALUE}', CASE WHEN i >= {FIRST_TEXT}
        THEN concat('n', i) END FROM ({numbers} SELECT (a.i - 1) * 200 + b.i AS i
        FROM n AS a, n AS b) AS all_numbers WHERE i <= {PEOPLE} ORDER BY i""",
        "CREATE VIEW people_view AS SELECT * FROM people",
        "CREATE VIEW endless AS SELECT sleep(60) AS i",
        "CREATE VIEW flood AS SELECT a.id AS i FROM people AS a, people AS b, people AS c",
        # MariaDB divides by zero without a word; the largest integer overflows.
        "CREATE VIEW breaks AS SELECT CASE id WHEN 20000 THEN 9223372036854775807 + id"
        " ELSE id END AS i FROM people",
        "CREATE FUNCTION tell(nir text) RETURNS int DETERMINISTIC BEGIN"
        " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = nir; RETURN 1; END",
        "CREATE VIEW leaks AS SELECT tell(nir) AS i FROM people",
        *_hostile(hostile),
        "ANALYZE TABLE people, types",
    )
    return world


def _hostile(names: tuple[str, ...] = HOSTILE_NAMES) -> list[str]:
    statements = []
    for name in names:
        columns = ", ".join(f"{quoted(column)} text" for column in names)
        values = ", ".join(f"'{index}'" for index in range(len(names)))
        statements += [
            f"CREATE TABLE {quoted(name)} ({columns})",
            f"INSERT INTO {quoted(name)} VALUES ({values})",
        ]
    return statements
