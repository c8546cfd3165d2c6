"""SQL text for SQLite: quoting and canonical text, whatever storage class a cell has."""

from collections.abc import Sequence

from auditor.connectors.base import Part
from auditor.connectors.database.dialect import BINARY_PREFIX
from auditor.model.catalogue import Column, Container, Family

ROWID_NAMES = ("rowid", "_rowid_", "oid")
MAX_KEY_SPAN = 1 << 31
"""The random keys have 31 bits; a wider range has holes anyway."""
_EXACT = 1 << 53
"""Beyond it a REAL no longer holds every integer."""


def quote(name: str) -> str:
    """The identifier as SQLite reads it back unchanged."""
    return '"' + name.replace('"', '""') + '"'


def cell(column: Column) -> str:
    """One column as canonical text; SQLite types cells, not columns."""
    # Without its table an unknown "name" would silently become a string literal.
    name = f"t.{quote(column.name)}"
    whole = f"CAST(CAST({name} AS INTEGER) AS TEXT)"
    number = f"CAST({name} AS TEXT)"
    blob = f"lower(hex(substr({name}, 1, {BINARY_PREFIX})))"
    integer = number
    if column.family is Family.TEXT:
        blob = number
    if column.family is Family.BOOLEAN:
        integer = f"CASE {name} WHEN 0 THEN 'false' WHEN 1 THEN 'true' ELSE {number} END"
    # CAST writes a REAL with 15 digits and ".0"; a NIR kept as REAL would lose its last digits.
    real = (
        f"CASE WHEN abs({name}) < {_EXACT} AND {name} = CAST({name} AS INTEGER)"
        f" THEN {whole} ELSE {number} END"
    )
    return (
        f"CASE typeof({name}) WHEN 'text' THEN {name} WHEN 'integer' THEN {integer}"
        f" WHEN 'real' THEN {real} WHEN 'blob' THEN {blob} END"
    )


def cells(columns: Sequence[Column]) -> str:
    """The select list of these columns as canonical text."""
    return ", ".join(f"{cell(column)} AS c{index}" for index, column in enumerate(columns))


def select(container: Container, what: str, where: str = "") -> str:
    """A SELECT from that container, known as `t`."""
    return f"SELECT {what} FROM main.{quote(container.name)} AS t{where}"  # noqa: S608 - quoted


def typed(sql: str, columns: int) -> str:
    """The same SELECT after one row of empty text.

    ADBC infers a column's type from its first rows and fails on text after NULLs; a first row of
    text, which the reader drops, settles it. A CAST does not.
    """
    return f"SELECT {', '.join(chr(39) * 2 + f' AS c{n}' for n in range(columns))} UNION ALL {sql}"


def rowid_name(container: Container) -> str:
    """A name of the rowid that no column of the table hides, "" where all are hidden."""
    taken = {column.name.lower() for column in container.columns}
    return next((name for name in ROWID_NAMES if name not in taken), "")


def rowid_range(rowid: str, part: Part | None) -> str:
    """The WHERE clause of a slice."""
    if part is None:
        return ""
    bounds = [
        f"t.{rowid} {operator} {int(bound)}"
        for operator, bound in ((">=", part.low), ("<", part.high))
        if bound
    ]
    return f" WHERE {' AND '.join(bounds)}" if bounds else ""


def random_keys(low: int, high: int, start: int, count: int) -> str:
    """A subquery of `count` pseudo-random keys between low and high, doubles removed.

    The generator runs in SQLite: a list of keys would exceed the length of a statement, and its
    journal entry would look like data.
    """
    span = high - low + 1
    step = "SELECT n + 1, (x * 1103515245 + 12345) & 2147483647 FROM r"
    chain = f"WITH RECURSIVE r(n, x) AS (SELECT 1, {start} UNION ALL {step} WHERE n < {count})"
    return f"({chain} SELECT DISTINCT {low} + ((x * {span}) >> 31) AS k FROM r)"  # noqa: S608 - integers


def joined_to_keys(what: str, container: Container, keys: str) -> str:
    """A SELECT of the rows whose rowid is one of the keys."""
    place = f"main.{quote(container.name)} AS t ON t.{rowid_name(container)} = drawn.k"
    return f"SELECT {what} FROM {keys} AS drawn CROSS JOIN {place}"  # noqa: S608 - quoted
