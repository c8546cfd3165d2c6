"""Checkstyle XML, which most build servers read: a file, its errors by line."""

from collections.abc import Mapping

from auditor.model.findings import Finding
from auditor.model.result import Result
from auditor.model.vocabulary import Severity
from auditor.reports.ci import findings_of, location, sentence, title, waived
from auditor.reports.formats import Options
from auditor.reports.wording import Wording
from auditor.reports.xml_text import attributes

SEVERITIES: Mapping[Severity, str] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "info",
    Severity.INFO: "info",
}


def render(result: Result, options: Options) -> bytes:
    """Every new finding under its file; what is waived stays listed, as information."""
    wording = Wording.of(result, options.lang, options.references)
    found = findings_of(result)
    rows = [
        (
            one,
            f"{title(one, wording.messages)} – {sentence(one, wording)}",
            SEVERITIES[one.severity],
        )
        for one in found.new
    ]
    rows += [(one, waived(one, wording), "info") for one in found.settled]
    files: dict[str, list[str]] = {}
    for finding, message, severity in rows:
        files.setdefault(location(finding).file, []).append(_error(finding, message, severity))
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">']
    for file, errors in files.items():
        out += [f"  <file{attributes(name=file)}>", *errors, "  </file>"]
    return "\n".join([*out, "</checkstyle>", ""]).encode("utf-8", "replace")


def _error(finding: Finding, message: str, severity: str) -> str:
    source = f"strict-necessaire.{finding.rule}"
    about = attributes(
        line=location(finding).line, severity=severity, message=message, source=source
    )
    return f"    <error{about}/>"
