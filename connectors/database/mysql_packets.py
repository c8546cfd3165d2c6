"""Rows of the MySQL text protocol as Arrow columns, without a Python object a cell.

A row is one packet: three bytes of length, one of sequence, then a cell after the other, each with
its length before it (MySQL, client/server protocol, ProtocolText::ResultsetRow). Packets are told
apart one by one; the cells of many rows are cut out column by column.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

READ_BYTES = 1 << 20
_HEADER = 4
_FULL = 0xFFFFFF
"""A packet of that length goes on in the next one."""
_NULL, _TWO, _THREE, _EIGHT = 0xFB, 0xFC, 0xFD, 0xFE
_ERROR = 0xFF
_END_BYTES = 9
"""The packet that ends the rows begins like a cell of eight length bytes, but is shorter."""

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]


class ProtocolError(Exception):
    """The bytes are no rows of the text protocol."""


class RowsError(Exception):
    """The server ended the rows with an error; `packet` tells which, and may quote values."""

    def __init__(self, packet: bytes) -> None:
        super().__init__()
        self.packet = packet


@dataclass(slots=True)
class _Reader:
    """Bytes that were received and not yet cut into rows."""

    buffer: bytearray = field(default_factory=bytearray)
    ended: bool = False

    def rows(self) -> list[int]:
        """Where the whole rows of the buffer begin; the place after the last one comes last."""
        data, starts, at = self.buffer, [], 0
        while (end := self._packet_end(at)) >= 0:
            first = data[at + _HEADER] if end > at + _HEADER else _NULL
            if first == _ERROR:
                raise RowsError(bytes(data[at + _HEADER : end]))
            if first == _EIGHT and end - at - _HEADER < _END_BYTES:
                self.ended = True
                break
            starts.append(at + _HEADER)
            at = end
        return [*starts, at]

    def _packet_end(self, at: int) -> int:
        """The end of the packet at that place, -1 where it has not arrived whole.

        A row longer than a packet loses the headers inside it.
        """
        data = self.buffer
        end = at
        while True:
            if len(data) < end + _HEADER:
                return -1
            length = data[end] | data[end + 1] << 8 | data[end + 2] << 16
            if length < _FULL:
                break
            end += _HEADER + length
        if len(data) < end + _HEADER + length:
            return -1
        inner = range(at + _HEADER + _FULL, end + 1, _FULL)
        for header in inner:
            del data[header : header + _HEADER]
        return end + _HEADER + length - _HEADER * len(inner)


def arrays(receive: Callable[[int], bytes], columns: int) -> Iterator[Sequence[pa.Array]]:
    """The columns of the rows that `receive` brings, some thousand rows at a time.

    `receive` gives at most so many bytes as soon as there are some, and none at the end.
    """
    reader = _Reader()
    while not reader.ended:
        received = receive(READ_BYTES)
        if not received:
            raise ProtocolError
        reader.buffer += received
        *starts, end = reader.rows()
        if not starts:
            continue
        data = np.frombuffer(bytes(reader.buffer[:end]), np.uint8)
        yield _cut(data, np.array(starts, np.int64), columns)
        del reader.buffer[:end]


def _cut(data: Bytes, starts: Places, columns: int) -> list[pa.Array]:
    found = []
    at = starts
    for _ in range(columns):
        begin, length, null = _lengths(data, at)
        found.append(_column(data, begin, length, null))
        at = begin + length
    return found


def _lengths(data: Bytes, at: Places) -> tuple[Places, Places, NDArray[np.bool_]]:
    """Where the cells at those places begin, how long they are, and which are NULL."""
    first = data[at]
    length = first.astype(np.int64)
    begin = at + 1
    null = first == _NULL
    length[null] = 0
    for mark, size in ((_TWO, 2), (_THREE, 3), (_EIGHT, 8)):
        rows = np.flatnonzero(first == mark)
        if rows.size:
            digits = data[at[rows, None] + np.arange(1, size + 1)].astype(np.int64)
            length[rows] = (digits << (8 * np.arange(size))).sum(axis=1)
            begin[rows] += size
    return begin, length, null


def _column(data: Bytes, begin: Places, length: Places, null: NDArray[np.bool_]) -> pa.Array:
    offsets = np.zeros(len(length) + 1, np.int64)
    np.cumsum(length, out=offsets[1:])
    shift = np.repeat(begin - offsets[:-1], length)
    cells = data[shift + np.arange(offsets[-1])]
    count = int(null.sum())
    valid = pa.py_buffer(np.packbits(~null, bitorder="little")) if count else None
    buffers = [valid, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(cells)]
    return pa.Array.from_buffers(pa.binary(), len(length), buffers, null_count=count)
