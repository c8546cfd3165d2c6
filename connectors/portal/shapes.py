"""Decoded JSON of which nothing is sure: what is missing or of another type is empty."""

from collections.abc import Iterator, Mapping, Sequence

from auditor.connectors.portal.leaves import sound

Node = Mapping[str, object]


def node(value: object) -> Node:
    """The object, {} for anything else."""
    return value if isinstance(value, dict) else {}


def nodes(value: object) -> Sequence[Node]:
    """The objects of an array."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    """The text of a text or number, "" for anything else."""
    if isinstance(value, str):
        return sound(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number(value: object) -> int:
    """The whole number, 0 for anything else."""
    if isinstance(value, bool):
        return 0
    if isinstance(value, int | float):
        return int(value) if abs(value) < 1 << 62 else 0
    digits = value.strip() if isinstance(value, str) else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 18 else 0  # noqa: PLR2004


def pairs(value: object) -> Iterator[tuple[str, str]]:
    """Names and values, whether they are listed as pairs or written as an object."""
    if isinstance(value, dict):
        for name, one in value.items():
            each = one if isinstance(one, list) else [one]
            yield from ((sound(name), text(piece)) for piece in each)
    for one in nodes(value):
        name = text(one.get("name"))
        if name:
            yield name, text(one.get("value"))
