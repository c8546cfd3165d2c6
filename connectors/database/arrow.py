"""Arrow work that both readers share: canonical text, even batches, an honest draw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

BATCH_BYTES = 64 << 20
"""A batch is closed early once it holds that much, so that memory stays flat on long text."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A batch of canonical text and, by column, how many cells were not valid UTF-8."""

    batch: pa.RecordBatch
    replaced: Mapping[str, int] = field(default_factory=dict)


def empty(columns: Sequence[str]) -> pa.RecordBatch:
    """A batch of these columns without a row."""
    return pa.RecordBatch.from_arrays([pa.array([], pa.string()) for _ in columns], list(columns))


def of_rows(rows: Sequence[Sequence[Any]], columns: Sequence[str]) -> Cells:
    """Rows of `str`, UTF-8 `bytes` or None as a batch."""
    arrays = [pa.array(values, pa.binary()) for values in zip(*rows, strict=True)]
    return of_arrays(arrays, columns)


def of_arrays(arrays: Sequence[pa.Array], columns: Sequence[str]) -> Cells:
    """Arrow text whose UTF-8 nobody has checked yet, as a batch."""
    replaced: dict[str, int] = {}
    texts = []
    for name, array in zip(columns, arrays, strict=True):
        text, wrong = _valid(array)
        texts.append(text)
        if wrong:
            replaced[name] = replaced.get(name, 0) + wrong
    return Cells(pa.RecordBatch.from_arrays(texts, list(columns)), replaced)


def _valid(array: pa.Array) -> tuple[pa.Array, int]:
    raw = array.cast(pa.binary())
    try:
        return raw.cast(pa.string()), 0
    except pa.ArrowInvalid:
        pass
    cells: list[bytes | None] = raw.to_pylist()
    texts = [None if cell is None else cell.decode("utf-8", "replace") for cell in cells]
    wrong = sum(
        text is not None and text.encode() != cell for cell, text in zip(cells, texts, strict=True)
    )
    return pa.array(texts, pa.string()), wrong


def even(batches: Iterator[pa.RecordBatch], batch_rows: int) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of `batch_rows`, smaller ones only at the end or for long text."""
    held: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        size += batch.nbytes
        while rows >= batch_rows or (rows and size >= BATCH_BYTES):
            whole = pa.concat_batches(held)
            yield whole.slice(0, batch_rows)
            rest = whole.slice(batch_rows)
            held = [rest] if rest.num_rows else []
            rows, size = rest.num_rows, rest.nbytes
    if rows:
        yield pa.concat_batches(held)


def draw(
    batches: Iterator[pa.RecordBatch], columns: Sequence[str], rows: int, seed: int
) -> pa.RecordBatch:
    """`rows` rows drawn evenly over the stream, in its order; the same for any batch size."""
    random = np.random.default_rng(seed)
    kept = empty(columns)
    tickets = np.empty(0)
    for batch in batches:
        merged = pa.concat_batches([kept, batch])
        tickets = np.concatenate([tickets, random.random(batch.num_rows)])
        if merged.num_rows <= rows:
            kept = merged
            continue
        lowest = np.sort(np.argpartition(tickets, rows)[:rows])
        kept, tickets = merged.take(pa.array(lowest)), tickets[lowest]
    return kept


class Head:
    """The first `rows` rows of a stream; `cut` tells afterwards whether there were more."""

    def __init__(self, batches: Iterator[pa.RecordBatch], rows: int) -> None:
        self._batches = batches
        self._rows = rows
        self.cut = False

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        left = self._rows
        for batch in self._batches:
            if batch.num_rows > left:
                self.cut = True
            if left:
                yield batch.slice(0, left)
            left -= min(left, batch.num_rows)
            if self.cut:
                return
