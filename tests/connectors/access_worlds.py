"""Random worlds of PostgreSQL: roles, grants, views, policies, drawn from a seed.

All of one lives in a transaction that is rolled back, roles included.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

COLUMNS = ("a", "b", "c")
CONDITIONS = (
    *("true", "(1 = 1)", "a = a", "true OR b = 'x'", "a IS NULL OR a IS NOT NULL"),
    *("false", "1 = 0", "b = current_user", "b = current_setting('app.who', true)"),
    *("c = 'commun'", "length(c) > 0", "current_user = 'personne'", "b = session_user AND true"),
)
_ROWS = ("nobody", "another", "somebody")


@dataclass
class World:
    """The statements that make a world, and what stands in it."""

    roles: tuple[str, ...]
    statements: list[str] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    """Rows of each relation, by name."""
    under: dict[str, set[str]] = field(default_factory=dict)
    """The tables under each view."""


def world(seed: int, suffix: str) -> World:
    """The world of that seed; roles of different suffixes never meet."""
    random = Random(seed)  # noqa: S311 - a test drawn from a seed
    made = World(tuple(f"r{number}_{suffix}" for number in range(6)))
    _roles(made, random)
    for schema in ("s0", "s1"):
        made.statements.append(f"CREATE SCHEMA {schema} AUTHORIZATION {random.choice(made.roles)}")
        for who in _some(random, made.roles, 3):
            made.statements.append(f"GRANT USAGE ON SCHEMA {schema} TO {who}")
    tables = [_table(made, random, number) for number in range(3)]
    tables += _family(made, random)
    views: list[str] = []
    for number in range(5):
        views.append(_view(made, random, number, tables + views))
    _snapshot(made, random, tables)
    for number in range(2):
        _routine(made, random, number, tables)
    return made


def _roles(made: World, random: Random) -> None:
    for role in made.roles:
        attributes = [random.choice(("INHERIT", "INHERIT", "NOINHERIT"))]
        attributes.append(random.choice(("LOGIN", "NOLOGIN")))
        attributes += ["BYPASSRLS"] if random.random() < 0.08 else []
        attributes += ["SUPERUSER"] if random.random() < 0.05 else []
        made.statements.append(f"CREATE ROLE {role} {' '.join(attributes)}")
    for number, role in enumerate(made.roles):
        for other in made.roles[:number]:
            if random.random() < 0.3:
                made.statements.append(f"GRANT {other} TO {role}")
        if random.random() < 0.06:
            made.statements.append(f"GRANT pg_read_all_data TO {role}")


def _some(random: Random, roles: Sequence[str], most: int) -> list[str]:
    """Grantees, PUBLIC now and then."""
    chosen = random.sample(roles, random.randint(0, most))
    return [*chosen, *(["PUBLIC"] if random.random() < 0.12 else [])]


def _rights(made: World, random: Random, name: str, columns: Sequence[str] = COLUMNS) -> None:
    kind = "TABLE"
    owner = random.choice(made.roles)
    made.statements.append(f"ALTER {kind} {name} OWNER TO {owner}")
    for who in _some(random, made.roles, 2):
        made.statements.append(f"GRANT SELECT ON {name} TO {who}")
    for who in _some(random, made.roles, 2):
        some = ", ".join(random.sample(columns, random.randint(1, len(columns))))
        made.statements.append(f"GRANT SELECT ({some}) ON {name} TO {who}")
    for who in _some(random, made.roles, 1):
        made.statements.append(f"GRANT INSERT, UPDATE ON {name} TO {who}")
    if random.random() < 0.1:
        made.statements.append(f"REVOKE SELECT ON {name} FROM {owner}")


def _fill(made: World, name: str, random: Random) -> None:
    rows = [f"('{who}', '{who}', 'commun')" for who in (*_ROWS, *made.roles)]
    made.statements.append(f"INSERT INTO {name} VALUES {', '.join(rows)}")
    made.totals[name] = len(rows)
    if random.random() < 0.5:
        made.statements.append(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    if random.random() < 0.25:
        made.statements.append(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    for number in range(random.randint(0, 3)):
        _policy(made, random, name, number)


def _policy(made: World, random: Random, name: str, number: int) -> None:
    command = random.choice(("SELECT", "SELECT", "ALL", "UPDATE", "DELETE", "INSERT"))
    condition = random.choice(CONDITIONS)
    clause = "WITH CHECK" if command == "INSERT" else "USING"
    body = "" if random.random() < 0.08 and command != "INSERT" else f" {clause} ({condition})"
    kind = random.choice(("PERMISSIVE", "PERMISSIVE", "RESTRICTIVE"))
    who = ", ".join(_some(random, made.roles, 2)) or "PUBLIC"
    made.statements.append(
        f"CREATE POLICY p{number} ON {name} AS {kind} FOR {command} TO {who}{body}"
    )


def _table(made: World, random: Random, number: int) -> str:
    name = f"s{number % 2}.t{number}"
    made.statements.append(f"CREATE TABLE {name} (a text, b text, c text)")
    _fill(made, name, random)
    _rights(made, random, name)
    return name


def _family(made: World, random: Random) -> list[str]:
    """A partitioned table with a partition, and a table with an heir."""
    made.statements += [
        "CREATE TABLE s0.whole (a text, b text, c text) PARTITION BY LIST (c)",
        "CREATE TABLE s1.part PARTITION OF s0.whole FOR VALUES IN ('commun')",
        "CREATE TABLE s0.heir () INHERITS (s0.t0)",
    ]
    _fill(made, "s0.whole", random)
    made.totals["s1.part"] = made.totals["s0.whole"]
    made.totals["s0.heir"] = 0
    names = ["s0.whole", "s1.part", "s0.heir"]
    for name in names:
        _rights(made, random, name)
    return names


def _view(made: World, random: Random, number: int, bases: Sequence[str]) -> str:
    name = f"s{number % 2}.v{number}"
    options = [
        option
        for option, share in (("security_invoker", 0.35), ("security_barrier=on", 0.2))
        if random.random() < share
    ]
    chosen = random.sample(bases, 2 if random.random() < 0.3 else 1)
    if len({table for base in chosen for table in made.under.get(base, {base})}) < sum(
        len(made.under.get(base, {base})) for base in chosen
    ):
        # All rows of a table may well be shown once where the view would show them twice.
        chosen = chosen[:1]
    made.under[name] = {table for base in chosen for table in made.under.get(base, {base})}
    # Every view keeps the three names, so that the next one may stand on it.
    lists = [
        random.choice(("a, b, c", "a, a AS b, 'x'::text AS c", "b AS a, b, c")) for _ in chosen
    ]
    text = " UNION ALL ".join(
        f"SELECT {what} FROM {base}" for what, base in zip(lists, chosen, strict=True)
    )
    with_options = f" WITH ({', '.join(options)})" if options else ""
    made.statements.append(f"CREATE VIEW {name}{with_options} AS {text}")
    made.totals[name] = sum(made.totals[base] for base in chosen)
    _rights(made, random, name)
    return name


def _snapshot(made: World, random: Random, tables: Sequence[str]) -> None:
    base = random.choice(tables)
    made.statements.append(f"CREATE MATERIALIZED VIEW s1.m0 AS SELECT * FROM {base}")
    made.totals["s1.m0"] = made.totals[base]
    _rights(made, random, "s1.m0")


def _routine(made: World, random: Random, number: int, tables: Sequence[str]) -> None:
    base = random.choice(tables)
    name = f"s{number % 2}.f{number}"
    definer = " SECURITY DEFINER" if random.random() < 0.5 else ""
    made.statements.append(
        f"CREATE FUNCTION {name}() RETURNS TABLE (a text, b text, c text) LANGUAGE sql{definer}"
        f" BEGIN ATOMIC SELECT t.a, t.b, t.c FROM {base} AS t; END"
    )
    made.statements.append(f"ALTER FUNCTION {name}() OWNER TO {random.choice(made.roles)}")
    if random.random() < 0.6:
        made.statements.append(f"REVOKE EXECUTE ON FUNCTION {name}() FROM PUBLIC")
    for who in _some(random, made.roles, 2):
        made.statements.append(f"GRANT EXECUTE ON FUNCTION {name}() TO {who}")
    made.totals[f"{name}()"] = made.totals[base]
