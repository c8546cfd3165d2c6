"""Identifiers and comments that stay what they are, whatever a name contains.

The quoting rules are those of each product's manual; comments are `-- ` lines without any control
character, which no name can end.
"""

import unicodedata

from auditor.model.access import PUBLIC

_BACKTICKS = frozenset({"mysql", "mariadb"})
_BRACKETS = frozenset({"mssql"})


def identifier(name: str, dialect: str) -> str:
    """A name as an identifier of the dialect."""
    if dialect in _BACKTICKS:
        return "`" + name.replace("`", "``") + "`"
    if dialect in _BRACKETS:
        return "[" + name.replace("]", "]]") + "]"
    return '"' + name.replace('"', '""') + '"'


def literal(text: str, dialect: str) -> str:
    """A text as a string of the dialect."""
    if dialect in _BACKTICKS:
        text = text.replace("\\", "\\\\")
    return "'" + text.replace("'", "''") + "'"


def grantee(role: str, dialect: str) -> str:
    """A role, account or PUBLIC where a statement names who it is about."""
    if role == PUBLIC:
        return PUBLIC
    if dialect in _BACKTICKS and "@" in role:
        user, _, host = role.rpartition("@")
        return f"{identifier(user, dialect)}@{identifier(host, dialect)}"
    return identifier(role, dialect)


def relation(container: str, schema: str, dialect: str) -> str:
    """A container with its schema, each part quoted by itself."""
    inner = container.removeprefix(f"{schema}.") if schema else container
    if not schema and "." in inner:
        schema, _, inner = inner.partition(".")
    parts = [schema, inner] if schema else [inner]
    return ".".join(identifier(part, dialect) for part in parts)


def routine(container: str, schema: str, dialect: str) -> str:
    """A routine with the types of its arguments, which the catalogue spells."""
    name, mark, arguments = container.rpartition("(")
    if not mark:
        name, arguments = container, ""
    return relation(name, schema, dialect) + (f"({arguments}" if mark else "")


def remark(text: str) -> str:
    """A text on one comment line."""
    plain = "".join(" " if _breaks(letter) else letter for letter in text)
    return f"-- {' '.join(plain.split())}"


def _breaks(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp", "Cs"}
