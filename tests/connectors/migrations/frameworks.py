"""Folders of migrations that carry the effects that are expected of them in their comments.

`=> add table.column` at the line of the effect; `=>@-1` one line above; a role, `< source:how`,
`[NIR]` for an identifier found and `(down)` follow the place.
"""

import re
from pathlib import Path

from auditor.connectors.migrations.read import read_scripts
from auditor.connectors.migrations.replay import replay
from auditor.model.gaps import Gap
from auditor.model.migrations import Effect, Script
from auditor.model.vocabulary import GapKind

CORPUS = Path(__file__).parent / "corpus"
_MARK = re.compile(r"=>(?:@([+-]\d+))? ([a-z_]+ \S+\..*?)(?=\s*=>|\s*-->|\s*\*/|$)")


def files_of(folder: Path) -> dict[str, bytes]:
    """All files under a folder, by their path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def compare(
    files: dict[str, bytes], dialect: str = ""
) -> tuple[list[str], list[str], tuple[Script, ...], tuple[Gap, ...]]:
    """Expected effects, told effects, the scripts, and what was not read."""
    scripts = read_scripts(files, dialect)
    history = replay(scripts)
    expected = [said for name, data in files.items() for said in _expected(name, data.decode())]
    gaps = (*(gap for script in scripts for gap in script.gaps), *history.gaps)
    unread = tuple(gap for gap in gaps if gap.kind is GapKind.UNREAD)
    return sorted(expected), sorted(map(_said, history.effects)), scripts, unread


def _expected(file: str, text: str) -> list[str]:
    return [
        f"{file}:{number + int(at or 0)}: {' '.join(said.split())}"
        for number, line in enumerate(text.split("\n"), 1)
        for at, said in _MARK.findall(line)
    ]


def _said(effect: Effect) -> str:
    parts = [effect.action, f"{effect.container.name}.{effect.column}", effect.role]
    if effect.action in ("copy", "view", "function"):
        listed = sorted(f"{s.container.name}.{s.column}:{s.transform}" for s in effect.sources)
        parts.extend(f"< {source}" for source in listed)
    parts.extend(f"[{category.value}]" for category in effect.found)
    parts.append("(down)" if effect.down else "")
    return f"{effect.file}:{effect.line}: {' '.join(filter(None, parts))}"
