"""A table inside a file, whatever the format: what `FileSource` asks of each reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from auditor.connectors.database.arrow import Cells
from auditor.model.catalogue import Column

Slice = tuple[str, str]
WHOLE: Slice = ("", "")


@dataclass(frozen=True, slots=True)
class Lost:
    """Rows or values that could not be read, to be counted in a gap of that code."""

    code: str
    count: int = 1


class Table(Protocol):
    """The rows of one table of one file; reading it twice gives the same rows."""

    @property
    def label(self) -> str:
        """What tells it from other tables of the file: a sheet, a record type; often ""."""
        ...

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in the order of `stream`."""
        ...

    @property
    def rows(self) -> int | None:
        """About how many rows it holds, where that is known without reading them."""
        ...

    def slices(self, wanted: int) -> Sequence[Slice]:
        """Disjoint slices that together hold every row."""
        ...

    def stream(self, places: Sequence[int], part: Slice) -> "Iterator[Cells | Lost]":
        """The rows of a slice: the columns at these places, named as in `columns`."""
        ...

    def draw(self, rows: int, seed: int) -> "Iterator[Cells | Lost] | None":
        """About that many rows from all over the table; None where a full read must serve."""
        ...


def of_texts(rows: Sequence[Sequence[str | None]], names: Sequence[str]) -> pa.RecordBatch:
    """Rows of text as a batch; a lone surrogate becomes U+FFFD."""
    if not rows:
        rows_by_column: list[list[str | None]] = [[] for _ in names]
    else:
        rows_by_column = [list(column) for column in zip(*rows, strict=True)]
    return pa.RecordBatch.from_arrays([_text(column) for column in rows_by_column], list(names))


def _text(cells: list[str | None]) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        safe = [None if c is None else c.encode("utf-8", "replace").decode() for c in cells]
        return pa.array(safe, pa.string())
