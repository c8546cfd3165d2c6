"""Workbooks and archives that a portal hands out: exports, most often."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from auditor.connectors.portal.charset import to_text
from auditor.connectors.portal.keys import shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.media import medium_of
from auditor.connectors.portal.sink import Sink
from auditor.connectors.portal.trees import head_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ZIP = b"PK\x03\x04"
_WORKBOOK = "xl/workbook.xml"
_OTHERS = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_READ = re.compile(r".*\.(?:csv|tsv|txt|json|ndjson|jsonl|xml|html?)", re.IGNORECASE)
_MEMBERS = 200
_COLUMNS = 400

Document = Callable[[At, str, str], str]


def read_archive(data: bytes, at: At, sink: Sink, document: Document) -> bool:
    """Hand over what a workbook or an archive of texts holds; False for other archives."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [one for one in archive.infolist() if not one.is_dir()]
            names = {one.filename for one in infos}
            if sum(one.file_size for one in infos) > sink.limits.body or len(infos) > _MEMBERS:
                sink.cut("body_bomb")
                return True
            if _WORKBOOK in names:
                return _workbook(data, at, sink)
            if names & set(_OTHERS):
                return False
            return _members(archive, infos, at, document)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return False


def _members(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], at: At, document: Document
) -> bool:
    """The texts of an archive; whether all of it could be read."""
    whole = True
    for info in infos:
        if not _READ.fullmatch(info.filename) or info.flag_bits & 1:
            whole = False
            continue
        text = to_text(archive.read(info), "")
        below = at.inside("zip").under(shown(info.filename.rpartition("/")[2]))
        document(below, text, medium_of(text, ""))
    return whole


def _workbook(data: bytes, at: At, sink: Sink) -> bool:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for number, sheet in enumerate(book.worksheets, start=1):
            _sheet(sheet, at.inside("xlsx").under(f"s{number}"), sink)
    except Exception:  # noqa: BLE001 - the library fails in many ways on a damaged workbook
        sink.cut("body_damaged")
    return True


def _sheet(sheet: "Worksheet", at: At, sink: Sink) -> None:
    names: list[str] = []
    ahead: list[list[str]] = []
    for index, row in enumerate(_rows(sheet)):
        if len(ahead) < 20 and not names:  # noqa: PLR2004 - enough to tell a head from a row
            ahead.append(row)
            continue
        if not names:
            names, index_from = _begin(ahead, at, sink)
        if sink.full:
            sink.cut("too_many_values")
            return
        _record(row, names, at.under("*", index=index - index_from), sink)
    if not names and ahead:
        _begin(ahead, at, sink)


def _begin(ahead: list[list[str]], at: At, sink: Sink) -> tuple[list[str], int]:
    """The names of the columns, once the first rows were handed over."""
    width = max(map(len, ahead))
    padded: list[object] = [row + [""] * (width - len(row)) for row in ahead]
    names, body = head_of(padded, width)
    for index, row in enumerate(body):
        _record(row if isinstance(row, list) else [], names, at.under("*", index=index), sink)
    return names, len(ahead) - len(body)


def _record(row: list[str], names: list[str], at: At, sink: Sink) -> None:
    for name, text in zip(names, row, strict=False):
        if text:
            sink.value(at.under(shown(name), label=name), text)


def _rows(sheet: "Worksheet") -> Iterator[list[str]]:
    for row in sheet.iter_rows(max_col=_COLUMNS, values_only=True):
        texts = ["" if cell is None else str(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield texts
