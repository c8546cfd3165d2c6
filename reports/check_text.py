"""The report of a check for a terminal or a job's log: what, where, and the line itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from auditor.model.changes import Change
from auditor.model.findings import Finding
from auditor.model.result import Result
from auditor.model.vocabulary import GapKind, Severity
from auditor.reports.ci import Findings, findings_of, location, sentence, title, waived
from auditor.reports.formats import Options
from auditor.reports.names import visible
from auditor.reports.wording import Wording

_COLOURS = {
    Severity.CRITICAL: "1;31",
    Severity.HIGH: "31",
    Severity.MEDIUM: "33",
    Severity.LOW: "0",
    Severity.INFO: "2",
}
_BOLD, _DIM, _GREEN, _YELLOW = "1", "2", "32", "33"
MOST = 200
"""Findings that are spelled out; the text says how many more."""


def render(result: Result, options: Options) -> bytes:
    """The report as text; styles only with colour."""
    return _Text(result, options).made().encode("utf-8", "replace")


class _Text:
    def __init__(self, result: Result, options: Options) -> None:
        self._result, self._options = result, options
        self._wording = Wording.of(result, options.lang, options.references)
        self._words = self._wording.messages
        self._out: list[str] = []

    def made(self) -> str:
        """All sections, the most important first."""
        found = findings_of(self._result)
        self._head()
        self._findings(found.new)
        self._listed("check.settled", (waived(one, self._wording) for one in found.settled))
        self._improvements()
        self._listed("check.conforming", self._conforming())
        self._gaps()
        self._end(found)
        return "\n".join(self._out) + "\n"

    def _line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        for row in wrap(text, self._options.width - indent, break_on_hyphens=False) or [""]:
            self._out.append((" " * indent + self._styled(row, style)).rstrip())

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if style and self._options.colour else text

    def _head(self) -> None:
        checked = self._result.run.command == "check"
        self._line(self._words.text("check.title" if checked else "report.title"), _BOLD)
        targets = ", ".join(target.location for target in self._result.run.targets)
        about = [visible(targets), self._counted_files()]
        self._line(" · ".join(part for part in about if part), _DIM)

    def _counted_files(self) -> str:
        if self._result.run.command != "check":
            return ""
        return self._words.count("check.files", len(self._result.files))

    def _findings(self, findings: Sequence[Finding]) -> None:
        for group in _together(findings[:MOST]):
            self._line()
            self._group(group)
        if len(findings) > MOST:
            self._line()
            self._line(self._words.count("check.more", len(findings) - MOST), _DIM)

    def _group(self, group: Sequence[Finding]) -> None:
        """What one rule says of one table in one file, under the lines that it speaks of."""
        first = group[0]
        where = location(first)
        label = self._words.label("severity", first.severity)
        head = f"{label} {title(first, self._words)} [{first.rule}]"
        whole = f"{visible(where.file)}:{where.line}: {head}"
        self._out.append(self._styled(whole, _COLOURS[first.severity]))
        if len(group) == 1:
            self._line(sentence(first, self._wording), indent=2)
        else:
            self._line(visible(first.container), indent=2)
        self._lines(group)
        if not all(finding.verified for finding in group):
            self._line(self._words.text("findings.unverified"), _DIM, 2)
        for said in dict.fromkeys(said for one in group for said in self._wording.decision(one)):
            self._line(visible(said), _YELLOW, 2)
        self._line("→ " + self._words.pick(first.fix), _DIM, 2)

    def _lines(self, group: Sequence[Finding]) -> None:
        """Each line of the file once, a caret under each name found there, and what it holds."""
        by_line: dict[tuple[str, int], list[Finding]] = {}
        for finding in group:
            where = location(finding)
            by_line.setdefault((where.file, where.line), []).append(finding)
        for (file, line), there in sorted(by_line.items()):
            bare = visible(self._options.lines.get((file, line), "").strip())
            margin = " " * (len(str(line)) + 3)
            if bare:
                self._out.append(f"  {self._styled(f'{line} |', _DIM)} {bare}")
            for finding in there:
                said = "" if len(group) == 1 else self._kinds(finding)
                at, width = _name_in(bare, (finding.column,) if said else _names(finding))
                if width:
                    caret = self._styled("^" * width, _BOLD)
                    self._out.append(f"  {margin}{' ' * at}{caret} {said}".rstrip())
                elif said:
                    name = visible(finding.column or finding.container)
                    self._line(f"{name} : {said}", indent=2 + len(margin))

    def _kinds(self, finding: Finding) -> str:
        return ", ".join(self._words.label("category", one) for one in finding.categories)

    def _listed(self, heading: str, said: Iterable[str]) -> None:
        rows = list(said)
        if not rows:
            return
        self._line()
        self._line(self._words.text(heading), _BOLD)
        for row in rows[:MOST]:
            self._line(f"– {row}", indent=2)
        if len(rows) > MOST:
            self._line(self._words.count("check.more", len(rows) - MOST), _DIM, 2)

    def _improvements(self) -> None:
        better = {one.file for one in self._result.files if one.verdict == "improvement"}
        rows = [self._change(one) for one in self._result.changes if one.file in better]
        self._listed("check.improvements", dict.fromkeys(rows))

    def _change(self, change: Change) -> str:
        place = ".".join(part for part in (change.container, change.column) if part)
        names = ", ".join(self._words.label("category", one) for one in change.categories)
        action = self._words.label("deed", change.action)
        said = f"{change.file}:{change.line}  {action} {place}"
        return visible(f"{said} ({names})" if names else said)

    def _conforming(self) -> Iterator[str]:
        for one in self._result.conforming:
            place = self._wording.conforming_place(one)
            said = self._wording.conforming(one)
            yield visible(f"{place} : {said}" if place else said)

    def _gaps(self) -> None:
        for kind in GapKind:
            rows = []
            for gap in self._result.gaps:
                if gap.kind is kind:
                    place = self._wording.gap_line(gap)
                    said = self._wording.gap(gap)
                    rows.append(visible(f"{place} : {said}" if place else said))
            self._listed(f"check.gap.{kind.value}", dict.fromkeys(rows))

    def _end(self, found: Findings) -> None:
        counts: Counter[str] = Counter(str(one.severity.value) for one in found.new)
        ordered: dict[str, int] = {one.value: counts[one.value] for one in Severity}
        self._line()
        if found.new:
            said = self._words.count("check.found", len(found.new))
            heavy = found.new[0].severity
            self._line(f"{said} ({self._wording.severities(ordered)})", _COLOURS[heavy])
        else:
            self._line(self._words.text("check.nothing"), _GREEN)
        if found.unchanged:
            self._line(self._words.count("check.unchanged", len(found.unchanged)), _DIM)
        if not self._result.summary.complete:
            self._line(self._words.text("check.incomplete"), _YELLOW)
        self._line(self._words.text("report.closing"), _DIM)


def _table(finding: Finding) -> str:
    return finding.container.rpartition(".")[2]


def _names(finding: Finding) -> tuple[str, ...]:
    """What a caret may stand under, the nearest first: `*` where a query takes every column."""
    return (finding.column, *finding.columns, _table(finding), "*")


def _name_in(line: str, names: Sequence[str]) -> tuple[int, int]:
    """Where the line writes the first of these names that it does; (0, 0) without any."""
    for name in names:
        found = re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", line, re.IGNORECASE)
        if name and found:
            return found.start(), len(name)
    return 0, 0


def _together(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of one rule on one table in one file, in the order of the heaviest."""
    groups: dict[tuple[str, str, str, str, str], list[Finding]] = {}
    for finding in findings:
        file = location(finding).file
        key = (file, finding.rule, finding.container, finding.severity.value, finding.surface)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())
