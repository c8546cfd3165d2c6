"""What the command's exit code says; the precedence is that of the list, the strongest first."""

from enum import IntEnum

from auditor.model.result import Result
from auditor.model.vocabulary import Severity


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
    if fail_on and any(
        f.severity.rank >= fail_on.rank and _counts(f.state) for f in result.findings
    ):
        return ExitCode.FINDINGS
    if not result.summary.complete and not allow_partial:
        return ExitCode.INCOMPLETE
    return ExitCode.OK


def _counts(state: str) -> bool:
    """A finding that a named person decided, or that is gone, fails nothing."""
    return state not in {"decided", "fixed", "place_gone"}
