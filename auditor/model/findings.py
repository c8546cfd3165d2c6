"""What a rule matched, and what was checked and found in line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.vocabulary import Category, Provenance, Severity, Subject


@dataclass(frozen=True, slots=True)
class Modifier:
    """A named step that moved a severity, with the fact that caused it."""

    name: str
    steps: int
    fact: str
    value: str


@dataclass(frozen=True, slots=True)
class Location:
    """A line of a file that a finding points at (migrations, captures, locks)."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a named person decided of a finding (`audit-decisions.yaml`)."""

    state: str
    decided_by: str
    role: str
    date: str
    reason: str
    owner: str = ""
    due: str = ""
    expires: str = ""
    dpo_advice: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One match of one rule at one place."""

    rule: str
    severity: Severity
    base_severity: Severity
    modifiers: tuple[Modifier, ...]
    source: str
    container: str
    column: str
    path: str
    surface: str
    subject: Subject
    categories: tuple[Category, ...]
    title: Mapping[str, str]
    message: Mapping[str, str]
    """By language; names and counts only."""
    fix: Mapping[str, str]
    basis: tuple[str, ...]
    cwe: tuple[int, ...]
    provenance: Provenance | None
    verified: bool
    """False where an `unless` could not be evaluated: the finding says what was not verified."""
    fingerprint: str
    columns: tuple[str, ...] = ()
    """Columns to act upon, where more than one field is concerned."""
    facts: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)
    """The facts that the rule read."""
    state: str = "new"
    decision: Decision | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Conforming:
    """A place that was checked and found in line with its declared or presumed purpose."""

    check: str
    """Id of the check, with its sentence in the message catalogue (`conforming.<check>`)."""
    source: str
    container: str
    surface: str = ""
    detail: tuple[tuple[str, str], ...] = ()
