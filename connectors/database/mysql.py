"""MySQL and MariaDB, read in READ ONLY transactions of one consistent snapshot a process.

As `mysqldump --single-transaction` does, each table is read between a savepoint and the return to
it: the snapshot stays and the metadata lock goes. Neither server lends its snapshot to another
session, so worker processes see the rows of the moment they start.
"""

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa
import pymysql
from pymysql.cursors import Cursor, DictCursor, SSCursor
from sqlalchemy.engine import URL

from auditor.connectors.base import AccessReading, Part
from auditor.connectors.database import mysql_packets as packets
from auditor.connectors.database import mysql_sql as sql_text
from auditor.connectors.database.counting import Rows
from auditor.connectors.database.dialect import FETCH_ROWS, Draw, Query
from auditor.connectors.database.failures import (
    CONNECTION_LOST,
    STATEMENT_TIMEOUT,
    Failure,
    OverdueError,
    of_mysql,
)
from auditor.connectors.database.mysql_access import Reader, read_access
from auditor.connectors.database.mysql_catalogue import integer_key, read_catalogue
from auditor.connectors.database.mysql_login import login, refusal
from auditor.connectors.database.options import DatabaseOptions
from auditor.connectors.database.target import DatabaseTarget
from auditor.model.catalogue import Catalogue, Column, Container, ContainerKind
from auditor.model.errors import TargetError

_PART_KEYS = 50_000
"""Keys that a slice must span to be worth a worker."""
_SMALL_FACTOR = 4
_OVERSAMPLING = 2.0
"""InnoDB estimates its rows from a few pages."""
_VIEW_ROWS = 100_001
"""One row more than is looked at, so that a view's sample ends by itself."""
_SAMPLE_SEEDS = 1 << 31

_Connection: TypeAlias = Any
"""A connection of PyMySQL, whose stubs leave out half of what is used here."""
_Chunk = TypeVar("_Chunk")


