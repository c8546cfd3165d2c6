"""One file as it was found, and its bytes: never more than were there, never from a device."""

import contextlib
import gzip
import io
import os
import stat
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from auditor.connectors.files.failures import FileFault

EXPANSION = 1_000
"""Times that compressed bytes may grow before they count as a bomb."""
EXPANSION_FROM = 1 << 30
"""Bytes that are never too many, however small the file that they come from."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A regular file, or one member of an archive, as it stood when it was found."""

    path: Path = field(repr=False)
    name: str = field(repr=False)
    """Relative path, with the member of an archive, as people gave it."""
    size: int
    mtime_ns: int
    packing: str = ""
    """`gzip`, `zip` or ""."""
    member: str = field(default="", repr=False)

    @property
    def seekable(self) -> bool:
        """Whether the file can be read from anywhere."""
        return not self.packing


def found(path: Path, name: str) -> Entry:
    """The entry of a regular file as it stands now; `FileFault` for anything else."""
    with open_regular(path) as file:
        status = os.fstat(file.fileno())
    return Entry(path, name, status.st_size, status.st_mtime_ns)


def open_regular(path: Path) -> BinaryIO:
    """A regular file opened to read; a pipe, device or folder is refused without waiting."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FileFault("file_special")
    return os.fdopen(handle, "rb")


def open_entry(
    entry: Entry, low: int = 0, high: int | None = None, buffer: int = _CHUNK
) -> io.BufferedReader:
    """The unpacked bytes of an entry, `low` to `high` where it is seekable; always to be closed."""
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(open_regular(entry.path))
        if os.fstat(file.fileno()).st_size < entry.size:
            raise FileFault("file_changed")
        if entry.packing:
            raw: io.RawIOBase = _unpacked(entry, file)
        else:
            raw = _Window(file, low, entry.size if high is None else min(high, entry.size))
        stack.pop_all()
    return io.BufferedReader(raw, buffer)


def grown(entry: Entry) -> bool:
    """Whether bytes were added since the entry was found; `FileFault` where it was rewritten."""
    try:
        status = entry.path.stat()
    except FileNotFoundError:
        return False
    if status.st_size > entry.size:
        return True
    if (status.st_size, status.st_mtime_ns) != (entry.size, entry.mtime_ns):
        raise FileFault("file_changed")
    return False


def _unpacked(entry: Entry, file: BinaryIO) -> "_Unpacked":
    if entry.packing == "gzip":
        return _Unpacked(cast("BinaryIO", gzip.GzipFile(fileobj=file)), file, entry.size)
    archive = zipfile.ZipFile(file)
    info = archive.getinfo(entry.member)
    if info.flag_bits & 1:
        raise FileFault("file_encrypted")
    return _Unpacked(cast("BinaryIO", archive.open(info)), file, info.compress_size)


class _Window(io.RawIOBase):
    """The bytes of a file between two places; a file that ends before is a fault."""

    def __init__(self, file: BinaryIO, low: int, high: int) -> None:
        self._file = file
        self._low = self._place = low
        self._high = high
        file.seek(low)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place - self._low

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: self._low, io.SEEK_CUR: self._place, io.SEEK_END: self._high}[whence]
        self._place = self._file.seek(max(self._low, base + offset))
        return self.tell()

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override] # any writable buffer
        wanted = min(len(buffer), max(0, self._high - self._place))
        data = self._file.read(wanted)
        if len(data) < wanted:
            raise FileFault("file_changed")
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


class _Unpacked(io.RawIOBase):
    """Unpacked bytes, as long as they do not grow out of all proportion."""

    def __init__(self, inner: BinaryIO, file: BinaryIO, packed: int) -> None:
        self._inner = inner
        self._file = file
        self._left = max(EXPANSION_FROM, packed * EXPANSION)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override] # any writable buffer
        data = self._inner.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise FileFault("expansion_limit")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        self._file.close()
        super().close()
