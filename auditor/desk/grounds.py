"""What a decision rested on: columns, audience and persons, so that it is asked again."""

import hashlib
from dataclasses import dataclass

from auditor.model.findings import Finding

GROWTH = 1.1
"""A count of persons that grew by more than a tenth is another ground (product threshold)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a finding spoke of when it was decided: names as a digest, and counts; no value."""

    columns: str
    """Digest of the columns concerned and of the categories found in them."""
    audience: str = ""
    persons: int | None = None

    def changes(self, now: "Ground") -> tuple[str, ...]:
        """What of it is no longer so: any of `columns`, `audience`, `persons`.

        A count that is unknown now, in a run that read no row, proves no change.
        """
        changed = {
            "columns": self.columns != now.columns,
            "audience": self.audience != now.audience,
            "persons": grew(self.persons, now.persons),
        }
        return tuple(name for name, differs in changed.items() if differs)


def ground_of(finding: Finding) -> Ground:
    """The ground of a finding as it stands today."""
    names = sorted({finding.column, *finding.columns} - {""})
    parts = (*names, "\0", *sorted(category.value for category in finding.categories))
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()
    audience = finding.facts.get("audience")
    return Ground(digest[:12], str(audience or ""), persons_of(finding))


def persons_of(finding: Finding) -> int | None:
    """Persons that the finding concerns, where they were counted or declared."""
    persons = finding.facts.get("persons")
    if isinstance(persons, bool) or not isinstance(persons, int):
        return None
    return persons


def grew(before: int | None, now: int | None) -> bool:
    """Whether persons became known, or clearly more."""
    if now is None:
        return False
    return before is None or now > before * GROWTH
