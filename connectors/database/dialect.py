"""What a dialect has to offer; everything that differs between databases stands behind this."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from auditor.connectors.base import AccessReading, Part
from auditor.connectors.database.counting import Rows
from auditor.connectors.database.failures import Failure
from auditor.model.catalogue import Catalogue, Column, Container

if TYPE_CHECKING:
    import pyarrow as pa

BINARY_PREFIX = 256
"""Bytes of a binary cell that are read; magic numbers, hashes and short records fit in."""
FETCH_ROWS = 5_000
"""Rows that the row reader holds as Python objects at a time."""


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT of canonical text and the columns that it yields."""

    sql: str
    container: Container
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """A SELECT to draw a sample from.

    It yields the whole container or an even part of it; with `bounded` it yields the container
    from its head on, of which only so many rows may be read.
    """

    sql: str
    bounded: bool = False
    expected: float | None = None
    """Rows that it yields, more or less; None is as many as the container has."""


class Database(Protocol):
    """An open database of one dialect, able to run statements that only read.

    Every SELECT that it builds yields canonical text, so the two ways of running one differ in
    speed and in nothing else.
    """

    @property
    def dialect(self) -> str:
        """The dialect's name, as results carry it."""
        ...

    @property
    def readers(self) -> tuple[str, str]:
        """What the journal calls its Arrow reader and its row reader."""
        ...

    @property
    def snapshot(self) -> str:
        """A token by which another process sees the same rows, "" where there is none."""
        ...

    def catalogue(self, source: str) -> Catalogue:
        """Containers by a few set queries, with gaps and warnings about the account."""
        ...

    def access(self, source: str) -> AccessReading:
        """Roles, grants, policies and definitions, with gaps for what the account may not see."""
        ...

    def counted(self, sql: str, role: str = "") -> Rows | None:
        """The rows of a counting query, as that role would see them; None where it cannot be."""
        ...

    def select(self, container: Container, columns: Sequence[Column], part: Part | None) -> str:
        """The SELECT of these columns as canonical text, of the whole container or a slice."""
        ...

    def sample_select(
        self, container: Container, columns: Sequence[Column], rows: int, seed: int
    ) -> Draw:
        """How to draw `rows` rows over the whole container, if that can be done."""
        ...

    def slices(self, container: Container, wanted: int) -> Sequence[tuple[str, str]]:
        """Bounds of at most `wanted` disjoint slices that hold every row."""
        ...

    def has_arrow(self, container: Container) -> bool:
        """Whether the Arrow reader can read that container within the limits."""
        ...

    def prefers_arrow(self, container: Container) -> bool:
        """Whether it should, when the caller leaves the choice."""
        ...

    def arrow(self, query: Query) -> "Generator[Sequence[pa.Array]]":
        """Run it with the fast reader: columns of text whose UTF-8 is unchecked, chunk by chunk."""
        ...

    def rows(self, query: Query) -> Generator[Sequence[Sequence[Any]]]:
        """Run it with the universal reader: rows of `str` or `bytes`, chunk by chunk."""
        ...

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """The exceptions that its drivers raise."""
        ...

    def failure(self, error: Exception) -> Failure:
        """What one of those exceptions means."""
        ...

    def close(self) -> None:
        """Close every connection; safe to call twice."""
        ...
