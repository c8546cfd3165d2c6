"""Which medium a text is written in, by its edges and its alphabet; nothing is parsed here."""

import re

from auditor.detection.nested.hl7 import seems_hl7

JSON, XML, HTML, CSV, ARRAY = "json", "xml", "html", "csv", "array"
BASE64, GZIP, QUERY, TEXT, HL7 = "base64", "gzip", "query", "text", "hl7"
MARKED = frozenset(
    {"@json", "@xml", "@html", "@csv", "@base64", "@gzip", "@query", "@text", "@fixed"} | {"@hl7"}
)
"""Segments of a path where the medium changes."""

_SHORTEST = 8
_LEAST_LINES = 2
_LONG_ENOUGH = 16
_HEAD = 512
_PAGE = (
    "!doctype\\s+html|html|body|head|div|p|br|span|table|tr|td|ul|ol|h[1-6]|form|input|font|dl|img"
)
_PAGE_TAG = re.compile(rf"<(?:{_PAGE})\b", re.IGNORECASE | re.ASCII)
_ANY_TAG = re.compile(
    rf"<(?:{_PAGE}|a|b|i|u|em|strong|li|dt|small|pre)\b[^<>]{{0,200}}>", re.IGNORECASE | re.ASCII
)
"""With the tags that may as well be elements of an XML document."""
_SIGNS = re.compile(r"[\[{<=/?\n]")
"""One of which every short text in another medium holds."""
_ENCODED = re.compile(r"[A-Za-z0-9+/_\-\r\n]+={0,2}", re.ASCII)
_TOKEN = re.compile(r"eyJ[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*", re.ASCII)
_PAIRS = re.compile(r"\??[A-Za-z_][\w.\[\]\-]*=[^&\s]*(?:&[\w.\[\]%\-]+=[^&\s]*)+", re.ASCII)
_PLACE = re.compile(r"(?:https?://[^\s/?#]+)?/[^\s]*|https?://[^\s/?#]+\?[^\s]*", re.ASCII)
_RECORD = "\t;|,"


def medium_of(text: str) -> str:
    """The medium that a text seems to be in, "" for plain text."""
    if len(text) < _LONG_ENOUGH and not _SIGNS.search(text):
        return ""
    text = text.strip()
    edges = text[:1] + text[-1:]
    if edges in {"{}", "[]"}:
        return JSON
    if edges == "<>":
        return HTML if _PAGE_TAG.match(text) else XML
    if seems_hl7(text):
        return HL7
    if " " not in text and len(text) >= _SHORTEST:
        return _unbroken(text)
    return HTML if seems_html(text) else _lines(text)


def seems_html(text: str) -> bool:
    """Whether the beginning of a text has a tag of HTML."""
    return "<" in text and _ANY_TAG.search(text, 0, _HEAD) is not None


def _lines(text: str) -> str:
    return CSV if "\n" in text and delimiter_of(text) else ""


def _unbroken(text: str) -> str:
    if _PAIRS.fullmatch(text) or (_is_place(text) and not text.startswith("//")):
        return QUERY
    if len(text) >= _LONG_ENOUGH and (_ENCODED.fullmatch(text) or _TOKEN.fullmatch(text)):
        return BASE64 if not text.isdigit() else ""
    return HTML if seems_html(text) else _lines(text)


def _is_place(text: str) -> bool:
    """A URL, or a path with a query or several segments."""
    if not _PLACE.fullmatch(text):
        return False
    return "://" in text or "?" in text or text.count("/") > 1


def delimiter_of(text: str) -> str:
    """The character that parts the fields of a text of two or more lines, "" where none does."""
    lines = [line for line in text[: _HEAD * 8].splitlines()[:20] if line.strip()]
    if len(text) > _HEAD * 8:
        lines = lines[:-1]
    if len(lines) < _LEAST_LINES:
        return ""
    for delimiter in _RECORD:
        counts = {line.count(delimiter) for line in lines}
        if len(counts) == 1 and counts.pop() >= 1 + (delimiter == ","):
            return delimiter
    return ""
