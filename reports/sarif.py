"""SARIF 2.1.0 in the profile that GitHub code scanning takes.

GitHub rejects a whole file for one result without a physical location, reads the severity on the
rule, tells alerts apart by `primaryLocationLineHash` and ignores suppressions: what is waived is
therefore a notification, not a result.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from auditor.model.findings import Finding
from auditor.model.gaps import Gap
from auditor.model.result import Result
from auditor.model.vocabulary import GapKind, Severity
from auditor.reports.ci import findings_of, location, numbered, sentence, title, waived
from auditor.reports.formats import Options
from auditor.reports.names import visible
from auditor.reports.wording import Wording

MOST_RESULTS = 25_000
MOST_TAGS = 20
MOST_TEXT = 1_000
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

LEVELS: Mapping[Severity, str] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
WEIGHTS: Mapping[Severity, str] = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "3.0",
    Severity.INFO: "1.0",
}
"""GitHub reads over 9 as critical, from 7 as high, from 4 as medium."""

Json = dict[str, object]


def render(result: Result, options: Options) -> bytes:
    """The findings as one SARIF run."""
    wording = Wording.of(result, options.lang, options.references)
    found = findings_of(result)
    listed = [*found.new, *found.unchanged]
    kept = listed[:MOST_RESULTS]
    rules = {name: index for index, name in enumerate(sorted({one.rule for one in kept}))}
    notes = [waived(one, wording) for one in found.settled]
    if len(listed) > len(kept):
        notes.insert(0, wording.messages.count("check.more", len(listed) - len(kept)))
    run: Json = {
        "tool": {"driver": _driver(result, kept, list(rules), wording)},
        "automationDetails": {"id": f"strict-necessaire/{result.run.command}/"},
        "columnKind": "utf16CodeUnits",
        "invocations": [_invocation(result, notes, wording)],
        "results": [
            _result(one, number, rules[one.rule], wording) for one, number in numbered(kept)
        ],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _driver(
    result: Result, findings: Sequence[Finding], rules: Iterable[str], wording: Wording
) -> Json:
    return {
        "name": "Strict nécessaire",
        "version": result.run.version,
        "semanticVersion": result.run.version,
        "rules": [_rule([f for f in findings if f.rule == name], wording) for name in rules],
    }


def _rule(findings: Sequence[Finding], wording: Wording) -> Json:
    first = findings[0]
    heaviest = max((one.severity for one in findings), key=lambda severity: severity.rank)
    fix = visible(wording.messages.pick(first.fix))
    references = ", ".join(visible(wording.citation(key)) for key in first.basis)
    tags = ["privacy", "security", *(f"external/cwe/cwe-{number:03d}" for number in first.cwe)]
    return {
        "id": first.rule,
        "name": "".join(part.capitalize() for part in first.rule.lower().split("-")),
        "shortDescription": {"text": title(first, wording.messages)[:MOST_TEXT]},
        "fullDescription": {"text": fix[:MOST_TEXT]},
        "help": {"text": f"{fix}\n\n{references}", "markdown": f"{fix}\n\n{references}"},
        "defaultConfiguration": {"level": LEVELS[heaviest]},
        "properties": {
            "tags": tags[:MOST_TAGS],
            "precision": "high",
            "security-severity": WEIGHTS[heaviest],
        },
    }


def _result(finding: Finding, number: int, rule: int, wording: Wording) -> Json:
    where = location(finding)
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": sentence(finding, wording)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(where.file), "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": where.line},
                },
                "logicalLocations": _logical(finding),
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": f"{finding.fingerprint}:{number}"},
        "baselineState": "unchanged" if finding.state == "unchanged" else "new",
        "properties": {
            "severity": finding.severity.value,
            "categories": [category.value for category in finding.categories],
            "subject": finding.subject.value,
        },
    }


def _logical(finding: Finding) -> list[Json]:
    """The table, and the column in it."""
    table = visible(finding.container) or visible(finding.source) or "-"
    places: list[Json] = [{"fullyQualifiedName": table, "kind": "table"}]
    if finding.column:
        name = visible(f"{finding.container}.{finding.column}{finding.path}")
        places.append({"fullyQualifiedName": name, "kind": "column"})
    return places


def _invocation(result: Result, notes: Sequence[str], wording: Wording) -> Json:
    told: list[Json] = [
        {"level": "note", "message": {"text": note}, "descriptor": {"id": "waived"}}
        for note in notes
    ]
    told += [_gap(gap, wording) for gap in result.gaps]
    invocation: Json = {
        "executionSuccessful": result.summary.complete,
        "toolExecutionNotifications": told,
    }
    if result.run.started:
        invocation["startTimeUtc"] = result.run.started
    return invocation


def _gap(gap: Gap, wording: Wording) -> Json:
    place = visible(wording.gap_place(gap))
    said = visible(wording.gap(gap))
    return {
        "level": "warning" if gap.kind is GapKind.UNREAD else "note",
        "message": {"text": f"{place}: {said}" if place else said},
        "descriptor": {"id": f"gap/{gap.kind.value}"},
    }


def uri(path: str) -> str:
    """A path as a relative reference, or as a file URL where it is absolute."""
    quoted = quote(path.replace("\\", "/").removeprefix("./"), safe="/")
    return f"file://{quoted}" if quoted.startswith("/") else quoted
