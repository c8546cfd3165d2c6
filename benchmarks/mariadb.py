"""A full pass over a MariaDB table against the driver's own streaming of the same table.

    python -m benchmarks.mariadb --rows 300000

Both sides read every row of the same server, in pairs on the same machine; the ratio is taken pair
by pair and its median is quoted. `--url` names a database in which a table may be made and dropped.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import pymysql
from pymysql.cursors import SSCursor
from sqlalchemy.engine import make_url

from auditor.connectors.database.mysql_login import login
from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions
from auditor.pipelines.options import ReadOptions, silent
from auditor.pipelines.reading import read
from benchmarks.database import SEED, TABLES, TEXT, Pairs
from benchmarks.generator import batches

URL = "mysql://root@127.0.0.1:3306/test"
_INSERT_ROWS = 2_000
_FETCH_ROWS = 10_000


def connect(url: str) -> "pymysql.connections.Connection[Any]":
    """A connection as PyMySQL makes it by itself."""
    return pymysql.connect(**{**login(make_url(url), DatabaseOptions()), "autocommit": True})


@contextmanager
def tables(url: str, rows: int) -> Iterator[None]:
    """The generator's rows in two tables, with and without free text, dropped at the end."""
    with connect(url) as connection, connection.cursor() as cursor:
        for name, text in TABLES.items():
            names = next(batches(1, SEED)).schema.names
            names = names if text else names[:-TEXT]
            columns = ", ".join(f"`{column}` text" for column in names)
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(f"CREATE TABLE {name} (id int AUTO_INCREMENT PRIMARY KEY, {columns})")
            marks = ", ".join(["%s"] * len(names))
            insert = f"INSERT INTO {name} ({', '.join(names)}) VALUES ({marks})"
            for batch in batches(rows, SEED):
                cells = [column.to_pylist() for column in batch.select(names).columns]
                lines = list(zip(*cells, strict=True))
                for start in range(0, len(lines), _INSERT_ROWS):
                    cursor.executemany(insert, lines[start : start + _INSERT_ROWS])
            cursor.execute(f"ANALYZE TABLE {name}")
        try:
            yield
        finally:
            for name in TABLES:
                cursor.execute(f"DROP TABLE {name}")


def plain(url: str, table: str) -> float:
    """Seconds of an unbuffered read that looks at nothing."""
    start = time.perf_counter()
    with connect(url) as connection, connection.cursor(SSCursor) as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        while cursor.fetchmany(_FETCH_ROWS):
            pass
    return time.perf_counter() - start


def audit(url: str, table: str, jobs: int) -> float:
    """Seconds of the whole reading of a scan: catalogue, probe, plan, pass, profiles."""
    start = time.perf_counter()
    source = open_source(url, "bench", options=DatabaseOptions(include=(f"*.{table}",)))
    reading = read([source], ReadOptions(jobs=jobs), silent)
    source.close()
    assert not reading.gaps, reading.gaps
    assert len(reading.profiles) == 1
    return time.perf_counter() - start


def main() -> int:
    """Measure and print; the exit code is 0 whatever the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--url", default=os.environ.get("AUDIT_TEST_MARIADB_URL", URL))
    asked = parser.parse_args()
    figures = []
    with tables(asked.url, asked.rows):
        for table in TABLES:
            plain(asked.url, table)
            pairs = [
                (plain(asked.url, table), audit(asked.url, table, asked.jobs))
                for _ in range(asked.pairs)
            ]
            ratio = statistics.median(mine / theirs for theirs, mine in pairs)
            theirs, mine = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
            print(
                f"{table}: PyMySQL {statistics.median(theirs):.1f} s, full pass "
                f"{statistics.median(mine):.1f} s, ratio {ratio:.2f}"
            )
            figures.append(asdict(Pairs(table, asked.rows, asked.jobs, theirs, mine, ratio)))
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
