"""SQLite, opened with `mode=ro`; `immutable` never, since somebody may be writing.

Parts are read one after the other and each sees the file as it is then: SQLite has no snapshot
to share. A file in WAL mode may get its `-shm` and `-wal` neighbours back when it is opened. ADBC
brings a SQLite of its own, and closing one's file drops the other's locks of the same process: on
a file that is being written the two may read torn pages, and then fail as `corrupt`.
"""

import sqlite3
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import adbc_driver_manager
import adbc_driver_sqlite.dbapi
import numpy as np
import pyarrow as pa
import sqlalchemy
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from auditor.connectors.base import AccessReading, Part
from auditor.connectors.database import sqlite_sql as sql_text
from auditor.connectors.database.counting import Rows
from auditor.connectors.database.dialect import FETCH_ROWS, Draw, Query
from auditor.connectors.database.failures import Failure, of_sqlite
from auditor.connectors.database.options import DatabaseOptions
from auditor.connectors.database.sqlite_access import read_access
from auditor.connectors.database.sqlite_catalogue import read_catalogue
from auditor.model.catalogue import Catalogue, Column, Container, ContainerKind
from auditor.model.errors import TargetError

_PROGRESS_STEPS = 10_000
_ARROW_OPTIONS = {"adbc.sqlite.query.batch_rows": "8192"}
_PART_KEYS = 50_000
"""Rowids that a slice must span to be worth a worker."""
_SMALL_FACTOR = 4


