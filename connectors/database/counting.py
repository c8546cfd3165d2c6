"""Counting queries: how many distinct persons a container holds; no value of a person is read."""

from collections.abc import Sequence

Rows = Sequence[Sequence[object]]


def quote(name: str) -> str:
    """The identifier between the quotes that our sessions of every dialect understand."""
    return '"' + name.replace('"', '""') + '"'


def distinct(address: Sequence[str], columns: Sequence[str]) -> str:
    """The number of distinct combinations of the columns, those without any value left out."""
    return f"SELECT count(*) FROM ({_persons(address, columns)}) AS d"  # noqa: S608 - quoted


def distinct_by(address: Sequence[str], columns: Sequence[str], by: str) -> str:
    """The same for each value of the column `by`, which is the first of each row."""
    inner = _persons(address, (by, *columns))
    return f"SELECT {quote(by)}, count(*) FROM ({inner}) AS d GROUP BY {quote(by)}"  # noqa: S608


def _persons(address: Sequence[str], columns: Sequence[str]) -> str:
    place = ".".join(quote(part) for part in address)
    names = ", ".join(f"t.{quote(name)}" for name in columns)
    filled = " AND ".join(f"t.{quote(name)} IS NOT NULL" for name in columns)
    return f"SELECT DISTINCT {names} FROM {place} AS t WHERE {filled}"  # noqa: S608 - quoted
