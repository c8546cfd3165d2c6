"""What went wrong with a file, in our own words: libraries' messages may quote values."""

import csv
import errno
import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import ijson
import msgspec
import pyarrow as pa

from auditor.model.errors import ReadError

_TRUNCATED = (EOFError, ijson.IncompleteJSONError)
_MALFORMED = (
    pa.ArrowException,
    ijson.JSONError,
    msgspec.DecodeError,
    gzip.BadGzipFile,
    zlib.error,
    zipfile.BadZipFile,
    csv.Error,
    UnicodeError,
    RecursionError,
    # A method of compression that zipfile does not know.
    NotImplementedError,
)


class FileFault(OSError):  # noqa: N818 - it carries a fault of ours through libraries that wrap others
    """A fault with the code of our own sentence; an `OSError` so that libraries let it pass."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def told_of(container: str) -> Iterator[None]:
    """Whatever a library raises comes out as a `ReadError` about that container."""
    try:
        yield
    except (OSError, MemoryError, *_TRUNCATED, *_MALFORMED) as error:
        raise ReadError(code_of(error), container=container) from None


def code_of(error: BaseException) -> str:
    """The code of our sentence for an exception of a library or the system."""
    if isinstance(error, FileFault):
        return error.code
    known: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
        (_TRUNCATED, "file_truncated"),
        (_MALFORMED, "file_malformed"),
        (FileNotFoundError, "file_gone"),
        (PermissionError, "file_not_allowed"),
        (MemoryError, "record_too_large"),
    )
    if isinstance(error, OSError) and error.errno in (None, errno.EINVAL):
        # A library speaks of damage, or was led by it to a place before the start of the file.
        return "file_malformed"
    return next((code for kind, code in known if isinstance(error, kind)), "file_read_failed")
