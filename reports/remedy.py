"""A remedy as a commented script, and its forecast for a terminal and as a page."""

from collections.abc import Iterable

from rich.table import Table

from auditor.desk.remedies.forecast import Forecast, Line, ReachLine
from auditor.desk.remedies.model import Block, Label, Plan, Remark, Restrict, Step
from auditor.desk.remedies.quoting import remark
from auditor.desk.remedies.sql import Writer
from auditor.model.exposure import PersonCount
from auditor.model.findings import Finding
from auditor.model.result import Result
from auditor.reports.names import visible
from auditor.reports.page import SEVERITY_STYLE, Page, styled
from auditor.reports.wording import Wording

_MOST = 40
_SHOWN = 8
_TRANSACTIONAL = ("postgresql", "mssql")


def script(result: Result, plan: Plan, lang: str) -> str:
    """The statements, each block under the findings that ask for it; comments in the language."""
    wording = Wording.of(result, lang)
    words = wording.messages.text
    writer = Writer(plan.dialect, _schemas(result, plan.source))
    head = [
        words("remedy.script.title", role=visible(plan.role), source=visible(plan.source)),
        words("remedy.script.made", tool=result.run.tool, version=result.run.version),
        words("remedy.script.read", date=wording.messages.date(result.run.started)),
        words("remedy.script.owner"),
    ]
    lines = [remark(text) for text in head]
    if not plan.steps:
        return "\n".join([*lines, "", remark(words("remedy.script.nothing")), ""])
    begins = {"postgresql": "BEGIN;", "mssql": "BEGIN TRANSACTION;"}.get(plan.dialect)
    lines += ["", begins] if begins else []
    for block in plan.blocks:
        lines += ["", *_heading(block, wording), *_statements(block, writer, wording)]
    lines += ["", "COMMIT;"] if plan.dialect in _TRANSACTIONAL else []
    lines += ["", remark(words("report.closing"))]
    return "\n".join([*lines, ""])


def _schemas(result: Result, source: str) -> dict[str, str]:
    return {one.container: one.schema for one in result.access.relations if one.source == source}


def _heading(block: Block, wording: Wording) -> Iterable[str]:
    words = wording.messages.text
    yield remark("─" * 72)
    title = visible(block.container) if block.container else words("remedy.script.whole")
    yield remark(title)
    for finding in block.findings:
        place = wording.finding_place(finding)
        yield remark(
            words(
                "remedy.script.finding",
                rule=finding.rule,
                reference=finding.fingerprint,
                place=visible(place),
            )
        )
        yield remark(f"  {wording.messages.pick(finding.title)}")
    if block.drop:
        yield remark(words("remedy.script.drop", columns=_names(block.drop)))
    if block.drop and block.keep:
        yield remark(words("remedy.script.keep", columns=_names(block.keep)))


def _statements(block: Block, writer: Writer, wording: Wording) -> Iterable[str]:
    words = wording.messages.text
    for step in block.steps:
        note = _note(step)
        if note:
            fields = dict(step.detail) if isinstance(step, Remark) else {}
            yield remark(words(f"remedy.note.{note}", **{k: visible(v) for k, v in fields.items()}))
        yield from writer.statements(step)


def _note(step: Step) -> str:
    if isinstance(step, Remark):
        return step.code
    return {Restrict: "policy", Label: "anonymizer"}.get(type(step), "")


def render(
    result: Result,
    forecast: Forecast,
    *,
    lang: str = "fr",
    width: int = 100,
    colour: bool = False,
) -> str:
    """Before and after, the sentence that sums it up first."""
    page = Page(Wording.of(result, lang), width, colour=colour)
    words = page.words
    page.line(words("remedy.title", role=visible(forecast.plan.role)), "bold")
    page.line(words("remedy.nothing_run"), "dim")
    page.line()
    page.line(summary(page.wording, forecast), "bold")
    if forecast.lines:
        page.title(words("remedy.data"))
        page.show(_data(page, forecast), 2)
    if forecast.reach:
        page.title(words("remedy.reach"))
        page.show(_reach(page, forecast), 2)
    for key, findings in (("lifted", forecast.lifted), ("kept", forecast.kept)):
        if findings:
            page.title(words(f"remedy.{key}", n=len(findings)))
            _list(page, findings)
    page.line()
    for text in remarks(page.wording, forecast):
        page.line(text, "italic")
    page.line(words("report.reach"), "italic")
    page.line(words("report.closing"), "italic")
    return page.text()


