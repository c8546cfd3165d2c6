"""Reading who may read what, and working it out for every role, on a large catalogue.

    python -m benchmarks.access --tables 5000 --columns 40 --roles 300 --views 2000

A database of that size is made on the server of `--url` and dropped with its roles at the end. The
reading of rights is set against that of the plain catalogue, both on the same server.
"""

import argparse
import json
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from typing import TypeVar

import psycopg
from psycopg import sql

from auditor.connectors.database.open import open_source
from auditor.exposure.access.effective import Rights

URL = "postgresql://postgres@127.0.0.1:5432/postgres"
SEED = 2024
_CHUNK = 200
"""Statements sent at a time."""
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Size:
    """How large the catalogue is."""

    tables: int
    columns: int
    roles: int
    views: int


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each step, what came out, and reading the rights over reading the catalogue.

    The closure needs no server, and is told in seconds of one core.
    """

    size: Size
    catalogue_s: float
    rights_s: float
    closure_s: float
    grants: int
    readable: int
    ratio: float


def statements(size: Size, suffix: str) -> Iterator[str]:
    """What makes the catalogue: grants on tables and columns, views on views, row policies."""
    draw = random.Random(SEED)
    roles = [f"bench_{number}_{suffix}" for number in range(size.roles)]
    for number, role in enumerate(roles):
        yield f"CREATE ROLE {role} LOGIN"
        for other in draw.sample(roles[:number], min(number, 2)):
            yield f"GRANT {other} TO {role}"
        yield f"GRANT USAGE ON SCHEMA public TO {role}"
    columns = ", ".join(f"c{number} text" for number in range(size.columns))
    for number in range(size.tables):
        yield f"CREATE TABLE t{number} ({columns})"
        yield f"GRANT SELECT ON t{number} TO {', '.join(draw.sample(roles, 3))}"
        yield f"GRANT SELECT (c0, c1) ON t{number} TO {', '.join(draw.sample(roles, 2))}"
        if number % 10 == 0:
            yield f"ALTER TABLE t{number} ENABLE ROW LEVEL SECURITY"
            yield f"CREATE POLICY p ON t{number} USING (c0 = current_user)"
    for number in range(size.views):
        base = f"v{number - 1}" if number % 4 else f"t{draw.randrange(size.tables)}"
        invoker = " WITH (security_invoker)" if number % 5 == 0 else ""
        yield f"CREATE VIEW v{number}{invoker} AS SELECT c0, c1, c2 FROM {base}"
        yield f"GRANT SELECT ON v{number} TO {', '.join(draw.sample(roles, 3))}"


@contextmanager
def database(url: str, size: Size) -> Iterator[str]:
    """A database of that size, dropped with its roles at the end."""
    suffix = uuid.uuid4().hex[:8]
    name = f"bench_{suffix}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        made = psycopg.conninfo.make_conninfo(url, dbname=name)
        try:
            with psycopg.connect(made, autocommit=True) as connection:
                pending = list(statements(size, suffix))
                for start in range(0, len(pending), _CHUNK):
                    connection.execute("; ".join(pending[start : start + _CHUNK]).encode())
            yield url.rpartition("/")[0] + f"/{name}"
        finally:
            server.execute(sql.SQL("DROP DATABASE {} (FORCE)").format(sql.Identifier(name)))
            for number in range(size.roles):
                role = sql.Identifier(f"bench_{number}_{suffix}")
                server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(role))


def timed(
    work: Callable[[], _Answer], clock: Callable[[], float] = time.perf_counter
) -> tuple[_Answer, float]:
    """What it answers, and the seconds that it took."""
    started = clock()
    answer = work()
    return answer, clock() - started


def measure(url: str, size: Size) -> Timing:
    """One reading of the catalogue, one of the rights, and the closure of every role."""
    with closing(open_source(url, "bench")) as source:
        _, catalogue = timed(source.catalogue)
        reading, rights = timed(source.access)
    closure, seconds = timed(lambda: Rights(reading.access), time.process_time)
    counts, following = timed(
        lambda: sum(1 for source, role in closure.roles for _ in closure.of(source, role)),
        time.process_time,
    )
    return Timing(
        size,
        round(catalogue, 2),
        round(rights, 2),
        round(seconds + following, 2),
        len(reading.access.grants),
        counts,
        round(rights / catalogue, 2),
    )


def main() -> None:
    """Print the timing as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--url", default=URL)
    for name, plain in (("tables", 5_000), ("columns", 40), ("roles", 300), ("views", 2_000)):
        parser.add_argument(f"--{name}", type=int, default=plain)
    given = parser.parse_args()
    size = Size(given.tables, given.columns, given.roles, given.views)
    with database(given.url, size) as url:
        json.dump(asdict(measure(url, size)), sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
