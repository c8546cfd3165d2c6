"""What could not be read, counted by file and reason until the caller asks for it."""

from collections import Counter

from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind

_BOUNDED = frozenset({"body_in_cache", "contract_cut"})
"""Reasons behind which nothing stands that this capture could have shown."""


class Notes:
    """Reasons by file; one gap a file and reason, with the number of times."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, file: str, code: str, count: int = 1) -> None:
        """Count one thing in that file, whose name may be shown, that was not read."""
        self._counts[file, code] += count

    def take(self) -> tuple[Gap, ...]:
        """The gaps since the last call."""
        gaps = tuple(
            Gap(_kind(code), code, self._source, file, count=count)
            for (file, code), count in sorted(self._counts.items())
        )
        self._counts.clear()
        return gaps


def _kind(code: str) -> GapKind:
    return GapKind.BOUNDED if code in _BOUNDED else GapKind.UNREAD
