"""What a fact and a record of facts are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FactValue = str | int | float | bool | tuple[str, ...] | None


class Family(StrEnum):
    """Where a fact comes from; a target that cannot have a family makes a rule not applicable."""

    PLACE = "place"
    VERDICT = "verdict"
    SCHEMA = "schema"
    VALUES = "values"
    POLICY = "policy"
    EXPOSURE = "exposure"
    ACCESS = "access"
    PORTAL = "portal"
    MIGRATION = "migration"


class Unit(StrEnum):
    """What one record speaks of."""

    FIELD = "field"
    """One category asserted of one field, as stored."""
    EXPOSURE = "exposure"
    """One category of one subject in one container, as one surface shows it."""
    CONTAINER = "container"
    """One container that holds personal data, as a whole."""
    ROLE = "role"
    """One role or account of a source, with all that it can read."""
    ENTRY = "entry"
    """One captured exchange of a portal."""
    CHANGE = "change"
    """One effect of one migration statement."""


FIELD = (Unit.FIELD,)
EXPOSED = (Unit.EXPOSURE,)
CONTAINER = (Unit.CONTAINER,)
BOTH = (*FIELD, *EXPOSED)
ALL = (*BOTH, *CONTAINER)
"""Units in the combinations that facts are told of."""


@dataclass(frozen=True, slots=True)
class FactSpec:
    """A fact: its type (`text`, `number`, `boolean`, `words`), family, units and meaning."""

    name: str
    type: str
    family: Family
    units: tuple[Unit, ...]
    fr: str
    en: str

    known: tuple[str, ...] = ()
    """The only words that the fact may hold, so that a rule with a misspelt one is refused; empty
    where the list is open."""


@dataclass(frozen=True, slots=True)
class FactRecord:
    """The facts of one field or one exposure; a name that is absent is unknown."""

    unit: Unit
    values: Mapping[str, FactValue]
    columns: tuple[str, ...] = field(default=())
    """Columns of the container that the record speaks of, for the finding to name."""

    def get(self, name: str) -> FactValue:
        """The value of that fact, None where it is unknown."""
        return self.values.get(name)
