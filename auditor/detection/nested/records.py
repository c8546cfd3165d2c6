"""Delimited lines, PostgreSQL arrays and URL queries as values with paths."""

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote_plus

from auditor.detection.nested.labels import are_titles, is_label
from auditor.detection.nested.media import delimiter_of

Values = Iterator[tuple[tuple[str, ...], str | None]]

_ELEMENT = re.compile(r'"((?:[^"\\]|\\.)*)(?:"|\\?\Z)|([^{},"]+)', re.DOTALL)
_BOUNDS = re.compile(r"(?:\[-?[0-9]+:-?[0-9]+\])+=", re.ASCII)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_DIGITS = re.compile(r"[0-9]")
_MANY_DIGITS = 4
_MOST_FIELDS = 1_000


def of_csv(text: str, cuts: set[str]) -> Values | None:
    """The fields of delimited lines, by the names of a header or else by position from 1."""
    delimiter = delimiter_of(text)
    if not delimiter:
        return None
    try:
        lines = list(csv.reader(io.StringIO(text.strip()), delimiter=delimiter))
    except csv.Error:
        cuts.add("unparsable")
        return None
    return _by_header([line for line in lines if line])


def _by_header(lines: list[list[str]]) -> Values:
    head, *rest = lines
    titled = bool(rest) and are_titles(head)
    names = [name.strip() for name in head] if titled else [str(n + 1) for n in range(len(head))]
    for line in rest if titled else lines:
        for name, value in zip(names, line, strict=False):
            yield (name,), value or None


def of_array(text: str, cuts: set[str]) -> Values | None:
    """The elements of an array as PostgreSQL writes it, of any number of dimensions."""
    text = _BOUNDS.sub("", text.strip(), count=1)
    if not (text.startswith("{") and text.endswith("}")):
        cuts.add("unparsable")
        return None
    return _elements(text)


def _elements(text: str) -> Values:
    for found in _ELEMENT.finditer(text):
        quoted, bare = found.groups()
        if quoted is not None:
            yield ("*",), _ESCAPED.sub(r"\1", quoted)
        elif bare.strip():
            yield ("*",), None if bare.strip() == "NULL" else bare.strip()


def of_query(text: str, _cuts: set[str]) -> Values | None:
    """The parameters of a URL or form, and of its path each number by the word before it."""
    place, question, query = text.strip().partition("?")
    if not question and "=" in place and "/" not in place:
        place, query = "", place
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return iter([*_segments(place), *(((key,), value or None) for key, value in pairs)])


def _segments(place: str) -> list[tuple[tuple[str, ...], str | None]]:
    """`/assures/1234/droits` holds 1234 under `assures`."""
    place = place.partition("#")[0].partition("://")[2] or place.partition("#")[0]
    parts = [unquote_plus(part) for part in place.split("/")[1:]]
    found: list[tuple[tuple[str, ...], str | None]] = []
    before = ""
    for part in parts[:_MOST_FIELDS]:
        if len(_DIGITS.findall(part)) >= _MANY_DIGITS or "@" in part:
            found.append(((before or "segment",), part))
        elif part:
            before = part if part.islower() or is_label(part) else ""
    return found
