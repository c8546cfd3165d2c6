"""Bodies and values out of base64, gzip, deflate, br and zstd, with a bound on their growth."""

import base64
import binascii
import re
import zlib
from dataclasses import dataclass, field

from auditor.connectors.portal.limits import LIMITS, Limits

_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_EITHER, _RAW = 47, -15
"""zlib's window bits for a gzip or zlib header, and for none."""
_FREE = 1 << 20
_STEP = 256 << 10
_URL_SAFE = str.maketrans("-_", "+/")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Inflated:
    """What bytes became, and why not all of them, "" where all did."""

    data: bytes = field(repr=False)
    cut: str = ""


def of_base64(text: str) -> bytes | None:
    """The bytes of a base64 text in either alphabet, padded or not; None for another text."""
    text = "".join(text.split()).translate(_URL_SAFE).rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def inflate(data: bytes, encodings: str, limits: Limits = LIMITS) -> Inflated:
    """The bytes without their content encodings; those that a tool has removed are not there.

    Encodings are known by their first bytes where they have any; `br` has none and is tried.
    """
    found = Inflated(data)
    named = [one.strip().lower() for one in encodings.split(",") if one.strip()]
    for _ in range(4):
        kind = _kind(found.data) or (named[-1] if named[-1:] in (["br"], ["deflate"]) else "")
        if not kind:
            break
        if named and named[-1] == kind:
            named.pop()
        after = _one(found.data, kind, limits)
        if after is None:
            break
        found = after
        if found.cut:
            break
    return found


def as_text(data: bytes) -> str | None:
    """The text that bytes hold, None where they hold something else."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _kind(data: bytes) -> str:
    if data.startswith(_GZIP):
        return "gzip"
    if data.startswith(_ZSTD):
        return "zstd"
    return "zlib" if data.startswith(_ZLIB) else ""


def _one(data: bytes, kind: str, limits: Limits) -> Inflated | None:
    most = min(limits.body, max(_FREE, len(data) * limits.ratio))
    try:
        if kind == "br":
            return _brotli(data, most)
        if kind == "zstd":
            return _zstd(data, most)
        return _zlib(data, _RAW if kind == "deflate" else _EITHER, most)
    except (zlib.error, ValueError, MemoryError):
        return None


def _zlib(data: bytes, window: int, most: int) -> Inflated | None:
    engine = zlib.decompressobj(window)
    plain = engine.decompress(data, most)
    if engine.unconsumed_tail:
        return Inflated(plain, "body_bomb")
    if not plain:
        return None
    return Inflated(plain, "" if engine.eof else "body_damaged")


def _brotli(data: bytes, most: int) -> Inflated | None:
    import brotli

    engine, parts, size = brotli.Decompressor(), [], 0
    try:
        for place in range(0, len(data), 4096):
            piece = engine.process(data[place : place + 4096], output_buffer_limit=most + 1)
            parts.append(piece)
            size += len(piece)
            if size > most or not engine.can_accept_more_data():
                return Inflated(b"".join(parts)[:most], "body_bomb")
    except brotli.error:
        return None
    plain = b"".join(parts)
    if not plain or (not engine.is_finished() and as_text(plain[:200]) is None):
        return None
    return Inflated(plain, "" if engine.is_finished() else "body_damaged")


def _zstd(data: bytes, most: int) -> Inflated | None:
    import zstandard

    parts, size = [], 0
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
            data, read_across_frames=True
        ) as reader:
            while piece := reader.read(_STEP):
                parts.append(piece)
                size += len(piece)
                if size > most:
                    return Inflated(b"".join(parts)[:most], "body_bomb")
    except zstandard.ZstdError:
        return Inflated(b"".join(parts), "body_damaged") if parts else None
    return Inflated(b"".join(parts))
