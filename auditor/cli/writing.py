"""Reports to stdout or to files that are whole or not there: a failed run leaves the old one."""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from auditor.model.errors import AuditError

_STDOUT = Path("-")
_PRIVATE = 0o600
"""A report maps vulnerabilities: only its owner reads it."""


def write(content: bytes, file: Path | None) -> None:
    """Write to the file by a temporary name beside it, or to stdout for none or for `-`."""
    if file is None or file == _STDOUT:
        _to_stdout(content)
        return
    try:
        _replace(content, file)
    except OSError as fault:
        raise AuditError(
            "cannot_write", file=str(file), why=os.strerror(fault.errno or 0)
        ) from None


def refuse_existing(file: Path) -> None:
    """A file that somebody may have worked on is never written over."""
    if file.exists():
        raise AuditError("file_exists", file=str(file))


def _to_stdout(content: bytes) -> None:
    """Write all of it, unless the reader has gone away: `| head` is not a fault."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What is left in the buffer must not be written again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _replace(content: bytes, file: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            os.fchmod(stream.fileno(), _PRIVATE)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
