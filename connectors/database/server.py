"""A server that is read through SQLAlchemy alone, by the SQL of its grammar."""

import socket
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, RowMapping
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from auditor.connectors.base import AccessReading, Part
from auditor.connectors.database.assembled import assemble
from auditor.connectors.database.counting import Rows
from auditor.connectors.database.dialect import FETCH_ROWS, Draw, Query
from auditor.connectors.database.failures import STATEMENT_TIMEOUT, Failure, OverdueError
from auditor.connectors.database.grammar import Grammar, integer_key
from auditor.connectors.database.options import DatabaseOptions
from auditor.connectors.database.server_access import read_access
from auditor.connectors.database.target import DatabaseTarget
from auditor.model.catalogue import Catalogue, Column, Container, ContainerKind
from auditor.model.errors import TargetError
from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind

if TYPE_CHECKING:
    import pyarrow as pa

_PART_KEYS = 50_000
"""Keys that a slice must span to be worth a worker."""
_STREAMED = {"stream_results": True, "max_row_buffer": FETCH_ROWS, "no_parameters": True}


class ServerDatabase:
    """One database of a server under one account; every statement is a SELECT, rolled back."""

    snapshot = ""
    readers = ("sqlalchemy", "sqlalchemy")
    errors: tuple[type[Exception], ...] = (SQLAlchemyError, OSError, OverdueError)

    def __init__(self, grammar: Grammar, target: DatabaseTarget, options: DatabaseOptions) -> None:
        if target.url is None:
            raise TargetError("bad_url", target=target.location)
        self._grammar = grammar
        self._options = options
        self._engine = engine(grammar, target.url, options)
        try:
            with self._engine.connect():
                pass
        except (SQLAlchemyError, OSError) as error:
            raise _refusal(grammar, error, target.url, options) from None

    @property
    def dialect(self) -> str:
        """The dialect's name, as results carry it."""
        return self._grammar.dialect

    def catalogue(self, source: str) -> Catalogue:
        """Tables and views by a few set queries."""
        found = assemble(self._query, self._grammar, source, self._options)
        return replace(found, warnings=(*found.warnings, "no_shared_snapshot"))

    def access(self, source: str) -> AccessReading:
        """Roles, grants, policies and definitions, where the account may see them."""
        grammar = self._grammar
        try:
            return read_access(
                self._query, grammar.access, source, grammar.dialect, self._options.wants
            )
        except SQLAlchemyError as error:
            # Oracle says of a view that may not be seen that it is not there.
            if self.failure(error).code not in ("not_allowed", "container_gone"):
                raise
            return AccessReading(gaps=(Gap(GapKind.UNREAD, "rights_not_listed", source),))

    def counted(self, sql: str, role: str = "") -> Rows | None:  # noqa: ARG002 - of the protocol
        """Nothing is counted by query in this dialect yet."""
        return None

    def select(self, container: Container, columns: Sequence[Column], part: Part | None) -> str:
        """The SELECT of these columns, by range of the primary key for a slice."""
        return self._grammar.select(container, columns, part)

    def sample_select(
        self, container: Container, columns: Sequence[Column], rows: int, seed: int
    ) -> Draw:
        """Row by row over the whole table; a view from its head."""
        return self._grammar.sample(container, columns, rows, seed)

    def slices(self, container: Container, wanted: int) -> Sequence[tuple[str, str]]:
        """Even ranges of an integer primary key, open at both ends."""
        key = integer_key(container)
        if not key or wanted <= 1 or container.kind is not ContainerKind.TABLE:
            return [("", "")]
        row = self._query(self._grammar.key_span(container, key))[0]
        if row["low"] is None:
            return [("", "")]
        low, high = int(row["low"]), int(row["high"])
        count = max(1, min(wanted, (high - low) // _PART_KEYS))
        inner = [str(low + (high - low) * index // count) for index in range(1, count)]
        return list(zip(["", *inner], [*inner, ""], strict=True))

    def has_arrow(self, container: Container) -> bool:  # noqa: ARG002 - of the protocol
        """There is no fast reader."""
        return False

    prefers_arrow = has_arrow

    def arrow(self, query: Query) -> "Generator[Sequence[pa.Array]]":  # noqa: ARG002 - of the protocol
        """Nothing: there is no fast reader, and `has_arrow` says so."""
        yield from ()

    def rows(self, query: Query) -> Generator[Sequence[Sequence[Any]]]:
        """Run a SELECT with a server-side cursor; the limit counts the server's work only."""
        limit = self._options.statement_timeout_ms / 1000
        table = query.container.kind is ContainerKind.TABLE
        left = float("inf") if table or not limit else limit
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
        """What a driver's exception means, by the server's error number."""
        if isinstance(error, OverdueError):
            return Failure(STATEMENT_TIMEOUT)
        if isinstance(error, DBAPIError) and isinstance(error.orig, Exception):
            return self._grammar.failure(error.orig)
        return Failure("read_failed")

    def close(self) -> None:
        """Close every connection; safe to call twice."""
        self._engine.dispose()

    def _query(self, sql: str) -> Sequence[RowMapping]:
        started = time.monotonic()
        with self._engine.connect() as connection:
            result = connection.exec_driver_sql(sql, execution_options={"no_parameters": True})
            rows = result.mappings().all()
        self._options.note(sql, time.monotonic() - started, len(rows))
        return rows


def engine(grammar: Grammar, url: URL, options: DatabaseOptions) -> Engine:
    """The SQLAlchemy engine of a grammar, each of whose transactions begins as it says."""
    made = sqlalchemy.create_engine(
        url.set(drivername=grammar.driver),
        connect_args=dict(grammar.connect_args(options)),
        hide_parameters=True,
    )

    def begin(connection: Connection) -> None:
        for statement in grammar.begin(options):
            connection.exec_driver_sql(statement)

    event.listen(made, "begin", begin)
    return made


def _refusal(grammar: Grammar, error: Exception, url: URL, options: DatabaseOptions) -> TargetError:
    host, port = url.host or "localhost", url.port or grammar.port
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = grammar.refusal(cause if isinstance(cause, Exception) else error, url)
    if not _answers(host, port, options.connect_timeout_s):
        return TargetError("server_unreachable", host=host, port=port)
    if code == "unknown_database":
        return TargetError(code, database=url.database or "", host=host)
    return TargetError("login_refused", user=url.username or "", host=host)


def _answers(host: str, port: int, timeout: float) -> bool:
    try:
        with socket.create_connection((host, port), timeout):
            return True
    except OSError:
        return False
