"""Waivers written in a comment of the file that they are for."""

import re

from auditor.model.migrations import Waiver

_WAIVER = re.compile(
    r"(?:--|\#|//|/\*+|<!--|^[ \t]*\*)[ \t]*audit:[ \t]*allow[ \t]+(?P<rule>[A-Za-z]+-[0-9]+)"
    r"(?:[ \t]+until[ \t]+(?P<until>[0-9]{4}-[0-9]{2}-[0-9]{2}))?"
    r"(?:[ \t]+because[ \t]+(?P<reason>[^\n]*))?",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(r"[ \t]*(?:\*/|-->)?[ \t\r]*$")


def waivers(text: str, line: int = 1) -> tuple[Waiver, ...]:
    """`audit: allow RULE until DATE because …` after any comment mark, with its line.

    A date or a reason that is missing is left empty: who judges the waiver says so.
    """
    found = []
    counted, at = line, 0
    for match in _WAIVER.finditer(text):
        counted += text.count("\n", at, match.start("rule"))
        at = match.start("rule")
        reason = _END.sub("", match["reason"] or "").strip()
        found.append(Waiver(counted, match["rule"].upper(), match["until"] or "", reason))
    return tuple(found)
