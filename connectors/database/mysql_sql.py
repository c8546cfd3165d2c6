"""SQL text for MySQL and MariaDB: quoting, canonical text, session settings, families of types."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.connectors.base import Part
from auditor.connectors.database.dialect import BINARY_PREFIX
from auditor.connectors.database.options import DatabaseOptions
from auditor.model.catalogue import Column, Container, Family

IDLE_TIMEOUT_S = 3_600
"""A server gives up on a client that fetches nothing for that long; its default is one minute."""
_YEAR_S = 31_536_000
"""The longest wait for a lock that both servers take."""
_NO_LIMIT = 18_446_744_073_709_551_615
READ_ONLY = "SET SESSION TRANSACTION READ ONLY"
OUTLIVED_MS = 3_600_000
"""Time that the audit may spend on the rows of a view before the server ends the statement."""
SNAPSHOT = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"
SAVE = "SAVEPOINT audit_read"
FORGET = "ROLLBACK TO SAVEPOINT audit_read"
"""Lets go of the metadata lock of what was read, so that nobody's ALTER TABLE waits for us."""

_FAMILIES = {
    "tinyint": Family.INTEGER,
    "smallint": Family.INTEGER,
    "mediumint": Family.INTEGER,
    "int": Family.INTEGER,
    "bigint": Family.INTEGER,
    "year": Family.INTEGER,
    "decimal": Family.DECIMAL,
    "float": Family.FLOAT,
    "double": Family.FLOAT,
    "date": Family.DATE,
    "datetime": Family.TIMESTAMP,
    "timestamp": Family.TIMESTAMP,
    "time": Family.TIME,
    "char": Family.TEXT,
    "varchar": Family.TEXT,
    "tinytext": Family.TEXT,
    "text": Family.TEXT,
    "mediumtext": Family.TEXT,
    "longtext": Family.TEXT,
    "enum": Family.TEXT,
    "set": Family.TEXT,
    "binary": Family.BINARY,
    "varbinary": Family.BINARY,
    "tinyblob": Family.BINARY,
    "blob": Family.BINARY,
    "mediumblob": Family.BINARY,
    "longblob": Family.BINARY,
    "vector": Family.BINARY,
    "json": Family.DOCUMENT,
}
_LABELLED = ("enum", "set")
_SPATIAL = (
    "geometry",
    "point",
    "linestring",
    "polygon",
    "multipoint",
    "multilinestring",
    "multipolygon",
    "geomcollection",
    "geometrycollection",
)
_SIZE = re.compile(r"\((\d{1,5})")
_FRACTION = re.compile(r"^(?:datetime|timestamp|time)\([1-6]\)")


@dataclass(frozen=True, slots=True)
class Server:
    """Which of the two families answers; their limits have different names and units."""

    mariadb: bool

    @property
    def dialect(self) -> str:
        """The dialect's name, as results carry it."""
        return "mariadb" if self.mariadb else "mysql"

    def time_limit(self, milliseconds: int) -> str:
        """The statement that bounds every later one; 0 is no limit."""
        if self.mariadb:
            return f"SET SESSION max_statement_time = {milliseconds / 1000:.3f}"
        return f"SET SESSION max_execution_time = {milliseconds}"


def quote(name: str) -> str:
    """The identifier as our sessions read it back; they run with ANSI_QUOTES."""
    return '"' + name.replace('"', '""') + '"'


def place(container: Container) -> str:
    """The qualified name of a container."""
    return ".".join(quote(part) for part in container.address)


