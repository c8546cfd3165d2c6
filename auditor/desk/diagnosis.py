"""What a scan could read of a target, and how long it would take, from its catalogue alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model.catalogue import Catalogue, Container, ContainerKind
from auditor.model.gaps import Gap

CELLS_PER_SECOND = 200_000
"""Cells that one core reads and decides in a second, text included.

Measured on the operator of `audit demo` (SQLite, 36 tables, 1.3 million cells): 7.9 CPU-seconds in
all on one core of a shared machine, about one of them to plan.
"""
QUICKEST, SLOWEST = 3.0, 0.33
"""How much faster a schema without text, and slower one of free text over a slow network, is."""
PER_CONTAINER = 0.03
"""Seconds to probe and plan one container."""
ROW_SECURITY = "row_security"


@dataclass(frozen=True, slots=True)
class Closed:
    """A place that the account cannot read, or not wholly, and the code of the gap."""

    container: str
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The state of one target before a row is read."""

    source: str
    dialect: str
    version: str
    """Version of the server or library that answers, "" where it says none."""
    location: str
    containers: int
    readable: int
    columns: int
    views: int
    closed: tuple[Closed, ...]
    hidden: tuple[Closed, ...]
    """Containers of which row security may hide rows."""
    rows: int
    """Rows that the source expects in the readable containers."""
    unsized: int
    """Readable containers of which the source gives no estimate."""
    seconds: tuple[int, int] | None
    """Least and most; None where nothing is estimated."""
    can_write: bool
    warnings: tuple[str, ...]
    file_writable: bool = False
    """For a target that is a file: whether this account may change it."""

    @property
    def ready(self) -> bool:
        """Whether a scan would read everything."""
        return not self.closed and not self.hidden and self.containers > 0


def diagnose(catalogue: Catalogue, location: str, jobs: int = 1) -> Diagnosis:
    """What that catalogue promises; no row is read for it."""
    closed = [_closed(gap) for gap in catalogue.gaps if gap.code != ROW_SECURITY]
    hidden = [_closed(gap) for gap in catalogue.gaps if gap.code == ROW_SECURITY]
    broken = {one.container for one in closed if not one.column}
    readable = [c for c in catalogue.containers if c.name not in broken and _has_columns(c)]
    sized = [container for container in readable if container.estimated_rows is not None]
    rows = sum(container.estimated_rows or 0 for container in sized)
    return Diagnosis(
        source=catalogue.source,
        dialect=catalogue.dialect,
        version=catalogue.version,
        location=location,
        containers=len(catalogue.containers),
        readable=len(readable),
        columns=sum(len(container.columns) for container in readable),
        views=sum(container.kind is ContainerKind.VIEW for container in readable),
        closed=tuple(closed),
        hidden=tuple(hidden),
        rows=rows,
        unsized=len(readable) - len(sized),
        seconds=_seconds(sized, len(readable), jobs) if sized else None,
        can_write="account_can_write" in catalogue.warnings,
        warnings=tuple(w for w in catalogue.warnings if w != "account_can_write"),
    )


def _closed(gap: Gap) -> Closed:
    return Closed(gap.container, gap.column, gap.code)


def _has_columns(container: Container) -> bool:
    return any(column.readable for column in container.columns)


def _seconds(sized: Sequence[Container], containers: int, jobs: int) -> tuple[int, int]:
    cells = sum((container.estimated_rows or 0) * len(container.columns) for container in sized)
    fixed = containers * PER_CONTAINER
    fast, slow = (fixed + cells / (CELLS_PER_SECOND * f * jobs) for f in (QUICKEST, SLOWEST))
    return round(fast), round(slow) + 1
