"""Whether a path is a portal's: a capture, answers of screens, a description of endpoints."""

from collections.abc import Iterator
from pathlib import Path

from auditor.connectors.files.entry import Entry, found
from auditor.connectors.files.failures import told_of
from auditor.connectors.files.formats import members
from auditor.connectors.files.options import FileOptions
from auditor.connectors.files.walk import walk
from auditor.connectors.portal.kinds import PORTAL, kind_of
from auditor.model.errors import ReadError


def is_portal(path: Path) -> bool:
    """Whether a file, or any file of a folder or archive, is of a kind that only portals have."""
    if path.suffix.lower() == ".har" and path.is_file():
        return True
    for entry in _entries(path):
        try:
            with told_of(""):
                if kind_of(entry) in PORTAL:
                    return True
        except ReadError:
            continue
    return False


def _entries(path: Path) -> Iterator[Entry]:
    """The files that can be looked into; what cannot is told when the target is read."""
    try:
        paths = [one for one in walk(path, FileOptions()) if not one.code] if path.is_dir() else []
        files = [(one.path, one.name) for one in paths] or [(path, path.name)]
    except (OSError, ValueError):
        return
    for file, name in files:
        try:
            with told_of(""):
                yield from list(members(found(file, name)))
        except ReadError:
            continue
