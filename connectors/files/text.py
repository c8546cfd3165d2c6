"""The lines of a text file: in blocks, from scattered places, cut into slices."""

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from auditor.connectors.files.encoding import detect, single_byte_lines, to_utf8
from auditor.connectors.files.entry import Entry, open_entry
from auditor.connectors.files.failures import FileFault
from auditor.connectors.files.table import WHOLE, Slice

HEAD_BYTES = 256 << 10
FULL_DRAW_BYTES = 16 << 20
"""Up to this size a sample is drawn from every row; above, from scattered places."""
MAX_RECORD = 64 << 20
MAX_PROBED = 1 << 20
BLOCK_BYTES = 4 << 20
_PIECES = 16
_PIECE_BYTES = 16 << 10
_SEEK_BUFFER = 16 << 10
_SLICE_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Text:
    """A text file and its encoding."""

    entry: Entry
    encoding: str

    @property
    def cuttable(self) -> bool:
        """Whether it can be read from any line on."""
        return self.entry.seekable and single_byte_lines(self.encoding)

    def open(self, low: int = 0, high: int | None = None) -> io.BufferedReader:
        """Its UTF-8 bytes, without a byte-order mark."""
        return to_utf8(open_entry(self.entry, low, high), self.encoding)

    def head(self) -> str:
        """Whole lines from the start, some hundred kilobytes; damaged bytes are surrogates."""
        with self.open() as file:
            data = file.read(HEAD_BYTES)
            if file.peek(1):
                data = data[: data.rfind(b"\n") + 1] or data
        return data.decode("utf-8", "surrogateescape")

    def raw_length(self, text: str) -> int:
        """Bytes of the file that this text takes up from its start, in a cuttable file."""
        if self.encoding == "utf-8-sig":
            return 3 + len(text.encode("utf-8", "surrogateescape"))
        faults = "surrogateescape" if self.encoding == "utf-8" else "replace"
        return len(text.encode(self.encoding, faults))

    def decoded(self, record: bytes) -> bytes:
        """A record of the file as UTF-8."""
        if self.encoding in ("utf-8", "utf-8-sig"):
            return record
        return record.decode(self.encoding, "replace").encode()


def text_of(entry: Entry, encoding: str = "") -> Text:
    """The file with its declared or detected encoding."""
    return Text(entry, encoding or detect(list(_pieces(entry))))


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Whole lines, some megabytes at once; a line without end is a fault."""
    held = b""
    while data := stream.read(BLOCK_BYTES):
        cut = data.rfind(b"\n") + 1
        if not cut:
            held += data
            if len(held) > MAX_RECORD:
                raise FileFault("record_too_large")
            continue
        yield held + data[:cut]
        held = data[cut:]
    if held:
        yield held


def scattered(text: Text, rows: int, seed: int, start: int, quote: bytes = b"") -> list[bytes]:
    """Records that begin after `rows` random places behind `start`, each once, in file order.

    A record longer than its neighbours is drawn more often than they are; none is out of reach.
    """
    random = np.random.default_rng(seed)
    places = np.sort(random.integers(start, max(text.entry.size, start + 1), rows))
    found: dict[int, bytes] = {}
    with open_entry(text.entry, buffer=_SEEK_BUFFER) as file:
        for place in places.tolist():
            file.seek(max(place - 1, 0))
            file.readline(MAX_PROBED)
            begin = file.tell()
            if begin in found or begin < start:
                continue
            record = _record(file, quote)
            if record:
                found[begin] = record
    return [text.decoded(record) for record in found.values()]


def cuts(text: Text, wanted: int, quote: bytes = b"") -> list[Slice]:
    """Slices of whole lines of a cuttable file, of some size at least.

    Between two cuts the quotes are even in number, so that no cut falls inside a quoted cell.
    """
    wanted = min(wanted, text.entry.size // _SLICE_BYTES)
    if wanted <= 1 or not text.cuttable:
        return [WHOLE]
    bounds = [0]
    with open_entry(text.entry) as file:
        for index in range(1, wanted):
            place = text.entry.size * index // wanted
            if place > bounds[-1]:
                bounds.append(_cut(file, bounds[-1], place, quote))
    edges = ["", *(str(one) for one in bounds[1:] if one < text.entry.size), ""]
    return list(itertools.pairwise(edges))


def bounds_of(part: Slice) -> tuple[int, int | None]:
    """The byte offsets of a slice."""
    low, high = part
    return int(low or 0), int(high) if high else None


def _cut(file: io.BufferedReader, low: int, place: int, quote: bytes) -> int:
    """The first end of a line behind `place` that lies outside quotes."""
    file.seek(low)
    odd = 0
    left = place - low
    while quote and left > 0:
        data = file.read(min(left, BLOCK_BYTES))
        odd ^= data.count(quote) & 1
        left -= len(data)
    file.seek(place)
    while line := file.readline():
        odd ^= line.count(quote) & 1 if quote else 0
        if not odd:
            break
    return file.tell()


def _record(file: io.BufferedReader, quote: bytes) -> bytes:
    record = file.readline(MAX_PROBED)
    while quote and record.count(quote) & 1 and len(record) < MAX_PROBED:
        more = file.readline(MAX_PROBED)
        if not more:
            return b""
        record += more
    if len(record) >= MAX_PROBED:
        return b""
    return record if record.endswith(b"\n") else record + b"\n"


def _pieces(entry: Entry) -> Iterator[bytes]:
    with open_entry(entry) as file:
        yield file.read(HEAD_BYTES)
        if not entry.seekable or entry.size <= HEAD_BYTES:
            return
        for index in range(1, _PIECES + 1):
            file.seek(min(entry.size * index // _PIECES, entry.size - _PIECE_BYTES))
            yield file.read(_PIECE_BYTES)
