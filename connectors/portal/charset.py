"""Bytes of a body as text: a charset that was declared is believed only if the bytes agree."""

import codecs
import re

from auditor.connectors.files.encoding import detect

_PARAMETER = re.compile(r"charset\s*=\s*[\"']?([\w.:\-]{2,40})", re.IGNORECASE)
_WRITTEN = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w.:\-]{2,40})", re.IGNORECASE)
_MISREAD = re.compile(
    "[\u00c2\u00c3\u00c5\u00e2][\u0080-\u00bf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]"
)
_BYTES = 256
_SAMPLE = 64 << 10


def to_text(data: bytes, mime: str) -> str:
    """The text of a body; what no charset explains becomes U+FFFD."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        # Bytes that are valid UTF-8 by chance are not seen in practice.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    else:
        if "\x00" not in text[:_BYTES]:
            return text
    for name in (_declared(mime), _written(data), detect([data[:_SAMPLE]])):
        try:
            return data.decode(name) if name else _fault()
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def repaired(text: str) -> str:
    """The text that a tool wrote, read as UTF-8 where it had been taken for Windows-1252."""
    if text.isascii() or not _MISREAD.search(text):
        return text
    for name in ("cp1252", "latin-1"):
        try:
            return text.encode(name).decode()
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text


def _declared(mime: str) -> str:
    found = _PARAMETER.search(mime)
    return _windows(found[1]) if found else ""


def _written(data: bytes) -> str:
    found = _WRITTEN.search(data[:2048])
    return _windows(found[1].decode()) if found else ""


def _windows(name: str) -> str:
    """Browsers read Latin-1 as Windows-1252, and so do we; UTF-8 has been tried already."""
    lower = name.lower()
    if lower in {"iso-8859-1", "latin1", "latin-1", "iso8859-1", "us-ascii", "ascii"}:
        return "cp1252"
    return "" if lower in {"utf-8", "utf8"} else lower


def _fault() -> str:
    raise LookupError
