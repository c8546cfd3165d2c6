"""What every connector offers; it fails with `TargetError` and `ReadError` only.

A batch is an Arrow record batch of **string columns**, one per requested column and in that
order, in canonical text, so that every reader yields equal profiles: integers in decimal without
padding, zero-scale decimals likewise, dates `YYYY-MM-DD`, timestamps `YYYY-MM-DD HH:MM:SS[.f]`,
booleans `true`/`false`, binary as lower-case hex of a bounded prefix, everything else as the
database casts it to text. NULL is null. Invalid UTF-8 is replaced and counted as a gap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from auditor.model.catalogue import Catalogue, Container

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Part:
    """A slice of a container that one worker reads; `low`/`high` bound its physical key."""

    container: str
    index: int
    of: int
    low: str = ""
    high: str = ""


class Source(Protocol):
    """An opened target; it only reads, and is closed by its caller."""

    @property
    def name(self) -> str:
        """The name that references carry."""
        ...

    def catalogue(self) -> Catalogue:
        """The containers in name order, with gaps for what could not be listed."""
        ...

    def sample(self, container: Container, rows: int, seed: int) -> "pa.RecordBatch":
        """About `rows` rows drawn over the whole container (never its head), seeded."""
        ...

    def parts(self, container: Container, wanted: int) -> Sequence[Part]:
        """Disjoint slices that together hold every row; one where it cannot be sliced."""
        ...

    def batches(
        self, container: Container, columns: Sequence[str], part: Part, batch_rows: int
    ) -> "Iterator[pa.RecordBatch]":
        """Every row of the slice, streamed in batches of at most `batch_rows`."""
        ...

    def close(self) -> None:
        """Let go of the target; safe to call twice."""
        ...
