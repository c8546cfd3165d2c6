"""One JSON object a line; nested values stay JSON text in their cell."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from auditor.connectors.database.arrow import Cells
from auditor.connectors.files.masks import column_names
from auditor.connectors.files.table import Lost, Slice, of_texts
from auditor.connectors.files.text import (
    FULL_DRAW_BYTES,
    Text,
    blocks,
    bounds_of,
    cuts,
    scattered,
)
from auditor.model.catalogue import Column, Family

MAX_COLUMNS = 1_000
SIBLINGS = 50
"""Keys of one object beyond which they may be values themselves."""
_LOOK = 5_000
"""Lines from all over a large file in which its keys are looked for."""
_ENOUGH = 1_000
_DECODER = msgspec.json.Decoder(dict[str, msgspec.Raw])
_TEXTS = msgspec.json.Decoder(str)


@dataclass(frozen=True, slots=True)
class JsonLines:
    """A file of JSON objects, one a line; its columns are the keys that were seen."""

    text: Text
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    average: float
    label: str = ""

    @property
    def rows(self) -> int | None:
        """The size of the file over that of the lines looked at."""
        return round(self.text.entry.size / self.average) if self.text.entry.seekable else None

    def slices(self, wanted: int) -> Sequence[Slice]:
        """Slices of whole lines of a large file."""
        return cuts(self.text, wanted)

    def stream(self, places: Sequence[int], part: Slice) -> Iterator[Cells | Lost]:
        """The rows of a slice; lines that hold no object are lost and counted."""
        low, high = bounds_of(part)
        with self.text.open(low, high) as file:
            for block in blocks(file):
                yield from self._cells(block.splitlines(), places)

    def draw(self, rows: int, seed: int) -> Iterator[Cells | Lost] | None:
        """Lines from scattered places of a large file."""
        size = self.text.entry.size
        if not self.text.cuttable or size <= max(FULL_DRAW_BYTES, 4 * rows * self.average):
            return None
        return self._cells(scattered(self.text, rows, seed, 0), range(len(self.keys)))

    def _cells(self, lines: Iterable[bytes], places: Sequence[int]) -> Iterator[Cells | Lost]:
        wanted = [self.keys[place] for place in places]
        known = frozenset(self.keys)
        rows: list[list[str | None]] = []
        broken = unseen = 0
        for line in lines:
            found = decoded(line)
            if found is None:
                broken += bool(line.strip())
                continue
            unseen += any(key not in known for key in found)
            rows.append([cell(found.get(key)) for key in wanted])
        yield Cells(of_texts(rows, [self.columns[place].name for place in places]))
        if broken:
            yield Lost("ragged_rows", broken)
        if unseen:
            yield Lost("keys_unseen", unseen)


def json_lines(text: Text) -> JsonLines:
    """The table of a file of JSON lines: every key of a small file, of scattered lines else."""
    counts: Counter[str] = Counter()
    lines = size = 0
    for line in _looked_at(text):
        lines += 1
        size += len(line) + 1
        counts.update(dict.fromkeys(decoded(line) or (), 1))
    keys = column_keys(counts, lines)
    names = column_names(list(keys))
    columns = tuple(Column(name, "json", Family.TEXT) for name in names)
    return JsonLines(text, keys, columns, max(size / max(lines, 1), 1.0))


def column_keys(counts: Counter[str], objects: int) -> tuple[str, ...]:
    """The keys that become columns; among many, one that a single object has may be a value."""
    many = len(counts) > SIBLINGS and objects > 1
    return tuple(key for key, count in counts.items() if count > 1 or not many)[:MAX_COLUMNS]


def are_json_lines(head: str) -> bool:
    """Whether there are several lines, and most are objects, each complete by itself."""
    lines = [line for line in head.splitlines() if line.strip()][:_ENOUGH]
    whole = sum(decoded(line.encode("utf-8", "replace")) is not None for line in lines)
    return len(lines) > 1 and lines[0].lstrip()[:1] == "{" and whole * 2 > len(lines)


def decoded(line: bytes) -> dict[str, msgspec.Raw] | None:
    """The object of one line by key, its values unparsed; None where it holds no object."""
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _leniently(line)


def cell(raw: msgspec.Raw | None) -> str | None:
    """The canonical text of a value: text unquoted, numbers as written, nested values as JSON."""
    if raw is None:
        return None
    data = bytes(raw)
    if data == b"null":
        return None
    if data[:1] == b'"':
        return _TEXTS.decode(data)
    return data.decode("utf-8", "replace")


def _leniently(line: bytes) -> dict[str, msgspec.Raw] | None:
    """What Python's own reader makes of a line with NaN or bytes that are no UTF-8."""
    text = line.decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    try:
        return {str(key): msgspec.Raw(msgspec.json.encode(value)) for key, value in found.items()}
    except (ValueError, RecursionError, msgspec.MsgspecError):
        return None


def _looked_at(text: Text) -> Iterator[bytes]:
    if text.cuttable and text.entry.size > FULL_DRAW_BYTES:
        yield from text.head().encode("utf-8", "replace").splitlines()
        yield from scattered(text, _LOOK, 0, 0)
        return
    with text.open() as file:
        for block in blocks(file):
            yield from block.splitlines()
