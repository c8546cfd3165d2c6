"""What a file is, by its first bytes, whatever its name says; and the tables in it."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.connectors.files.entry import Entry, open_entry, open_regular
from auditor.connectors.files.failures import FileFault
from auditor.connectors.files.options import FileOptions
from auditor.connectors.files.table import Table
from auditor.connectors.files.text import Text, text_of

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_SQLITE = b"SQLite format 3\x00"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x7fELF",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\xfd7zXZ",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
    b"{\\rtf",
    b"ORC",
    b"Obj\x01",
)
"""Beginnings of formats that hold data but are not read."""
_WORKBOOK = "xl/workbook.xml"
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_MAX_MEMBERS = 1_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\ufffd]")
_BINARY_SHARE = 0.02


def members(entry: Entry) -> Iterator[Entry]:
    """The entry itself, or what is packed in it; `FileFault` for a format that is not read."""
    with open_entry(entry) as file:
        head = file.read(16)
    if head.startswith(_GZIP):
        yield replace(entry, packing="gzip", name=entry.name.removesuffix(".gz"))
    elif head.startswith((_ZIP, _EMPTY_ZIP)):
        yield from _zipped(entry)
    else:
        yield entry


def tables(entry: Entry, options: FileOptions) -> Sequence[Table]:
    """The tables in an entry; `FileFault` for a format that is not read."""
    with open_entry(entry) as file:
        head = file.read(64 << 10)
    if not head:
        raise FileFault("file_empty")
    if head.startswith(_SQLITE):
        raise FileFault("file_is_database")
    if head.startswith(_OLE):
        raise FileFault("file_old_office")
    if head.startswith(_OTHERS):
        raise FileFault("file_unknown_format")
    if head.startswith((b"PAR1", _ZIP)):
        return _structured(entry, head)
    layout = options.layout(entry.name)
    text = text_of(entry, layout.encoding if layout else "")
    if layout is not None:
        from auditor.connectors.files.fixed import record_tables

        return record_tables(text, layout)
    return _texts(text)


def _structured(entry: Entry, head: bytes) -> Sequence[Table]:
    if not entry.seekable:
        raise FileFault("file_packed")
    if head.startswith(_ZIP):
        from auditor.connectors.files.workbook import sheet_tables

        return sheet_tables(entry)
    from auditor.connectors.files.columnar import parquet_table

    return [parquet_table(entry)]


def _texts(text: Text) -> Sequence[Table]:
    head = text.head()
    if len(_CONTROL.findall(head)) > len(head) * _BINARY_SHARE:
        raise FileFault("file_unknown_format")
    from auditor.connectors.files.delimited import delimited
    from auditor.connectors.files.json_document import is_json_document, json_tables
    from auditor.connectors.files.json_lines import are_json_lines, json_lines

    if are_json_lines(head):
        return [json_lines(text)]
    if is_json_document(head):
        return json_tables(text)
    return [delimited(text)]


def _zipped(entry: Entry) -> Iterator[Entry]:
    with open_regular(entry.path) as file, zipfile.ZipFile(file) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
    names = {info.filename for info in infos}
    if _WORKBOOK in names:
        yield entry
        return
    if names & set(_OFFICE):
        raise FileFault("file_unknown_format")
    if len(infos) > _MAX_MEMBERS:
        raise FileFault("archive_too_many")
    for info in infos:
        yield replace(
            entry, packing="zip", member=info.filename, name=f"{entry.name}/{info.filename}"
        )
