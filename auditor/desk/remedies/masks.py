"""What is left of a column behind a minimal view, by category and dialect."""

from auditor.desk.remedies.quoting import identifier, literal
from auditor.model.vocabulary import Category

_TAIL = {
    Category.IBAN: 3,
    Category.RIB: 3,
    Category.PAYMENT_CARD: 4,
    Category.PHONE_NUMBER: 2,
    Category.NIR: 2,
    Category.CARD_NUMBER: 2,
    Category.CONTRACT_NUMBER: 2,
    Category.MEMBER_NUMBER: 2,
}
"""Characters at the end that still let a person recognise their own number."""
_DATES = frozenset({Category.BIRTH_DATE, Category.DEATH_DATE})
_STARS = "****"


def masked(column: str, category: str, dialect: str) -> str:
    """An expression that keeps what recognition needs, under the column's own name."""
    name = identifier(column, dialect)
    text = f"CAST({name} AS CHAR)" if dialect in {"mysql", "mariadb"} else f"CAST({name} AS text)"
    if dialect in {"oracle", "mssql"}:
        text = f"CAST({name} AS varchar(4000))"
    kind = Category(category) if category in Category.__members__ else None
    if kind in _DATES:
        return f"{_cut(text, 1, 4, dialect)} AS {name}"
    if kind in _TAIL:
        shown = _joined(literal(_STARS, dialect), _end(text, _TAIL[kind], dialect), dialect)
        return f"{shown} AS {name}"
    if kind is Category.PERSON:
        return f"{_joined(_cut(text, 1, 1, dialect), literal('.', dialect), dialect)} AS {name}"
    return f"{literal(_STARS, dialect)} AS {name}"


def anonymizer(column: str, category: str) -> str:
    """The masking rule of PostgreSQL Anonymizer for a column."""
    name = identifier(column, "postgresql")
    kind = Category(category) if category in Category.__members__ else None
    if kind in _DATES:
        return f"MASKED WITH FUNCTION pg_catalog.date_trunc($$year$$, {name})"
    if kind is Category.EMAIL_ADDRESS:
        return f"MASKED WITH FUNCTION anon.partial_email({name})"
    if kind in _TAIL:
        return f"MASKED WITH FUNCTION anon.partial({name}, 0, $${_STARS}$$, {_TAIL[kind]})"
    return "MASKED WITH VALUE NULL"


def _cut(text: str, start: int, size: int, dialect: str) -> str:
    name = "SUBSTR" if dialect in {"oracle", "sqlite"} else "SUBSTRING"
    return f"{name}({text}, {start}, {size})"


def _end(text: str, size: int, dialect: str) -> str:
    if dialect in {"oracle", "sqlite"}:
        return f"SUBSTR({text}, -{size})"
    return f"RIGHT({text}, {size})"


def _joined(left: str, right: str, dialect: str) -> str:
    if dialect in {"mysql", "mariadb", "mssql"}:
        return f"CONCAT({left}, {right})"
    return f"{left} || {right}"
