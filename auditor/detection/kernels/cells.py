"""The cells of one column of one batch, with what every kernel asks of their bytes."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from auditor.detection.kernels.buffers import Flags, Places, Spans, only_digits, plain, spans

Counts = NDArray[np.int32]
Range = tuple[int, int]

_STEP = 1 << 19
"""Bytes classified at a time, so that the work stays in the processor's cache."""
_LANE = 16
_LANE_MAX = (1 << _LANE) - 1
_LANES = 4


def _lanes() -> NDArray[np.uint64]:
    """One of four 16-bit counters for each byte: digits, upper, lower, other ASCII."""
    table = np.zeros(256, np.uint64)
    for byte in range(128):
        char = chr(byte)
        lane = 0 if char.isdigit() else 1 if char.isupper() else 2 if char.islower() else 3
        table[byte] = 1 << (_LANE * lane)
    return table


_TABLE = _lanes()


@dataclass(frozen=True, slots=True, repr=False)
class Cells:
    """Cells without nulls; `weights` are rows for each, None where every cell is one row."""

    values: pa.Array
    weights: Places | None
    spans: Spans
    digits: Counts
    upper: Counts
    lower: Counts
    other: Counts
    """ASCII bytes that are neither digits nor letters."""
    letters: Counts
    """ASCII letters."""
    width: int
    """The one size of all cells, 0 where sizes differ or there is no cell."""
    numeric: bool
    """Whether every byte of every cell is an ASCII digit."""
    digits_seen: Range
    """Fewest and most digits of a cell."""
    letters_seen: Range
    held: dict[str, Flags] = field(default_factory=dict)
    """By ASCII character, the cells in which it stands, for those that were asked for."""

    @classmethod
    def of(cls, values: pa.Array, weights: Places | None = None) -> "Cells":
        """Count the kinds of bytes of each cell, once for all kernels."""
        values = plain(values)
        read = spans(values)
        if only_digits(read.data):
            none = np.zeros(len(values), np.int32)
            counts = (read.sizes.astype(np.int32), none, none, none)
        else:
            counts = _count(read)
        return cls._made(values, weights, read, counts, counts[1] + counts[2])

    @classmethod
    def _made(
        cls,
        values: pa.Array,
        weights: Places | None,
        read: Spans,
        counts: tuple[Counts, Counts, Counts, Counts],
        letters: Counts,
    ) -> "Cells":
        return cls(
            values,
            weights,
            read,
            *counts,
            letters,
            width=read.width,
            numeric=only_digits(read.data),
            digits_seen=_range(counts[0]),
            letters_seen=_range(letters),
        )

    def __len__(self) -> int:
        return len(self.values)

    @property
    def sizes(self) -> Places:
        """Bytes of each cell."""
        return self.spans.sizes

    def where(self, rows: Places) -> "Cells":
        """Those cells only, in that order."""
        values = self.values.take(pa.array(rows))
        return self._made(
            values,
            None if self.weights is None else self.weights[rows],
            spans(values),
            (self.digits[rows], self.upper[rows], self.lower[rows], self.other[rows]),
            self.letters[rows],
        )

    def fixed(self, rows: Places, width: int) -> NDArray[np.uint8]:
        """The bytes of those cells, which must all have that size, one cell a row."""
        data = self.spans.data
        if rows.size == len(self):
            return data.reshape(len(self), width)
        return np.asarray(data[self.spans.starts[rows][:, None] + np.arange(width)])

    def characters(self) -> Places:
        """Characters of each cell, which are fewer than bytes where some are not ASCII."""
        if self.numeric or (self.digits + self.letters + self.other == self.sizes).all():
            return self.sizes
        return np.asarray(pc.utf8_length(self.values).to_numpy(), np.int64)

    def rows(self, flags: Flags) -> int:
        """Rows behind the flagged cells."""
        if self.weights is None:
            return int(np.count_nonzero(flags))
        return int(self.weights[flags].sum())

    def tally(self, keys: NDArray[np.integer[Any]]) -> dict[int, int]:
        """Rows by key, for small keys that are not negative."""
        if keys.size and keys.dtype.itemsize > 1 and (keys == keys[0]).all():
            return {int(keys[0]): self.rows(np.ones(keys.size, np.bool_))}
        counts = np.bincount(keys, self.weights).astype(np.int64)
        return {int(key): int(counts[key]) for key in np.flatnonzero(counts)}


def trimmed(array: pa.Array) -> pa.Array:
    """The array without white space around its cells, as `char(n)` columns pad them."""
    read = spans(array)
    if only_digits(read.data):
        return array
    filled = read.sizes > 0
    first = read.data[read.starts[filled]]
    last = read.data[read.starts[filled] + read.sizes[filled] - 1]
    if first.size and (_edge(first).any() or _edge(last).any()):
        return pc.utf8_trim_whitespace(array)
    return array


def _range(counts: Counts) -> Range:
    return (int(counts.min()), int(counts.max())) if counts.size else (0, 0)


def _edge(byte: NDArray[np.uint8]) -> Flags:
    """Whether a byte may belong to white space."""
    return (byte <= 0x20) | (byte >= 0x80)  # noqa: PLR2004 - ASCII blank, and end of ASCII


def _count(read: Spans) -> tuple[Counts, Counts, Counts, Counts]:
    sizes = read.sizes
    packed = np.zeros(sizes.size, np.uint64)
    begin = 0
    ends = read.starts + sizes
    while begin < sizes.size:
        end = int(np.searchsorted(ends, read.starts[begin] + _STEP, side="right"))
        end = max(end, begin + 1)
        first = int(read.starts[begin])
        lanes = _TABLE[np.append(read.data[first : int(ends[end - 1])], np.uint8(0x80))]
        packed[begin:end] = np.add.reduceat(lanes, read.starts[begin:end] - first)
        begin = end
    packed[sizes == 0] = 0
    counts = np.stack(
        [(packed >> np.uint64(_LANE * lane)) & np.uint64(_LANE_MAX) for lane in range(_LANES)]
    ).astype(np.int32)
    for row in np.flatnonzero(sizes > _LANE_MAX):
        counts[:, row] = _count_long(read.data[read.starts[row] : read.starts[row] + sizes[row]])
    return counts[0], counts[1], counts[2], counts[3]


def _count_long(data: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The same counts for a cell that would overflow its counters."""
    by_byte = np.bincount(data, minlength=256)
    return np.array(
        [by_byte[np.uint64(1 << (_LANE * lane)) == _TABLE].sum() for lane in range(_LANES)]
    )
