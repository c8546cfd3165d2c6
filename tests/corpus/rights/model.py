"""A database with roles, and the answer to every grant of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Column = tuple[str, str]
"""A name and the kind of its cells."""


@dataclass(frozen=True, slots=True)
class World:
    """Tables, statements that make the rest, and the answers.

    Role names are written `~name` in statements and in the policy; a run gives them a prefix.
    """

    dialect: str
    tables: Mapping[str, tuple[Column, ...]]
    roles: Mapping[str, str]
    """Options of CREATE ROLE or of CREATE USER by name."""
    statements: tuple[str, ...]
    policy: str
    alarms: Mapping[tuple[str, str], frozenset[str]]
    """By (role, object): the columns that findings must name, and no others."""
    powers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By role: rules about the role as a whole."""
    calm: tuple[tuple[str, str], ...] = ()
    """(Role, object) that are readable and legitimate."""
    rows: int = 240
    before: tuple[str, ...] = ()
    """Statements before the tables."""
