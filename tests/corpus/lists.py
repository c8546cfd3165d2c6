"""Reads the lists in `data/`: fields between bars, one entry a line, `#` for remarks."""

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


def entries(name: str) -> Iterator[list[str]]:
    """The fields of each line of that file."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


def words(text: str) -> tuple[str, ...]:
    """The words of the text."""
    return tuple(text.split())
