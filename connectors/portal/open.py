"""Opening a capture, a folder of saved answers or a description of a portal."""

from pathlib import Path

from auditor.connectors.files.masks import masked
from auditor.connectors.portal.source import PortalSource
from auditor.model.errors import TargetError


def open_portal(path: Path, name: str) -> PortalSource:
    """The capture, answers or description at a path; `TargetError` where there is nothing."""
    try:
        missing = not path.exists()
    except (OSError, ValueError):
        missing = True
    if missing:
        raise TargetError("file_missing", path=masked(str(path)))
    portal = PortalSource(path, name)
    if not portal.files:
        raise TargetError("no_capture", path=masked(str(path)))
    return portal
