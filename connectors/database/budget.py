"""Budgets of rows and bytes: what a container may cost, and what was left of it.

Where the database says how large a table is, a budget of rows is spent over the whole of it. Only
what has no known size, or a budget of bytes, is cut after its beginning, and the gap says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from auditor.connectors.database.options import DatabaseOptions
from auditor.model.catalogue import Container, ContainerKind

_SEED = 0


@dataclass(slots=True)
class Spending:
    """What was read of a container, against what it may cost; 0 is no limit."""

    max_rows: int
    max_bytes: int
    estimate: int | None
    thinned: bool = False
    rows: int = 0
    bytes: int = 0
    out_of: str = ""
    """`rows` or `bytes`, whichever ended the reading."""

    def over(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The batches until the budget is spent."""
        for batch in batches:
            kept = batch
            if self.max_rows and self.rows + batch.num_rows > self.max_rows:
                kept, self.out_of = batch.slice(0, self.max_rows - self.rows), "rows"
            self.rows += kept.num_rows
            self.bytes += kept.nbytes
            if kept.num_rows:
                yield kept
            if not self.out_of and self.max_bytes and self.bytes >= self.max_bytes:
                self.out_of = "bytes"
            if self.out_of:
                return

    def gap(self) -> tuple[str, dict[str, str]] | None:
        """The code and detail of what was left, None where nothing was."""
        of = "?" if self.estimate is None else str(max(self.estimate, self.rows))
        detail = {"rows": str(self.rows), "of": of}
        if self.out_of == "bytes":
            return "byte_budget", {**detail, "bytes": str(self.max_bytes)}
        if self.thinned:
            return "row_budget", detail
        return ("row_budget_head", detail) if self.out_of else None


def spending(container: Container, options: DatabaseOptions) -> Spending | None:
    """The budget of a container, if there is any."""
    if not options.max_rows and not options.max_bytes:
        return None
    return Spending(options.max_rows, options.max_bytes, container.estimated_rows)


def exceeds(container: Container, options: DatabaseOptions) -> bool:
    """Whether the database itself says that the table has more rows than may be read."""
    if container.kind is not ContainerKind.TABLE or not options.max_rows:
        return False
    return (container.estimated_rows or 0) > options.max_rows


def thin(batches: Iterator[pa.RecordBatch], share: float) -> Iterator[pa.RecordBatch]:
    """Each row with that chance, the same ones for any batch size."""
    random = np.random.default_rng(_SEED)
    for batch in batches:
        yield batch.filter(pa.array(random.random(batch.num_rows) < share))
