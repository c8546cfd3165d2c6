"""Which files are read, and how a file opens again in another process."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.connectors.files.masks import masked
from auditor.policy.layouts import Layout

if TYPE_CHECKING:
    from auditor.connectors.files.source import FileSource


@dataclass(frozen=True, slots=True)
class FileOptions:
    """Choices of one run; `include` and `exclude` are globs over relative paths and containers."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    layouts: tuple[Layout, ...] = ()

    def wants(self, name: str, container: str) -> bool:
        """Whether the user asked for that table of the file of that relative path."""
        names = (name, name.rpartition("/")[2], container)
        return (not self.include or _any(names, self.include)) and not _any(names, self.exclude)

    def looks_into(self, name: str) -> bool:
        """Whether a table of that file may be asked for; only what follows `#` is not known yet."""
        files = tuple(glob.partition("#")[0] for glob in self.include)
        return not files or _any((name, name.rpartition("/")[2]), files)

    def refuses(self, name: str) -> bool:
        """Whether the user excluded the file or folder of that relative path."""
        return _any((name, name.rpartition("/")[2]), self.exclude)

    def layout(self, name: str) -> Layout | None:
        """The first layout that is declared for a file of that relative path."""
        base = name.rpartition("/")[2]
        found = (one for one in self.layouts if _any((name, base), one.match))
        return next(found, None)


@dataclass(frozen=True, slots=True)
class FileSpec:
    """How to open a file or folder again; the path may hold an identifier and is never shown."""

    path: Path = field(repr=False)
    name: str
    options: FileOptions = field(default_factory=FileOptions, repr=False)

    @property
    def location(self) -> str:
        """The path as it may be shown."""
        return masked(str(self.path))

    def open(self) -> "FileSource":
        """The file or folder opened anew; `TargetError` where that fails."""
        from auditor.connectors.files.open import open_spec

        return open_spec(self)


def _any(names: tuple[str, ...], globs: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, glob) for name in names for glob in globs)
