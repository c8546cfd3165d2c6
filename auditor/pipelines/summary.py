"""The counts that open every report."""

from collections import Counter

from auditor.model.result import Result, Summary
from auditor.model.vocabulary import GapKind, Severity


def summarise(result: Result) -> Summary:
    """The counts of a finished result; complete only where nothing was left unread."""
    severities = Counter(finding.severity for finding in result.findings)
    kinds = Counter(gap.kind for gap in result.gaps)
    return Summary(
        complete=kinds[GapKind.UNREAD] == 0 and not result.summary.interrupted,
        interrupted=result.summary.interrupted,
        containers=len(result.coverage),
        containers_read=sum(entry.state != "unread" for entry in result.coverage),
        rows_read=sum(entry.rows_read or 0 for entry in result.coverage),
        fields=len(result.fields),
        personal_fields=sum(bool(entry.verdicts) for entry in result.fields),
        findings={severity.value: severities[severity] for severity in Severity},
        conforming=len(result.conforming),
        gaps={kind.value: kinds[kind] for kind in GapKind},
        headline=result.summary.headline,
    )
