"""What is known of the columns of a query."""

from collections.abc import Mapping
from dataclasses import dataclass

Known = Mapping[str, tuple[str, ...]]
"""Columns by relation (`schema.table`), as far as they are known."""

TRANSFORMS = (
    *("same", "expression", "masked", "truncated", "hashed", "encrypted", "aggregated", "filter"),
)
"""From the one that shows the value to the one that only chooses rows by it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A base column that a column of a query is made of, and how."""

    table: str
    column: str
    transform: str


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """A column of a query; without origins it is a constant, or could not be followed."""

    name: str
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """The columns of a query in order, the relations it reads, and what was not followed."""

    columns: tuple[OutputColumn, ...] = ()
    tables: tuple[str, ...] = ()
    filters: tuple[Origin, ...] = ()
    """Columns that only choose rows (WHERE, JOIN)."""
    whole: tuple[str, ...] = ()
    """Relations of which every column is taken although they are not in what was known."""
    untraced: tuple[str, ...] = ()
    """Reason codes (`unparsable`, `recursive`, `function`, `unknown_relation`); () when whole."""
    writes: bool = False
    """It is not a plain query: it writes, or calls what may."""
    chosen_by: str = ""
    """`session` or `runner` where its own conditions choose every row by who asks."""
