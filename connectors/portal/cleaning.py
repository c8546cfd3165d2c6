"""Opening the capture that is to be cleaned."""

from pathlib import Path
from typing import BinaryIO

from auditor.connectors.files.entry import found
from auditor.connectors.files.failures import told_of
from auditor.connectors.files.formats import members
from auditor.connectors.files.masks import masked
from auditor.connectors.portal.clean import clean
from auditor.connectors.portal.kinds import Kind, kind_of
from auditor.model.errors import ReadError, TargetError


def cleaned(path: Path, out: BinaryIO) -> dict[str, int]:
    """Write the capture at a path without its secrets; how many were removed, by kind."""
    shown = masked(str(path))
    if not path.is_file():
        raise TargetError("file_missing", path=shown)
    try:
        with told_of(shown):
            entries = list(members(found(path, path.name)))
            if len(entries) != 1 or kind_of(entries[0]) is not Kind.HAR:
                raise TargetError("clean_not_a_capture", path=shown)
            counts = clean(entries[0], out)
    except ReadError as fault:
        raise TargetError(fault.code, container=shown) from None
    if counts["entries"] == counts["unreadable"]:
        raise TargetError("clean_not_a_capture", path=shown)
    return counts
