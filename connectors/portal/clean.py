"""A capture without what lets somebody in: the same entries, one at a time."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import BinaryIO

from auditor.connectors.files.entry import Entry
from auditor.connectors.portal import encoded
from auditor.connectors.portal.capture import ENTRIES, LIST, PAGES, decode, open_utf8
from auditor.connectors.portal.charset import to_text
from auditor.connectors.portal.limits import LIMITS
from auditor.connectors.portal.secrets import Scrubber
from auditor.connectors.portal.shapes import node, text
from auditor.connectors.portal.slices import Slicer

_COOKIES, _HEADERS = frozenset({"cookies"}), frozenset({"headers"})
_PARAMETERS = frozenset({"queryString", "params"})
_UNREADABLE = {"comment": "unreadable entry, not copied"}


def clean(entry: Entry, out: BinaryIO) -> dict[str, int]:
    """Write a capture without its secrets; how many were removed, by kind.

    `entries` counts the entries written, `unreadable` those that could not be read and therefore
    were not copied. What stands between the entries is copied with the same care.
    """
    scrubber = Scrubber()
    counts = {"entries": 0, "unreadable": 0}
    with closing(open_utf8(entry)) as stream:
        slicer = Slicer(stream, frozenset({ENTRIES, PAGES, LIST}), LIMITS.entry)
        between = b""
        for piece in slicer.slices():
            out.write(between)
            between = b""
            if not piece.name:
                written = scrubber.text(piece.data.decode("utf-8", "replace"))
                between = written.encode("utf-8", "replace")
                continue
            tree = decode(piece.data, lambda _: None) if piece.whole else None
            if tree is None:
                counts["unreadable"] += 1
            counts["entries"] += piece.name != PAGES
            kept = _UNREADABLE if tree is None else _cleaned(tree, scrubber)
            out.write(json.dumps(kept, ensure_ascii=True, separators=(",", ":")).encode())
        if slicer.closed:
            out.write(between)
        else:
            counts["unreadable"] = counts["unreadable"] or 1
            out.write(between.rstrip(b", \r\n\t") + slicer.closing())
    return counts | dict(sorted(scrubber.removed.items()))


def _cleaned(tree: object, scrubber: Scrubber) -> object:
    """A node with every text cleaned, by the name that it goes by."""
    if isinstance(tree, dict):
        if isinstance(tree.get("text"), str) and "mimeType" in tree:
            return _body(tree, scrubber)
        return {key: _member(key, value, scrubber) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_cleaned(one, scrubber) for one in tree]
    return scrubber.text(tree) if isinstance(tree, str) else tree


def _member(key: str, value: object, scrubber: Scrubber) -> object:
    if key in _COOKIES:
        return list(_pairs(value, lambda _, one: scrubber.cookie(one)))
    if key in _HEADERS:
        return list(_pairs(value, scrubber.header))
    if key in _PARAMETERS:
        names = {text(node(one).get("name")) for one in value} if isinstance(value, list) else set()
        grant = "state" in names or "grant_type" in names
        return list(_pairs(value, lambda name, one: scrubber.named(name, one, grant=grant)))
    if isinstance(value, str):
        return scrubber.named(key, value)
    return _cleaned(value, scrubber)


def _pairs(value: object, change: Callable[[str, str], str]) -> Iterator[object]:
    """A list of names and values, each value changed; an object of them becomes such a list."""
    if isinstance(value, dict):
        value = [{"name": key, "value": text(one)} for key, one in value.items()]
    for one in value if isinstance(value, list) else []:
        if isinstance(one, dict):
            yield {**one, "value": change(text(one.get("name")), text(one.get("value")))}


def _body(holder: dict[str, object], scrubber: Scrubber) -> dict[str, object]:
    """A body with its text cleaned; one in base64 is unpacked where it holds text."""
    rest = {
        key: _member(key, value, scrubber)
        for key, value in holder.items()
        if key not in {"text", "encoding"}
    }
    written = text(holder.get("text"))
    if text(holder.get("encoding")).lower() != "base64":
        return {**rest, "text": scrubber.text(written)}
    data = encoded.of_base64(written)
    plain = encoded.inflate(data, "").data if data else b""
    decoded = to_text(plain, text(holder.get("mimeType"))) if b"\x00" not in plain[:512] else ""
    cleaned = scrubber.text(decoded)
    if cleaned == decoded:
        return {**rest, "text": written, "encoding": "base64"}
    return {**rest, "text": base64.b64encode(cleaned.encode()).decode(), "encoding": "base64"}
