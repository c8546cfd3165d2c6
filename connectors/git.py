"""Both sides of a range of revisions, read from the object store of git without a checkout.

Only plumbing that lists and prints objects is called: no hook, filter, textconv, external diff or
fetch is run, and nothing is written.
"""

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.model.errors import TargetError

_GIT = ("git", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false")
_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
}
_FILE_MODES = frozenset({"100644", "100755"})
"""Neither symbolic links nor submodules: what they point at is not in this tree."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a tree: the id of its content, and its size."""

    id: str
    size: int


@dataclass(frozen=True, slots=True)
class Range:
    """Two trees: that of the common ancestor, and that of the end of the range."""

    root: Path
    base: str
    head: str
    before: Mapping[str, Blob] = field(repr=False)
    now: Mapping[str, Blob] = field(repr=False)

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that are new or differ, in order of name; one that only moved is neither."""
        gone = {blob.id for name, blob in self.before.items() if name not in self.now}
        return tuple(
            name
            for name, blob in sorted(self.now.items())
            if (name in self.before or blob.id not in gone)
            and (name not in self.before or self.before[name].id != blob.id)
        )


def open_range(folder: Path, since: str, until: str) -> Range:
    """The range from what both revisions have in common up to `until`.

    Raises TargetError where the folder is no repository, a revision is not known, or a shallow
    clone does not hold what the two have in common.
    """
    root = Path(_text(folder, "git_no_repository", "rev-parse", "--show-toplevel"))
    start, head = _commit(root, since), _commit(root, until)
    base = _text(root, "git_no_ancestor", "merge-base", start, head, since=since, until=until)
    base = base.splitlines()[0]
    return Range(root, base, head, _tree(root, base), _tree(root, head))


def contents(root: Path, blobs: Iterable[Blob]) -> Mapping[str, bytes]:
    """The content of each blob, by id; one that the clone does not hold is left out."""
    ids = list(dict.fromkeys(blob.id for blob in blobs))
    if not ids:
        return {}
    out = _run(root, ("cat-file", "--batch"), "".join(f"{one}\n" for one in ids).encode())
    if out is None:
        raise TargetError("git_unreadable", folder=str(root))
    return _batch(out)


def _batch(out: bytes) -> Mapping[str, bytes]:
    """What `cat-file --batch` printed: `id type size`, the content, a line feed."""
    found: dict[str, bytes] = {}
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)
        header = out[at:end].decode("ascii", "replace").split(" ")
        at = end + 1
        if header[-1] == "missing":
            continue
        size = int(header[2])
        found[header[0]] = out[at : at + size]
        at += size + 1
    return found


def _commit(root: Path, revision: str) -> str:
    return _text(
        root,
        "git_unknown_revision",
        *("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"),
        revision=revision,
    )


def _tree(root: Path, commit: str) -> Mapping[str, Blob]:
    out = _run(root, ("ls-tree", "-r", "-l", "-z", "--full-tree", commit))
    if out is None:
        raise TargetError("git_unreadable", folder=str(root))
    found: dict[str, Blob] = {}
    for entry in out.split(b"\0")[:-1]:
        about, _, name = entry.partition(b"\t")
        mode, _, blob, size = about.decode("ascii").split()
        if mode in _FILE_MODES and size.isdigit():
            found[os.fsdecode(name)] = Blob(blob, int(size))
    return found


def _text(folder: Path, fault: str, *arguments: str, **detail: str) -> str:
    out = _run(folder, arguments)
    if not out:
        raise TargetError(fault, folder=str(folder), **detail)
    return os.fsdecode(out).strip()


def _run(folder: Path, arguments: Sequence[str], given: bytes = b"") -> bytes | None:
    """What git printed, None where it failed; its own words may quote the repository."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            (*_GIT, *arguments),
            cwd=folder,
            input=given,
            capture_output=True,
            check=False,
            env=os.environ | _QUIET,
        )
    except OSError:
        raise TargetError("git_missing") from None
    return done.stdout if done.returncode == 0 else None
