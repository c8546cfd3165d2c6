"""How a database is read: limits, choice of containers, journal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

Reader = Literal["auto", "adbc", "sqlalchemy"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement sent to the target, for the journal; it holds names and bounds, no value."""

    text: str
    seconds: float
    rows: int
    reader: str
    """`catalogue`, or what carried the rows: `adbc`, `sqlalchemy`, `packets`, `pymysql`."""


@dataclass(frozen=True, slots=True)
class DatabaseOptions:
    """Limits and choices of one run; a limit of 0 is no limit.

    `statement_timeout_ms` bounds the time that the database works for one statement. The full
    read of a plain table has an end of its own and is exempt. `include` and `exclude` are globs
    over container names; `schemas` are exact names. To follow worker processes, `journal` must
    be picklable.
    """

    statement_timeout_ms: int = 1_800_000
    lock_timeout_ms: int = 5_000
    connect_timeout_s: int = 10
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()
    max_rows: int = 0
    """Rows of one container that a full pass reads at most."""
    max_bytes: int = 0
    """Bytes of canonical text of one container that a full pass reads at most."""
    journal: Callable[[Statement], None] | None = field(default=None, repr=False)

    def wants(self, schema: str, container: str) -> bool:
        """Whether the user asked for that container."""
        if self.schemas and schema and schema not in self.schemas:
            return False
        if self.include and not any(fnmatchcase(container, glob) for glob in self.include):
            return False
        return not any(fnmatchcase(container, glob) for glob in self.exclude)

    def note(self, text: str, seconds: float, rows: int, reader: str = "catalogue") -> None:
        """Write a statement to the journal, if there is one."""
        if self.journal is not None:
            self.journal(Statement(text, seconds, rows, reader))
