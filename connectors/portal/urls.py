"""The parts of an address that hold values: segments of the path, parameters, fragment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

from auditor.connectors.portal.keys import KEY, OF_KEY, is_value, shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.sink import Sink

_MOST = 2_000
_PLACE = re.compile(r"(?:[a-z][a-z0-9+.\-]{1,20}:)?//[^\s/?#]+[^\s]*|/[^\s/][^\s]*", re.IGNORECASE)
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_TELLING = re.compile(r"[0-9]{4}|@")


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart; `repr` shows no value."""

    scheme: str
    host: str
    path: str = field(repr=False)
    query: str = field(repr=False)
    fragment: str = field(repr=False)


def split(url: str) -> Address:
    """The parts of an address, as far as it has any; it never fails."""
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        scheme, _, rest = url.strip().partition("://")
        host, _, path = rest.partition("/")
        return Address(scheme.lower(), host.lower(), f"/{path.partition('?')[0]}",
                       path.partition("?")[2], "")  # fmt: skip
    return Address(parts.scheme.lower(), host, parts.path or "/", parts.query, parts.fragment)


def read_path(path: str, at: At, sink: Sink) -> None:
    """Each segment by its number from 1, and what stands behind a semicolon by its name."""
    segments = [one for one in path.split("/") if one]
    for number, segment in enumerate(segments[:_MOST], start=1):
        head, *matrix = segment.split(";")
        here = at.under("seg", str(number))
        if head:
            sink.value(here, unquote(head))
        for pair in matrix:
            key, sign, value = pair.partition("=")
            if sign:
                sink.value(here.under(f";{shown(unquote(key))}"), unquote(value))


def read_query(query: str, at: At, sink: Sink) -> None:
    """Each parameter by its name."""
    for key, value in pairs_of(query):
        read_pair(key, value, at, sink)


def pairs_of(query: str) -> list[tuple[str, str]]:
    """Names and values of a query or form; a name alone is a value without one."""
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST)
    except ValueError:
        pieces = (one.partition("=") for one in query.split("&")[:_MOST])
        return [(unquote_plus(key), unquote_plus(value)) for key, _, value in pieces]


def read_pair(key: str, value: str, at: At, sink: Sink) -> None:
    """One named value; a name that is a value itself counts as one."""
    below = at.under(shown(key))
    if is_value(key):
        sink.plain(at.under(KEY, OF_KEY), key)
    if value or not is_value(key):
        sink.value(below, value)


def is_place(text: str) -> bool:
    """Whether a value is an address that may hold others."""
    if len(text) > 16_384 or not _PLACE.fullmatch(text):  # noqa: PLR2004 - no address is longer
        return False
    address = split(text)
    return bool(address.query or address.fragment) or bool(_TELLING.search(address.path))


def read_place(text: str, at: At, sink: Sink) -> None:
    """What an address inside a value holds."""
    address = split(text)
    inner = at.inside("query")
    for number, segment in _telling(address.path):
        sink.plain(inner.under("seg", str(number)), segment)
    read_query(address.query, inner, sink)
    if "=" in address.fragment:
        read_query(address.fragment.partition("?")[2] or address.fragment, inner.under("#"), sink)


def decoded(text: str) -> str:
    """The text without percent signs, where it is one that a browser has encoded."""
    return unquote(text) if "%" in text and _ESCAPED.search(text) else text


def _telling(path: str) -> Iterator[tuple[int, str]]:
    segments = [unquote(one) for one in path.split("/") if one]
    for number, segment in enumerate(segments[:_MOST], start=1):
        if _TELLING.search(segment):
            yield number, segment
