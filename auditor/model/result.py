"""The Result: the one document that `scan` and `check` end in and every report starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.access import Access
from auditor.model.changes import Change, FileVerdict
from auditor.model.exchanges import Entry, Link
from auditor.model.exposure import Exposure, IncidentReplay, PersonCount, Reach, Surface
from auditor.model.findings import Conforming, Finding
from auditor.model.gaps import Gap
from auditor.model.refs import FieldAddress
from auditor.model.verdicts import Considered, Verdict
from auditor.model.vocabulary import EnvironmentKind

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Target:
    """What the user pointed at, without any secret."""

    source: str
    kind: str
    """Dialect or file format."""
    location: str
    """A URL whose password is masked, or a path."""


@dataclass(frozen=True, slots=True)
class Run:
    """How and when the result was made."""

    tool: str
    version: str
    command: str
    """`scan`, `check` or `demo`."""
    started: str
    """ISO 8601, UTC."""
    finished: str
    seed: int
    mode: str
    """`full`, `sample` or `schema_only`."""
    sample_rows: int | None
    targets: tuple[Target, ...]
    rules: str
    """Digest of the rulebook."""
    selected: tuple[str, ...] = ()
    """The choice of containers, such as `include=public.*`; empty where all were asked for."""


@dataclass(frozen=True, slots=True)
class Mission:
    """Who asked for the audit and under which mandate; free text from audit.yaml."""

    client: str = ""
    mandate: str = ""
    dates: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class ProductionPersons:
    """A count of persons that the client declares for production, with source and date."""

    value: int
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Environment:
    """What kind of data the targets hold, declared or guessed."""

    kind: EnvironmentKind | None = None
    declared: bool = False
    production_persons: ProductionPersons | None = None


@dataclass(frozen=True, slots=True)
class PolicyNote:
    """Which audit.yaml was applied and how much of the purpose matrix was confirmed."""

    digest: str = ""
    confirmed: int = 0
    cells: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of one container was read: `read`, `partly` or `unread`."""

    source: str
    container: str
    kind: str
    state: str
    rows_read: int | None
    rows: int | None
    """Rows of the container where known (a full pass counts them), else None."""
    bound: float | None = None
    """For a sample: share of rows under which a category may have been missed, at 95 %."""


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """One field and what was decided of it; `path` is an RFC 6901 pointer, "" the cell."""

    source: str
    container: str
    column: str
    path: str
    type: str
    verdicts: tuple[Verdict, ...] = ()
    considered: tuple[Considered, ...] = ()
    nested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One row of the small table that a report opens on."""

    subject: str
    category: str
    persons: PersonCount
    needed: str
    """Necessity that the declared or presumed purpose gives it."""
    remove: tuple[FieldAddress, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """What one account of the widest surface reaches: the first page of every report."""

    surface: str
    audience: str
    purposes: tuple[str, ...]
    insured: PersonCount
    practitioners: PersonCount
    """Practitioners whose bank details the account reaches."""
    rows: tuple[HeadlineRow, ...]
    declared: bool = True
    """False where who reads the surface was presumed from names."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts that open every report; `complete` is false with any `unread` gap."""

    complete: bool = True
    interrupted: bool = False
    containers: int = 0
    containers_read: int = 0
    rows_read: int = 0
    fields: int = 0
    personal_fields: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    """By severity, every severity present."""
    conforming: int = 0
    gaps: Mapping[str, int] = field(default_factory=dict)
    """By kind, every kind present."""
    headline: Headline | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that a run established, in a stable order."""

    run: Run
    schema: int = SCHEMA
    mission: Mission = field(default_factory=Mission)
    environment: Environment = field(default_factory=Environment)
    policy: PolicyNote = field(default_factory=PolicyNote)
    coverage: tuple[Coverage, ...] = ()
    fields: tuple[FieldEntry, ...] = ()
    access: Access = field(default_factory=Access)
    entries: tuple[Entry, ...] = ()
    surfaces: tuple[Surface, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    reach: tuple[Reach, ...] = ()
    incidents: tuple[IncidentReplay, ...] = ()
    links: tuple[Link, ...] = ()
    changes: tuple[Change, ...] = ()
    files: tuple[FileVerdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    conforming: tuple[Conforming, ...] = ()
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[str, ...] = ()
    summary: Summary = field(default_factory=Summary)