def settings(options: DatabaseOptions) -> Sequence[str]:
    """Statements that set a session to our limits and to canonical text, whatever the server's.

    The mode decides how names, texts and divisions are read. In UTC a TIMESTAMP is shown as its
    UTC wall clock, and the server's own limits of rows and joins do not cut what we read.
    """
    seconds = max(1, -(-options.lock_timeout_ms // 1000)) if options.lock_timeout_ms else _YEAR_S
    local = {
        "sql_mode": "'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
        "time_zone": "'+00:00'",
        "lock_wait_timeout": seconds,
        "net_write_timeout": IDLE_TIMEOUT_S,
        "net_read_timeout": IDLE_TIMEOUT_S,
        "wait_timeout": 8 * IDLE_TIMEOUT_S,
        "sql_select_limit": _NO_LIMIT,
        "sql_big_selects": 1,
    }
    assigned = ", ".join(f"SESSION {name} = {value}" for name, value in local.items())
    return (
        f"SET {assigned}",
        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    )


def type_of(data_type: str, column_type: str) -> str:
    """The declared type without the labels of an ENUM or SET, which may be values."""
    return data_type if data_type in _LABELLED else column_type


def family_of(data_type: str, column_type: str, checks: Sequence[str]) -> Family:
    """The family of a type; TINYINT(1) and BIT(1) are how both servers spell a boolean.

    MariaDB keeps JSON as LONGTEXT with a check of its own.
    """
    if column_type.startswith(("tinyint(1)", "bit(1)")):
        return Family.BOOLEAN
    if data_type == "longtext" and any(check.startswith("json_valid(") for check in checks):
        return Family.DOCUMENT
    return _FAMILIES.get(data_type, Family.OTHER)


def width_of(row: Mapping[str, object], family: Family) -> int | None:
    """Declared characters of text, or digits of a zero-scale decimal or a zero-filled integer."""
    column_type = str(row["column_type"])
    if row["data_type"] in ("char", "varchar"):
        return int(str(row["length"]))
    if family is Family.DECIMAL and not row["scale"]:
        return int(str(row["digits"]))
    size = _SIZE.search(column_type)
    return int(size[1]) if "zerofill" in column_type and size else None


def cell(column: Column) -> str:  # noqa: PLR0911 - one line a family
    """One column as canonical text; texts go as they are, the session converts them to UTF-8."""
    name = f"t.{quote(column.name)}"
    text = f"CAST({name} AS CHAR)"
    base = column.type.partition("(")[0].partition(" ")[0]
    match column.family:
        case Family.TEXT | Family.DOCUMENT if base != "json":
            return name
        case Family.BINARY:
            return f"LOWER(HEX(SUBSTRING({name}, 1, {BINARY_PREFIX})))"
        case Family.BOOLEAN:
            return f"CASE {name} + 0 WHEN 0 THEN 'false' WHEN 1 THEN 'true' ELSE {text} END"
        case Family.INTEGER | Family.DECIMAL if "zerofill" in column.type:
            return f"CAST({name} + 0 AS CHAR)"
        case Family.TIMESTAMP | Family.TIME if _FRACTION.match(column.type):
            return f"TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM {text}))"
    if base == "bit":
        return f"LPAD(BIN({name} + 0), {width_of_bits(column.type)}, '0')"
    return f"ST_AsText({name})" if base in _SPATIAL else text


def width_of_bits(column_type: str) -> int:
    """Declared bits of a BIT column."""
    size = _SIZE.search(column_type)
    return int(size[1]) if size else 1


def cells(columns: Sequence[Column]) -> str:
    """The select list of these columns as canonical text."""
    return ", ".join(f"{cell(column)} AS c{index}" for index, column in enumerate(columns))


def select(container: Container, what: str, where: str = "") -> str:
    """A SELECT from that container, known as `t`."""
    return f"SELECT {what} FROM {place(container)} AS t{where}"  # noqa: S608 - quoted


def key_range(key: str, part: Part | None) -> str:
    """The WHERE clause of a slice."""
    if part is None:
        return ""
    bounds = [
        f"t.{quote(key)} {operator} {int(bound)}"
        for operator, bound in ((">=", part.low), ("<", part.high))
        if bound
    ]
    return f" WHERE {' AND '.join(bounds)}" if bounds else ""
