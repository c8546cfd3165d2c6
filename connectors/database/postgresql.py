"""PostgreSQL, read in REPEATABLE READ READ ONLY transactions that share one snapshot."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any

import adbc_driver_manager
import adbc_driver_postgresql.dbapi
import numpy as np
import psycopg
import pyarrow as pa
import sqlalchemy
from psycopg.conninfo import make_conninfo
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, RowMapping
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from auditor.connectors.base import AccessReading, Part
from auditor.connectors.database import postgresql_sql as sql_text
from auditor.connectors.database.counting import Rows
from auditor.connectors.database.dialect import FETCH_ROWS, Draw, Query
from auditor.connectors.database.failures import (
    CONNECTION_LOST,
    STATEMENT_TIMEOUT,
    Failure,
    OverdueError,
    of_sqlstate,
)
from auditor.connectors.database.options import DatabaseOptions
from auditor.connectors.database.postgresql_access import read_access
from auditor.connectors.database.postgresql_catalogue import Size, read_catalogue, read_sizes
from auditor.connectors.database.postgresql_login import refusal
from auditor.connectors.database.target import DatabaseTarget
from auditor.model.catalogue import Catalogue, Column, Container, ContainerKind
from auditor.model.errors import TargetError

_TABLES = (ContainerKind.TABLE, ContainerKind.MATERIALIZED_VIEW)
_PART_PAGES = 2_048
"""Pages that a slice must hold to be worth a worker: 16 MB."""
_TID_RANGE_SCAN = 140_000
"""First server version that reads a range of ctid without reading the whole table."""
_SMALL_FACTOR = 4
_OVERSAMPLING = 1.5
_ROWS_A_PAGE = 20
"""Assumed of a table that nobody has analysed; low, so that the draw is rather too large."""
_AS_IT_IS = {"no_parameters": True}
"""A percent sign in a name is then no placeholder."""
_STREAMED = {"stream_results": True, "max_row_buffer": FETCH_ROWS, **_AS_IT_IS}
_DRIVER = "postgresql+psycopg"


class PostgresqlDatabase:
    """One PostgreSQL database under one account."""

    dialect = "postgresql"
    readers = ("adbc", "sqlalchemy")
    errors: tuple[type[Exception], ...] = (
        SQLAlchemyError,
        psycopg.Error,
        adbc_driver_manager.Error,
        pa.ArrowException,
        OSError,
        OverdueError,
    )

    def __init__(self, target: DatabaseTarget, options: DatabaseOptions, snapshot: str) -> None:
        if target.url is None:
            raise TargetError("bad_url", target=target.location)
        self._options = options
        self.snapshot = snapshot
        self._sizes: dict[tuple[str, ...], Size] = {}
        self._idle: list[Any] = []
        self._engine = _engine(target.url, options, self._begin_stream)
        self._login = _login(self._engine, options)
        # The snapshot lives as long as this session's transaction, so it may stay idle.
        self._control_engine = _engine(target.url, options, self._begin_control)
        self._control = self._open_control(snapshot)

    def catalogue(self, source: str) -> Catalogue:
        """Tables, views, materialised, foreign and partitioned tables of all user schemas."""
        found, sizes = read_catalogue(self._query, self._hides_rows, source, self._options.wants)
        self._sizes.update(sizes)
        warnings = found.warnings if self.snapshot else (*found.warnings, "no_shared_snapshot")
        release = ".".join(map(str, self._control.dialect.server_version_info or ()))
        return replace(found, warnings=warnings, version=release)

    def access(self, source: str) -> AccessReading:
        """Roles, grants, policies and definitions of the whole database, in one reading."""
        return read_access(self._query_by_full_names, source, self._options.wants)

    def select(self, container: Container, columns: Sequence[Column], part: Part | None) -> str:
        """The SELECT of these columns, by range of pages for a slice."""
        return self._from(container, columns) + _page_range(part)

    def sample_select(
        self, container: Container, columns: Sequence[Column], rows: int, seed: int
    ) -> Draw:
        """`TABLESAMPLE BERNOULLI`, which looks at every page; small tables whole."""
        everything = self._from(container, columns)
        size = self._size(container)
        if container.kind not in _TABLES or size.with_foreign:
            return Draw(everything, bounded=True)
        estimate = size.rows if size.rows is not None else size.pages * _ROWS_A_PAGE
        if estimate <= _SMALL_FACTOR * rows:
            return Draw(everything)
        percent = 100 * _OVERSAMPLING * rows / estimate
        start = int(np.random.default_rng(seed).integers(1 << 31))
        sampled = f"{everything} TABLESAMPLE BERNOULLI ({percent:.9f}) REPEATABLE ({start})"
        return Draw(sampled, expected=_OVERSAMPLING * rows)

    def slices(self, container: Container, wanted: int) -> Sequence[tuple[str, str]]:
        """Even ranges of pages, open at both ends, of a plain table."""
        size = self._size(container)
        count = min(wanted, size.pages // _PART_PAGES)
        if size.kind not in ("r", "m") or count <= 1 or self._version() < _TID_RANGE_SCAN:
            return [("", "")]
        inner = [str(size.pages * index // count) for index in range(1, count)]
        return list(zip(["", *inner], [*inner, ""], strict=True))

    def has_arrow(self, container: Container) -> bool:
        """Everything can be copied."""
        return bool(container.columns)

    def prefers_arrow(self, container: Container) -> bool:
        """Tables: a view's time limit must not run while the caller thinks, as it would in COPY."""
        return container.kind in _TABLES

    def arrow(self, query: Query) -> Generator[Sequence[pa.Array]]:
        """Run a SELECT with ADBC, which sends it as a binary COPY."""
        plain = query.container.kind in _TABLES
        limit = 0 if plain else self._options.statement_timeout_ms
        started = time.monotonic()
        connection = self._borrow()
        whole = False
        try:
            with closing(connection.cursor()) as cursor:
                for statement in self._preamble(limit):
                    cursor.execute(statement)
                cursor.fetchall()
                cursor.execute(query.sql)
                for batch in cursor.fetch_record_batch():
                    yield batch.columns
            connection.rollback()
            whole = True
        except OSError:
            # In mid-stream ADBC tells no SQLSTATE.
            if limit and time.monotonic() - started >= limit / 1000:
                raise OverdueError from None
            raise
        finally:
            if whole:
                self._idle.append(connection)
            else:
                _discard(connection)

    def rows(self, query: Query) -> Generator[Sequence[Sequence[Any]]]:
        """Run a SELECT with a server-side cursor; the limit counts the server's work only."""
        limit = self._options.statement_timeout_ms
        left = limit / 1000 if limit and query.container.kind not in _TABLES else float("inf")
        begun = time.monotonic()
        with (
            self._engine.connect() as connection,
            closing(connection.exec_driver_sql(query.sql, execution_options=_STREAMED)) as result,
        ):
            for chunk in result.partitions(FETCH_ROWS):
                left -= time.monotonic() - begun
                if left < 0:
                    raise OverdueError
                yield chunk
                begun = time.monotonic()

    def failure(self, error: Exception) -> Failure:
        """What a driver's exception means, by SQLSTATE."""
        if isinstance(error, OverdueError):
            return Failure(STATEMENT_TIMEOUT)
        cause = error.orig if isinstance(error, DBAPIError) else error
        state = getattr(cause, "sqlstate", None)
        if not state and isinstance(cause, psycopg.OperationalError):
            return Failure(CONNECTION_LOST)
        return of_sqlstate(state)

    def close(self) -> None:
        """Close every connection; the shared snapshot ends."""
        while self._idle:
            _discard(self._idle.pop())
        with suppress(DBAPIError):
            self._control.close()
        self._control_engine.dispose()
        self._engine.dispose()

    def _open_control(self, snapshot: str) -> Connection:
        control = None
        try:
            control = self._control_engine.connect()
            control.exec_driver_sql("SELECT 1")
        except DBAPIError as error:
            if control is not None:
                control.close()
            self._control_engine.dispose()
            if snapshot and getattr(error.orig, "sqlstate", None):
                raise TargetError("snapshot_gone") from None
            raise refusal(error, self._login, self._options.connect_timeout_s) from None
        if not snapshot:
            try:
                self.snapshot = control.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
            except DBAPIError:
                control.rollback()
        return control

    def _begin_control(self, connection: Connection) -> None:
        limit = self._options.statement_timeout_ms
        for statement in self._preamble(limit, idle_ms=0, raw_encoding="LATIN1"):
            connection.exec_driver_sql(statement)

    def _begin_stream(self, connection: Connection) -> None:
        for statement in self._preamble(self._options.statement_timeout_ms):
            connection.exec_driver_sql(statement)

    def _preamble(
        self,
        statement_ms: int,
        idle_ms: int = sql_text.IDLE_TIMEOUT_MS,
        raw_encoding: str = "SQL_ASCII",
    ) -> Sequence[str]:
        """What every transaction begins with; the snapshot must come before any query."""
        share = [f"SET TRANSACTION SNAPSHOT '{self.snapshot}'"] if self.snapshot else []
        limits = sql_text.settings(
            self._options, statement_ms=statement_ms, idle_ms=idle_ms, raw_encoding=raw_encoding
        )
        return [sql_text.READ_ONLY, *share, limits]

    def _borrow(self) -> Any:  # noqa: ANN401 - the driver has no types
        if self._idle:
            return self._idle.pop()
        return adbc_driver_postgresql.dbapi.connect(make_conninfo(**self._login), autocommit=False)

    def counted(self, sql: str, role: str = "") -> Rows:
        """The rows of a counting query as that role sees them; the account is itself again then."""
        started = time.monotonic()
        with self._control.begin_nested() as nested:
            if role:
                become = f"SET LOCAL ROLE {sql_text.quote(role)}"
                self._control.exec_driver_sql(become, execution_options=_AS_IT_IS)
                self._options.note(become, 0.0, 0)
            rows = self._control.exec_driver_sql(sql, execution_options=_AS_IT_IS).all()
            nested.rollback()
        self._options.note(sql, time.monotonic() - started, len(rows))
        return [tuple(row) for row in rows]

    def _query(self, sql: str) -> Sequence[RowMapping]:
        started = time.monotonic()
        with self._control.begin_nested():
            rows = self._control.execute(sqlalchemy.text(sql)).mappings().all()
        self._options.note(sql, time.monotonic() - started, len(rows))
        return rows

    def _query_by_full_names(self, sql: str) -> Sequence[RowMapping]:
        """The same with an empty search path, so that texts name every object with its schema."""
        with self._control.begin_nested() as nested:
            self._control.exec_driver_sql("SET LOCAL search_path = ''")
            rows = self._query(sql)
            nested.rollback()
        return rows

    def _hides_rows(self, row: RowMapping) -> bool:
        """Whether planning the view fails once policies may not silently filter."""
        view = f"{sql_text.quote(row['schema'])}.{sql_text.quote(row['name'])}"
        nested = self._control.begin_nested()
        try:
            self._control.exec_driver_sql("SET LOCAL row_security = off")
            self._control.exec_driver_sql(
                f"EXPLAIN SELECT 1 FROM {view}",  # noqa: S608 - a quoted identifier
                execution_options=_AS_IT_IS,
            )
        except DBAPIError:
            return True
        finally:
            nested.rollback()
        return False

    def _size(self, container: Container) -> Size:
        if container.address not in self._sizes:
            self._sizes = {**read_sizes(self._query), **self._sizes}
            self._sizes.setdefault(container.address, Size("r", None, 0))
        return self._sizes[container.address]

    def _from(self, container: Container, columns: Sequence[Column]) -> str:
        # Children by inheritance are containers of their own; partitions are not.
        only = "ONLY " if self._size(container).kind == "r" else ""
        place = sql_text.place(container)
        return f"SELECT {sql_text.cells(columns)} FROM {only}{place} AS t"  # noqa: S608 - quoted

    def _version(self) -> int:
        info = self._control.dialect.server_version_info or (0,)
        return int(info[0]) * 10_000


