"""What went wrong, in our own words: drivers' messages may quote values and never pass on."""

import sqlite3
from dataclasses import dataclass

from auditor.model.errors import ReadError

CONNECTION_LOST = "connection_lost"
STATEMENT_TIMEOUT = "statement_timeout"

_BY_STATE = {
    "57014": STATEMENT_TIMEOUT,
    "55P03": "lock_timeout",
    "40P01": "lock_timeout",
    "42501": "not_allowed",
    "42P01": "container_gone",
    "3F000": "container_gone",
    "42703": "container_changed",
    "42804": "container_changed",
    "42883": "container_changed",
    "2F003": "writes_when_read",
    "25006": "writes_when_read",
    "XX001": "corrupt",
    "XX002": "corrupt",
    "53200": "out_of_memory",
    "53100": "disk_full",
}
_BY_CLASS = {"08": CONNECTION_LOST, "57": CONNECTION_LOST, "22": "computation_failed"}
_BY_SQLITE_NAME = {
    "SQLITE_INTERRUPT": STATEMENT_TIMEOUT,
    "SQLITE_BUSY": "lock_timeout",
    "SQLITE_LOCKED": "lock_timeout",
    "SQLITE_CORRUPT": "corrupt",
    "SQLITE_NOTADB": "corrupt",
    "SQLITE_IOERR": "read_failed",
    "SQLITE_NOMEM": "out_of_memory",
    "SQLITE_TOOBIG": "out_of_memory",
    "SQLITE_READONLY": "writes_when_read",
    "SQLITE_SCHEMA": "container_changed",
}


class OverdueError(Exception):
    """A statement used up its time; raised by readers that keep the clock themselves."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a statement failed: the code of our sentence and the database's own error code."""

    code: str
    sqlstate: str = ""

    def error(self, container: str) -> ReadError:
        """The same as the error that stops one container."""
        return ReadError(self.code, container=container, sqlstate=self.sqlstate or "?")


def of_sqlstate(state: str | None) -> Failure:
    """The failure that an SQLSTATE stands for."""
    if not state:
        return Failure("read_failed")
    code = _BY_STATE.get(state) or _BY_CLASS.get(state[:2], "read_failed")
    return Failure(code, state)


def of_sqlite(error: sqlite3.Error) -> Failure:
    """The failure that a SQLite result code stands for."""
    name: str = getattr(error, "sqlite_errorname", "") or ""
    primary = "_".join(name.split("_")[:2])
    return Failure(_BY_SQLITE_NAME.get(primary, "read_failed"), name)
