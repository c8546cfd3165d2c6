"""A full pass over a PostgreSQL table against the plain ADBC read of the same table.

    python -m benchmarks.database --rows 1000000

Both sides read every row over the same connection settings, server included, in pairs on the same
machine; the ratio is taken pair by pair and its median is quoted. `--url` names a database in which
a table may be made and dropped.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import adbc_driver_postgresql.dbapi as adbc
import pyarrow as pa

from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions
from auditor.pipelines.options import ReadOptions, silent
from auditor.pipelines.reading import read
from benchmarks.generator import batches

SEED = 2024
URL = "postgresql://postgres@127.0.0.1:5432/postgres"
TABLES = {"bench_without_text": False, "bench_with_text": True}
TEXT = 4
"""The last columns of the generator are the free text."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Seconds of wall time for each pair, and their ratios."""

    table: str
    rows: int
    jobs: int
    adbc: list[float]
    audit: list[float]
    ratio: float


@contextmanager
def tables(url: str, rows: int) -> Iterator[None]:
    """The generator's rows in two tables, with and without free text, dropped at the end."""
    with adbc.connect(url) as connection:
        _drop(connection)
        for name, text in TABLES.items():
            reader = pa.RecordBatchReader.from_batches(*_columns(rows, text=text))
            with connection.cursor() as cursor:
                cursor.adbc_ingest(name, reader, mode="create")
            connection.commit()
        try:
            yield
        finally:
            _drop(connection)


def _columns(rows: int, *, text: bool) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    first = next(batches(1, SEED))
    names = first.schema.names if text else first.schema.names[:-TEXT]
    return first.select(names).schema, (batch.select(names) for batch in batches(rows, SEED))


def _drop(connection: adbc.Connection) -> None:
    with connection.cursor() as cursor:
        for name in TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
    connection.commit()


def plain(url: str, table: str) -> float:
    """Seconds of an ADBC read that looks at nothing."""
    start = time.perf_counter()
    with adbc.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        rows = sum(batch.num_rows for batch in cursor.fetch_record_batch())
    assert rows, table
    return time.perf_counter() - start


def audit(url: str, table: str, jobs: int) -> float:
    """Seconds of the whole reading of a scan: catalogue, probe, plan, pass, profiles."""
    start = time.perf_counter()
    source = open_source(url, "bench", options=DatabaseOptions(include=(f"public.{table}",)))
    reading = read([source], ReadOptions(jobs=jobs), silent)
    source.close()
    assert not reading.gaps, reading.gaps
    assert len(reading.profiles) == 1
    return time.perf_counter() - start


def main() -> int:
    """Measure and print; the exit code is 0 whatever the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--url", default=os.environ.get("AUDIT_TEST_PG_URL", URL))
    asked = parser.parse_args()
    figures = []
    with tables(asked.url, asked.rows):
        for table in TABLES:
            plain(asked.url, table)
            pairs = [
                (plain(asked.url, table), audit(asked.url, table, asked.jobs))
                for _ in range(asked.pairs)
            ]
            theirs, mine = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
            ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
            one = Pairs(table, asked.rows, asked.jobs, theirs, mine, ratio)
            print(
                f"{table}: ADBC read {statistics.median(one.adbc):.1f} s, full pass "
                f"{statistics.median(one.audit):.1f} s, ratio {ratio:.2f}"
            )
            figures.append(asdict(one))
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
