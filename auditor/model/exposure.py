"""Who is shown what of how many people, and whether the purpose needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from auditor.model.profiles import Count
from auditor.model.refs import ContainerRef, FieldAddress, FieldRef
from auditor.model.vocabulary import (
    Audience,
    Basis,
    Category,
    Form,
    Necessity,
    Origin,
    Provenance,
    Scope,
    Subject,
)


@dataclass(frozen=True, slots=True)
class PersonCount:
    """A number of persons, with where it comes from; None where only the structure is known."""

    value: int | None
    basis: Basis
    exact: bool = True
    error: float = 0.0
    key: str = ""
    """Person key that was counted: `nir`, `reference`, `civil_status`, `rpps`, `iban`, `rows`."""


@dataclass(frozen=True, slots=True)
class ControllerCount:
    """Persons of one controller among those within reach, the largest first.

    `name` is one that audit.yaml declares, "" for a controller that only its number tells.
    """

    number: int
    name: str
    persons: PersonCount


@dataclass(frozen=True, slots=True)
class Surface:
    """A place where someone sees data: a group of tables read by a portal, an endpoint, a role."""

    id: str
    kind: str
    """`table`, `role`, `endpoint` or `export`."""
    audience: Audience | None
    purposes: tuple[str, ...]
    declared: bool
    """False where audience and purposes were presumed; a gap asks for the declaration."""
    containers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a necessity was decided: the cell of the matrix and the state of its conditions."""

    purpose: str
    side: str
    cell: str
    """`needed`, `conditional`, `not_needed` or `absent`."""
    provenance: Provenance
    conditions: Mapping[str, bool | None]
    """By condition name; None is not observable."""
    basis: tuple[str, ...] = ()
    """Keys of `legal.yaml` that the cell cites."""


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One place of a capture; `path` is the address of a field in that exchange, never a value."""

    file: str
    entry: int
    """0-based; 0 for a response that stands alone."""
    path: str


@dataclass(frozen=True, slots=True)
class Exposure:
    """One category of one subject, shown by one container of one surface."""

    source: str
    surface: str
    account: str
    audience: Audience | None
    container: str
    fields: tuple[FieldAddress, ...]
    subject: Subject
    category: Category
    scope: Scope
    origin: Origin | None
    form: Form
    necessity: Necessity
    ground: Ground | None
    persons: PersonCount
    rows: int | None = None
    """Rows of a container that carry it; None where no row was read, or where it is a portal's."""
    occurrences: tuple[Occurrence, ...] = ()
    """Where captured exchanges show it, in the order of the capture."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Persons that one account of a surface can obtain."""

    source: str
    surface: str
    account: str
    audience: Audience | None
    subject: Subject
    categories: tuple[Category, ...]
    excessive: tuple[Category, ...]
    """Those of `categories` that no declared or presumed purpose of the surface needs."""
    listable: PersonCount
    """Knowing nothing."""
    answerable: PersonCount | None = None
    """By supplying a key."""
    key_strength: str = ""
    """`sequential`, `nir`, `nir_birth_date`, `card`, or "" where unknown."""
    per_day: int | None = None
    """What known quotas allow; None is unknown, never unlimited."""
    remove: tuple[FieldAddress, ...] = ()
    """Fields whose removal takes away the excessive part."""
    controllers: tuple[ControllerCount, ...] = ()
    """The listable persons by controller, where audit.yaml tells controllers apart."""


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One field of a past incident, held against this target."""

    line: str
    """Id of the line in the incident file."""
    label: Mapping[str, str]
    """By language."""
    status: str
    """`observed`, `possible`, `stored_only`, `not_found` or `unread`."""
    persons: PersonCount | None
    fields: tuple[FieldAddress, ...]
    surfaces: tuple[str, ...] = ()
    exposed: bool = True
    """False for what was said not to have been exposed."""
    controllers: tuple[ControllerCount, ...] = ()
    """The persons by controller, where audit.yaml tells controllers apart."""


@dataclass(frozen=True, slots=True)
class IncidentReplay:
    """A past incident, line by line; `not_found` holds for the coverage only."""

    incident: str
    title: Mapping[str, str]
    lines: tuple[IncidentLine, ...]


class Census(Protocol):
    """Distinct persons and values over several containers, from the digests of one pass."""

    def persons(
        self, containers: Sequence[ContainerRef], subject: Subject
    ) -> tuple[Count, str] | None:
        """Distinct persons of that kind over these containers and the key that told them apart.

        The best key that is present wins; None where no row was read or no key was found.
        """
        ...

    def values(self, fields: Sequence[FieldRef], category: Category) -> Count | None:
        """Distinct values of the category over these fields; None where they were not counted."""
        ...
