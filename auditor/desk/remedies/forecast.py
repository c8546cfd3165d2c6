"""What a plan would change, line by line, before anything is run."""

from dataclasses import dataclass

from auditor.desk.remedies.model import Plan
from auditor.model.exposure import PersonCount
from auditor.model.findings import Finding
from auditor.model.vocabulary import Category, Necessity, Subject


@dataclass(frozen=True, slots=True)
class Line:
    """One category of one subject, as the role reads it before and after."""

    subject: Subject
    category: Category
    necessity: Necessity
    """The worst of its exposures before."""
    columns: tuple[str, ...]
    """Columns that go, as `container.column`."""
    left: tuple[str, ...]
    """Columns that stay."""
    masked: tuple[str, ...]
    """Columns that stay under a mask."""
    before: PersonCount
    after: PersonCount


@dataclass(frozen=True, slots=True)
class ReachLine:
    """Persons that the role lists, before and after; `bounded` where the after is a ceiling."""

    subject: Subject
    before: PersonCount
    after: PersonCount
    bounded: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """The whole of it, most sensitive lines first."""

    plan: Plan
    excess_before: PersonCount
    """Persons of whom the role reads something that its purposes do not need."""
    excess_after: PersonCount
    removed: int
    """Columns that the role does not read in clear any more."""
    lines: tuple[Line, ...]
    reach: tuple[ReachLine, ...]
    lifted: tuple[Finding, ...]
    kept: tuple[Finding, ...]
    others: tuple[tuple[str, int], ...]
    """Other roles that would lose columns, with their number."""
    routines: tuple[str, ...]
    """Routines that still return what is not needed: no statement of ours rewrites them."""
    policies: tuple[str, ...]
    """Objects for which a row policy is proposed: counted as if it let every row through."""
