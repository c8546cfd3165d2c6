"""The levels that `--fail-on` takes."""

from auditor.model.vocabulary import Severity

NEVER = "never"
LEVELS = (NEVER, *reversed([severity.value for severity in Severity]))


def severity(level: str) -> Severity | None:
    """The severity of that word; None for `never`."""
    return None if level == NEVER else Severity(level)
