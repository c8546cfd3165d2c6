"""Writing a grid to the file that the user named."""

from pathlib import Path

from auditor.cli.writing import write
from auditor.desk.grids import Grid, write_grid
from auditor.model.errors import AuditError

_ENDINGS = (".csv", ".xlsx")


def write_sheet(grid: Grid, file: Path) -> None:
    """Write CSV or XLSX, as the ending of the file says."""
    if file.suffix.lower() not in _ENDINGS:
        raise AuditError("sheet_ending", file=str(file))
    write(write_grid(grid, file.suffix), file)
