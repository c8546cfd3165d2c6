"""Opening whatever the user pointed at: a database, a file, a folder, a capture of a portal."""

from pathlib import Path

from auditor.connectors.base import Portal, Source
from auditor.connectors.database.options import DatabaseOptions, Reader
from auditor.model.errors import TargetError
from auditor.policy.layouts import Layout

_DATABASES = frozenset({".sqlite", ".sqlite3", ".db", ".db3"})
"""Endings that promise a database: anything else under them is a mistake worth telling."""


def open_target(
    location: str,
    name: str,
    *,
    reader: Reader = "auto",
    options: DatabaseOptions | None = None,
    layouts: tuple[Layout, ...] = (),
) -> Source:
    """The target at a URL or path, opened to read; `TargetError` where it cannot be.

    A path is read as what it holds: a SQLite database, a file of a known format, or a folder of
    such files. `layouts` describe the fixed-width files among them.
    """
    from auditor.connectors.database.target import is_sqlite_file

    choices = options or DatabaseOptions()
    path = _path(location)
    if path is not None and path.suffix.lower() in _DATABASES and not is_sqlite_file(path):
        raise TargetError("not_a_database" if path.exists() else "file_missing", path=location)
    if path is None or (_is_file(path) and is_sqlite_file(path)):
        from auditor.connectors.database.open import open_source

        return open_source(location, name, reader=reader, options=choices)
    from auditor.connectors.files.open import open_files
    from auditor.connectors.files.options import FileOptions

    return open_files(path, name, FileOptions(choices.include, choices.exclude, layouts))


def opens_as_portal(location: str) -> bool:
    """Whether a path is a capture, a saved screen or a description, and no table of data.

    JSON, CSV and lines of JSON alone are tables of data, unless the user says otherwise.
    """
    path = _path(location)
    if path is None or (_is_file(path) and path.suffix.lower() in _DATABASES):
        return False
    from auditor.connectors.portal.belongs import is_portal

    return is_portal(path)


def open_portal(location: str, name: str) -> Portal:
    """The portal at a path; `TargetError` where there is none."""
    from auditor.connectors.portal.open import open_portal as opened

    path = _path(location)
    if path is None:
        raise TargetError("no_capture", path=name)
    return opened(path, name)


def _path(location: str) -> Path | None:
    if "://" in location:
        return None
    return Path(location).expanduser()


def _is_file(path: Path) -> bool:
    """Whether it is a regular file: to open a pipe would wait for its writer."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
