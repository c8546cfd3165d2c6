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
_BY_MYSQL_NUMBER = {
    **dict.fromkeys((1317, 1969, 3024), STATEMENT_TIMEOUT),
    **dict.fromkeys((1205, 1213, 3572), "lock_timeout"),
    **dict.fromkeys((1044, 1045, 1142, 1143, 1227, 1370), "not_allowed"),
    **dict.fromkeys((1049, 1051, 1146), "container_gone"),
    **dict.fromkeys((1054, 1412), "container_changed"),
    **dict.fromkeys((1356, 1449), "view_invalid"),
    **dict.fromkeys((1290, 1792), "writes_when_read"),
    **dict.fromkeys((126, 127, 1034, 1035, 1194, 1195, 1712), "corrupt"),
    **dict.fromkeys((1037, 1038, 1041), "out_of_memory"),
    **dict.fromkeys((3, 28, 1021, 1114), "disk_full"),
    **dict.fromkeys((0, 1053, 1152, 1159, 1160, 1161, 1927), CONNECTION_LOST),
    **dict.fromkeys((2002, 2003, 2006, 2013, 2055), CONNECTION_LOST),
    **dict.fromkeys((1105, 1242, 1264, 1292, 1365, 1366, 1411, 1644, 1690), "computation_failed"),
    **dict.fromkeys((3140, 3141, 4037, 4038), "computation_failed"),
}
_BY_ORACLE_CODE = {
    **dict.fromkeys(("ORA-01013", "DPY-4024", "DPI-1067"), STATEMENT_TIMEOUT),
    **dict.fromkeys(("ORA-00054", "ORA-00060", "ORA-30006"), "lock_timeout"),
    **dict.fromkeys(("ORA-01031", "ORA-01720", "ORA-28113"), "not_allowed"),
    **dict.fromkeys(("ORA-00942", "ORA-08103"), "container_gone"),
    **dict.fromkeys(("ORA-00904", "ORA-01466"), "container_changed"),
    **dict.fromkeys(("ORA-01456", "ORA-14551", "ORA-16000"), "writes_when_read"),
    "ORA-04063": "view_invalid",
    **dict.fromkeys(("ORA-01578", "ORA-26040"), "corrupt"),
    **dict.fromkeys(("ORA-04030", "ORA-04031"), "out_of_memory"),
    **dict.fromkeys(("ORA-01652", "ORA-01555"), "disk_full"),
    **dict.fromkeys(("ORA-00028", "ORA-03113", "ORA-03114", "ORA-01089"), CONNECTION_LOST),
    **dict.fromkeys(
        ("ORA-12537", "ORA-12541", "DPY-1001", "DPY-4011", "DPY-6005"), CONNECTION_LOST
    ),
    **dict.fromkeys(("ORA-01476", "ORA-01722", "ORA-01426", "ORA-01427"), "computation_failed"),
    **dict.fromkeys(("ORA-01841", "ORA-01858", "ORA-06502"), "computation_failed"),
}
_BY_SQLSERVER_NUMBER = {
    20003: STATEMENT_TIMEOUT,
    **dict.fromkeys((1205, 1222), "lock_timeout"),
    **dict.fromkeys((229, 230, 297, 300, 916), "not_allowed"),
    208: "container_gone",
    **dict.fromkeys((207, 213), "container_changed"),
    **dict.fromkeys((3906, 3910), "writes_when_read"),
    4413: "view_invalid",
    **dict.fromkeys((605, 823, 824, 825), "corrupt"),
    **dict.fromkeys((701, 802), "out_of_memory"),
    **dict.fromkeys((1101, 1105, 9002), "disk_full"),
    **dict.fromkeys((596, 6005, 20002, 20004, 20006, 20009, 20047), CONNECTION_LOST),
    **dict.fromkeys((220, 241, 242, 245, 248, 512, 8114, 8115, 8134), "computation_failed"),
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


def of_mysql(number: int | None) -> Failure:
    """The failure that an error number of MySQL, MariaDB or their client stands for."""
    if number is None:
        return Failure("read_failed")
    return Failure(_BY_MYSQL_NUMBER.get(number, "read_failed"), str(number))


def of_oracle(code: str) -> Failure:
    """The failure that an ORA or DPY code stands for."""
    return Failure(_BY_ORACLE_CODE.get(code, "read_failed"), code)


def of_sqlserver(number: int | None) -> Failure:
    """The failure that an error number of SQL Server or DB-Library stands for."""
    if number is None:
        return Failure("read_failed")
    return Failure(_BY_SQLSERVER_NUMBER.get(number, "read_failed"), str(number))
