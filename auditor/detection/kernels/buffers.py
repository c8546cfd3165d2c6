"""Arrow string arrays as the numpy buffers that they are, without a copy."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, repr=False)
class Spans:
    """Stretches of a buffer of bytes; those of an array follow one another."""

    data: Bytes
    starts: Places
    sizes: Places

    @property
    def width(self) -> int:
        """The one size of all stretches where they fill the buffer without a gap, else 0."""
        rows = self.sizes.size
        if not rows or not self.data.size or self.data.size != rows * self.sizes[0]:
            return 0
        size = int(self.sizes[0])
        # Stretches of words may leave letters out, so that an equal sum is no proof.
        filled = (self.sizes == size).all() and (np.diff(self.starts) == size).all()
        return size if filled else 0


def plain(array: pa.Array) -> pa.Array:
    """The array as `string` or `large_string`, whatever string type it came as."""
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        return array
    return array.cast(pa.large_string())


def spans(array: pa.Array) -> Spans:
    """The bytes of a string array without nulls, slices included."""
    _, offsets, data = array.buffers()
    kind = np.int64 if pa.types.is_large_string(array.type) else np.int32
    if offsets is None or len(array) == 0:
        empty = np.empty(0, np.int64)
        return Spans(np.empty(0, np.uint8), empty, empty)
    bounds = np.frombuffer(offsets, kind)[array.offset : array.offset + len(array) + 1]
    whole = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
    starts = bounds[:-1].astype(np.int64) - int(bounds[0])
    sizes = np.diff(bounds).astype(np.int64)
    return Spans(whole[bounds[0] : bounds[-1]], starts, sizes)


def like(array: pa.Array, data: Bytes) -> pa.Array:
    """An array of the same cell sizes over other bytes, which must be valid UTF-8."""
    sizes = spans(array).sizes
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    return pa.LargeStringArray.from_buffers(
        len(array), pa.py_buffer(bounds), pa.py_buffer(np.ascontiguousarray(data))
    )


def only_digits(data: Bytes) -> bool:
    """Whether every byte is an ASCII digit."""
    return bool(data.size) and bool(data.min() >= ord("0")) and bool(data.max() <= ord("9"))
