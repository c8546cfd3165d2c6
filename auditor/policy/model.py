"""audit.yaml as frozen dataclasses, and the purpose matrix it may override."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from auditor.model.result import Environment, Mission
from auditor.model.vocabulary import Audience, Category, Provenance, Scope, Subject
from auditor.policy.accounts import Account
from auditor.policy.layouts import Layout

SIDES = ("request", "answer", "stored")
NEEDS = ("needed", "conditional", "not_needed")

CONDITIONS: Mapping[str, str] = {
    "echo": "the caller supplied the value; the answer only repeats it",
    "own": "the record belongs to the account that looks",
    "asked_person": "only the person asked for is shown",
    "asked_domain": "only the care domain asked for is shown",
    "masked": "the value is masked or truncated",
    "public_register": "an official register publishes the value for this subject",
    "declared_dependant": "the person is a declared dependant of the account holder",
    "match_only": "the caller states the value, the screen answers yes or no",
    "keyed_token": "the value is replaced by a token or keyed hash",
    "without_member_number": "no member number identifies the person in the same exchange",
    "homonyms": "the value tells homonyms apart in the same exchange",
    "prior_agreement": "the exchange is a prior agreement, not a plain calculation",
    "c2s_statement": "the statement concerns C2S or former ACS invoices",
    "year": "dates are reduced to the year",
    "department": "postcodes are reduced to the department",
    "grouped": "codes are grouped, not refined",
    "second_factor": "the value serves as a second authentication factor",
    "hashed": "the value is kept as a one-way hash",
    "synthetic": "the environment is declared synthetic",
    "case_by_case": "no machine can check it: to justify until the client confirms the cell",
}
"""The closed list of conditions, and when each is met."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed a cell of the matrix, when (ISO date) and why."""

    by: str
    on: str
    because: str


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
    confirmation: Confirmation | None = None


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
    presumed: bool = False
    """Written by `audit init --from` and not read over yet: it declares nothing."""
    confirmation: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class RoleRule:
    """Who stands behind the database roles that a pattern names, and why they read."""

    match: str
    """The name of a role, or a glob pattern over such names."""
    audience: Audience
    purposes: tuple[str, ...]
    scope: Scope | None = None
    """Whose records one person is shown; None: not declared, so it is not observable."""
    per_day: int | None = None
    """Persons that a known quota lets one account obtain in a day."""


@dataclass(frozen=True, slots=True)
class Controllers:
    """The column that tells the controllers apart, and their names by its value.

    Only a name that stands here is ever written; a controller without one gets a number.
    """

    table: str
    column: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScreenRule:
    """Screens of a portal and what they are for; the first that matches an exchange applies."""

    match: str
    """`METHOD /path*`, or the name of a GraphQL operation or SOAP action; globs."""
    purposes: tuple[str, ...]
    needs: Purpose | None = None
    """A closed list of needs instead of purposes: what it does not name is not needed."""
    audience: Audience | None = None

    def covers(self, method: str, paths: tuple[str, ...], operation: str) -> bool:
        """Whether an exchange with one of these paths, or that operation, is of this screen."""
        wanted, _, pattern = self.match.strip().partition(" ")
        if not pattern:
            if wanted.startswith("/"):
                return any(fnmatchcase(path, wanted) for path in paths)
            return bool(operation) and fnmatchcase(operation.lower(), wanted.lower())
        pattern = pattern.strip()
        return fnmatchcase(method.upper(), wanted.upper()) and any(
            fnmatchcase(path, pattern) for path in paths
        )


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long the rows of some containers are kept, counted from the date in one column."""

    match: tuple[str, ...]
    """Glob patterns over container names."""
    column: str
    months: int


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
    retention: tuple[RetentionRule, ...] = ()
    """Declared periods; without one nothing is overdue and a gap asks for it."""
    layouts: tuple[Layout, ...] = ()
    roles: tuple[RoleRule, ...] = ()
    controllers: Controllers | None = None
    incidents: tuple[str, ...] | None = None
    """Ids of the past incidents to hold the target against; None: all that are shipped."""
    accounts: tuple[Account, ...] = ()
    """Accounts of a portal, with the captures that each recorded."""
    screens: tuple[ScreenRule, ...] = ()
    digest: str = ""
    """SHA-256 of the configuration text; it holds declarations, no audited value."""
    confirmed: int = 0
    cells: int = 0
