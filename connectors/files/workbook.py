"""XLSX: sheets as tables, stored results only, nothing is ever calculated."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from auditor.connectors.database.arrow import Cells
from auditor.connectors.files.dialect import is_header
from auditor.connectors.files.entry import EXPANSION, EXPANSION_FROM, Entry, open_entry
from auditor.connectors.files.failures import FileFault
from auditor.connectors.files.masks import column_names, masked
from auditor.connectors.files.table import WHOLE, Lost, Slice, of_texts
from auditor.model.catalogue import Column, Family

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

Row = list[str | None]

_ROWS = 4_096
_HEAD = 200
_PREAMBLE = 20
_EXACT = 10**15
"""Whole numbers below are exact in a workbook, which keeps 15 digits."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet of a workbook."""

    entry: Entry
    index: int
    columns: tuple[Column, ...]
    skipped: int
    label: str = ""
    rows: int | None = None

    def slices(self, wanted: int) -> Sequence[Slice]:  # noqa: ARG002 - a sheet has no cuts
        """One: a sheet is read from its start."""
        return [WHOLE]

    def stream(self, places: Sequence[int], part: Slice) -> Iterator[Cells | Lost]:  # noqa: ARG002 - one part
        """Every row below the names that holds anything; cells right of the table are counted."""
        names = [self.columns[place].name for place in places]
        width = len(self.columns)
        rows: list[Row] = []
        beyond = 0
        with open_entry(self.entry) as file, _Book(file, self.entry) as book:
            for number, cells in enumerate(book.cells(self.index)):
                if number < self.skipped or not any(cells):
                    continue
                beyond += any(cells[width:])
                padded = cells + [None] * (width - len(cells))
                rows.append([padded[place] for place in places])
                if len(rows) >= _ROWS:
                    yield Cells(of_texts(rows, names))
                    rows = []
        yield Cells(of_texts(rows, names))
        if beyond:
            yield Lost("ragged_rows", beyond)

    def draw(self, rows: int, seed: int) -> None:
        """A sheet cannot be read from its middle: a full read serves."""


def sheet_tables(entry: Entry) -> list[SheetTable]:
    """The sheets that hold anything, in the order of the workbook, hidden ones among them."""
    tables = []
    with open_entry(entry) as file, _Book(file, entry) as book:
        for index, title in enumerate(book.titles):
            head = [row for row, _ in zip(book.cells(index), range(_HEAD), strict=False)]
            if not any(any(row) for row in head):
                continue
            skipped, given = _names(head)
            columns = tuple(Column(name, "cell", Family.TEXT) for name in column_names(given))
            tables.append(SheetTable(entry, index, columns, skipped, masked(title)))
    return tables


def cell_text(value: object) -> str | None:
    """The canonical text of a cell."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    return str(value)


def _names(head: Sequence[Row]) -> tuple[int, list[str]]:
    """Rows up to the names of the columns, and the names; empty names where no row holds them."""
    width = max(len(row) for row in head)
    while width > 1 and not any(row[width - 1] for row in head if len(row) >= width):
        width -= 1
    padded = [[cell or "" for cell in row[:width]] + [""] * (width - len(row)) for row in head]
    widest = max(sum(map(bool, row)) for row in padded)
    for place, row in enumerate(padded[:_PREAMBLE]):
        if sum(map(bool, row)) * 2 > widest:
            if is_header(row, [one for one in padded[place + 1 :] if any(one)]):
                return place + 1, row
            return place, [""] * width
    return 0, [""] * width


class _Book:
    """A workbook opened to read, within limits of expansion; closed at the end."""

    def __init__(self, file: io.BufferedReader, entry: Entry) -> None:
        from openpyxl import load_workbook

        with zipfile.ZipFile(file) as archive:
            size = sum(info.file_size for info in archive.infolist())
        if size > max(EXPANSION_FROM, entry.size * EXPANSION):
            raise FileFault("expansion_limit")
        file.seek(0)
        with _told_of_damage():
            self._book: Workbook = load_workbook(
                file, read_only=True, data_only=True, keep_links=False, keep_vba=False
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    @property
    def titles(self) -> list[str]:
        """The names of the sheets that have cells."""
        return [sheet.title for sheet in self._book.worksheets]

    def cells(self, index: int) -> Iterator[Row]:
        """The rows of a sheet as text, empty ones among them."""
        with _told_of_damage():
            sheet = self._book.worksheets[index]
            # The stated dimension may be wrong, on purpose or not: read what is there.
            if hasattr(sheet, "reset_dimensions"):
                sheet.reset_dimensions()
            for row in sheet.iter_rows(values_only=True):
                yield [cell_text(value) for value in row]


@contextmanager
def _told_of_damage() -> Iterator[None]:
    """What openpyxl lets through for a damaged or hostile workbook, as one fault."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError, ValueError):
        # XML that is not well formed is a SyntaxError, forbidden entities are a ValueError.
        raise FileFault("file_malformed") from None
