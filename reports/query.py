"""A query that lets an authorised person look at the rows of a field; nothing here runs it."""

from dataclasses import dataclass

from auditor.model.refs import FieldAddress

ROWS = 20


@dataclass(frozen=True, slots=True)
class _Dialect:
    opening: str
    closing: str
    query: str
    schemas: bool = True


_LIMIT = "SELECT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT {rows}"
_TOP = "SELECT TOP {rows} {column} FROM {table} WHERE {column} IS NOT NULL"
_FETCH = "SELECT {column} FROM {table} WHERE {column} IS NOT NULL FETCH FIRST {rows} ROWS ONLY"

_DIALECTS = {
    "sqlite": _Dialect('"', '"', _LIMIT, schemas=False),
    "postgresql": _Dialect('"', '"', _LIMIT),
    "mysql": _Dialect("`", "`", _LIMIT),
    "mariadb": _Dialect("`", "`", _LIMIT),
    "mssql": _Dialect("[", "]", _TOP),
    "oracle": _Dialect('"', '"', _FETCH),
}


def look(address: FieldAddress, dialect: str) -> str | None:
    """The query, its identifiers quoted for that dialect; None where it cannot be written safely.

    That is the case for files and answers, and for a name with characters that do not print.
    """
    known = _DIALECTS.get(dialect.split("+", maxsplit=1)[0])
    names = (address.container, address.column)
    if known is None or not all(name and name.isprintable() for name in names):
        return None
    parts = address.container.split(".", 1) if known.schemas else [address.container]
    return known.query.format(
        column=_quoted(address.column, known),
        table=".".join(_quoted(part, known) for part in parts),
        rows=ROWS,
    )


def _quoted(name: str, dialect: _Dialect) -> str:
    return dialect.opening + name.replace(dialect.closing, dialect.closing * 2) + dialect.closing
