"""The files of a folder, in name order, and what in it is no file to read."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.connectors.files.failures import code_of
from auditor.connectors.files.options import FileOptions

MAX_FILES = 100_000
_MAX_DEPTH = 64
_FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Found:
    """A path below the root; `code` says why it cannot be read, "" for a regular file."""

    path: Path = field(repr=False)
    name: str = field(repr=False)
    code: str = ""


def walk(root: Path, options: FileOptions) -> Iterator[Found]:
    """Every path that was not excluded; links are never followed."""
    left = MAX_FILES
    for found in _walk(root, "", options, 0):
        if not left:
            yield Found(root, ".", "folder_too_large")
            return
        left -= 1
        yield found


def _walk(folder: Path, prefix: str, options: FileOptions, depth: int) -> Iterator[Found]:
    try:
        with os.scandir(folder) as listing:
            items = sorted(listing, key=lambda item: item.name)
    except OSError as error:
        yield Found(folder, prefix.rstrip("/") or ".", code_of(error))
        return
    for item in items:
        name = prefix + item.name
        path = folder / item.name
        if options.refuses(name):
            continue
        code = _refusal(item)
        if code == _FOLDER and depth < _MAX_DEPTH:
            yield from _walk(path, f"{name}/", options, depth + 1)
        elif code == _FOLDER:
            yield Found(path, name, "folder_too_large")
        elif options.looks_into(name):
            yield Found(path, name, code)


def _refusal(item: "os.DirEntry[str]") -> str:
    try:
        if item.is_symlink():
            return "file_symlink"
        if item.name.startswith("."):
            return "file_hidden"
        if item.is_dir(follow_symlinks=False):
            return _FOLDER
        mode = item.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return code_of(error)
    return "" if stat.S_ISREG(mode) else "file_special"
