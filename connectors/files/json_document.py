"""A JSON document: each array of objects is a table, what stands around them is one row."""

import io
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

import ijson
import msgspec
from ijson.backends import python

from auditor.connectors.database.arrow import Cells
from auditor.connectors.files.failures import FileFault
from auditor.connectors.files.json_lines import SIBLINGS, column_keys
from auditor.connectors.files.masks import column_names, masked
from auditor.connectors.files.table import WHOLE, Lost, Slice, of_texts
from auditor.connectors.files.text import MAX_RECORD, Text
from auditor.model.catalogue import Column, Family

MAX_TABLES = 200
_ROWS = 4_096
_LOOK = 20_000
"""Objects from the start of a table in which its keys are looked for."""
_FIRST = 500
_KEY = "cle"
_VALUE = "valeur"
_OPENING = ("start_array", "start_map")
_CLOSING = ("end_array", "end_map")
_MOST_EVENTS = 2_000_000
"""Parts of what stands around the tables; it is held in memory."""
_ENCODER = msgspec.json.Encoder(decimal_format="number")


@dataclass(frozen=True, slots=True)
class JsonTable:
    """The objects of one array, or the members of the document that hold no such array."""

    text: Text
    prefix: str
    """As ijson writes it, `item` at the end; "" for what stands around the arrays."""
    skipped: tuple[str, ...]
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    label: str = ""
    rows: int | None = None

    def slices(self, wanted: int) -> Sequence[Slice]:  # noqa: ARG002 - a document has no cuts
        """One: a document is read from its start."""
        return [WHOLE]

    def stream(self, places: Sequence[int], part: Slice) -> Iterator[Cells | Lost]:  # noqa: ARG002 - one part
        """The objects of the array; those with a key that was not seen before are counted."""
        wanted = [self.keys[place] for place in places]
        names = [self.columns[place].name for place in places]
        known = frozenset(self.keys)
        rows: list[list[str | None]] = []
        unseen = 0
        for found in _objects(self.text, self.prefix, self.skipped):
            unseen += any(key not in known for key in found)
            rows.append([cell_of(found.get(key)) for key in wanted])
            if len(rows) >= _ROWS:
                yield Cells(of_texts(rows, names))
                rows = []
        yield Cells(of_texts(rows, names))
        if unseen:
            yield Lost("keys_unseen", unseen)

    def draw(self, rows: int, seed: int) -> None:
        """A document cannot be read from its middle: a full read serves."""


def json_tables(text: Text) -> list[JsonTable]:
    """The tables of a document, in its order; a document without an object has one column."""
    prefixes, around = _outline(text)
    tables = [_table(text, prefix, ()) for prefix in prefixes]
    if around:
        tables.append(_table(text, "", tuple(prefix.removesuffix(".item") for prefix in prefixes)))
    return tables


def cell_of(value: object) -> str | None:
    """The canonical text of a parsed value; None where it nests deeper than can be written."""
    if value is None or isinstance(value, str):
        return value
    try:
        return _ENCODER.encode(value).decode("utf-8", "replace")
    except RecursionError:
        return None


def _table(text: Text, prefix: str, skipped: tuple[str, ...]) -> JsonTable:
    counts: Counter[str] = Counter()
    objects = 0
    for found in islice(_objects(text, prefix, skipped), _LOOK):
        objects += 1
        counts.update(dict.fromkeys(found, 1))
    keys = column_keys(counts, objects)
    names = column_names(list(keys))
    columns = tuple(Column(name, "json", Family.TEXT) for name in names)
    label = masked(prefix.removesuffix("item").removesuffix("."))
    return JsonTable(text, prefix, skipped, keys, columns, label)


def _outline(text: Text) -> tuple[list[str], bool]:
    """Where arrays of objects stand that only objects enclose, and whether anything else does."""
    arrays: list[str] = []
    around = False
    opened = ""
    depth = 0
    previous = ""
    for prefix, event, _ in _events(text):
        if previous == "start_array" and depth == 1:
            # An array at the root is read item by item, whatever it holds.
            if (event == "start_map" or not opened) and len(arrays) < MAX_TABLES:
                arrays.append(f"{opened}.item" if opened else "item")
            else:
                around = True
        if depth:
            depth += (event in _OPENING) - (event in _CLOSING)
        elif event == "start_array":
            opened, depth = prefix, 1
        else:
            around |= event not in ("start_map", "end_map", "map_key")
        previous = event
    return list(dict.fromkeys(arrays)), around


def _objects(text: Text, prefix: str, skipped: tuple[str, ...]) -> Iterator[dict[str, object]]:
    if prefix:
        with _Guarded(text) as file:
            for item in ijson.items(file, prefix):
                file.done()
                yield item if isinstance(item, dict) else {_VALUE: item}
        return
    found = _around(text, skipped)
    if isinstance(found, dict) and len(found) > SIBLINGS:
        # A map from one thing to another, written as an object.
        yield from ({_KEY: key, _VALUE: value} for key, value in found.items())
    elif isinstance(found, dict):
        yield found
    else:
        yield {_VALUE: found}


def _around(text: Text, skipped: tuple[str, ...]) -> object:
    """The document without its tables."""
    builder = ijson.ObjectBuilder()
    leaving = key = None
    left = _MOST_EVENTS
    for prefix, event, value in _events(text):
        if leaving is not None:
            leaving = None if (prefix, event) == (leaving, "end_array") else leaving
            continue
        if event == "start_array" and prefix in skipped:
            leaving, key = prefix, None
            continue
        # The name of a table is not written before it is known to be none.
        if key is not None:
            builder.event("map_key", key)
        key = value if event == "map_key" else None
        if key is None:
            builder.event(event, value)
            left -= 1
        if not left:
            raise FileFault("record_too_large")
    return builder.value


def _events(text: Text) -> Iterator[tuple[str, str, object]]:
    with _Guarded(text) as file:
        for found in ijson.parse(file):
            file.done()
            yield found


class _Guarded:
    """A stream that refuses to go on for too long within one value."""

    def __init__(self, text: Text) -> None:
        self._stream: io.BufferedReader = text.open()
        self._left = MAX_RECORD

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise FileFault("record_too_large")
        return data

    def done(self) -> None:
        """A value ended: the next may be as long again."""
        self._left = MAX_RECORD


def is_json_document(head: str) -> bool:
    """Whether a text that begins so is JSON: its first values can be parsed."""
    start = head.lstrip("\ufeff \t\r\n")
    if start[:1] not in ("{", "["):
        return False
    # Only the slow backend tells a text that ends too early from one that is no JSON.
    values = python.basic_parse(io.BytesIO(start.encode("utf-8", "replace")))
    try:
        deque(islice(values, _FIRST), maxlen=0)
    except ijson.IncompleteJSONError:
        return True
    except (ijson.JSONError, ValueError):
        return False
    return True
