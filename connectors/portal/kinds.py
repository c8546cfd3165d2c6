"""What a file is to a portal: a capture, a saved answer, a description, or nothing of it."""

import re
from enum import StrEnum
from pathlib import PurePosixPath

from auditor.connectors.files.encoding import detect
from auditor.connectors.files.entry import Entry, open_entry
from auditor.connectors.portal.media import CSV, HTML, JSON, XML, medium_of

_HEAD = 64 << 10
_LOG = re.compile(
    r"\A\s*\{\s*(?:\"[^\"]{1,40}\"\s*:\s*(?:\"[^\"]{0,400}\"|[\d.]+|null|true|false)\s*,\s*){0,8}"
    r"\"log\"\s*:\s*\{"
)
_ENTRIES = re.compile(r"\A\s*\{[^\[]{0,4000}?\"entries\"\s*:\s*\[\s*\{")
_EXCHANGE = re.compile(r"\"(?:startedDateTime|request)\"\s*:")
_OPENAPI = re.compile(r"\A\s*\{.*?\"(?:openapi|swagger)\"\s*:\s*\"[23]\.", re.DOTALL)
_OPENAPI_YAML = re.compile(r"^(?:openapi|swagger)\s*:\s*['\"]?[23]\.", re.MULTILINE)
_WSDL = re.compile(
    r"<(?:[\w.\-]+:)?(?:definitions|description)\b[^>]*"
    r"(?:schemas\.xmlsoap\.org/wsdl|www\.w3\.org/ns/wsdl)",
    re.DOTALL,
)
_BURP = re.compile(r"<items\b[^>]*burpVersion|<!ELEMENT items \(item")
_DUMP = re.compile(
    r"\A(?:HTTP/[\d.]+ \d{3}|(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ HTTP/[\d.]+)"
)
_SIDECARS = (".headers", ".meta", ".header", ".hdr", ".meta.json", ".headers.txt", ".headers.json")
_ASIDE = frozenset(
    {".md", ".yaml", ".yml", ".js", ".css", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico"}
    | {".woff", ".woff2", ".ttf", ".xsd", ".pem", ".sha256", ".toml", ".ini", ".py", ".sh"}
)
"""Endings of what lies beside answers and is none."""
_ANSWERS = frozenset({".json", ".xml", ".html", ".htm", ".csv", ".tsv", ".ndjson", ".jsonl", ".txt",
                      ".soap", ".xhtml", ".response", ".body", ".http", ".jsonp"})  # fmt: skip


class Kind(StrEnum):
    """What a file is."""

    HAR = "har"
    BURP = "burp"
    OPENAPI = "openapi"
    WSDL = "wsdl"
    PAGE = "page"
    """An answer that is no table of data: HTML, XML, a message with its head."""
    DATA = "data"
    """An answer in a format that data files have, too."""
    SIDECAR = "sidecar"
    ASIDE = "aside"
    UNKNOWN = "unknown"


PORTAL = frozenset({Kind.HAR, Kind.BURP, Kind.OPENAPI, Kind.WSDL, Kind.PAGE})
"""Kinds that only a portal has."""


def kind_of(entry: Entry) -> Kind:
    """The kind of a file, told by its first bytes and only then by its name."""
    name = PurePosixPath(entry.name.replace("\\", "/"))
    if name.name.endswith(_SIDECARS):
        return Kind.SIDECAR
    with open_entry(entry) as file:
        data = file.read(_HEAD)
    if name.suffix.lower() == ".har" and not data.startswith(b"PK\x03\x04"):
        return Kind.HAR
    if b"\x00" in data[:64] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = detect([data])
        if not wide.startswith("utf-16"):
            return Kind.ASIDE if name.suffix.lower() in _ASIDE else Kind.UNKNOWN
    return _of_text(data.decode(detect([data or b" "]), "replace"), name.suffix.lower())


def _of_text(head: str, suffix: str) -> Kind:
    head = head.lstrip("\ufeff \t\r\n")
    kind = _described(head) if head else Kind.ASIDE
    if kind is not None:
        return kind
    if suffix in _ASIDE:
        return Kind.ASIDE
    medium = medium_of(head, "")
    if medium in {HTML, XML} or _DUMP.match(head):
        return Kind.PAGE
    return Kind.DATA if medium in {JSON, CSV} or suffix in _ANSWERS else Kind.UNKNOWN


def _described(head: str) -> Kind | None:
    """A capture or a description, which say so at their beginning."""
    if head[0] in "{[":
        if _LOG.match(head) or (_ENTRIES.match(head) and _EXCHANGE.search(head)):
            return Kind.HAR
        if head[0] == "[" and all(f'"{key}"' in head for key in ("request", "response", "url")):
            return Kind.HAR
        return Kind.OPENAPI if _OPENAPI.match(head) else None
    if _BURP.search(head[:8192]):
        return Kind.BURP
    if _WSDL.search(head):
        return Kind.WSDL
    return Kind.OPENAPI if _OPENAPI_YAML.search(head) else None
