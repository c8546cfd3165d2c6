"""What every reader of migrations takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from auditor.model.gaps import Gap
from auditor.model.migrations import Script, Step, Waiver


@dataclass(frozen=True, slots=True)
class MigrationFile:
    """A file as text; `gaps` tell what decoding lost."""

    name: str
    """Its path as the user gave it, with `/`."""
    text: str = field(repr=False)
    gaps: tuple[Gap, ...] = ()


Peers = Mapping[str, MigrationFile]
"""All files of the run by name, for includes and parents."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a piece of SQL inside a file says; lines are those of the file."""

    steps: tuple[Step, ...] = ()
    gaps: tuple[Gap, ...] = ()
    waivers: tuple[Waiver, ...] = ()


class Reader(Protocol):
    """Reads one file of one ecosystem; it never raises for what the file holds."""

    def __call__(self, file: MigrationFile, peers: Peers, dialect: str) -> Script:
        """The steps of that file in order, with a gap for each part that could not be read."""
        ...
