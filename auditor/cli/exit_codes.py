"""What the command's exit code says; the precedence is that of the list, the strongest first."""

from enum import IntEnum

from auditor.model.findings import Finding
from auditor.model.result import Result
from auditor.model.vocabulary import Category, Provenance, Severity, Subject

_SETTLED = frozenset({"decided", "waived", "unchanged", "fixed", "place_gone"})
_BANKING = frozenset({Category.IBAN, Category.RIB})


class ExitCode(IntEnum):
    """Exit codes of every command."""

    INTERRUPTED = 130
    INTERNAL = 4
    USAGE = 2
    FINDINGS = 1
    INCOMPLETE = 3
    OK = 0


def of_result(result: Result, fail_on: Severity | None, *, allow_partial: bool) -> ExitCode:
    """The exit code that a result deserves; `fail_on` None never fails for findings."""
    if result.summary.interrupted:
        return ExitCode.INTERRUPTED
    if fail_on and any(f.severity.rank >= fail_on.rank and _counts(f) for f in result.findings):
        return ExitCode.FINDINGS
    if not result.summary.complete and not allow_partial:
        return ExitCode.INCOMPLETE
    return ExitCode.OK


def _counts(finding: Finding) -> bool:
    """Whether a finding may fail a job.

    One that a named person decided or waived, that stood in the state of reference, or that is
    gone, fails nothing; nor does one that rests on a
    hypothesis of ours alone, except practitioners' bank details.
    """
    if finding.state in _SETTLED:
        return False
    banking = finding.subject is Subject.PRACTITIONER and bool(_BANKING & set(finding.categories))
    return finding.provenance is not Provenance.HYPOTHESIS or banking
