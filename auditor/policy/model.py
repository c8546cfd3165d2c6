"""audit.yaml as frozen dataclasses, and the purpose matrix it may override."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.result import Environment, Mission
from auditor.model.vocabulary import Audience, Category, Provenance, Scope, Subject


@dataclass(frozen=True, slots=True)
class Cell:
    """What one purpose says of one category of one subject, on one side."""

    category: Category
    subjects: tuple[Subject, ...]
    """Empty: any subject."""
    need: str
    """`needed`, `conditional` or `not_needed`."""
    conditions: tuple[str, ...]
    """All required; names of `CONDITIONS`."""
    provenance: Provenance
    basis: tuple[str, ...] = ()
    """Keys of `legal.yaml`."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose: who looks, and its cells by side (`request`, `answer`, `stored`)."""

    id: str
    label: Mapping[str, str]
    audience: Audience | None
    sides: Mapping[str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class TableRule:
    """Which tables feed a surface, who reads it and why; every rule that matches applies."""

    match: tuple[str, ...]
    """Glob patterns over container names."""
    surface: str
    audience: Audience | None
    purposes: tuple[str, ...]
    scope: Scope | None
    """None: not declared, so conditions on scope are not observable."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds of persons for medium, high and critical; product thresholds by default."""

    medium: int = 10_000
    high: int = 100_000
    critical: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that the client declares, over the shipped defaults."""

    purposes: Mapping[str, Purpose]
    mission: Mission = field(default_factory=Mission)
    environment: Environment = field(default_factory=Environment)
    targets: Mapping[str, str] = field(default_factory=dict)
    """Named targets: a URL, a path or `env:NAME`."""
    tables: tuple[TableRule, ...] = ()
    limits: Limits = field(default_factory=Limits)
    digest: str = ""
    """SHA-256 of the configuration text; it holds declarations, no audited value."""
    confirmed: int = 0
    cells: int = 0
