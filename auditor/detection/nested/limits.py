"""What bounds the unpacking of a cell; every bound is a count and what it cuts is counted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one cell and of one column."""

    cell: int = 1 << 20
    """Characters of a cell, beyond which it is not unpacked."""
    depth: int = 16
    """Segments of a path."""
    leaves: int = 5_000
    """Values taken out of one cell."""
    expanded: int = 4 << 20
    """Bytes that the compressed values of one cell may become, all together."""
    ratio: int = 200
    """Times that a compressed value may grow."""
    siblings: int = 50
    """Keys of one object over the whole column, beyond which keys are values."""
    paths: int = 256
    """Paths of one column, beyond which the deepest keys are no longer told apart."""
    characters: int = 1 << 31
    """Characters of one column, beyond which only a share of its cells is taken apart."""


LIMITS = Limits()
