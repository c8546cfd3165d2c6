"""The elements of the large arrays of a JSON file, one at a time, whatever stands around them.

The file is never held as a whole, and an element that is damaged takes none of its neighbours
with it: brackets and strings are followed, values are decoded by the caller.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

_CHUNK = 1 << 20
_LARGE = 8 << 20
_RUN = re.compile(rb'[^"{}\[\]]*+(?:"(?:[^"\\]++|\\.)*+"[^"{}\[\]]*+)*+', re.DOTALL)
"""Up to the next bracket, over whole strings."""
_INSIDE = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_NAME = re.compile(rb'"((?:[^"\\]|\\.){0,64})"\s*:\s*\Z', re.DOTALL)
_QUOTE, _SLASH = 0x22, 0x5C
_OPEN, _CLOSE = b"{[", b"}]"
_DEEPEST = 4
"""Levels at which an array can be one of those looked for."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Bytes of the file: an element of the array `name`, or what stands between for ""."""

    name: str
    data: bytes = field(repr=False)
    whole: bool = True
    """False for an element that the end of the file cut, or that is too large to hold."""


class Slicer:
    """Cuts one stream; `names` are the keys of the arrays; `#` is one at the top."""

    def __init__(self, stream: BinaryIO, names: frozenset[str], most: int) -> None:
        self._stream = stream
        self._names = names
        self._most = most
        self._buffer = bytearray()
        self._place = 0
        self._kept = 0
        """Where the bytes begin that were not handed out yet."""
        self._ended = False
        self._lost = False
        self._stack: list[str] = []
        """Names of the open brackets near the top, as far as arrays can be looked for."""
        self._depth = 0
        self._inside: tuple[str, int] | None = None
        """Array and depth of the element that is being read."""
        self.closed = True
        """Whether every bracket was closed at the end of the file."""

    def slices(self) -> Iterator[Slice]:
        """Every byte of the file in order, as elements and as what stands between them."""
        while self._to_bracket():
            sign = self._buffer[self._place]
            if sign in _OPEN:
                yield from self._open(sign)
            else:
                yield from self._close()
        self.closed = self._depth <= 0
        rest = bytes(self._buffer[self._kept :])
        if self._inside is not None:
            yield Slice(self._inside[0], rest, whole=False)
        elif rest:
            yield Slice("", rest)

    def closing(self) -> bytes:
        """The brackets that the end of the file left open near the top, innermost first."""
        names = reversed(self._stack if self._inside is None else self._stack[: self._inside[1]])
        return b"".join(b"}" if name == "{" else b"]" for name in names)

    def _open(self, sign: int) -> Iterator[Slice]:
        array = self._stack[-1] if self._depth and len(self._stack) == self._depth else None
        if self._inside is None and sign == _OPEN[0] and array in self._names:
            if self._place > self._kept:
                yield Slice("", bytes(self._buffer[self._kept : self._place]))
                self._kept = self._place
            self._inside = (array or "", self._depth)
        if self._inside is None and self._depth < _DEEPEST and len(self._stack) == self._depth:
            self._stack.append(self._key() if sign == _OPEN[1] else "{")
        self._depth += 1
        self._place += 1

    def _close(self) -> Iterator[Slice]:
        self._depth -= 1
        self._place += 1
        if len(self._stack) > max(self._depth, 0):
            self._stack.pop()
        if self._inside is not None and self._depth <= self._inside[1]:
            piece = Slice(self._inside[0], self._taken(), whole=not self._lost)
            self._inside, self._lost = None, False
            yield piece

    def _taken(self) -> bytes:
        """The bytes up to here; a large element is not held twice while its reader works."""
        data = bytes(self._buffer[self._kept : self._place])
        self._kept = self._place
        if len(data) > _LARGE:
            self._drop()
        return data

    def _key(self) -> str:
        """The key before the bracket that is about to open, "" where there is none."""
        if not self._depth:
            return "#"
        low = max(self._kept, self._place - 80)
        found = _NAME.search(bytes(self._buffer[low : self._place]))
        return found[1].decode("utf-8", "replace") if found else ""

    def _to_bracket(self) -> bool:
        """Go to the next bracket outside of a string; False at the end of the file."""
        while True:
            found = _RUN.match(self._buffer, self._place)
            self._place = found.end() if found else self._place
            if self._place < len(self._buffer):
                if self._buffer[self._place] != _QUOTE:
                    return True
                if not self._string():
                    return False
            elif not self._more():
                return False

    def _string(self) -> bool:
        """Pass over a string that the buffer does not hold as a whole."""
        self._place += 1
        while True:
            found = _INSIDE.match(self._buffer, self._place)
            self._place = found.end() if found else self._place
            if self._place < len(self._buffer) and self._buffer[self._place] == _QUOTE:
                self._place += 1
                return True
            # What is left is nothing, or a backslash whose letter is still to come.
            if not self._more():
                return False

    def _more(self) -> bool:
        if self._ended:
            return False
        self._drop()
        data = self._stream.read(_CHUNK)
        self._ended = not data
        self._buffer += data
        return not self._ended

    def _drop(self) -> None:
        """Let go of bytes that were handed out, or of an element that grew too large."""
        if self._inside is not None and self._place - self._kept > self._most:
            self._lost = True
            self._kept = self._place
        elif self._inside is None and self._place - self._kept > self._most:
            self._kept = self._place
        if self._kept:
            del self._buffer[: self._kept]
            self._place -= self._kept
            self._kept = 0
