"""`audit-waivers.yaml` and waivers in files: what a named person lets through, until when.

A waiver always ends: at most twelve months from the day it is read, so that none is forgotten.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from pathlib import Path

from auditor.model.findings import Decision, Finding
from auditor.model.gaps import Gap
from auditor.model.migrations import Waiver
from auditor.model.result import Result
from auditor.model.vocabulary import GapKind
from auditor.policy.load import refuse_identifiers
from auditor.policy.purposes import read_date
from auditor.strictyaml import Node, load, raise_together, read_each, read_text

WAIVED, EXPIRED = "waived", "waiver_expired"
LONGEST = timedelta(days=366)
_KEYS = ("fingerprint", "rule", "place", "reason", "approved_by", "expires", "ticket")
_NEEDED = ("reason", "approved_by", "expires", "ticket")


@dataclass(frozen=True, slots=True)
class Waived:
    """One entry of the file: a fingerprint, or a rule and a place (a glob over its name)."""

    fingerprint: str
    rule: str
    place: str
    reason: str
    approved_by: str
    expires: str
    ticket: str
    line: int = 0

    def covers(self, finding: Finding) -> bool:
        """Whether the entry speaks of that finding."""
        if self.fingerprint:
            return finding.fingerprint == self.fingerprint
        return finding.rule == self.rule and any(
            fnmatchcase(place, self.place) for place in _places(finding)
        )


def load_waivers(file: Path, today: str) -> tuple[Waived, ...]:
    """The entries of a waivers file; `ConfigurationError` with every fault of it."""
    return read_waivers(read_text(file), str(file), today)


def read_waivers(text: str, file: str, today: str) -> tuple[Waived, ...]:
    """The entries that `text` declares, none of which lasts more than twelve months from today."""
    refuse_identifiers(text, file)
    root = load(text, file)
    if root.value is None:
        return ()
    nodes = root.mapping(("waivers",), ("waivers",))["waivers"].items()
    return read_each(nodes, lambda node: _entry(node, today))


@dataclass(frozen=True, slots=True)
class Written:
    """The waivers that stand in the checked files, with what each is in front of."""

    waivers: Mapping[str, Sequence[Waiver]]
    lines: Mapping[str, Sequence[int]]
    """The lines at which statements begin, by file."""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def reach(self, file: str, waiver: Waiver) -> tuple[int, int]:
        """The lines that the waiver speaks of: its own, or what stands behind it.

        In front of a statement that is the statement, inside one the next line. A line that only
        opens something (`<changeSet>`, `create_table(`) stands for the first statement inside.
        """
        rows = self._rows(file)
        at = waiver.line - 1
        if at < len(rows) and not _is_comment(rows[at]):
            return waiver.line, waiver.line
        first = next((n for n in range(at + 1, len(rows)) if not _is_comment(rows[n])), None)
        if first is None:
            return waiver.line, waiver.line
        if file.lower().endswith(".sql"):
            return first + 1, first + 1 if _inside(rows, at) else _end(rows, first) + 1
        starts = self.lines.get(file, ())
        if first + 1 in starts or not _OPENS.search(rows[first]):
            return first + 1, first + 1
        opened = next((line for line in starts if line > first), first + 1)
        return opened, opened

    def _rows(self, file: str) -> list[str]:
        return self.texts.get(file, "").split("\n")


_COMMENT = re.compile(r"\s*(?:--|#|//|/\*|\*|<!--|\{#|$)")
_OPENS = re.compile(r"^\s*<|[:({\[]\s*$|^\s*-\s|\bdo\s*(?:\|.*\|)?\s*$")
_CLOSES = re.compile(r";\s*(?:--.*|/\*.*)?$|^\s*(?:GO|/)\s*$", re.IGNORECASE)


def _inside(rows: Sequence[str], at: int) -> bool:
    """Whether the last code before that row leaves its statement open."""
    before = next((rows[n] for n in range(at - 1, -1, -1) if not _is_comment(rows[n])), ";")
    return _CLOSES.search(before) is None


def _end(rows: Sequence[str], first: int) -> int:
    """The row on which the statement that begins there ends."""
    return next((n for n in range(first, len(rows)) if _CLOSES.search(rows[n])), len(rows) - 1)


def _is_comment(row: str) -> bool:
    return _COMMENT.match(row) is not None


NOTHING = Written({}, {})


def waive(
    result: Result, entries: Sequence[Waived], today: str, written: Written = NOTHING
) -> Result:
    """The result with each waived finding marked; expired and unused waivers are told as gaps."""
    used: set[int] = set()
    in_files: set[tuple[str, int]] = set()
    findings = []
    for finding in result.findings:
        index = next((i for i, entry in enumerate(entries) if entry.covers(finding)), None)
        if index is not None:
            used.add(index)
            findings.append(_marked(finding, entries[index], today))
            continue
        inline = _inline(finding, written)
        if inline is not None and finding.location:
            in_files.add((finding.location.file, inline.line))
            findings.append(_marked_inline(finding, inline, today))
            continue
        findings.append(finding)
    gaps = (
        *(_unused(entry) for i, entry in enumerate(entries) if i not in used),
        *_told(written, in_files, today),
    )
    return replace(result, findings=tuple(findings), gaps=(*result.gaps, *gaps))


def _places(finding: Finding) -> Iterator[str]:
    yield f"{finding.container}.{finding.column}" if finding.column else finding.container
    yield from (f"{finding.container}.{column}" for column in finding.columns)
    if finding.location:
        yield finding.location.file


def _marked(finding: Finding, entry: Waived, today: str) -> Finding:
    reason = f"{entry.reason} ({entry.ticket})"
    decision = Decision(WAIVED, entry.approved_by, "", "", reason, expires=entry.expires)
    state = EXPIRED if entry.expires < today else WAIVED
    return replace(finding, state=state, decision=decision)


def _marked_inline(finding: Finding, waiver: Waiver, today: str) -> Finding:
    if not _holds(waiver, today):
        return finding if _fault(waiver, today) != EXPIRED else replace(finding, state=EXPIRED)
    place = f"{finding.location.file}:{waiver.line}" if finding.location else ""
    decision = Decision(WAIVED, place, "", "", waiver.reason, expires=waiver.until)
    return replace(finding, state=WAIVED, decision=decision)


def _inline(finding: Finding, written: Written) -> Waiver | None:
    """The waiver of that rule on the finding's line, or in front of its statement."""
    if finding.location is None:
        return None
    file, line = finding.location.file, finding.location.line
    starts = written.lines.get(file, ())
    before = bisect_right(starts, line)
    statement = starts[before - 1] if before else line
    for waiver in written.waivers.get(file, ()):
        if waiver.rule.upper() != finding.rule:
            continue
        first, last = written.reach(file, waiver)
        if first <= line <= last or statement == first:
            return waiver
    return None


