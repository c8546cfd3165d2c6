"""Grids of text that people fill in with a spreadsheet: written and read as CSV or XLSX.

A name found in a database may look like a formula, so nothing is ever written as one: CSV cells
that a spreadsheet would evaluate carry an apostrophe, XLSX cells are typed as text.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from auditor.model.errors import AuditError

MAX_BYTES = 20_000_000
"""Largest file that is read, and largest content that an XLSX file may unpack to."""
MAX_ROWS = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WRITTEN = re.compile(r"'*[=+\-@\t\r]")
_READ = re.compile(r"'+[=+\-@\t\r]")
_MAX_CELL = 32_000
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Grid:
    """A header and rows of as many cells; `choices` lists the words a column may hold."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def write_grid(grid: Grid, ending: str) -> bytes:
    """The grid as `.xlsx`, else as CSV with `;` and a byte-order mark, as French Excel expects."""
    if ending.lower() == ".xlsx":
        return _xlsx(grid)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_guarded(cell) for cell in row] for row in (grid.header, *grid.rows))
    return text.getvalue().encode("utf-8-sig", "replace")


def read_grid(file: Path) -> Grid:
    """The grid that a spreadsheet saved; `AuditError` where it is none.

    CSV may come back with `;`, `,` or tabs, in UTF-8 or Windows-1252.
    """
    try:
        content = file.read_bytes() if file.stat().st_size <= MAX_BYTES else None
    except OSError:
        raise AuditError("sheet_missing", file=str(file)) from None
    if content is None:
        raise AuditError("sheet_too_large", file=str(file), limit=MAX_BYTES)
    lines = _read_xlsx(content, file) if content.startswith(b"PK") else _read_csv(content, file)
    full = [row for row in lines if any(cell.strip() for cell in row)]
    if not full:
        raise AuditError("sheet_empty", file=str(file))
    header = tuple(cell.strip() for cell in full[0])
    rows = tuple((*row[: len(header)], *[""] * (len(header) - len(row))) for row in full[1:])
    return Grid(header, rows)


def by_name(
    grid: Grid, names: Mapping[str, Sequence[str]], file: Path
) -> tuple[Mapping[str, str], ...]:
    """Each row by the name of its column; `names` gives the headers that a column may carry."""
    places = {}
    for name, headers in names.items():
        known = {header.casefold() for header in headers}
        place = next((i for i, cell in enumerate(grid.header) if cell.casefold() in known), None)
        if place is None:
            raise AuditError("sheet_column", file=str(file), column=headers[0])
        places[name] = place
    return tuple({n: row[place].strip() for n, place in places.items()} for row in grid.rows)


def _guarded(cell: str) -> str:
    return f"'{cell}" if _WRITTEN.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if _READ.match(cell) else cell


def _xlsx(grid: Grid) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        # The file is a function of the grid: no clock.
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - no zone in the format
        sheet = book.add_worksheet("audit")
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EDF2"})
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for column, name in enumerate(grid.header):
            cells = [row[column] for row in grid.rows]
            width = max([12, *(min(_WIDEST, len(cell)) for cell in cells), len(name) // 2])
            sheet.set_column(column, column, width, body)
            sheet.write_string(0, column, _clean(name), head)
            for line, cell in enumerate(cells, start=1):
                sheet.write_string(line, column, _clean(cell), body)
            if name in grid.choices and cells:
                listed = {"validate": "list", "source": list(grid.choices[name])}
                sheet.data_validation(1, column, len(cells), column, listed)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(grid.rows), len(grid.header) - 1)
    return content.getvalue()


def _clean(cell: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", cell)[:_MAX_CELL]


def _read_xlsx(content: bytes, file: Path) -> list[list[str]]:
    import warnings
    from xml.etree.ElementTree import ParseError

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    broken = AuditError("sheet_unreadable", file=str(file))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_BYTES:
                raise AuditError("sheet_too_large", file=str(file), limit=MAX_BYTES)
            # No spreadsheet writes entities; refusing them ends every way to expand them.
            if any(b"<!ENTITY" in parts.read(part) for part in parts.infolist()):
                raise broken
        with warnings.catch_warnings():
            # What openpyxl drops (styles, validations) is not read here anyway.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            return [[_text(c) for c in row] for row in sheet.iter_rows(values_only=True)]
    except (
        InvalidFileException,
        ParseError,
        zipfile.BadZipFile,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        OSError,
        NotImplementedError,
    ):
        raise broken from None


def _text(cell: object) -> str:
    """A cell as text; a spreadsheet turns a typed day into a date of its own."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _read_csv(content: bytes, file: Path) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    delimiter = max((";", ",", "\t"), key=first.count)
    rows: Iterable[list[str]] = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[_unguarded(cell) for cell in row] for row in islice(rows, MAX_ROWS)]
    except csv.Error:
        raise AuditError("sheet_unreadable", file=str(file)) from None
