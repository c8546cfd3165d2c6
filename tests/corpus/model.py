"""The nouns of the synthetic corpus. Nothing here, nor beside it, imports the audited package."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from tests.corpus.identities import Firm, Person
from tests.corpus.vocabularies import Vocabulary


@dataclass(frozen=True, slots=True, order=True)
class Truth:
    """What a column really holds: category, `is` or `contains`, and whose it is."""

    category: str
    mode: str
    subject: str


@dataclass(frozen=True, slots=True)
class Row:
    """What a cell may be drawn from."""

    rng: Random
    index: int
    """From 0 in its table."""
    person: Person
    firm: Firm
    words: Vocabulary


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of column, before it gets a name.

    `words` is the entry of the vocabulary that names it, `accept` the categories that a careful
    reader may also assert: they count neither for nor against.
    """

    words: str
    type: str
    draw: Callable[[Row], object]
    categories: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    """Categories that occur in some cells only."""
    accept: frozenset[str] = frozenset()
    difficulty: str = "plain"
    subject: str = ""
    """Whose data; "" means those whom the table is about."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column of the corpus with its answer."""

    name: str
    type: str
    kind: str
    truth: frozenset[Truth] = frozenset()
    accept: frozenset[str] = frozenset()
    difficulty: str = "plain"
    comment: str = ""
    nulls: float = 0.0
    """Share of the cells that are left empty."""
    wrong: float = 0.0
    """Share of the cells in which one digit is mistyped."""
    references: str = ""
    """Name of the table whose `id` it points at."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table, view or materialised view; a view has a query and no rows of its own."""

    name: str
    columns: tuple[ColumnSpec, ...]
    rows: tuple[tuple[object, ...], ...] = ()
    query: str = ""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A whole database, with the answer for every column."""

    vocabulary: str
    style: str
    seed: int
    tables: tuple[TableSpec, ...]
    types: Mapping[str, str] = field(default_factory=dict)
    """Statements that create the enumerations and domains, by name of the type."""

    def columns(self) -> Mapping[tuple[str, str], ColumnSpec]:
        """Every column by table and name."""
        return {(t.name, c.name): c for t in self.tables for c in t.columns}