def _holds(waiver: Waiver, today: str) -> bool:
    return not _fault(waiver, today)


def _fault(waiver: Waiver, today: str) -> str:
    """Why a waiver in a file does not hold, "" where it does."""
    if not waiver.until or not waiver.reason:
        return "waiver_incomplete"
    try:
        until = date.fromisoformat(waiver.until)
    except ValueError:
        return "waiver_incomplete"
    if until < date.fromisoformat(today):
        return EXPIRED
    too_long = until > date.fromisoformat(today) + LONGEST
    return "waiver_too_long" if too_long else ""


def _told(written: Written, used: set[tuple[str, int]], today: str) -> Iterable[Gap]:
    for file, waivers in written.waivers.items():
        for waiver in waivers:
            code = _fault(waiver, today)
            if not code and (file, waiver.line) not in used:
                code = "waiver_unused"
            if code and code != EXPIRED:
                detail = (("rule", waiver.rule), ("place", f"{file}:{waiver.line}"))
                yield Gap(GapKind.UNDECLARED, code, detail=detail)


def _unused(entry: Waived) -> Gap:
    place = entry.fingerprint or entry.place
    return Gap(
        GapKind.UNDECLARED,
        "waiver_unused",
        detail=(("rule", entry.rule or "–"), ("place", place)),
    )


def _entry(node: Node, today: str) -> Waived:
    entry = node.mapping(_KEYS, _NEEDED)
    said = {name: entry[name].text() for name in _KEYS if name in entry and name != "expires"}
    expires = read_date(entry["expires"])
    faults = []
    if ("fingerprint" in said) == ("rule" in said) or ("rule" in said) != ("place" in said):
        faults.append(node.fault("waiver_what"))
    if date.fromisoformat(expires) > date.fromisoformat(today) + LONGEST:
        faults.append(entry["expires"].fault("waiver_too_long"))
    raise_together(faults)
    return Waived(
        said.get("fingerprint", ""),
        said.get("rule", ""),
        said.get("place", ""),
        said["reason"],
        said["approved_by"],
        expires,
        said["ticket"],
        node.line,
    )
