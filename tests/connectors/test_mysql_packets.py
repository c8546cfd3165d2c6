"""Rows of the text protocol, cut by column, against PyMySQL's own reader of a packet."""

import struct
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymysql.protocol import MysqlPacket

from auditor.connectors.database import mysql_packets as packets

END = b"\x05\x00\x00\x01\xfe\x00\x00\x02\x00"
Cell = bytes | None
LENGTHS = st.sampled_from((0, 1, 7, 250, 251, 252, 300, 65_535, 65_536, 70_000))
CELLS = st.one_of(st.none(), st.binary(max_size=9), LENGTHS.map(lambda size: b"\xfe" * size))
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6)
)


def encoded(row: Sequence[Cell]) -> bytes:
    payload = b"".join(b"\xfb" if cell is None else prefix(len(cell)) + cell for cell in row)
    pieces = [payload[at : at + 0xFFFFFF] for at in range(0, len(payload) + 1, 0xFFFFFF)]
    return b"".join(struct.pack("<I", len(piece))[:3] + b"\x00" + piece for piece in pieces)


def prefix(length: int) -> bytes:
    if length < 251:
        return bytes([length])
    if length < 1 << 16:
        return b"\xfc" + struct.pack("<H", length)
    if length < 1 << 24:
        return b"\xfd" + struct.pack("<I", length)[:3]
    return b"\xfe" + struct.pack("<Q", length)


def decoded(data: bytes, width: int, step: int) -> list[list[Cell]]:
    places = iter(range(0, len(data), step))

    def receive(most: int) -> bytes:
        at = next(places, None)
        return b"" if at is None else data[at : at + step]

    chunks = list(packets.arrays(receive, width))
    columns = [[v for chunk in chunks for v in chunk[n].to_pylist()] for n in range(width)]
    return [list(row) for row in zip(*columns, strict=True)]


@given(ROWS, st.sampled_from((1, 3, 1_000, 1 << 20)))
def test_rows_come_back_however_they_arrive(rows: list[list[Cell]], step: int) -> None:
    width = len(rows[0]) if rows else 1
    data = b"".join(map(encoded, rows)) + END
    if len(data) / step > 20_000:
        step = 1_000
    assert decoded(data, width, step) == rows
    for row in rows:
        packet: Any = MysqlPacket(encoded(row)[4:], "utf-8")
        assert [packet.read_length_coded_string() for _ in row] == row


@pytest.mark.parametrize("length", [0xFFFFFF - 4, 0xFFFFFF, 0xFFFFFF + 1, 2 * 0xFFFFFF + 9])
def test_a_row_longer_than_a_packet(length: int) -> None:
    rows: list[list[Cell]] = [[b"a", None], [b"x" * length, b"tail"], [None, b"b"]]
    data = b"".join(map(encoded, rows)) + END
    assert decoded(data, 2, 1 << 20) == rows


def test_an_error_of_the_server_is_none_of_a_value() -> None:
    packet = b"\xff" + struct.pack("<H", 1317) + b"#70100value 1800175123456"
    data = encoded([b"a"]) + struct.pack("<I", len(packet))[:3] + b"\x02" + packet
    with pytest.raises(packets.RowsError) as caught:
        decoded(data, 1, 1_000)
    assert "1800175123456" not in f"{caught.value!r} {caught.value}"


def test_an_end_that_is_missing() -> None:
    with pytest.raises(packets.ProtocolError):
        decoded(encoded([b"a"]), 1, 1_000)
