"""Base64, gzip and zlib, with a bound on what they may grow to."""

import base64
import binascii
import codecs
import re
import zlib

_GZIP = b"\x1f\x8b\x08"
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_EITHER = 47
"""zlib's window bits for a gzip or a zlib header."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LEAST = 8
_URL_SAFE = str.maketrans("-_", "+/")


def of_base64(text: str) -> bytes | None:
    """The bytes of a base64 text in either alphabet, padded or not; of a signed token its claims.

    None for anything that cannot be base64.
    """
    text = "".join(text.split())
    if text.count(".") == 2:  # noqa: PLR2004 - header, claims, signature
        text = text.split(".")[1]
    text = text.translate(_URL_SAFE).rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def of_hex(text: str) -> bytes | None:
    """The bytes of a binary cell, which connectors write in hexadecimal."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


def is_deflated(data: bytes) -> bool:
    """Whether bytes begin like gzip or zlib data."""
    return data.startswith((_GZIP, *_ZLIB))


def inflated(data: bytes, most: int, cuts: set[str], *, whole: bool) -> bytes | None:
    """The first `most` bytes that gzip or zlib data becomes; None for other data."""
    if not is_deflated(data):
        return None
    engine = zlib.decompressobj(_EITHER)
    try:
        plain = engine.decompress(data, most)
    except zlib.error:
        return None
    if engine.unconsumed_tail:
        cuts.add("expansion")
    elif not engine.eof:
        cuts.add("unparsable" if whole else "prefix")
    return plain or None


def as_text(data: bytes, *, whole: bool) -> str | None:
    """The text that bytes hold, None where they hold something else."""
    if len(data) < _LEAST:
        return None
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text
