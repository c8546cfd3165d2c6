"""SQL text for PostgreSQL: quoting, canonical text, session settings, families of types."""

from collections.abc import Sequence

from auditor.connectors.database.dialect import BINARY_PREFIX
from auditor.connectors.database.options import DatabaseOptions
from auditor.model.catalogue import Column, Container, Family

APPLICATION_NAME = "strict-necessaire"
READ_ONLY = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
IDLE_TIMEOUT_MS = 3_600_000
"""Ends a worker's session whose process is stuck; a worker may think for long between fetches."""

_FAMILIES = {
    "bool": Family.BOOLEAN,
    "int2": Family.INTEGER,
    "int4": Family.INTEGER,
    "int8": Family.INTEGER,
    "oid": Family.INTEGER,
    "numeric": Family.DECIMAL,
    "money": Family.DECIMAL,
    "float4": Family.FLOAT,
    "float8": Family.FLOAT,
    "date": Family.DATE,
    "timestamp": Family.TIMESTAMP,
    "timestamptz": Family.TIMESTAMP,
    "time": Family.TIME,
    "timetz": Family.TIME,
    "bytea": Family.BINARY,
    "json": Family.DOCUMENT,
    "jsonb": Family.DOCUMENT,
    "xml": Family.DOCUMENT,
}
_SIZED = ("varchar", "bpchar")
_HEADER = 4
"""PostgreSQL adds it to the declared size in a type modifier."""


def quote(name: str) -> str:
    """The identifier as PostgreSQL reads it back unchanged."""
    return '"' + name.replace('"', '""') + '"'


def place(container: Container) -> str:
    """The qualified name of a container."""
    return ".".join(quote(part) for part in container.address)


def family_of(base: str, category: str, kind: str) -> Family:
    """The family of a type, domains resolved; enums are text."""
    if category == "A":
        return Family.ARRAY
    if kind == "e" or category == "S":
        return Family.TEXT
    return _FAMILIES.get(base, Family.OTHER)


def width_of(base: str, modifier: int) -> int | None:
    """Declared characters of text, or digits of a zero-scale numeric."""
    if modifier < _HEADER:
        return None
    if base in _SIZED:
        return modifier - _HEADER
    if base == "numeric" and (modifier - _HEADER) & 0xFFFF == 0:
        return (modifier - _HEADER) >> 16
    return None


def cell(column: Column) -> str:
    """One column as canonical text."""
    name = f"t.{quote(column.name)}"
    if column.family is Family.BINARY:
        prefix = f"pg_catalog.substring({name}::pg_catalog.bytea, 1, {BINARY_PREFIX})"
        return f"pg_catalog.encode({prefix}, 'hex')"
    if column.family is Family.TIMESTAMP:
        return f"{name}::pg_catalog.timestamp::pg_catalog.text"
    return f"{name}::pg_catalog.text"


def cells(columns: Sequence[Column]) -> str:
    """The select list of these columns as canonical text."""
    return ", ".join(f"{cell(column)} AS c{index}" for index, column in enumerate(columns))


def settings(
    options: DatabaseOptions, *, statement_ms: int, idle_ms: int, raw_encoding: str = "SQL_ASCII"
) -> str:
    """One statement that sets a session to our limits and to canonical text.

    In UTC a zoned timestamp casts to its UTC wall clock. Notices are silenced since a function
    behind a view may put values in them, and libpq would print those.
    """
    local = {
        "statement_timeout": statement_ms,
        "lock_timeout": options.lock_timeout_ms,
        "idle_in_transaction_session_timeout": idle_ms,
        "TimeZone": "UTC",
        "DateStyle": "ISO, YMD",
        "IntervalStyle": "postgres",
        "bytea_output": "hex",
        "extra_float_digits": 1,
        "client_min_messages": "error",
        "row_security": "on",
        "synchronize_seqscans": "off",
        "application_name": APPLICATION_NAME,
    }
    calls = [f"pg_catalog.set_config('{name}', '{value}', true)" for name, value in local.items()]
    # A SQL_ASCII server knows no encoding and would refuse to send what is not UTF-8.
    calls.append(
        "pg_catalog.set_config('client_encoding', CASE pg_catalog.current_setting("
        f"'server_encoding') WHEN 'SQL_ASCII' THEN '{raw_encoding}' ELSE 'UTF8' END, true)"
    )
    calls.append("pg_catalog.set_config('default_transaction_read_only', 'on', false)")
    return "SELECT " + ", ".join(calls)
