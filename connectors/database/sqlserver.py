"""The SQL of SQL Server, from 2016 on. Compiled and parsed in tests, not run on a server."""

from collections.abc import Mapping, Sequence
from typing import Any

import pymssql
from sqlalchemy.engine import URL

from auditor.connectors.base import Part
from auditor.connectors.database import sqlserver_access, sqlserver_queries
from auditor.connectors.database.dialect import BINARY_PREFIX, Draw
from auditor.connectors.database.failures import CONNECTION_LOST, Failure, of_sqlserver
from auditor.connectors.database.grammar import (
    CatalogueQueries,
    integer_key,
    key_range,
    place,
    quoted,
)
from auditor.connectors.database.options import DatabaseOptions
from auditor.connectors.database.server_access import AccessQueries
from auditor.model.catalogue import Column, Container, ContainerKind, Family

_FAMILIES = {
    "bit": Family.BOOLEAN,
    "tinyint": Family.INTEGER,
    "smallint": Family.INTEGER,
    "int": Family.INTEGER,
    "bigint": Family.INTEGER,
    "decimal": Family.DECIMAL,
    "numeric": Family.DECIMAL,
    "money": Family.DECIMAL,
    "smallmoney": Family.DECIMAL,
    "real": Family.FLOAT,
    "float": Family.FLOAT,
    "date": Family.DATE,
    "datetime": Family.TIMESTAMP,
    "datetime2": Family.TIMESTAMP,
    "smalldatetime": Family.TIMESTAMP,
    "datetimeoffset": Family.TIMESTAMP,
    "time": Family.TIME,
    "char": Family.TEXT,
    "varchar": Family.TEXT,
    "text": Family.TEXT,
    "nchar": Family.TEXT,
    "nvarchar": Family.TEXT,
    "ntext": Family.TEXT,
    "binary": Family.BINARY,
    "varbinary": Family.BINARY,
    "image": Family.BINARY,
    "timestamp": Family.BINARY,
    "xml": Family.DOCUMENT,
    "json": Family.DOCUMENT,
}
_WRITTEN = ("hierarchyid", "geometry", "geography")
_OTHERS = (*_WRITTEN, "uniqueidentifier", "sql_variant")
_EXACT = 9_007_199_254_740_992
"""Beyond it a float no longer holds every integer."""
_SMALL_FACTOR = 4
_OVERSAMPLING = 1.5
_VIEW_ROWS = 100_001
_HASH_RANGE = 1 << 32
_UNKNOWN_DATABASE = (4060, 911)


class SqlServer:
    """SQL Server through pymssql, which brings its own client library."""

    dialect = "sqlserver"
    driver = "mssql+pymssql"
    port = 1433
    queries: CatalogueQueries = sqlserver_queries.QUERIES
    access: AccessQueries = sqlserver_access.QUERIES

    def connect_args(self, options: DatabaseOptions) -> Mapping[str, Any]:
        """The time to connect and the time that a statement may take."""
        return {
            "login_timeout": options.connect_timeout_s,
            "timeout": options.statement_timeout_ms // 1000,
            "appname": "strict-necessaire",
            "charset": "UTF-8",
        }

    def begin(self, options: DatabaseOptions) -> Sequence[str]:
        """SQL Server has no read-only transaction: we only send SELECT and always roll back."""
        wait = options.lock_timeout_ms or -1
        return (
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
            f"SET LOCK_TIMEOUT {wait}",
            "SET DEADLOCK_PRIORITY LOW",
            "SET LANGUAGE us_english",
            "SET QUOTED_IDENTIFIER ON",
            "SET ROWCOUNT 0",
        )

    def family(self, base: str, scale: int | None) -> Family:  # noqa: ARG002 - of the protocol
        """The family of a type; an alias type was resolved by the catalogue."""
        return _FAMILIES.get(base, Family.OTHER)

    def readable_type(self, base: str) -> bool:
        """Types of an assembly have no text that we know of."""
        return base in _FAMILIES or base in _OTHERS

    def select(self, container: Container, columns: Sequence[Column], part: Part | None) -> str:
        """The SELECT of these columns as canonical text."""
        return _from(container, columns) + key_range(integer_key(container), part)

    def sample(self, container: Container, columns: Sequence[Column], rows: int, seed: int) -> Draw:
        """Each row by a seeded hash of its key; `TABLESAMPLE` would choose pages."""
        everything = _from(container, columns)
        if container.kind is not ContainerKind.TABLE:
            return Draw(_from(container, columns, f"TOP ({_VIEW_ROWS}) "), bounded=True)
        estimate = container.estimated_rows or 0
        if estimate <= _SMALL_FACTOR * rows or not container.primary_key:
            return Draw(everything)
        share = min(1.0, _OVERSAMPLING * rows / estimate)
        key = ", '|', ".join(f"t.{quoted(name)}" for name in container.primary_key)
        hashed = f"SUBSTRING(HASHBYTES('SHA2_256', CONCAT('{seed}', '|', {key})), 1, 4)"
        chosen = f"CONVERT(bigint, {hashed}) < {int(share * _HASH_RANGE)}"
        return Draw(f"{everything} WHERE {chosen}", expected=_OVERSAMPLING * rows)

    def key_span(self, container: Container, key: str) -> str:
        """The lowest and highest key."""
        name = f"t.{quoted(key)}"
        span = f'MIN({name}) AS "low", MAX({name}) AS "high"'
        return f"SELECT {span} FROM {place(container)} AS t"  # noqa: S608 - quoted

    def refusal(self, error: Exception, url: URL) -> str:  # noqa: ARG002 - of the protocol
        """A database that is not there, or a login."""
        return "unknown_database" if _number(error) in _UNKNOWN_DATABASE else "login_refused"

    def failure(self, error: Exception) -> Failure:
        """By the server's error number; DB-Library's own begin at 20000."""
        if isinstance(error, pymssql.InterfaceError):
            return Failure(CONNECTION_LOST)
        return of_sqlserver(_number(error))


