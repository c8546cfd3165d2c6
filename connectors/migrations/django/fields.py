"""Fields of Django models as the columns that they become."""

import re
from dataclasses import dataclass

from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python.values import Made, Name, Unknown, Value, is_text
from auditor.connectors.migrations.types import column_of
from auditor.model.catalogue import Column

_SIZED = {"SlugField": 50, "URLField": 200, "EmailField": 254, "FileField": 100, "ImageField": 100}
_TYPES = {
    "TextField": "text",
    "DateField": "date",
    "DateTimeField": "timestamp",
    "TimeField": "time",
    "BooleanField": "boolean",
    "NullBooleanField": "boolean",
    "IntegerField": "integer",
    "SmallIntegerField": "smallint",
    "BigIntegerField": "bigint",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "smallint",
    "PositiveBigIntegerField": "bigint",
    "AutoField": "integer",
    "BigAutoField": "bigint",
    "SmallAutoField": "smallint",
    "FloatField": "double precision",
    "BinaryField": "bytea",
    "JSONField": "jsonb",
    "HStoreField": "hstore",
    "UUIDField": "uuid",
    "GenericIPAddressField": "inet",
    "IPAddressField": "inet",
    "DurationField": "interval",
    "PhoneNumberField": "varchar(128)",
    "RichTextField": "text",
    "CountryField": "varchar(2)",
    "MoneyField": "numeric(14,2)",
    "DateRangeField": "daterange",
}
_SECRET = ("encrypt", "fernet", "cipher", "vault")
_LONGEST_HELP = 90
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@dataclass(frozen=True, slots=True)
class Field:
    """What a field of a model is in the database."""

    column: Column | None
    """None for a field that has no column of its own."""
    line: int = 1
    link: str = ""
    """The model that it refers to (`app.Model`, `Model` or `self`)."""
    link_column: str = ""
    many: bool = False
    through: bool = False
    """For a many-to-many field: whether the application declares the table between."""
    through_table: str = ""
    encrypted: bool = False


def field_of(name: Text, value: Value) -> Field | None:
    """The field of that name; None where its definition is not known."""
    made, encrypted = _unwrapped(value)
    if made is None:
        return None
    kind = made.last
    encrypted = encrypted or any(sign in kind.lower() for sign in _SECRET)
    if kind.endswith("ManyToManyField") or kind == "TaggableManager":
        table = made.given(-1, "db_table")
        through = made.has(-1, "through") or kind == "TaggableManager"
        said = str(table) if is_text(table) else ""
        return Field(None, name.line, _model(made), "", True, through, said)
    if kind.endswith(("ForeignKey", "OneToOneField", "ParentalKey")):
        return _relation(name, made)
    column = _column_name(name, made)
    read = column_of(
        column,
        _type(made),
        nullable=made.given(-1, "null") is True,
        comment=_comment(made, kind),
        checks=_checks(made, column),
    )
    return Field(read, name.line, encrypted=encrypted)


def _unwrapped(value: Value) -> tuple[Made | None, bool]:
    """The field inside `encrypt(models.CharField(…))` and its like."""
    encrypted = False
    for _ in range(3):
        if not isinstance(value, Made):
            return None, encrypted
        inner = value.args[0] if value.args else None
        if value.last.endswith("Field") or not isinstance(inner, Made):
            break
        encrypted = encrypted or any(sign in value.last.lower() for sign in _SECRET)
        value = inner
    return (value if isinstance(value, Made) else None), encrypted


def _relation(name: Text, made: Made) -> Field:
    given = made.given(-1, "db_column")
    column = str(given) if is_text(given) else f"{name}_id"
    to_field = made.given(-1, "to_field")
    verbose = made.given(-1, "verbose_name", "db_comment")
    read = column_of(
        column,
        "bigint" if not is_text(to_field) else "",
        nullable=made.given(-1, "null") is True,
        comment=str(verbose) if is_text(verbose) else "",
    )
    return Field(read, name.line, _model(made), str(to_field) if is_text(to_field) else "id")


def _model(made: Made) -> str:
    """The model that a relation names."""
    to = made.given(0, "to")
    if is_text(to):
        return str(to)
    if isinstance(to, Name):
        if to.dotted.endswith("AUTH_USER_MODEL"):
            return "auth.User"
        return to.dotted.rpartition(".")[2]
    return ""


def _column_name(name: Text, made: Made) -> str:
    given = made.given(-1, "db_column")
    return str(given) if is_text(given) else str(name)


def _type(made: Made) -> str:
    kind = made.last
    if kind == "ArrayField":
        base = made.given(0, "base_field")
        return f"{_type(base) if isinstance(base, Made) else ''}[]"
    length = made.given(-1, "max_length")
    if isinstance(length, int) and not isinstance(length, bool) and kind not in _TYPES:
        return f"varchar({length})"
    if kind == "DecimalField":
        return f"numeric({_number(made, 'max_digits')},{_number(made, 'decimal_places')})"
    if kind in _SIZED:
        return f"varchar({_SIZED[kind]})"
    if kind in _TYPES:
        return _TYPES[kind]
    return next((said for word, said in _ENDINGS if kind.endswith(word)), kind)


_ENDINGS = (
    ("CharField", "varchar"),
    ("EmailField", "varchar(254)"),
    ("TextField", "text"),
    ("DateTimeField", "timestamp"),
    ("DateField", "date"),
    ("BooleanField", "boolean"),
    ("IntegerField", "integer"),
    ("JSONField", "jsonb"),
    ("PointField", "geometry"),
)


def _number(made: Made, name: str) -> int:
    value = made.given(-1, name)
    return value if isinstance(value, int) else 0


def _comment(made: Made, kind: str) -> str:
    """What people are told of the field; the class of a field of the application's own, too."""
    verbose = made.given(0, "verbose_name")
    said = [text for text in (made.given(-1, "db_comment"), verbose) if is_text(text)]
    help_text = made.given(-1, "help_text")
    if is_text(help_text) and len(help_text) <= _LONGEST_HELP:
        said.append(help_text)
    if not kind.endswith(_STOCK) or any(w in kind for w in ("NIR", "Nir", "IBAN", "Iban")):
        words = [word for word in _WORDS.findall(kind) if word not in ("Field", "Encrypted")]
        said.append(Text(" ".join(words)))
    return " ; ".join(str(text) for text in said if text)


_STOCK = tuple({*_TYPES, *_SIZED, "CharField", "DecimalField", "ArrayField", "Field"})


def _checks(made: Made, column: str) -> tuple[str, ...]:
    """Choices as a closed list, patterns of validators as a pattern."""
    found = []
    keys = [_key(choice) for choice in _choices(made.given(-1, "choices"))]
    if keys and all(keys):
        quoted = ", ".join("'" + key.replace("'", "''") + "'" for key in keys)
        found.append(f"{column} IN ({quoted})")
    validators = made.given(-1, "validators")
    for validator in validators if isinstance(validators, list | tuple) else ():
        regex = validator.given(0, "regex") if isinstance(validator, Made) else None
        if is_text(regex) and isinstance(validator, Made) and "Regex" in validator.last:
            found.append(f"{column} ~ '" + str(regex).replace("'", "''") + "'")
    return tuple(found)


def _choices(value: Value) -> list[Value]:
    return list(value) if isinstance(value, list | tuple | dict) else []


def _key(choice: Value) -> str:
    first = choice[0] if isinstance(choice, tuple | list) and choice else choice
    if isinstance(first, bool | Unknown) or first is None:
        return ""
    if isinstance(first, int):
        return str(first)
    return str(first) if is_text(first) else ""
