"""Columns and types as SQLAlchemy declares them."""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python.values import UNKNOWN, Made, Name, Value, is_text
from auditor.connectors.migrations.types import column_of
from auditor.model.catalogue import Column, ForeignKey

_SQL = {
    "string": "varchar",
    "unicode": "varchar",
    "autostring": "varchar",
    "unicodetext": "text",
    "largebinary": "bytea",
    "biginteger": "bigint",
    "smallinteger": "smallint",
    "pickletype": "bytea",
    "nullpointer": "varchar",
    "guid": "uuid",
    "emailtype": "varchar",
    "phonenumbertype": "varchar",
}
"""Type classes under the word that databases use."""
_SECRET = ("encrypt", "cipher", "fernet", "vault")
_HASHED = ("passwordtype", "hashed")


@dataclass(frozen=True, slots=True)
class Declared:
    """A column of the file, with the line that names it; `encrypted` where its type keeps it so."""

    line: int
    column: Column
    encrypted: bool = False
    links: tuple[ForeignKey, ...] = ()
    primary: bool = False
    computed: Text | None = None


def is_column(value: Value) -> bool:
    """Whether it is a call of `Column` or of a function made to declare one."""
    return isinstance(value, Made) and value.last in ("Column", "column", "mapped_column")


def declared(value: Value) -> Declared | None:
    """What a `Column` call declares; None where its name is not known."""
    if not isinstance(value, Made) or not is_column(value):
        return None
    name = value.given(0, "name")
    if not is_text(name):
        return None
    kind = _type_of(value)
    column = column_of(
        str(name),
        type_text(kind),
        nullable=value.given(-1, "nullable") is not False,
        comment=_comment(value),
        checks=labels(kind, str(name)),
    )
    computed = [a for a in value.args if isinstance(a, Made) and a.last == "Computed"]
    return Declared(
        value.at(name),
        column,
        is_encrypted(kind),
        tuple(_links(value, str(name))),
        value.given(-1, "primary_key") is True,
        sql_text(computed[0].given(0, "sqltext")) if computed else None,
    )


def sql_text(value: Value) -> Text | None:
    """The SQL of a string or of `sa.text("…")`; None where it is neither."""
    for _ in range(4):
        if not isinstance(value, Made):
            break
        if value.last in ("text", "SQL", "DDL", "f"):
            value = value.given(0, "text", "statement")
        elif value.last in ("bindparams", "execution_options", "columns", "format"):
            value = value.receiver
        else:
            break
    return value if isinstance(value, Text) else None


def _type_of(made: Made) -> Value:
    if "type_" in made.keywords:
        return made.keywords["type_"]
    for arg in made.args[1:]:
        if isinstance(arg, Made) and arg.last in _NO_TYPES:
            continue
        if isinstance(arg, Name | Made):
            return arg
    return UNKNOWN


_NO_TYPES = frozenset(
    {"ForeignKey", "Computed", "Identity", "Sequence", "CheckConstraint", "text", "Column"}
    | {"FetchedValue", "DefaultClause"}
)


def _comment(made: Made) -> str:
    found = (made.given(-1, "comment"), made.given(-1, "doc"))
    return " ; ".join(str(text) for text in found if is_text(text))


def type_text(value: Value) -> str:
    """The type in the spelling of databases: `varchar(34)`; "" where it is not known."""
    if isinstance(value, Name):
        return _word(value.dotted)
    if not isinstance(value, Made):
        return ""
    if value.last == "with_variant":
        return type_text(value.receiver)
    if value.last == "ARRAY":
        return f"{type_text(value.given(0, 'item_type'))}[]"
    if is_encrypted(value):
        return _word(value.name)
    return f"{_word(value.name)}{_size(value)}"


def _word(dotted: str) -> str:
    last = dotted.rpartition(".")[2]
    return _SQL.get(last.lower(), last.lower() if last.isupper() else _plain(last))


def _plain(word: str) -> str:
    """`Integer` as a database writes it; a type of the application's own keeps its name."""
    return word.lower() if word.lower() in _KNOWN else word


_KNOWN = frozenset(
    {"integer", "text", "date", "datetime", "time", "boolean", "numeric", "float", "json", "enum"}
    | {"interval", "uuid", "double", "char", "varchar", "bigint", "timestamp"}
)


def _size(made: Made) -> str:
    if made.last.lower() == "enum":
        return ""
    first = made.given(0, "length", "precision")
    scale = made.given(1, "scale")
    if isinstance(first, bool) or not isinstance(first, int):
        return ""
    if isinstance(scale, int) and not isinstance(scale, bool):
        return f"({first},{scale})"
    return f"({first})"


def labels(kind: Value, name: str) -> tuple[str, ...]:
    """The closed list of an enumerated type as a check, for what names make of it."""
    if not isinstance(kind, Made) or kind.last.lower() != "enum":
        return ()
    words = [str(arg).replace("'", "''") for arg in kind.args if is_text(arg)]
    if not words:
        return ()
    quoted = ", ".join(f"'{word}'" for word in words)
    return (f"{name} IN ({quoted})",)


def is_encrypted(kind: Value) -> bool:
    """Whether a type of that name keeps its values encrypted."""
    if isinstance(kind, Name):
        word = kind.dotted
    elif isinstance(kind, Made):
        word = kind.name
    else:
        return False
    return any(sign in word.rpartition(".")[2].lower() for sign in _SECRET)


def _links(made: Made, name: str) -> Iterator[ForeignKey]:
    for arg in made.args:
        if isinstance(arg, Made) and arg.last == "ForeignKey":
            target = arg.given(0, "column")
            if is_text(target) and "." in target:
                table, _, column = target.rpartition(".")
                yield ForeignKey((name,), table, (column,))


def unknown_columns(values: tuple[Value, ...]) -> bool:
    """Whether one of these arguments of a table may be a column that is not known."""
    return any(not isinstance(value, Made) or _nameless(value) for value in values)


def _nameless(value: Value) -> bool:
    return is_column(value) and declared(value) is None
