"""What the formats for continuous integration share: which findings, where, in which words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.model.findings import Finding, Location
from auditor.model.result import Result
from auditor.model.vocabulary import Severity
from auditor.reports.grouping import decided_findings, open_findings
from auditor.reports.messages import Messages
from auditor.reports.names import visible
from auditor.reports.wording import Wording

LOCK = "audit.lock.yaml"
"""Where a finding of a database is shown: the line of its column in the committed lock."""


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of a result as a job sees them."""

    new: tuple[Finding, ...]
    """Open and not in the state of reference, the heaviest first."""
    unchanged: tuple[Finding, ...]
    settled: tuple[Finding, ...]
    """Waived or decided."""


def findings_of(result: Result) -> Findings:
    """The findings by what a job makes of them."""
    found = sorted(open_findings(result), key=order)
    return Findings(
        tuple(one for one in found if one.state != "unchanged"),
        tuple(one for one in found if one.state == "unchanged"),
        tuple(decided_findings(result)),
    )


def order(finding: Finding) -> tuple[int, str, int, str]:
    """The heaviest first, then by place."""
    where = location(finding)
    return (-finding.severity.rank, where.file, where.line, finding.rule)


def location(finding: Finding) -> Location:
    """The line of a file that the finding points at; that of the lock for a database."""
    found = finding.location or Location(LOCK, 1)
    return Location(found.file.encode("utf-8", "replace").decode(), max(found.line, 1))


def sentence(finding: Finding, wording: Wording) -> str:
    """What was found, on one line and safe to print."""
    return visible(wording.messages.pick(finding.message))


def title(finding: Finding, messages: Messages) -> str:
    """The title of the finding."""
    return visible(messages.pick(finding.title))


def waived(finding: Finding, wording: Wording) -> str:
    """What was found, and who let it through until when."""
    return " — ".join([sentence(finding, wording), *map(visible, wording.decision(finding))])


def numbered(findings: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """Each finding with how often its fingerprint has come by: readers refuse one twice."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        yield finding, seen[finding.fingerprint]


HEAVY = frozenset({Severity.CRITICAL, Severity.HIGH})
