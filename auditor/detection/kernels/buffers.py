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