def _number(error: Exception) -> int | None:
    first = error.args[0] if error.args else None
    if isinstance(first, tuple) and first:
        first = first[0]
    return first if isinstance(first, int) else None


def cell(column: Column) -> str:  # noqa: C901, PLR0911 - one line a family
    """One column as canonical text."""
    name = f"t.{quoted(column.name)}"
    base = column.type.partition("(")[0].lower()
    match column.family:
        case Family.TEXT | Family.DOCUMENT:
            text = f"CONVERT(nvarchar(max), {name})"
            return f"RTRIM({text})" if base in ("char", "nchar") else text
        case Family.BOOLEAN:
            return f"CASE {name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
        case Family.INTEGER | Family.DECIMAL:
            style = ", 2" if "money" in base else ""
            return f"CONVERT(varchar(50), {name}{style})"
        case Family.FLOAT:
            whole = f"ABS({name}) < {_EXACT} AND {name} = FLOOR({name})"
            number = f"CONVERT(varchar(20), CONVERT(bigint, {name}))"
            return f"CASE WHEN {whole} THEN {number} ELSE CONVERT(varchar(40), {name}, 3) END"
        case Family.DATE:
            return f"CONVERT(char(10), {name}, 23)"
        case Family.TIMESTAMP:
            return _moment(name, base)
        case Family.TIME:
            return _fraction(
                name, f"CONVERT(varchar(8), {name}, 108)", f"CONVERT(varchar(16), {name})"
            )
        case Family.BINARY:
            prefix = f"SUBSTRING({name}, 1, {BINARY_PREFIX})"
            return f"LOWER(CONVERT(varchar({2 * BINARY_PREFIX}), {prefix}, 2))"
    if base in _WRITTEN:
        return f"{name}.ToString()"
    if base == "uniqueidentifier":
        return f"LOWER(CONVERT(char(36), {name}))"
    return f"CONVERT(nvarchar(4000), {name})"


def _moment(name: str, base: str) -> str:
    if base == "datetimeoffset":
        name = f"CONVERT(datetime2, SWITCHOFFSET({name}, '+00:00'))"
    fine = _fraction(
        name, f"CONVERT(varchar(19), {name}, 126)", f"CONVERT(varchar(33), {name}, 126)"
    )
    return f"STUFF({fine}, 11, 1, ' ')"


def _fraction(name: str, whole: str, fine: str) -> str:
    """The text without a fraction of zero; SQL Server 2016 trims nothing but blanks."""
    trimmed = f"REPLACE(RTRIM(REPLACE({fine}, '0', ' ')), ' ', '0')"
    return f"CASE WHEN DATEPART(nanosecond, {name}) = 0 THEN {whole} ELSE {trimmed} END"


def _from(container: Container, columns: Sequence[Column], top: str = "") -> str:
    cells = ", ".join(f"{cell(column)} AS c{index}" for index, column in enumerate(columns))
    return f"SELECT {top}{cells} FROM {place(container)} AS t"  # noqa: S608 - quoted
