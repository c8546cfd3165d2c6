"""The bytes of a file as text, with a gap for what its encoding leaves unsure."""

import codecs

from auditor.connectors.migrations.base import MigrationFile
from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 << 10
_CANDIDATES = ["cp1252", "latin_1", "iso8859_15", "cp850", "mac_roman"]
_MANY_ZEROS = 0.3


def decode(name: str, data: bytes) -> MigrationFile:
    """The file's text; one that is neither UTF-8 nor marked is read as the likeliest encoding.

    Names in it may then be wrong, so that it is told as not fully read.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(name, data, encoding)
    if b"\0" in data[:_SAMPLE]:
        return _zeros(name, data)
    try:
        return MigrationFile(name, _lines(data.decode()))
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        encoding = _likeliest(data, fault.start)
        text = data.decode(encoding, "replace")
        return MigrationFile(name, _lines(text), (_gap(name, "encoding_guessed", line, encoding),))


def _marked(name: str, data: bytes, encoding: str) -> MigrationFile:
    try:
        return MigrationFile(name, _lines(data.decode(encoding)))
    except UnicodeDecodeError as fault:
        text = data.decode(encoding, "replace")
        line = data.count(b"\n", 0, fault.start) + 1
        return MigrationFile(name, _lines(text), (_gap(name, "encoding_broken", line, encoding),))


def _zeros(name: str, data: bytes) -> MigrationFile:
    """UTF-16 without a mark, else no text at all."""
    head = data[:4096]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and zeros.count(0) > len(zeros) * (1 - _MANY_ZEROS):
            return MigrationFile(name, _lines(data.decode(encoding, "replace")))
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    text = data.decode("utf-8", "replace").replace("\0", " ")
    return MigrationFile(name, _lines(text), (_gap(name, "zero_bytes", line, ""),))


def _likeliest(data: bytes, first: int) -> str:
    from charset_normalizer import from_bytes

    start = max(0, first - 1000)
    best = from_bytes(data[start : start + _SAMPLE], cp_isolation=_CANDIDATES).best()
    found = best.encoding if best else "cp1252"
    # Windows writes what calls itself Latin-1, and differs in signs that Latin-1 leaves empty.
    return "cp1252" if found in ("latin_1", "ascii") else found


def _lines(text: str) -> str:
    """The text with the line ends of Unix: a lone carriage return ends a line too."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _gap(name: str, code: str, line: int, encoding: str) -> Gap:
    detail = (("line", str(line)), *((("encoding", encoding),) if encoding else ()))
    return Gap(GapKind.UNREAD, code, source=name, detail=detail)
