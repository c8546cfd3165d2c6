"""The report for a terminal: one calm page, the most important first."""

from collections.abc import Sequence

from rich.table import Table

from auditor.model.exposure import IncidentLine, IncidentReplay
from auditor.model.findings import Finding
from auditor.model.result import Headline, Result
from auditor.model.vocabulary import GapKind
from auditor.reports import method, migrations_text, opening, portal_text, reach, stolen
from auditor.reports.digests import result_digest
from auditor.reports.grouping import (
    FindingGroup,
    Said,
    by_exposed,
    by_rule,
    conforming_of,
    decided_findings,
    gaps_of,
    open_findings,
    severity_counts,
    worst_first,
)
from auditor.reports.names import shorten, visible
from auditor.reports.page import SEVERITY_STYLE, Page, styled
from auditor.reports.references import References
from auditor.reports.wording import Wording

ROOMY = 90
MAX_ROWS, MAX_GROUPS, MAX_PLACES, MAX_COLUMNS, MAX_SAID = 10, 12, 3, 4, 8

NECESSITY_STYLE = {"excessive": "red", "to_justify": "yellow"}
STATUS = {
    "observed": ("●", "red"),
    "possible": ("◐", "yellow"),
    "stored_only": ("○", "default"),
    "not_found": ("·", "dim"),
    "unread": ("?", "yellow"),
}


def render(
    result: Result,
    *,
    lang: str = "fr",
    width: int = 100,
    colour: bool = False,
    references: References | None = None,
) -> str:
    """The report as text of at most `width` columns, 60 to 160; ANSI styles only with `colour`."""
    page = Page(Wording.of(result, lang, references), width, colour=colour)
    _head(page, result)
    _opening(page, result)
    for incident in result.incidents:
        _incident(page, incident)
    reach.section(page, result)
    _findings(page, result)
    portal_text.show(page, result)
    migrations_text.show(page, result)
    _decided(page, result)
    _said(page, "section.conforming", conforming_of(result, page.wording))
    _gaps(page, result)
    _coverage(page, result)
    page.line()
    page.line(page.words("report.closing"), "italic")
    return page.text()


def _head(page: Page, result: Result) -> None:
    run, words = result.run, page.words
    page.line(words("check.title" if result.files else "report.title"), "bold")
    names = [target.location or target.source for target in run.targets]
    targets = ", ".join(page.name(name, 50) for name in names)
    facts = [
        targets,
        _environment(page, result),
        page.wording.messages.label("run", run.mode),
        page.wording.messages.date(run.started),
    ]
    page.line(" · ".join(fact for fact in facts if fact), "dim")
    page.line(words("report.confidential"), "dim")
    if result.summary.interrupted:
        page.line(words("report.interrupted"), "bold yellow")
    elif not result.summary.complete:
        page.line(words("report.incomplete"), "bold yellow")
    page.line()


def _environment(page: Page, result: Result) -> str:
    """What the data is, and whether the client said so: every count of persons rests on it."""
    environment = result.environment
    kind = page.wording.messages.label("environment", environment.kind)
    if environment.kind is None:
        return page.words("report.environment", kind=kind)
    how = page.words("method.declared" if environment.declared else "method.guessed")
    return page.words("method.environment_value", kind=kind, how=how)


def _opening(page: Page, result: Result) -> None:
    headline = result.summary.headline
    if headline is None:
        found, next_step = opening.without(page.wording, result)
        page.line(found, "bold")
        page.line(next_step)
        return
    page.line(opening.sentence(page.wording, headline), "bold")
    page.line(opening.basis(page.wording, headline), "dim")
    if headline.rows:
        page.line()
        page.show(_headline_table(page, headline))
        _more(page, len(headline.rows) - MAX_ROWS)
    page.line()
    page.line(page.words("report.reach"), "italic")


def _headline_table(page: Page, headline: Headline) -> Table:
    label = page.wording.messages.label
    table = _table(page, "table.data", "table.persons", "table.needed", "table.remove", right=1)
    room = page.width // 3
    for row in worst_first(headline)[:MAX_ROWS]:
        table.add_row(
            styled(f"{label('category', row.category)} – {label('subject', row.subject)}"),
            styled(page.wording.persons(row.persons)),
            styled(label("necessity", row.needed), NECESSITY_STYLE.get(row.needed, "")),
            styled(page.wording.fields(row.remove, width=room) or "–"),
        )
    return table


def _table(page: Page, *headers: str, right: int = -1) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=False, show_edge=False)
    for index, key in enumerate(headers):
        table.add_column(
            styled(page.words(key), "dim"),
            justify="right" if index == right else "left",
            overflow="fold",
            no_wrap=index == right,
        )
    return table


def _incident(page: Page, incident: IncidentReplay) -> None:
    page.title(page.wording.incident(incident))
    exposed, spared = by_exposed(incident)
    page.show(_replay(page, exposed), 2)
    if spared:
        page.line(page.words("incident.spared"), "dim", 2)
        page.show(_replay(page, spared), 2)
    reach.controllers(page, stolen.split_of(incident))
    page.line(page.words("incident.scope"), "dim", 2)


