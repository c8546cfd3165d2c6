"""Which encoding a file is in, from a bounded sample, and its bytes as UTF-8."""

import codecs
import io
import re
from collections.abc import Sequence

from charset_normalizer import from_bytes

UTF8 = "utf-8"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ["cp1252", "latin_1", "iso8859_15", "cp850"]
_FRENCH = "éèêàçùôîûëïœâÉÈÀÊÇÔ€°«»’"
_SAMPLE = 64 << 10
_WIDE_SHARE = 0.3
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_CHUNK = 256 << 10


def detect(samples: Sequence[bytes]) -> str:
    """The name of the encoding; `samples` are pieces of the file, the first from its start.

    UTF-8 with a few damaged characters stays UTF-8. What can be told apart is told apart; where
    two encodings read the sample alike, the answer does not matter for it.
    """
    head = samples[0]
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    wide = _wide(head[:4096])
    if wide:
        return wide
    whole = b"".join(samples)
    high = sum(len(run) for run in _HIGH.findall(whole))
    valid = sum(len(run) for run in _MULTIBYTE.findall(whole))
    # Cut characters at the edges of pieces are few.
    if valid * 2 > high or high == 0:
        return UTF8
    # Only the lines with accents tell; a long export is mostly digits.
    telling = b"\n".join(line[:400] for line in whole.splitlines() if _HIGH.search(line))
    found = from_bytes(telling[:_SAMPLE], cp_isolation=_CANDIDATES, threshold=0.9)
    # All of them decode; French is what most of the signs beyond ASCII make.
    best = max(found, key=lambda match: sum(map(str(match).count, _FRENCH)), default=None)
    name = best.encoding if best else "cp1252"
    # Windows writes what calls itself Latin-1, and differs in signs that Latin-1 leaves empty.
    return "cp1252" if name == "latin_1" else name


def single_byte_lines(encoding: str) -> bool:
    """Whether a line ends with the byte 10, as in every encoding that extends ASCII by a byte."""
    return encoding in (UTF8, "utf-8-sig") or "\n".encode(encoding) == b"\n"


def to_utf8(stream: io.BufferedReader, encoding: str) -> io.BufferedReader:
    """The same text as UTF-8; UTF-8 passes untouched, so that its faults are counted by cell."""
    if encoding == UTF8:
        return stream
    if encoding == "utf-8-sig":
        if stream.peek(3)[:3] == codecs.BOM_UTF8:
            stream.read(3)
        return stream
    return io.BufferedReader(_Transcoded(stream, encoding), _CHUNK)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: half of the bytes of European text are then zero."""
    odd, even = head[1::2], head[::2]
    if not odd:
        return ""
    if odd.count(0) > len(odd) * (1 - _WIDE_SHARE) and even.count(0) < len(even) * _WIDE_SHARE:
        return "utf-16-le"
    if even.count(0) > len(even) * (1 - _WIDE_SHARE) and odd.count(0) < len(odd) * _WIDE_SHARE:
        return "utf-16-be"
    return ""


class _Transcoded(io.RawIOBase):
    """Another encoding read as UTF-8; what cannot be decoded becomes U+FFFD."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override] # any writable buffer
        """Fill the buffer with UTF-8, as `io.RawIOBase` asks."""
        while not self._ready and not self._ended:
            data = self._stream.read(_CHUNK)
            self._ended = not data
            text = self._decoder.decode(data, final=self._ended)
            self._ready = text.encode("utf-8", "replace")
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def close(self) -> None:
        self._stream.close()
        super().close()
