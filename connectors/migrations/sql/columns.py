"""The definition of a column or a constraint, in CREATE TABLE and ALTER TABLE."""

from dataclasses import dataclass, field

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.types import is_type, read_type
from auditor.connectors.migrations.sql.words import words
from auditor.model.catalogue import Column, ForeignKey

_CONSTRAINTS = words(
    "CONSTRAINT PRIMARY UNIQUE FOREIGN CHECK EXCLUDE FULLTEXT SPATIAL LIKE SUPPLEMENTAL"
)
_MAYBE = frozenset({"KEY", "INDEX", "PERIOD"})
_CLAUSES = words(
    "NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK CONSTRAINT COMMENT COLLATE GENERATED AS"
    " IDENTITY AUTO_INCREMENT AUTOINCREMENT CHARACTER CHARSET FIRST AFTER MASKED ENCRYPTED"
    " ENCRYPT STORED PERSISTED VIRTUAL ON DEFERRABLE INITIALLY ENABLE KEY INVISIBLE ROWGUIDCOL"
    " SPARSE USING WITH"
)


@dataclass(frozen=True, slots=True)
class Defined:
    """A column as its definition says; `line` is where its name stands."""

    column: Column
    line: int
    keys: tuple[ForeignKey, ...] = ()
    generated: str = field(default="", repr=False)
    """The expression of a generated column."""
    masking: str = ""
    """`mask` or `encrypt` where it is defined so."""


@dataclass(slots=True)
class _Clauses:
    """What the clauses after a type say, while they are read."""

    comment: str = ""
    nullable: bool = True
    checks: list[str] = field(default_factory=list)
    keys: list[ForeignKey] = field(default_factory=list)
    generated: str = ""
    masking: str = ""


def is_constraint(cursor: Cursor) -> bool:
    """Whether an item of CREATE TABLE is a constraint or an index, not a column."""
    word = cursor.peek()
    if word == "LIKE" or word not in _CONSTRAINTS | _MAYBE:
        return word == "LIKE"
    ahead = cursor.fork()
    ahead.at += 1
    if word in _MAYBE:
        if ahead.done:
            return False
        return not is_type(ahead) or ahead.peek() == "("
    # A column may be called `check` or `like` only where it is quoted; `primary` needs its key.
    return word != "PRIMARY" or ahead.peek() == "KEY"


def read_column(cursor: Cursor, name: str = "") -> Defined:
    """A definition; `name` where it stands before it."""
    line = cursor.line
    name = name or cursor.word()
    written, family, width, labels = read_type(cursor)
    clauses = _Clauses(checks=[labels] if labels else [])
    while not cursor.done:
        _clause(cursor, name, clauses)
    column = Column(
        name, written, family, width, clauses.nullable, clauses.comment, tuple(clauses.checks)
    )
    return Defined(column, line, tuple(clauses.keys), clauses.generated, clauses.masking)


def _clause(cursor: Cursor, name: str, clauses: _Clauses) -> None:  # noqa: C901, PLR0912 - one line a clause
    match cursor.peek():
        case "NOT" if cursor.peek(1) == "NULL":
            cursor.at += 2
            clauses.nullable = False
        case "COMMENT":
            cursor.at += 1
            cursor.take("=")
            clauses.comment = cursor.string()
        case "CHECK" if cursor.peek(1) == "(":
            cursor.at += 1
            clauses.checks.append(cursor.group().rest())
        case "REFERENCES":
            clauses.keys.append(_reference(cursor, (name,)))
        case "AS" if cursor.peek(1) == "(":
            cursor.at += 1
            clauses.generated = cursor.group().rest()
        case "AS":
            cursor.at += 1
            if cursor.take_any("IDENTITY", "ROW"):
                return
            start = cursor.at
            cursor.skip_to("STORED", "PERSISTED", "VIRTUAL", "NOT")
            clauses.generated = cursor.since(start)
        case "MASKED":
            clauses.masking = "mask"
            cursor.at += 1
        case "ENCRYPTED" | "ENCRYPT":
            clauses.masking = "encrypt"
            cursor.at += 1
        case "DEFAULT":
            cursor.at += 1
            _expression(cursor)
        case "ON":
            cursor.at += 2  # ON UPDATE, ON DELETE: what follows is no clause
            if not cursor.done:
                cursor.skip()
        case _:
            cursor.skip()


def _expression(cursor: Cursor) -> None:
    """Pass a default: up to the next clause, however it is written."""
    if not cursor.done:
        cursor.skip()
    while not cursor.done and cursor.peek() not in _CLAUSES:
        cursor.skip()


def _reference(cursor: Cursor, columns: tuple[str, ...]) -> ForeignKey:
    cursor.need("REFERENCES")
    target = cursor.name()
    targets = cursor.names() if cursor.peek() == "(" else ()
    return ForeignKey(columns, target, targets)


def read_constraint(cursor: Cursor) -> tuple[ForeignKey | None, str, tuple[str, ...]]:
    """A table's constraint: its foreign key, its CHECK text or its primary key's columns."""
    if cursor.take("CONSTRAINT") and cursor.peek() not in ("CHECK", "FOREIGN", "PRIMARY", "UNIQUE"):
        cursor.word()
    match cursor.peek():
        case "FOREIGN":
            cursor.need("FOREIGN", "KEY")
            while not cursor.done and cursor.peek() != "(":
                cursor.at += 1
            columns = cursor.names()
            cursor.skip_to("REFERENCES")
            return _reference(cursor, columns), "", ()
        case "CHECK":
            cursor.skip_to("(")
            return None, cursor.group().rest() if cursor.peek() == "(" else "", ()
        case "PRIMARY":
            if cursor.skip_to("("):
                return None, "", cursor.names()
    return None, "", ()
