"""Liquibase's formatted SQL: change sets in comments, with their rollbacks."""

import re
from dataclasses import dataclass, field

from auditor.connectors.migrations.base import Fragment, MigrationFile, Peers
from auditor.connectors.migrations.plain import placed
from auditor.connectors.migrations.sql import sql_steps
from auditor.connectors.migrations.sql.dialects import canonical
from auditor.connectors.migrations.waivers import waivers
from auditor.model.gaps import Gap
from auditor.model.migrations import Script, Step

_LINE = re.compile(
    r"^[ \t]*--[ \t]*(?P<word>changeset|rollback|precondition[\w\-]*|comment|ignoreLines|property"
    r"|validCheckSum|labels|liquibase)\b:?(?P<rest>[^\n]*)$",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"/\*\s*liquibase\s+rollback\b(.*?)\*/", re.IGNORECASE | re.DOTALL)
_DBMS = re.compile(r"\bdbms:[\"']?([\w,!\- ]+)", re.IGNORECASE)
_DELIMITER = re.compile(r"\bendDelimiter:[\"']?(\S+?)[\"']?(?:\s|$)", re.IGNORECASE)
_PROPERTY = re.compile(r"\bname:[\"']?([\w.\-]+)[\"']?\s+value:[\"']?(.*?)[\"']?(?:\s+\w+:|\s*$)")


@dataclass(slots=True)
class _ChangeSet:
    """A change set while its lines are gathered."""

    line: int = 1
    dialect: str = ""
    delimiter: str = ""
    text: list[str] = field(default_factory=list)
    undo: list[tuple[int, str]] = field(default_factory=list)


def read(file: MigrationFile, peers: Peers, dialect: str) -> Script:
    """The steps of all change sets, their rollbacks as `down`."""
    del peers
    steps: list[Step] = []
    gaps: list[Gap] = []
    for change_set in _change_sets(file.text):
        for fragment in _fragments(change_set, dialect):
            steps.extend(fragment.steps)
            gaps.extend(placed(gap, file.name) for gap in fragment.gaps)
    said = waivers(file.text) if "audit:" in file.text else ()
    return Script(file.name, "liquibase", tuple(steps), said, tuple(gaps))


def _change_sets(text: str) -> list[_ChangeSet]:
    """Lines that are not of a change set keep their place, so that every line has its number."""
    properties: dict[str, str] = {}
    found = [_ChangeSet()]
    undone = _undone(text)
    for number, line in enumerate(text.split("\n"), 1):
        said = _LINE.match(line)
        if said is None:
            written = _filled(line, properties)
            if number in undone:
                found[-1].undo.append((number, written))
                written = ""
            found[-1].text.append(written)
            continue
        match said["word"].lower():
            case "changeset":
                found.append(_begun(number, said["rest"]))
            case "rollback":
                undo = said["rest"].strip()
                if not re.match(r"(?:not\s+required|empty)\b", undo, re.IGNORECASE):
                    found[-1].undo.append((number, _filled(undo, properties)))
            case "property":
                named = _PROPERTY.search(said["rest"])
                if named:
                    properties[named[1]] = named[2]
        found[-1].text.append("")
    return found


def _undone(text: str) -> set[int]:
    """The lines inside blocks `/* liquibase rollback … */`, without their edges."""
    lines: set[int] = set()
    for block in _BLOCK.finditer(text):
        first = text.count("\n", 0, block.start(1)) + 1
        lines.update(range(first + 1, first + block[1].count("\n")))
    return lines


def _begun(number: int, rest: str) -> _ChangeSet:
    dbms, delimiter = _DBMS.search(rest), _DELIMITER.search(rest)
    first = dbms[1].split(",")[0].strip() if dbms else ""
    return _ChangeSet(number, canonical(first) if first else "", delimiter[1] if delimiter else "")


def _filled(line: str, properties: dict[str, str]) -> str:
    if "${" not in line:
        return line
    return re.sub(r"\$\{([\w.\-]+)\}", lambda hole: properties.get(hole[1], hole.group()), line)


def _fragments(change_set: _ChangeSet, dialect: str) -> list[Fragment]:
    dialect = change_set.dialect or dialect
    text = "\n".join(change_set.text)
    if change_set.delimiter and change_set.delimiter not in (";", "/", "GO"):
        plain = change_set.delimiter.replace("\\n", "").replace("\\", "")
        text = text.replace(plain, ";") if plain not in ("", ";", "$$") else text
    made = [sql_steps(text, dialect, change_set.line)]
    # Consecutive rollback lines are one statement or several; each knows its own line.
    pieces = [(line, undo) for line, undo in change_set.undo if undo]
    while pieces:
        run = [pieces.pop(0)]
        while pieces and pieces[0][0] == run[-1][0] + 1:
            run.append(pieces.pop(0))
        undo = "\n".join(piece for _, piece in run)
        made.append(sql_steps(undo, dialect, run[0][0], down=True))
    return made