class SqliteDatabase:
    """One SQLite file."""

    dialect = "sqlite"
    readers = ("adbc", "sqlalchemy")
    snapshot = ""
    errors: tuple[type[Exception], ...] = (
        sqlite3.Error,
        SQLAlchemyError,
        adbc_driver_manager.Error,
        pa.ArrowException,
        OSError,
    )

    def __init__(self, path: Path, location: str, options: DatabaseOptions) -> None:
        self._uri = f"{path.as_uri()}?mode=ro"
        self._options = options
        self._deadline = float("inf")
        try:
            self._control = self._connect()
            self._query("SELECT count(*) FROM sqlite_schema")
        except sqlite3.Error as error:
            failure = of_sqlite(error)
            code = {"SQLITE_NOTADB": "not_a_database", "SQLITE_CORRUPT": "corrupt_file"}.get(
                failure.sqlstate, "cannot_open_file"
            )
            raise TargetError(code, path=location) from None
        self._engine = sqlalchemy.create_engine(
            "sqlite://", creator=self._connect_bytes, poolclass=sqlalchemy.pool.NullPool
        )

    def catalogue(self, source: str) -> Catalogue:
        """Tables, views and virtual tables of the main database."""
        found = read_catalogue(self._query, source, lambda name: self._options.wants("", name))
        return replace(found, version=sqlite3.sqlite_version)

    def access(self, source: str) -> AccessReading:
        """Tables and views with their texts; who may read the file reads all of it."""
        return read_access(self._query, source, lambda name: self._options.wants("", name))

    def select(self, container: Container, columns: Sequence[Column], part: Part | None) -> str:
        """The SELECT of these columns, by range of rowids for a slice."""
        where = sql_text.rowid_range(sql_text.rowid_name(container), part)
        return sql_text.select(container, sql_text.cells(columns), where)

    def sample_select(
        self, container: Container, columns: Sequence[Column], rows: int, seed: int
    ) -> Draw:
        """Random rowids of the key range; the whole table where it is small or has many holes."""
        everything = sql_text.select(container, sql_text.cells(columns))
        if container.kind is not ContainerKind.TABLE:
            return Draw(everything, bounded=True)
        span = self._key_range(container)
        if span is None:
            return Draw(everything)
        low, high = span
        if not _SMALL_FACTOR * _SMALL_FACTOR * rows < high - low < sql_text.MAX_KEY_SPAN:
            return Draw(everything)
        start = int(np.random.default_rng(seed).integers(sql_text.MAX_KEY_SPAN))
        keys = sql_text.random_keys(low, high, start, _SMALL_FACTOR * rows)
        hits = self._query(sql_text.joined_to_keys("count(*)", container, keys))[0][0]
        if hits < rows:
            return Draw(everything)
        cells = sql_text.cells(columns)
        return Draw(sql_text.joined_to_keys(cells, container, keys), expected=hits)

    def slices(self, container: Container, wanted: int) -> Sequence[tuple[str, str]]:
        """Even ranges of rowids, open at both ends."""
        span = self._key_range(container)
        if span is None:
            return [("", "")]
        low, high = span
        count = max(1, min(wanted, (high - low) // _PART_KEYS))
        inner = [str(low + (high - low) * index // count) for index in range(1, count)]
        return list(zip(["", *inner], [*inner, ""], strict=True))

    def has_arrow(self, container: Container) -> bool:
        """Tables only: ADBC cannot interrupt a view that never ends."""
        return container.kind is ContainerKind.TABLE

    prefers_arrow = has_arrow

    def arrow(self, query: Query) -> Generator[Sequence[pa.Array]]:
        """Run a SELECT with ADBC."""
        with (
            closing(adbc_driver_sqlite.dbapi.connect(self._uri, autocommit=True)) as connection,
            closing(connection.cursor(adbc_stmt_kwargs=_ARROW_OPTIONS)) as cursor,
        ):
            cursor.execute(f"PRAGMA busy_timeout={int(self._options.lock_timeout_ms)}")
            cursor.execute("PRAGMA query_only=ON")
            cursor.execute(sql_text.typed(query.sql, len(query.columns)))
            skip = 1
            with closing(cursor.fetch_record_batch()) as reader:
                for batch in reader:
                    yield batch.slice(skip).columns
                    skip = 0

    def rows(self, query: Query) -> Generator[Sequence[Sequence[Any]]]:
        """Run a SELECT with SQLAlchemy; the time limit counts SQLite's work only."""
        limit = self._options.statement_timeout_ms
        if query.container.kind is ContainerKind.TABLE or not limit:
            left = float("inf")
        else:
            left = limit / 1000
        begun = time.monotonic()
        self._deadline = begun + left
        with (
            self._engine.connect() as connection,
            closing(connection.exec_driver_sql(query.sql)) as result,
        ):
            while chunk := result.fetchmany(FETCH_ROWS):
                left -= time.monotonic() - begun
                yield chunk
                begun = time.monotonic()
                self._deadline = begun + left

    def failure(self, error: Exception) -> Failure:
        """What a driver's exception means; ADBC gives no result code."""
        if isinstance(error, DBAPIError) and isinstance(error.orig, sqlite3.Error):
            return of_sqlite(error.orig)
        if isinstance(error, sqlite3.Error):
            return of_sqlite(error)
        return Failure("read_failed")

    def close(self) -> None:
        """Close every connection."""
        self._control.close()
        self._engine.dispose()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._uri,
            uri=True,
            timeout=self._options.lock_timeout_ms / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA query_only=ON")
        connection.set_progress_handler(self._overdue, _PROGRESS_STEPS)
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        return connection

    def _connect_bytes(self) -> sqlite3.Connection:
        connection = self._connect()
        connection.text_factory = bytes
        return connection

    def _overdue(self) -> bool:
        return time.monotonic() > self._deadline

    def counted(self, sql: str, role: str = "") -> Rows | None:
        """The rows of a counting query; there are no roles."""
        return None if role else self._query(sql)

    def _query(self, sql: str) -> Sequence[Sequence[Any]]:
        started = time.monotonic()
        limit = self._options.statement_timeout_ms
        self._deadline = started + limit / 1000 if limit else float("inf")
        rows = self._control.execute(sql).fetchall()
        self._options.note(sql, time.monotonic() - started, len(rows))
        return rows

    def _key_range(self, container: Container) -> tuple[int, int] | None:
        rowid = sql_text.rowid_name(container)
        if container.kind is not ContainerKind.TABLE or not rowid:
            return None
        try:
            low, high = self._query(sql_text.select(container, f"min(t.{rowid}), max(t.{rowid})"))[
                0
            ]
        except sqlite3.OperationalError:  # a table without rowids has no such column
            return None
        return None if low is None else (low, high)