def summary(wording: Wording, forecast: Forecast) -> str:
    """« retirez ces quatre colonnes → 48 210 → 0 »."""
    if not forecast.removed:
        return wording.messages.text("remedy.summary.nothing")
    before, after = forecast.excess_before, forecast.excess_after
    if not before.value:
        return wording.messages.count("remedy.summary.structure", forecast.removed)
    return wording.messages.count(
        "remedy.summary", forecast.removed, before=before.value, after=after.value or 0
    )


def remarks(wording: Wording, forecast: Forecast) -> Iterable[str]:
    """What the figures do not say: ceilings, policies, other roles."""
    words = wording.messages.text
    if any(line.bounded for line in forecast.reach):
        yield words("remedy.bounded")
    if any(line.before.value is None and line.columns for line in forecast.lines):
        yield words("remedy.uncounted")
    if forecast.routines:
        yield words("remedy.routines", routines=_names(forecast.routines))
    if forecast.policies:
        yield words("remedy.policies", containers=_names(forecast.policies))
    if forecast.others:
        roles = _names(tuple(name for name, _ in forecast.others))
        yield words("remedy.others", roles=roles)


def _data(page: Page, forecast: Forecast) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    for key in ("table.data", "table.subject", "remedy.before", "remedy.after", "remedy.columns"):
        numeric = key in {"remedy.before", "remedy.after"}
        table.add_column(styled(page.words(key), "dim"), justify="right" if numeric else "left")
    for line in forecast.lines[:_MOST]:
        gone = bool(line.columns or line.masked)
        table.add_row(
            styled(page.wording.messages.label("category", line.category)),
            styled(page.wording.messages.label("subject", line.subject)),
            styled(_persons(page.wording, line.before)),
            styled(_persons(page.wording, line.after), "green" if gone else ""),
            styled(_fate(page.wording, line)),
        )
    return table


def _reach(page: Page, forecast: Forecast) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    for key in ("table.subject", "remedy.before", "remedy.after"):
        table.add_column(
            styled(page.words(key), "dim"), justify="left" if key == "table.subject" else "right"
        )
    for line in forecast.reach:
        table.add_row(
            styled(page.wording.messages.label("subject", line.subject)),
            styled(_persons(page.wording, line.before)),
            styled(_after(page.wording, line)),
        )
    return table


def _list(page: Page, findings: tuple[Finding, ...]) -> None:
    for one in findings[:_MOST]:
        title = page.wording.messages.pick(one.title)
        place = page.wording.finding_place(one, _SHOWN)
        text = f"{one.rule} · {title}" + (f" · {visible(place)}" if place else "")
        page.item(text, SEVERITY_STYLE.get(one.severity, ""))
    if len(findings) > _MOST:
        page.line(page.wording.messages.count("list.more", len(findings) - _MOST), indent=4)


def _fate(wording: Wording, line: Line) -> str:
    words = wording.messages.text
    parts = [
        words(f"remedy.fate.{key}", columns=_names(columns))
        for key, columns in (
            ("removed", line.columns),
            ("masked", line.masked),
            ("left", line.left if line.columns or line.masked else ()),
        )
        if columns
    ]
    return " ; ".join(parts) or words("remedy.fate.same")


def _after(wording: Wording, line: ReachLine) -> str:
    said = _persons(wording, line.after)
    return wording.messages.text("remedy.at_most", persons=said) if line.bounded else said


def _persons(wording: Wording, count: PersonCount) -> str:
    return wording.messages.number(0) if count.value == 0 else wording.persons(count)


def _names(names: Iterable[str]) -> str:
    listed = [visible(name) for name in names]
    more = f" … (+{len(listed) - _SHOWN})" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more


def page(result: Result, forecast: Forecast, lang: str) -> str:
    """Before and after as a page of its own, with the script to copy."""
    from auditor.reports.html import stand_alone

    wording = Wording.of(result, lang)
    return stand_alone(
        "remedy",
        wording,
        r=result,
        forecast=forecast,
        summary=summary(wording, forecast),
        remarks=list(remarks(wording, forecast)),
        fate=lambda line: _fate(wording, line),
        persons=lambda count: _persons(wording, count),
        after=lambda line: _after(wording, line),
        sql=script(result, forecast.plan, lang).splitlines(),
    )
