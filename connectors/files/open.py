"""Opening a file or a folder."""

from pathlib import Path

from auditor.connectors.files.masks import masked
from auditor.connectors.files.options import FileOptions, FileSpec
from auditor.connectors.files.source import FileSource
from auditor.model.errors import TargetError


def open_files(path: Path, name: str, options: FileOptions | None = None) -> FileSource:
    """The file or the folder's files, opened to read; `TargetError` where there is nothing."""
    return open_spec(FileSpec(path, name, options or FileOptions()))


def open_spec(spec: FileSpec) -> FileSource:
    """The file or folder of the description, opened."""
    shown = masked(str(spec.path))
    try:
        missing, folder = not spec.path.exists(), spec.path.is_dir()
    except (OSError, ValueError):
        missing, folder = True, False
    if missing:
        raise TargetError("file_missing", path=shown)
    source = FileSource(spec)
    listing = source.listing
    if not listing.places and (not folder or not listing.refused):
        code = listing.refused[0] if listing.refused else "no_file"
        raise TargetError(code, container=shown)
    return source
