"""Families and widths of the types that migrations declare, whatever framework spells them."""

import re

from auditor.model.catalogue import Column, Family

_FAMILIES = tuple(
    (re.compile(pattern, re.IGNORECASE), family)
    for pattern, family in (
        (r"\[\s*\d*\s*\]\s*$|^array\b", Family.ARRAY),
        (r"bool|^bit\s*(\(\s*1\s*\))?$", Family.BOOLEAN),
        (r"json|xml|hstore|^map\b|^struct\b", Family.DOCUMENT),
        (r"interval|period|range", Family.OTHER),
        (r"datetime|timestamp|smalldate", Family.TIMESTAMP),
        (r"^\s*date", Family.DATE),
        (r"^\s*time", Family.TIME),
        (r"^\s*year\b", Family.INTEGER),
        (r"point|polygon|geometr|geograph", Family.OTHER),
        (r"blob|binary|bytea|image|^\s*(long\s+)?raw", Family.BINARY),
        (
            r"char|clob|text|string|enum|uuid|uniqueidentifier|^set\b|citext|^long\b|inet|cidr|macaddr",
            Family.TEXT,
        ),
        (r"int|serial|counter", Family.INTEGER),
        (r"real|floa|doub", Family.FLOAT),
        (r"dec|num|money", Family.DECIMAL),
    )
)
_SIZE = re.compile(r"\(\s*(\d{1,9})\s*(?:char|byte)?\s*(?:,\s*(\d{1,9})\s*)?\)", re.IGNORECASE)
_SIZED = frozenset({Family.TEXT, Family.DECIMAL, Family.INTEGER})


def family_of(declared: str) -> Family:
    """The family of a declared type in the spelling of any of our databases."""
    for pattern, family in _FAMILIES:
        if pattern.search(declared):
            return family
    return Family.OTHER


def width_of(declared: str, family: Family) -> int | None:
    """Declared characters of text, or digits of a number without decimals."""
    size = _SIZE.search(declared)
    if size is None or (size[2] and int(size[2])):
        return None
    return int(size[1]) if family in _SIZED else None


def column_of(
    name: str,
    declared: str,
    *,
    nullable: bool = True,
    comment: str = "",
    checks: tuple[str, ...] = (),
) -> Column:
    """A column of that declared type."""
    family = family_of(declared)
    width = width_of(declared, family)
    return Column(name, declared, family, width, nullable, comment, checks)
