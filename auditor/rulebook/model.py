"""Rules as frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from auditor.facts import FactRecord, Family, Unit
from auditor.model.vocabulary import Severity

Texts = Mapping[str, str]
"""A text by language."""


@dataclass(frozen=True, slots=True)
class Is:
    """The fact is one of these values."""

    fact: str
    values: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The number is at least that."""

    fact: str
    least: int | float


@dataclass(frozen=True, slots=True)
class Has:
    """The fact, a set of words, holds one of these words, or every one of them."""

    fact: str
    words: tuple[str, ...]
    every: bool


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every condition holds."""

    conditions: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one condition holds."""

    conditions: "tuple[Condition, ...]"


Condition = Is | AtLeast | Has | Not | AllOf | AnyOf


class Group(StrEnum):
    """What one finding covers."""

    FIELD = "field"
    CONTAINER = "container"
    """One container as one surface shows it, or as it is stored."""
    ENTRY = "entry"
    """One captured exchange."""
    SURFACE = "surface"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Together:
    """At least `at_least` of these conditions hold somewhere in one group of records."""

    by: Group
    each: tuple[Condition, ...]
    at_least: int


class Outcome(StrEnum):
    """What a rule says of some records."""

    FIRES = "fires"
    UNVERIFIED = "unverified"
    """It fires although an exception could not be verified."""
    UNDETERMINED = "undetermined"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Case:
    """An inline test: what the rule must say of these records."""

    expect: Outcome
    records: tuple[FactRecord, ...]
    severity: Severity | None
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `when` conditions are all required, `unless` ones together lift it."""

    id: str
    pack: str
    status: str
    unit: Unit
    group: Group
    needs: frozenset[Family]
    title: Texts
    about: Texts
    message: Texts
    fix: Texts
    justify: Texts
    """What would make the data necessary, for the person who decides."""
    severity: Severity
    modifiers: tuple[str, ...]
    basis: tuple[str, ...]
    cwe: tuple[int, ...]
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    together: Together | None
    tests: tuple[Case, ...]
    file: str
    line: int
    lifted: str = ""
    """What an exception proves: id of its sentence (`conforming.<id>`), "" for the plain one."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A file of rules."""

    id: str
    title: Texts
    rules: tuple[Rule, ...]
    scope: tuple[str, ...] = ("targets",)
    """`targets`, `migrations` or both."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All packs; `digest` is the SHA-256 of their files."""

    packs: tuple[Pack, ...]
    digest: str

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule in order of id."""
        rules = (rule for pack in self.packs for rule in pack.rules)
        return tuple(sorted(rules, key=lambda rule: rule.id))

    def rule(self, name: str) -> Rule | None:
        """The rule of that id, if there is one."""
        return next((rule for rule in self.rules if rule.id == name), None)
