"""GitLab Code Quality: an array of issues with unique fingerprints."""

import json
from collections.abc import Mapping

from auditor.model.findings import Finding
from auditor.model.result import Result
from auditor.model.vocabulary import Severity
from auditor.reports.ci import findings_of, location, numbered, sentence, title, waived
from auditor.reports.formats import Options
from auditor.reports.wording import Wording

SEVERITIES: Mapping[Severity, str] = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def render(result: Result, options: Options) -> bytes:
    """Every new finding; what is waived stays listed, as information."""
    wording = Wording.of(result, options.lang, options.references)
    found = findings_of(result)
    new, settled = len(found.new), found.settled
    issues = []
    for number, (one, times) in enumerate(numbered((*found.new, *settled))):
        if number < new:
            said = f"{title(one, wording.messages)} – {sentence(one, wording)}"
            issues.append(_issue(one, times, said, SEVERITIES[one.severity]))
        else:
            issues.append(_issue(one, times, waived(one, wording), "info"))
    return json.dumps(issues, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _issue(finding: Finding, times: int, description: str, severity: str) -> dict[str, object]:
    where = location(finding)
    return {
        "description": description,
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint if times == 1 else f"{finding.fingerprint}-{times}",
        "severity": severity,
        "location": {
            "path": where.file.removeprefix("./"),
            "lines": {"begin": where.line},
        },
    }
