"""Markdown for a comment on a pull request or the summary of a step."""

import re
from collections.abc import Iterable, Sequence

from auditor.model.findings import Finding
from auditor.model.result import Result
from auditor.model.vocabulary import GapKind
from auditor.reports.ci import Findings, findings_of, location, sentence, title, waived
from auditor.reports.formats import Options
from auditor.reports.names import visible
from auditor.reports.wording import Wording

MARK = "<!-- strict-necessaire -->"
"""First line, so that a job can find its own comment again and replace it."""
MOST_BYTES = 60_000
"""GitHub takes 65,536 characters in a comment."""
MOST_ROWS, MOST_FILES = 50, 30

_SPECIAL = re.compile(r"([\\`*_{}\[\]|#~!])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render(result: Result, options: Options) -> bytes:
    """The verdict of each file, each new finding on a row, waivers and what was not read."""
    wording = Wording.of(result, options.lang, options.references)
    found = findings_of(result)
    words = wording.messages
    heading = words.text("check.title" if result.run.command == "check" else "report.title")
    lines = [MARK, f"### {heading}", "", _end(found, result, wording), ""]
    lines += _findings(found.new, wording)
    lines += _files(result, wording)
    lines += _section(words.text("check.settled"), (waived(one, wording) for one in found.settled))
    lines += _section(words.text("check.conforming"), _conforming(result, wording))
    for kind in GapKind:
        heading = words.text(f"check.gap.{kind.value}")
        lines += _section(heading, _gaps(result, kind, wording))
    closing = words.text("report.closing")
    whole = "\n".join([*lines, f"<sub>{plain(closing)}</sub>", ""]).encode("utf-8", "replace")
    if len(whole) <= MOST_BYTES:
        return whole
    cut = whole[:MOST_BYTES].decode("utf-8", "ignore").rpartition("\n")[0]
    return f"{cut}\n\n…\n".encode()


def plain(text: str) -> str:
    """Text in which nothing is markup, on one line."""
    safe = visible(" ".join(text.split()))
    for char, entity in _ENTITIES.items():
        safe = safe.replace(char, entity)
    return _SPECIAL.sub(r"\\\1", safe)


def code(name: str) -> str:
    """A name in a code span, whatever it holds; a bar would end the cell of a table."""
    safe = visible(name).replace("|", "¦")
    longest = max((len(run) for run in re.findall(r"`+", safe)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{safe}{pad}{fence}"


def _end(found: Findings, result: Result, wording: Wording) -> str:
    words = wording.messages
    said = [
        f"**{words.count('check.found', len(found.new))}**"
        if found.new
        else words.text("check.nothing")
    ]
    if found.unchanged:
        said.append(words.count("check.unchanged", len(found.unchanged)))
    if not result.summary.complete:
        said.append(words.text("check.incomplete"))
    return " · ".join(said)


def _findings(findings: Sequence[Finding], wording: Wording) -> list[str]:
    if not findings:
        return []
    words = wording.messages
    heads = (words.text(f"check.column.{name}") for name in ("severity", "place", "finding"))
    rows = [f"| {' | '.join(heads)} |", "| --- | --- | --- |"]
    for finding in findings[:MOST_ROWS]:
        where = location(finding)
        level = words.label("severity", finding.severity)
        said = f"**{plain(title(finding, words))}** ({finding.rule})<br>"
        said += plain(sentence(finding, wording))
        said += f"<br>→ {plain(words.pick(finding.fix))}"
        rows.append(f"| {level} | {code(f'{where.file}:{where.line}')} | {said} |")
    if len(findings) > MOST_ROWS:
        rows += ["", words.count("check.more", len(findings) - MOST_ROWS)]
    return [*rows, ""]


def _files(result: Result, wording: Wording) -> list[str]:
    if not result.files:
        return []
    words = wording.messages
    shown = sorted(result.files, key=lambda one: (_ORDER.index(one.verdict), one.file))
    rows = [
        f"| {words.text('check.column.file')} | {words.text('check.column.verdict')} |",
        "| --- | --- |",
    ]
    rows += [
        f"| {code(one.file)} | {words.label('verdict', one.verdict)} |"
        for one in shown[:MOST_FILES]
    ]
    if len(shown) > MOST_FILES:
        rows += ["", words.count("check.more", len(shown) - MOST_FILES)]
    return [*rows, ""]


_ORDER = ("flag", "unread", "improvement", "harmless")


def _conforming(result: Result, wording: Wording) -> Iterable[str]:
    for one in result.conforming:
        place = wording.conforming_place(one)
        said = wording.conforming(one)
        yield f"{place} : {said}" if place else said


def _gaps(result: Result, kind: GapKind, wording: Wording) -> Iterable[str]:
    for gap in result.gaps:
        if gap.kind is kind:
            place = wording.gap_line(gap)
            said = wording.gap(gap)
            yield f"{place} : {said}" if place else said


def _section(heading: str, said: Iterable[str]) -> list[str]:
    rows = list(dict.fromkeys(said))
    if not rows:
        return []
    kept = [f"- {plain(row)}" for row in rows[:MOST_ROWS]]
    more = [f"- … {len(rows) - MOST_ROWS}"] if len(rows) > MOST_ROWS else []
    return [f"**{heading}**", "", *kept, *more, ""]
