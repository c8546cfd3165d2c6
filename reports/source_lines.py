"""Lines of checked files as a report may show them: names and keywords, no literal."""

import re
from collections.abc import Mapping

from auditor.model.result import Result

_WIDTH = 160
_QUOTED = re.compile(r"'(?:[^'\\]|''|\\.)*'|\"(?:[^\"\\]|\"\"|\\.)*\"|`[^`]*`")
_DIGITS = re.compile(r"\d[\d .\-/]{4,}\d|\d{6,}")
_COMMENT = re.compile(r"(?:--|//|#(?![{\w])|/\*|<!--).*$")
_NAME = re.compile(r"[A-Za-z_][A-Za-z_.]*[0-9]{0,3}[A-Za-z_.]*")
_LEFT_OUT = "…"


def shown_lines(result: Result, texts: Mapping[str, str]) -> dict[tuple[str, int], str]:
    """The line of each finding, where it can be shown without a value.

    Of what stands between quotes only names of the result itself are kept; comments and long runs
    of digits go. A line that writes data, or on which a quote stays open, is not shown at all.
    """
    wanted = {
        (finding.location.file, finding.location.line)
        for finding in result.findings
        if finding.location and finding.location.file in texts
    }
    writing = {(one.file, one.line) for one in result.changes if one.action == "data"}
    names = _names(result)
    split: dict[str, list[str]] = {}
    found: dict[tuple[str, int], str] = {}
    for file, number in sorted(wanted - writing):
        if file not in split:
            split[file] = texts[file].split("\n")
        if number <= len(split[file]) and (line := shown(split[file][number - 1], names)):
            found[file, number] = line
    return found


def shown(line: str, names: frozenset[str]) -> str:
    """The line with what may be a value left out; "" where nothing of it can be shown."""
    bare = _QUOTED.sub(lambda match: _kept(match[0], names), line.expandtabs(4))
    if any(_QUOTED.sub("", bare).count(quote) % 2 for quote in "'\"`"):
        return ""
    bare = _DIGITS.sub(_LEFT_OUT, _COMMENT.sub("", bare)).rstrip()
    return bare if len(bare) <= _WIDTH else bare[: _WIDTH - 1] + _LEFT_OUT


def _kept(literal: str, names: frozenset[str]) -> str:
    """The literal where it is a name that the result holds anyway."""
    quote, inside = literal[0], literal[1:-1]
    kept = _NAME.fullmatch(inside) and inside.lower() in names
    return literal if kept or not inside else f"{quote}{_LEFT_OUT}{quote}"


def _names(result: Result) -> frozenset[str]:
    found = {one.column for one in result.changes} | {one.role for one in result.changes}
    found |= {part for one in result.changes for part in (one.container, *one.container.split("."))}
    return frozenset(name.lower() for name in found)
