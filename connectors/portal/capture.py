"""The entries of a HAR file, one at a time, and the pages that they belong to."""

import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from auditor.connectors.files.encoding import detect, to_utf8
from auditor.connectors.files.entry import Entry, open_entry
from auditor.connectors.portal.charset import to_text
from auditor.connectors.portal.limits import LIMITS, Limits
from auditor.connectors.portal.shapes import Node, node, text
from auditor.connectors.portal.slices import Slice, Slicer

ENTRIES, PAGES, LIST = "entries", "pages", "#"
_START = re.compile(
    rb'\{\s*"(?:startedDateTime|_?startTime|pageref|_initiator|_connectionId|_priority|_resourceType'
    rb"|_fromCache|_webSocketMessages|_frameref|_monotonicTime|_serverIPAddress|request|time|cache"
    rb'|connection|serverIPAddress)"\s*:'
)
_SAMPLE = 64 << 10


@dataclass(frozen=True, slots=True)
class Raw:
    """One entry as it was decoded; `node` is {} for one that could not be."""

    index: int
    node: Node = field(repr=False)


class CaptureFile:
    """One HAR file; `note` is told what of it cannot be read."""

    def __init__(self, entry: Entry, note: Callable[[str], None], limits: Limits = LIMITS) -> None:
        self._entry = entry
        self._note = note
        self._limits = limits
        self._titles: dict[str, str] = {}
        self._all_titles = False
        self._closed = True
        self._damaged = False

    def entries(self) -> Iterator[Raw]:
        """Every entry in order; one that is damaged is told and counted, but not given."""
        index = 0
        for piece in self._slices(frozenset({ENTRIES, PAGES, LIST})):
            if piece.name == PAGES:
                self._page(piece.data)
            elif piece.name:
                for one in self._decoded(piece):
                    if one is not None:
                        yield Raw(index, one)
                    index += 1
        if not index:
            self._note("no_exchange")
        elif not self._closed and not self._damaged:
            self._note("entry_damaged")

    def title(self, reference: str) -> str:
        """The title of a page, its reference where it has none."""
        if reference and reference not in self._titles and not self._all_titles:
            self._all_titles = True
            for piece in self._slices(frozenset({PAGES})):
                if piece.name:
                    self._page(piece.data)
        return self._titles.get(reference, "") or reference

    def _slices(self, names: frozenset[str]) -> Iterator[Slice]:
        with closing(open_utf8(self._entry)) as stream:
            slicer = Slicer(stream, names, self._limits.entry)
            yield from slicer.slices()
        self._closed = slicer.closed

    def _page(self, data: bytes) -> None:
        page = node(decode(data, lambda _: None))
        self._titles[text(page.get("id"))] = text(page.get("title"))

    def _decoded(self, piece: Slice) -> Iterator[Node | None]:
        """The entry, or what an element that runs into its neighbours still holds of them."""
        if piece.whole:
            tree = decode(piece.data, self._note)
            if "request" in node(tree) or "response" in node(tree):
                yield node(tree)
                return
        self._damaged = True
        self._note("entry_damaged" if len(piece.data) <= self._limits.entry else "entry_too_large")
        yield None
        starts = [found.start() for found in _START.finditer(piece.data, 1)]
        end = 0
        for start in starts:
            if start < end:
                continue
            found = _first(piece.data, start)
            if found is not None and "request" in found[0]:
                yield found[0]
                end = found[1]


def open_utf8(entry: Entry) -> io.BufferedReader:
    """The bytes of a file as UTF-8, whatever it is in; to be closed."""
    with open_entry(entry) as file:
        head = file.read(_SAMPLE)
    return to_utf8(open_entry(entry), detect([head]))


def decode(data: bytes, note: Callable[[str], None]) -> object | None:
    """The JSON of an entry; None where it is none or is nested beyond all bounds."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            note("key_repeated")
        return found

    try:
        return json.loads(to_text(data, ""), object_pairs_hook=once, strict=False)  # type: ignore[no-any-return]
    except (ValueError, RecursionError):
        return None


def _first(data: bytes, start: int) -> tuple[Node, int] | None:
    """The object that begins there, and where it ends."""
    decoder = json.JSONDecoder(strict=False)
    slicer = Slicer(io.BytesIO(b"[" + data[start:]), frozenset({LIST}), len(data))
    piece = next((one for one in slicer.slices() if one.name), None)
    if piece is None or not piece.whole:
        return None
    try:
        tree, _ = decoder.raw_decode(to_text(piece.data, ""))
    except (ValueError, RecursionError):
        return None
    return node(tree), start + len(piece.data)
