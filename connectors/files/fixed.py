"""Fixed-width exports, by a layout that audit.yaml declares."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from auditor.connectors.database.arrow import Cells
from auditor.connectors.files.masks import column_names, masked
from auditor.connectors.files.table import WHOLE, Lost, Slice
from auditor.connectors.files.text import (
    FULL_DRAW_BYTES,
    Text,
    blocks,
    bounds_of,
    cuts,
    scattered,
)
from auditor.model.catalogue import Column, Family
from auditor.policy.layouts import Layout, Record

_LINES = 65_536


@dataclass(frozen=True, slots=True)
class RecordTable:
    """The lines of one record type; the first table of a file also counts lines of no type."""

    text: Text
    layout: Layout
    record: Record
    columns: tuple[Column, ...]
    first: bool
    average: float
    label: str = ""

    @property
    def rows(self) -> int | None:
        """Lines of all types, over the number of types."""
        if not self.text.entry.seekable:
            return None
        return round(self.text.entry.size / self.average / len(self.layout.records))

    def slices(self, wanted: int) -> Sequence[Slice]:
        """Slices of whole lines of a large file."""
        return [WHOLE] if self.layout.width else cuts(self.text, wanted)

    def stream(self, places: Sequence[int], part: Slice) -> Iterator[Cells | Lost]:
        """The records of a slice; a line that ends early has nothing in its last fields."""
        low, high = bounds_of(part)
        with self.text.open(low, high) as file:
            lines = _records(file, self.layout.width) if self.layout.width else _lines(file)
            for chunk in lines:
                yield from self._cells(chunk, places)

    def draw(self, rows: int, seed: int) -> Iterator[Cells | Lost] | None:
        """Lines from scattered places of a large file, of which those of this type are kept."""
        wanted = rows * len(self.layout.records)
        size = self.text.entry.size
        large = size > max(FULL_DRAW_BYTES, 4 * wanted * self.average)
        if self.layout.width or not self.text.cuttable or not large:
            return None
        lines = [one.decode("utf-8", "replace") for one in scattered(self.text, wanted, seed, 0)]
        return self._cells([line.rstrip("\r\n") for line in lines], range(len(self.columns)))

    def _cells(self, lines: list[str], places: Sequence[int]) -> Iterator[Cells | Lost]:
        array = pa.array([line for line in lines if line.strip()], pa.string())
        kinds = self._kinds(array)
        if self.first and kinds is not None:
            declared = pa.array([record.type for record in self.layout.records])
            unknown = len(array) - (pc.sum(pc.is_in(kinds, declared)).as_py() or 0)
            if unknown:
                yield Lost("record_types_undeclared", unknown)
        if kinds is not None:
            array = array.filter(pc.equal(kinds, self.record.type))
        fields = [self.record.fields[place] for place in places]
        cells = [_cut(array, field.start, field.length) for field in fields]
        names = [self.columns[place].name for place in places]
        yield Cells(pa.RecordBatch.from_arrays(cells, names))

    def _kinds(self, array: pa.Array) -> pa.Array | None:
        place = self.layout.discriminator
        return None if place is None else _cut(array, place.start, place.length)


def record_tables(text: Text, layout: Layout) -> list[RecordTable]:
    """A table for each record type of the layout."""
    head = text.head()
    average = layout.width or max(len(head) / max(head.count("\n"), 1), 1.0)
    return [
        RecordTable(
            text,
            layout,
            record,
            _columns(record),
            first=index == 0,
            average=average,
            label=masked(record.name or record.type),
        )
        for index, record in enumerate(layout.records)
    ]


def _columns(record: Record) -> tuple[Column, ...]:
    names = column_names([field.name for field in record.fields])
    return tuple(
        Column(name, f"char({field.length})", Family.TEXT, field.length, comment=field.comment)
        for name, field in zip(names, record.fields, strict=True)
    )


def _cut(lines: pa.Array, start: int, length: int) -> pa.Array:
    """The field without its padding; null where nothing is left."""
    cell = pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(lines, start - 1, start - 1 + length))
    return pc.if_else(pc.equal(cell, ""), None, cell)


def _lines(file: io.BufferedReader) -> Iterator[list[str]]:
    for block in blocks(file):
        text = block.decode("utf-8", "replace").replace("\r\n", "\n")
        yield text.removesuffix("\n").split("\n")


def _records(file: io.BufferedReader, width: int) -> Iterator[list[str]]:
    """Records without line ends, one behind the other."""
    text = io.TextIOWrapper(file, "utf-8", "replace", newline="")
    while chunk := text.read(width * _LINES):
        yield [chunk[place : place + width] for place in range(0, len(chunk), width)]