class MysqlDatabase:
    """One database of a MySQL or MariaDB server, or all of them, under one account."""

    snapshot = ""
    readers = ("packets", "pymysql")
    errors: tuple[type[Exception], ...] = (
        pymysql.Error,
        packets.ProtocolError,
        packets.RowsError,
        pa.ArrowException,
        OSError,
        OverdueError,
    )

    def __init__(self, target: DatabaseTarget, options: DatabaseOptions) -> None:
        if target.url is None:
            raise TargetError("bad_url", target=target.location)
        self._options = options
        self._url: URL = target.url
        self._login = login(target.url, options)
        self._idle: list[_Connection] = []
        try:
            self._control = _connect(self._login, cursorclass=DictCursor)
            self._server = sql_text.Server("mariadb" in self._control.get_server_info().lower())
            # It asks for the catalogue and for keys of tables. It is not READ ONLY, since MariaDB
            # then hides the columns of views that would write; no view is ever read by it.
            self._prepare(self._control, options.statement_timeout_ms)
        except (pymysql.Error, OSError, RuntimeError) as error:
            raise refusal(error, self._login) from None

    @property
    def dialect(self) -> str:
        """`mysql` or `mariadb`, as the server says of itself."""
        return self._server.dialect

    def catalogue(self, source: str) -> Catalogue:
        """Tables and views of the database of the URL, else of all that are not the server's."""
        database = self._url.database or ""
        found = read_catalogue(self._query, self._server, source, database, self._options)
        warnings = (*found.warnings, "no_shared_snapshot")
        return Catalogue(found.source, found.dialect, found.containers, found.gaps, warnings)

    def access(self, source: str) -> AccessReading:
        """Accounts, roles, grants and definitions, as far as `mysql.*` may be read."""
        reader = Reader(self._query, self.errors, self.failure, self._server)
        return read_access(reader, source, self._url.database or "", self._options)

    def select(self, container: Container, columns: Sequence[Column], part: Part | None) -> str:
        """The SELECT of these columns, by range of the primary key for a slice."""
        where = sql_text.key_range(integer_key(container), part)
        return sql_text.select(container, sql_text.cells(columns), where)

    def sample_select(
        self, container: Container, columns: Sequence[Column], rows: int, seed: int
    ) -> Draw:
        """Each row by the toss of a seeded RAND(); small tables whole."""
        everything = sql_text.select(container, sql_text.cells(columns))
        if container.kind is not ContainerKind.TABLE:
            return Draw(f"{everything} LIMIT {_VIEW_ROWS}", bounded=True)
        estimate = container.estimated_rows or 0
        if estimate <= _SMALL_FACTOR * rows:
            return Draw(everything)
        expected = _OVERSAMPLING * rows
        start = int(np.random.default_rng(seed).integers(_SAMPLE_SEEDS))
        sampled = f"{everything} WHERE RAND({start}) < {expected / estimate:.9f}"
        return Draw(sampled, expected=expected)

    def slices(self, container: Container, wanted: int) -> Sequence[tuple[str, str]]:
        """Even ranges of an integer primary key, or of its first column, open at both ends."""
        key = integer_key(container)
        if not key or wanted <= 1:
            return [("", "")]
        name = f"t.{sql_text.quote(key)}"
        row = self._query(
            sql_text.select(container, f'MIN({name}) AS "low", MAX({name}) AS "high"')
        )[0]
        if row["low"] is None:
            return [("", "")]
        low, high = int(row["low"]), int(row["high"])
        count = max(1, min(wanted, (high - low) // _PART_KEYS))
        inner = [str(low + (high - low) * index // count) for index in range(1, count)]
        return list(zip(["", *inner], [*inner, ""], strict=True))

    def has_arrow(self, container: Container) -> bool:
        """Every result is packets."""
        return bool(container.columns)

    prefers_arrow = has_arrow

    def arrow(self, query: Query) -> Generator[Sequence[pa.Array]]:
        """Run a SELECT and cut its packets into columns."""
        with self._running(query) as (connection, allowance):
            with allowance.working():
                connection.query(query.sql, unbuffered=True)
            result = connection._result  # noqa: SLF001 - PyMySQL has no public way to the packets
            if not result.unbuffered_active:
                raise packets.ProtocolError
            # From here on the bytes are ours: PyMySQL must not look for the end of the rows.
            result.unbuffered_active = False
            chunks = packets.arrays(connection._rfile.read1, len(query.columns))  # noqa: SLF001 - as above
            yield from allowance.over(chunks)

    def rows(self, query: Query) -> Generator[Sequence[Sequence[Any]]]:
        """Run a SELECT with PyMySQL's unbuffered cursor."""
        with self._running(query) as (connection, allowance):
            cursor: Any = connection.cursor(SSCursor)
            try:
                with allowance.working():
                    cursor.execute(query.sql)
                yield from allowance.over(_fetched(cursor))
            finally:
                # Closing it would read all the rows that nobody wants any more.
                if cursor._result is not None:  # noqa: SLF001 - as above
                    cursor._result.unbuffered_active = False  # noqa: SLF001 - as above

    def failure(self, error: Exception) -> Failure:
        """What a driver's exception means, by the server's error number."""
        if isinstance(error, OverdueError):
            return Failure(STATEMENT_TIMEOUT)
        if isinstance(error, packets.RowsError):
            return of_mysql(int.from_bytes(error.packet[1:3], "little"))
        if isinstance(error, pymysql.Error):
            number = error.args[0] if error.args else None
            return of_mysql(number if isinstance(number, int) else None)
        lost = isinstance(error, (OSError, packets.ProtocolError))
        return Failure(CONNECTION_LOST if lost else "read_failed")

    def close(self) -> None:
        """Close every connection; the snapshot ends."""
        while self._idle:
            _discard(self._idle.pop())
        _discard(self._control)

    @contextmanager
    def _running(self, query: Query) -> "Iterator[tuple[_Connection, Allowance]]":
        """A connection in its snapshot and the time that the statement may take.

        A statement that ends early takes its connection with it; else the lock goes, the
        snapshot stays.
        """
        connection = self._idle.pop() if self._idle else self._open_stream()
        limit = self._options.statement_timeout_ms / 1000
        exempt = query.container.kind is ContainerKind.TABLE or not limit
        # Our own clock stops a view; this one ends it if we die without a word.
        outlived = 0 if exempt else self._options.statement_timeout_ms + sql_text.OUTLIVED_MS
        whole = False
        try:
            _execute(connection, self._server.time_limit(outlived))
            _execute(connection, sql_text.SAVE)
            yield connection, Allowance(self, connection, float("inf") if exempt else limit)
            _execute(connection, sql_text.FORGET)
            whole = True
        finally:
            if whole:
                self._idle.append(connection)
            else:
                _discard(connection)

    def _open_stream(self) -> _Connection:
        connection = _connect(self._login, conv={}, use_unicode=False)
        try:
            self._prepare(connection, 0)
            _execute(connection, sql_text.READ_ONLY)
            _execute(connection, sql_text.SNAPSHOT)
        except (pymysql.Error, OSError):
            _discard(connection)
            raise
        return connection

    def _prepare(self, connection: _Connection, limit_ms: int) -> None:
        for statement in (*sql_text.settings(self._options), self._server.time_limit(limit_ms)):
            _execute(connection, statement)

    def kill(self, connection: _Connection) -> None:
        """Stop what that session is doing, from another one; any account may stop its own."""
        with (
            suppress(pymysql.Error, OSError),
            _connect(self._login) as other,
            other.cursor() as cursor,
        ):
            cursor.execute(f"KILL QUERY {connection.thread_id()}")

    def counted(self, sql: str, role: str = "") -> Rows | None:
        """The rows of a counting query; None for another role, which no session may become."""
        if role:
            return None
        return [tuple(row.values()) for row in self._query(sql)]

    def _query(self, sql: str) -> Sequence[dict[str, Any]]:
        started = time.monotonic()
        with self._control.cursor() as cursor:
            cursor.execute(sql)
            rows = list(cursor.fetchall())
        self._options.note(sql, time.monotonic() - started, len(rows))
        return rows


class Allowance:
    """What a statement may still take of the server's time; waiting for our caller is free."""

    def __init__(self, database: MysqlDatabase, connection: _Connection, seconds: float) -> None:
        self._kill = database.kill
        self._connection = connection
        self._left = seconds

    def over(self, chunks: Iterator[_Chunk]) -> Iterator[_Chunk]:
        """The chunks, each fetched within what is left."""
        while True:
            with self.working():
                chunk = next(chunks, None)
            if chunk is None:
                return
            yield chunk

    @contextmanager
    def working(self) -> Iterator[None]:
        """The server works for us; past the limit the statement is killed."""
        if self._left == float("inf"):
            yield
            return
        begun = time.monotonic()
        watch = Timer(max(self._left, 0), self._kill, [self._connection])
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()
            watch.join()
            self._left -= time.monotonic() - begun
        if self._left <= 0:
            raise OverdueError


def _connect(login_of: Mapping[str, Any], **more: Any) -> _Connection:  # noqa: ANN401 - the driver's
    return pymysql.connect(**login_of, **more)


def _execute(connection: _Connection, statement: str) -> None:
    with connection.cursor(Cursor) as cursor:
        cursor.execute(statement)


def _fetched(cursor: SSCursor) -> Iterator[Sequence[Sequence[Any]]]:
    while rows := cursor.fetchmany(FETCH_ROWS):
        yield rows


def _discard(connection: _Connection) -> None:
    with suppress(pymysql.Error, OSError):
        connection.close()
