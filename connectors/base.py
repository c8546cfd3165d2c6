"""What every connector offers; it fails with `TargetError` and `ReadError` only.

A batch is an Arrow record batch of **string columns**, one per requested column and in that
order, in canonical text, so that every reader yields equal profiles: integers in decimal without
padding, zero-scale decimals likewise, dates `YYYY-MM-DD`, timestamps `YYYY-MM-DD HH:MM:SS[.f]`
(in UTC where they carry a zone), booleans `true`/`false`, binary as lower-case hex of a bounded
prefix, everything else as the database casts it to text. NULL is null. Invalid UTF-8 is replaced
and counted as a gap.

A connector may own a fast and a universal reader. When the fast one fails after batches of a part
were handed out, `batches` raises `ReadRestartError`: the caller throws away what it learned of that
part and asks for the part once more, which the universal reader then answers. A caller that does
not know the signal sees a `ReadError` and reports the container unread, which is still true.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from auditor.model.access import Access
from auditor.model.catalogue import Catalogue, Container
from auditor.model.errors import ReadError
from auditor.model.exchanges import Contract, Exchange
from auditor.model.gaps import Gap

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS = 131_072


@dataclass(frozen=True, slots=True)
class Part:
    """A slice of a container that one worker reads; `low`/`high` bound its physical key.

    An empty bound is open. Bounds are computed, never copied from a row.
    """

    container: str
    index: int
    of: int
    low: str = ""
    high: str = ""


class ReadRestartError(ReadError):
    """The reader broke in mid-part: forget that part and ask for it again, once."""


class Source(Protocol):
    """An opened target; it only reads, and is closed by its caller."""

    @property
    def name(self) -> str:
        """The name that references carry."""
        ...

    @property
    def dialect(self) -> str:
        """The kind of target, such as `postgresql`."""
        ...

    @property
    def location(self) -> str:
        """Where it is, as it may be shown: no secret."""
        ...

    @property
    def spec(self) -> "SourceSpec":
        """How to open the same target again, in another process."""
        ...

    def catalogue(self) -> Catalogue:
        """The containers in name order, with gaps for what could not be listed."""
        ...

    def sample(self, container: Container, rows: int, seed: int) -> "pa.RecordBatch":
        """About `rows` rows of the readable columns, drawn over the whole container, seeded.

        It is never the head; where only a bounded part could be drawn from, a gap says so.
        """
        ...

    def parts(self, container: Container, wanted: int) -> Sequence[Part]:
        """Disjoint slices that together hold every row; one where it cannot be sliced."""
        ...

    def batches(
        self, container: Container, columns: Sequence[str], part: Part, batch_rows: int = BATCH_ROWS
    ) -> "Iterator[pa.RecordBatch]":
        """Every row of the slice, streamed in batches of at most `batch_rows`."""
        ...

    def access(self) -> "AccessReading":
        """Roles, grants, policies and definitions, by set queries; empty where there are none."""
        ...

    def take_gaps(self) -> tuple[Gap, ...]:
        """Gaps noticed while reading since the last call; the caller owns them from then on.

        Those of a part that ended in `ReadRestartError` are dropped with it.
        """
        ...

    def close(self) -> None:
        """Let go of the target; safe to call twice."""
        ...


@runtime_checkable
class Counting(Protocol):
    """A source that counts by query what no pass sees: as another role, or by controller."""

    def persons(self, container: Container, columns: Sequence[str], role: str = "") -> int | None:
        """Distinct combinations of the columns, as that role sees them; None where unknown."""
        ...

    def persons_by(
        self, container: Container, columns: Sequence[str], by: str
    ) -> tuple[tuple[str, int], ...]:
        """The same for each value of `by`, which is in memory only."""
        ...


@dataclass(frozen=True, slots=True)
class Definition:
    """The text of a view or routine, from which lineage is told; it is never written anywhere."""

    container: str
    kind: str
    text: str = field(repr=False)
    dialect: str


@dataclass(frozen=True, slots=True)
class AccessReading:
    """The rights that a source declares; `access.lineage` is empty until definitions are traced."""

    access: Access = field(default_factory=Access)
    definitions: tuple[Definition, ...] = ()
    gaps: tuple[Gap, ...] = ()


class Portal(Protocol):
    """An opened capture, folder of answers or description of a portal; it is only read."""

    @property
    def name(self) -> str:
        """The name that references carry."""
        ...

    @property
    def dialect(self) -> str:
        """The kind of target: `har`, `responses`, `openapi`, `wsdl`."""
        ...

    @property
    def location(self) -> str:
        """Where it is, as it may be shown."""
        ...

    def exchanges(self) -> Iterator[Exchange]:
        """Every exchange in the order of the capture, one at a time; values are in memory only."""
        ...

    def contracts(self) -> tuple[Contract, ...]:
        """Endpoints that a description promises."""
        ...

    def take_gaps(self) -> tuple[Gap, ...]:
        """Gaps noticed while reading since the last call."""
        ...

    def close(self) -> None:
        """Let go of the target; safe to call twice."""
        ...


class SourceSpec(Hashable, Protocol):
    """A picklable description of an opened target; its `repr` holds no secret."""

    def open(self) -> Source:
        """The same target, opened anew, with the same view of its rows where it can offer one."""
        ...