def _engine(url: URL, options: DatabaseOptions, begin: Callable[[Connection], None]) -> Engine:
    engine = sqlalchemy.create_engine(
        url.set(drivername=_DRIVER),
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        connect_args={**_connect_args(options), "prepare_threshold": None},
        hide_parameters=True,
    )
    event.listen(engine, "begin", begin)
    return engine


def _connect_args(options: DatabaseOptions) -> dict[str, Any]:
    return {"connect_timeout": options.connect_timeout_s, "client_encoding": "utf8"}


def _login(engine: Engine, options: DatabaseOptions) -> dict[str, Any]:
    """The connection parameters as libpq takes them."""
    _, given = engine.dialect.create_connect_args(engine.url)
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    return {
        **{key: value for key, value in given.items() if key in known},
        **_connect_args(options),
        "application_name": sql_text.APPLICATION_NAME,
    }


def _discard(connection: Any) -> None:  # noqa: ANN401 - the driver has no types
    with suppress(adbc_driver_manager.Error, RuntimeError):
        connection.close()


def _page_range(part: Part | None) -> str:
    if part is None:
        return ""
    bounds = [
        f"t.ctid OPERATOR(pg_catalog.{operator}) '({int(bound)},0)'::pg_catalog.tid"
        for operator, bound in ((">=", part.low), ("<", part.high))
        if bound
    ]
    return f" WHERE {' AND '.join(bounds)}" if bounds else ""
