"""Workflow commands of GitHub Actions: annotations, as many as a step may show."""

from auditor.model.findings import Finding
from auditor.model.result import Result
from auditor.model.vocabulary import GapKind, Severity
from auditor.reports.ci import HEAVY, findings_of, location, sentence, title, waived
from auditor.reports.formats import Options
from auditor.reports.names import visible
from auditor.reports.wording import Wording

MOST = 10
"""Of each kind; the runner drops what comes after without a word."""


def render(result: Result, options: Options) -> bytes:
    """At most ten errors, ten warnings and ten notices, then how many more the summary tells."""
    wording = Wording.of(result, options.lang, options.references)
    found = findings_of(result)
    kinds: dict[str, list[str]] = {"error": [], "warning": [], "notice": []}
    for finding in found.new:
        said = sentence(finding, wording)
        kinds[_kind(finding)].append(_annotation(_kind(finding), finding, said, wording))
    for gap in result.gaps:
        if gap.kind is GapKind.UNREAD:
            said = visible(f"{gap.container}: {wording.gap(gap)}".removeprefix(": "))
            line = dict(gap.detail).get("line", "1")
            where = f"file={_property(gap.container)},line={line}," if gap.container else ""
            label = wording.messages.label("gap", gap.kind)
            kinds["warning"].append(f"::warning {where}title={_property(label)}::{_data(said)}")
    kinds["notice"] += [
        _annotation("notice", one, waived(one, wording), wording) for one in found.settled
    ]
    out = [line for lines in kinds.values() for line in lines[:MOST]]
    left = sum(max(0, len(lines) - MOST) for lines in kinds.values())
    if left:
        out.append(wording.messages.count("check.more", left))
    if not out:
        out.append(wording.messages.text("check.nothing"))
    return ("\n".join(out) + "\n").encode("utf-8", "replace")


def _kind(finding: Finding) -> str:
    if finding.severity in HEAVY:
        return "error"
    return "warning" if finding.severity is Severity.MEDIUM else "notice"


def _annotation(kind: str, finding: Finding, said: str, wording: Wording) -> str:
    where = location(finding)
    name = f"{finding.rule} {title(finding, wording.messages)}"
    place = f"file={_property(where.file)},line={where.line},title={_property(name)}"
    return f"::{kind} {place}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
