"""How a scan reads, as the command line asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

PROBE_ROWS = 2_000
BATCH_ROWS = 131_072


class Depth(StrEnum):
    """How much of each container is read."""

    FULL = "full"
    SAMPLE = "sample"
    SCHEMA_ONLY = "schema_only"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The result depends on `depth`, `sample_rows` and `seed`, never on the other three."""

    depth: Depth = Depth.FULL
    sample_rows: int = 0
    seed: int = 0
    jobs: int = 1
    batch_rows: int = BATCH_ROWS
    nlp_model: str = ""
    """An installed spaCy model to read comments with; "" for the shipped pipeline."""
    pool_from_rows: int = 200_000
    """Fewest expected rows for which worker processes pay for their start."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is; `expected` is the source's own estimate, 0 where it has none."""

    container: str
    containers_done: int
    containers: int
    rows_done: int
    expected: int


Listener = Callable[[Progress], None]


def silent(_progress: Progress) -> None:
    """Listen to nothing."""
