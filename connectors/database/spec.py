"""A picklable description of an opened database."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from auditor.connectors.database.options import DatabaseOptions, Reader
from auditor.connectors.database.target import mask_url

if TYPE_CHECKING:
    from auditor.connectors.database.source import DatabaseSource


@dataclass(frozen=True, slots=True)
class DatabaseSpec:
    """How to open a database again; the target may hold a password and is never shown."""

    target: str = field(repr=False)
    name: str
    reader: Reader = "auto"
    options: DatabaseOptions = field(default_factory=DatabaseOptions)
    snapshot: str = field(default="", repr=False)
    """The exporting source must stay open for as long as another one opens by this token."""

    @property
    def location(self) -> str:
        """The target as it may be shown."""
        return mask_url(self.target) if "://" in self.target else self.target

    def at(self, snapshot: str) -> "DatabaseSpec":
        """The same database, seen as of that snapshot."""
        return replace(self, snapshot=snapshot)

    def open(self) -> "DatabaseSource":
        """The database opened anew; `TargetError` where that fails."""
        from auditor.connectors.database.open import open_spec

        return open_spec(self)
