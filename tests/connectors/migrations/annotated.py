"""SQL files that carry the effects that are expected of them, at the line where they happen.

`-- => add table.column` in a comment; `@-1` and `@=5` name another line, a role or `< source:how`
follows the place, `[NIR]` an identifier found, `(down)` what only runs to undo.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from auditor.connectors.migrations.read import read_scripts
from auditor.connectors.migrations.replay import replay
from auditor.model.changes import NARROWING, WIDENING
from auditor.model.migrations import Effect, History, Script

CASES = Path(__file__).parent / "cases"
HISTORIES = Path(__file__).parent / "histories"
_ACTIONS = "|".join((*WIDENING, *NARROWING))
_MARK = re.compile(
    rf"=>(?:@(?P<at>[=+-]?\d+))?\s+(?P<said>(?:{_ACTIONS})\s.*?)(?=\s*=>|\s*-->|\s*\*/|$)"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A case: what it says, and what was made of it."""

    expected: list[str]
    told: list[str]
    scripts: tuple[Script, ...]
    history: History


def expected_of(file: str, text: str) -> list[str]:
    """The annotations of a file as `file:line: effect`."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        for mark in _MARK.finditer(line):
            at = mark["at"] or "+0"
            there = int(at[1:]) if at[0] == "=" else number + int(at)
            found.append(f"{file}:{there}: {' '.join(mark['said'].split())}")
    return found


def _said(effect: Effect) -> str:
    parts = [effect.action, f"{effect.container.name}.{effect.column}"]
    if effect.role:
        parts.append(effect.role)
    if effect.action in ("copy", "view", "function"):
        listed = sorted(f"{s.container.name}.{s.column}:{s.transform}" for s in effect.sources)
        parts.extend(f"< {source}" for source in listed)
    parts.extend(f"[{category.value}]" for category in effect.found)
    if effect.down:
        parts.append("(down)")
    return f"{effect.file}:{effect.line}: {' '.join(parts)}"


def read_case(path: Path, dialect: str = "") -> Read:
    """The case in that file, or all files of that folder, read and replayed."""
    files = {file.name: file.read_bytes() for file in _files(path)}
    scripts = read_scripts(files, dialect)
    history = replay(scripts)
    expected = [
        said for script in scripts for said in expected_of(script.file, files[script.file].decode())
    ]
    told = [_said(effect) for effect in history.effects]
    return Read(sorted(expected), sorted(told), scripts, history)


def _files(path: Path) -> list[Path]:
    return sorted(path.iterdir()) if path.is_dir() else [path]
