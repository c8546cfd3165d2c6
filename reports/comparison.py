"""Two results compared, for a terminal and as JSON."""

from collections.abc import Iterable

import msgspec

from auditor.desk.comparison import Compared, Comparison
from auditor.reports.messages import Messages
from auditor.reports.page import SEVERITY_STYLE, Page
from auditor.reports.wording import Wording

SCHEMA = 1
_MOST = 20
_STYLE = {"new": "bold red", "worse": "red", "fixed": "green", "not_reverified": "yellow"}


def render(comparison: Comparison, *, lang: str, width: int = 100, colour: bool = False) -> str:
    """The states in order of urgency, a finding a line; only *fixed* counts as a correction."""
    sources = {t.source for run in (comparison.old, comparison.new) for t in run.targets}
    wording = Wording(Messages(lang), len(sources) > 1, {})
    page = Page(wording, width, colour=colour)
    words, date = page.words, wording.messages.date
    page.line(words("diff.title"), "bold")
    page.line(
        words("diff.runs", old=date(comparison.old.started), new=date(comparison.new.started)),
        "dim",
    )
    for differs, key in (
        (not comparison.same_rules, "diff.other_rules"),
        (not comparison.same_declarations, "diff.other_declarations"),
        (not comparison.same_means, "diff.other_means"),
    ):
        if differs:
            page.line(words(key), "yellow")
    page.line()
    page.line(_counts(comparison, wording.messages), "bold")
    for state, number in comparison.counts.items():
        if number:
            shown = [entry for entry in comparison.entries if entry.state == state]
            _section(page, state, shown)
    page.line()
    page.line(words("diff.correction"), "italic")
    return page.text()


def render_json(comparison: Comparison) -> bytes:
    """The same as one JSON document; findings are named by reference, rule and place."""
    document = {
        "schema": SCHEMA,
        "old": {"started": comparison.old.started, "version": comparison.old.version},
        "new": {"started": comparison.new.started, "version": comparison.new.version},
        "same_rules": comparison.same_rules,
        "same_declarations": comparison.same_declarations,
        "same_means": comparison.same_means,
        "counts": comparison.counts,
        "findings": [_entry(entry) for entry in comparison.entries],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _counts(comparison: Comparison, messages: Messages) -> str:
    return " · ".join(
        messages.count(f"diff.{state}", number)
        for state, number in comparison.counts.items()
        if number
    ) or messages.text("diff.nothing")


def _section(page: Page, state: str, entries: list[Compared]) -> None:
    page.title(page.wording.messages.label("state", state).capitalize() + f" ({len(entries)})")
    for entry in entries[:_MOST]:
        finding = entry.finding
        level = page.wording.messages.label("severity", finding.severity)
        place = page.wording.finding_place(finding, most=4)
        title = page.wording.messages.pick(finding.title)
        style = _STYLE.get(state) or SEVERITY_STYLE[finding.severity]
        page.line(f"{title}  [{finding.rule}, {level}]", style, 2)
        page.line(f"{place} · {finding.surface}" if finding.surface else place, indent=4)
        if entry.reasons:
            page.line(_reasons(page, entry.reasons), "dim", 4)
    if len(entries) > _MOST:
        page.line("… " + page.wording.messages.count("list.more", len(entries) - _MOST), "dim", 2)


def _reasons(page: Page, reasons: Iterable[str]) -> str:
    return ", ".join(page.words(f"diff.reason.{reason}") for reason in reasons)


def _entry(entry: Compared) -> dict[str, object]:
    finding, before = entry.finding, entry.before
    return {
        "state": entry.state,
        "reasons": entry.reasons,
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "severity": finding.severity,
        "severity_before": before.severity if before else None,
        "source": finding.source,
        "container": finding.container,
        "column": finding.column,
        "columns": finding.columns,
        "path": finding.path,
        "surface": finding.surface,
        "persons": finding.facts.get("persons"),
        "persons_before": before.facts.get("persons") if before else None,
        "persons_basis": finding.facts.get("persons_basis"),
    }
