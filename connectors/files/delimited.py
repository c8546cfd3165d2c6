"""CSV and its kin, by pyarrow's streaming reader; every column is text."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

import pyarrow as pa
from pyarrow import csv

from auditor.connectors.database.arrow import Cells, of_arrays
from auditor.connectors.files.dialect import (
    NO_DELIMITER,
    Dialect,
    detect_dialect,
    length_of,
    records_of,
)
from auditor.connectors.files.masks import column_names
from auditor.connectors.files.table import Lost, Slice, of_texts
from auditor.connectors.files.text import (
    BLOCK_BYTES,
    FULL_DRAW_BYTES,
    Text,
    blocks,
    bounds_of,
    cuts,
    scattered,
)
from auditor.model.catalogue import Column, Family

NULLS = ["", "\\N", "NULL"]
"""Unquoted cells that hold nothing."""


@dataclass(frozen=True, slots=True)
class DelimitedTable:
    """A delimited file; a file of lines is one of a single column."""

    text: Text
    dialect: Dialect
    columns: tuple[Column, ...]
    start: int
    """Bytes of UTF-8 before the first row."""
    raw_start: int
    """The same in bytes of the file, where it is cuttable."""
    average: float
    """Bytes of the file that a row takes up, about."""
    label: str = ""

    @property
    def rows(self) -> int | None:
        """The size of the file over that of its first rows."""
        return round(self.text.entry.size / self.average) if self.text.entry.seekable else None

    def slices(self, wanted: int) -> Sequence[Slice]:
        """Slices of whole rows of a large file."""
        return cuts(self.text, wanted, self._quote())

    def stream(self, places: Sequence[int], part: Slice) -> Iterator[Cells | Lost]:
        """The rows of a slice; rows with more or fewer cells are lost and counted."""
        low, high = bounds_of(part)
        with self.text.open(low, high) as file:
            if not low:
                file.read(self.start)
            if quotes_close(self.text, self.dialect.quote):
                yield from self._parsed(file, places)
            else:
                yield from self._by_line(file, places)

    def draw(self, rows: int, seed: int) -> Iterator[Cells | Lost] | None:
        """Rows from scattered places of a large file."""
        size = self.text.entry.size
        if not self.text.cuttable or size <= max(FULL_DRAW_BYTES, 4 * rows * self.average):
            return None
        records = scattered(self.text, rows, seed, self.raw_start, self._quote())
        file = io.BytesIO(b"".join(records))
        places = range(len(self.columns))
        if quotes_close(self.text, self.dialect.quote):
            return self._parsed(file, places)
        return self._by_line(file, places)

    def _quote(self) -> bytes:
        """The quote within which a line may end, if quotes can be relied upon."""
        closed = quotes_close(self.text, self.dialect.quote)
        return self.dialect.quote.encode() if closed else b""

    def _by_line(self, file: BinaryIO, places: Sequence[int]) -> Iterator[Cells | Lost]:
        """Each line a row, where an opened quote is never closed and would swallow the rest."""
        names = [self.columns[place].name for place in places]
        ragged = 0
        for block in blocks(file):
            lines = block.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
            records = [cells_of(line, self.dialect) for line in lines if line]
            rows = [record for record in records if len(record) == self.dialect.width]
            ragged += len(records) - len(rows)
            yield Cells(of_texts([[row[place] for place in places] for row in rows], names))
        if ragged:
            yield Lost("ragged_rows", ragged)

    def _parsed(self, file: BinaryIO, places: Sequence[int]) -> Iterator[Cells | Lost]:
        keys = [str(place) for place in range(len(self.columns))]
        lost = _Ragged()
        peeked = file.read(1)
        if not peeked:
            return
        wanted = [keys[place] for place in places]
        reader = csv.open_csv(
            pa.PythonFile(_Rejoined(peeked, file), mode="r"),
            csv.ReadOptions(column_names=keys, block_size=BLOCK_BYTES, use_threads=False),
            csv.ParseOptions(
                delimiter=self.dialect.delimiter,
                quote_char=self.dialect.quote or False,
                newlines_in_values=True,
                invalid_row_handler=lost,
            ),
            csv.ConvertOptions(
                column_types=dict.fromkeys(keys, pa.binary()),
                include_columns=wanted,
                null_values=NULLS,
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        names = [self.columns[place].name for place in places]
        for batch in reader:
            yield of_arrays(batch.columns, names)
        if lost.count:
            yield Lost("ragged_rows", lost.count)


def delimited(text: Text) -> DelimitedTable:
    """The table that a text file is read as."""
    head = text.head()
    dialect = detect_dialect(head)
    given = list(dialect.names or [""] * dialect.width)
    if dialect.delimiter == NO_DELIMITER and dialect.names is None:
        given = ["ligne"]
    start = head[: length_of(head, dialect)] if dialect.skipped else ""
    lines = max(head.count("\n"), 1)
    average = max(text.raw_length(head) / lines, 1.0) if text.cuttable else len(head) / lines
    return DelimitedTable(
        text,
        dialect,
        tuple(Column(name, "text", Family.TEXT) for name in column_names(given)),
        len(start.encode("utf-8", "surrogateescape")),
        text.raw_length(start) if text.cuttable else 0,
        max(average, 1.0),
    )


@lru_cache(maxsize=4_096)
def quotes_close(text: Text, quote: str) -> bool:
    """Whether the quotes of the whole file are even in number."""
    if not quote:
        return True
    odd = 0
    with text.open() as file:
        while data := file.read(BLOCK_BYTES):
            odd ^= data.count(quote.encode()) & 1
    return not odd


def cells_of(line: str, dialect: Dialect) -> list[str | None]:
    """The cells of one line by itself, with its quotes where that gives as many as expected."""
    quoted = records_of(line, dialect.delimiter, dialect.quote)
    cells = quoted[0] if quoted and len(quoted[0]) == dialect.width else None
    return [None if c in NULLS else c for c in cells or line.split(dialect.delimiter)]


class _Ragged:
    """Counts the rows that have more or fewer cells than columns."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, _row: csv.InvalidRow) -> str:
        self.count += 1
        return "skip"


class _Rejoined(io.RawIOBase):
    """A stream and the byte that was taken from it to see whether it holds any."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override] # any writable buffer
        if self._first:
            data, self._first = self._first, b""
        else:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