def _replay(page: Page, lines: Sequence[IncidentLine]) -> Table:
    messages = page.wording.messages
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=4, overflow="fold")
    for line in lines:
        mark, style = STATUS.get(line.status, ("?", "default"))
        label = styled(messages.pick(line.label))
        where = styled(
            page.wording.whereabouts(line.fields, width=max(24, page.width * 2 // 5)), "dim"
        )
        cells = [
            styled(mark, style),
            styled(messages.label("incident", line.status), style),
            label,
            styled(page.wording.persons(line.persons) if line.persons else ""),
        ]
        if page.width >= ROOMY:
            table.add_row(*cells, where)
        else:
            table.add_row(*cells)
            if where:
                table.add_row("", "", where)
    return table


def _findings(page: Page, result: Result) -> None:
    findings = open_findings(result)
    page.title(page.words("section.findings"))
    if not findings:
        page.line(page.words("findings.none"), indent=2)
        return
    page.line(page.wording.severities(severity_counts(findings)), "dim", 2)
    groups = by_rule(findings, page.wording)
    severity = None
    for group in groups[:MAX_GROUPS]:
        if group.severity is not severity:
            severity = group.severity
            page.line()
            label = page.wording.messages.label("severity", severity).capitalize()
            page.line(label, SEVERITY_STYLE[severity], 2)
        _group(page, group)
    rest = [finding for group in groups[MAX_GROUPS:] for finding in group.findings]
    if rest:
        counts = page.wording.severities(severity_counts(rest))
        page.line()
        page.line(
            page.wording.messages.count("findings.more", len(rest), severities=counts), "dim", 2
        )


def _group(page: Page, group: FindingGroup) -> None:
    messages = page.wording.messages
    page.line(f"{group.title}  [{group.rule}]", "bold", 4)
    for finding in group.findings[:MAX_PLACES]:
        page.line(_where(page, finding), indent=6)
        page.line(messages.pick(finding.message), "dim", 8)
        if not finding.verified:
            page.line(page.words("findings.unverified"), "dim italic", 8)
        if finding.decision:
            page.line(_decision(page, finding), "dim italic", 8)
    hidden = len(group.findings) - MAX_PLACES
    if hidden > 0:
        page.line(messages.count("findings.more_places", hidden), "dim", 6)
    if group.fix:
        page.line("→ " + group.fix, indent=6)


def _where(page: Page, finding: Finding) -> str:
    place = page.wording.finding_place(finding, most=MAX_COLUMNS)
    place = shorten(visible(place), 2 * page.width)
    if not finding.surface or finding.surface == finding.container:
        return place
    surface = page.words("findings.surface", surface=finding.surface)
    return f"{place} · {surface}" if place else surface


def _decided(page: Page, result: Result) -> None:
    findings = decided_findings(result)
    if not findings:
        return
    page.title(page.words("section.decided"))
    for finding in findings[:MAX_SAID]:
        page.line(page.wording.messages.pick(finding.title), indent=2)
        page.line(_where(page, finding), indent=4)
        page.line(_decision(page, finding), "dim", 4)
    _more(page, len(findings) - MAX_SAID)


def _decision(page: Page, finding: Finding) -> str:
    return " · ".join(page.wording.decision(finding))


def _said(page: Page, title: str, said: Sequence[Said]) -> None:
    if not said:
        return
    page.title(page.words(title))
    _sentences(page, said)


def _sentences(page: Page, said: Sequence[Said]) -> None:
    for one in said[:MAX_SAID]:
        times = f" ({page.wording.messages.number(one.count)} ×)" if one.count > 1 else ""
        page.item(f"{one.sentence}{times}")
        if one.places:
            page.line(_listed(page, one.places), "dim", 4)
    _more(page, len(said) - MAX_SAID)


def _listed(page: Page, places: Sequence[str]) -> str:
    shown = ", ".join(page.name(place, page.width // 2) for place in places[:MAX_PLACES])
    hidden = len(places) - MAX_PLACES
    return shown if hidden <= 0 else f"{shown} {page.wording.messages.count('list.more', hidden)}"


def _more(page: Page, hidden: int) -> None:
    if hidden > 0:
        page.line("… " + page.wording.messages.count("list.more", hidden), "dim", 2)


def _gaps(page: Page, result: Result) -> None:
    page.title(page.words("section.gaps"))
    if not result.gaps:
        page.line(page.words("gaps.none"), indent=2)
        return
    for kind in GapKind:
        said = gaps_of(result, kind, page.wording)
        if said:
            page.line(page.wording.messages.label("gap", kind), "bold", 2)
            _sentences(page, said)


def _coverage(page: Page, result: Result) -> None:
    page.title(page.words("section.coverage"))
    page.line(method.coverage(page.wording, result), indent=2)
    page.line(page.words("coverage.digest", digest=result_digest(result)), "dim", 2)
