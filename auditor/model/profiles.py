"""What a pass over the rows learned, as counts only: no profile holds a value or a digest."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.refs import ContainerRef


@dataclass(frozen=True, slots=True)
class Count:
    """A number of distinct things: exact, or rounded to two digits with a relative error."""

    value: int
    exact: bool = True
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class Hits:
    """What one identifier found in one column, in rows unless said otherwise."""

    valid: int = 0
    """The whole cell has the shape and the check digits agree (or none exist)."""
    wrong_key: int = 0
    """The whole cell has the shape but its check digits disagree."""
    inside: int = 0
    """Longer text holds at least one hit with agreeing check digits."""
    occurrences: int = 0
    """Hits inside text, all counted."""
    distinct: Count = Count(0)
    """Distinct normalised values among the valid ones, whole and inside together."""
    shapes: Mapping[str, int] = field(default_factory=dict)
    """Rows by masked shape of the whole cell, such as `9 99 99 99 999 999 99`."""
    facets: Mapping[str, int] = field(default_factory=dict)
    """Rows by a property peculiar to the identifier, such as `month_01_12` for a NIR."""


@dataclass(frozen=True, slots=True)
class TextProfile:
    """What was found in comments, over digit-masked templates under a budget."""

    templates: int = 0
    """Templates that were read."""
    left: Count = Count(0)
    """Templates that the budget left unread."""
    rows: int = 0
    """Rows of the templates that were read."""
    rows_left: int = 0
    person_templates: int = 0
    person_rows: int = 0
    address_templates: int = 0
    address_rows: int = 0


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """Counts of one column over the rows that were read."""

    column: str
    rows: int = 0
    nulls: int = 0
    blanks: int = 0
    """Not null, but empty or white space."""
    distinct: Count = Count(0)
    """Distinct non-blank cells."""
    lengths: Mapping[int, int] = field(default_factory=dict)
    """Rows by length in characters; 64 stands for 64 and more."""
    classes: Mapping[str, int] = field(default_factory=dict)
    """Rows by make-up of the cell: `digits`, `hex`, `upper`, `lower`, `title`, `mixed`, `words`,
    `digits_and_letters`, `other`; each row in exactly one."""
    hits: Mapping[str, Hits] = field(default_factory=dict)
    """By name of the identifier (`identifiers.REGISTRY`)."""
    words: Mapping[str, int] = field(default_factory=dict)
    """Rows by word list: `first_name`, `surname`, `company`, `place`, `product`…"""
    years: Mapping[int, int] = field(default_factory=dict)
    """Rows by year, for cells that are dates in a known storage form."""
    facets: Mapping[str, int] = field(default_factory=dict)
    """Other counts, such as `midnight` and `not_midnight` for timestamps."""
    text: TextProfile | None = None
    """None where the column was not read as comments."""

    @property
    def filled(self) -> int:
        """Rows that hold something."""
        return self.rows - self.nulls - self.blanks


@dataclass(frozen=True, slots=True)
class PairProfile:
    """A proof between columns of one row: of `compared` rows, in `agreed` the columns agree.

    `kind` is `nir_birth_date`, `nir_key`, `nir_sex`, `iban_rib`, `rib_split` or `siret_siren`.
    """

    kind: str
    columns: tuple[str, ...]
    compared: int = 0
    agreed: int = 0


@dataclass(frozen=True, slots=True)
class PersonKey:
    """Distinct persons of a container by one key: `nir`, `reference` or `civil_status`."""

    kind: str
    columns: tuple[str, ...]
    persons: Count = Count(0)


@dataclass(frozen=True, slots=True)
class ContainerProfile:
    """All that a pass learned of one container."""

    ref: ContainerRef
    rows: int = 0
    """Rows read."""
    complete: bool = True
    """Whether every row was read (a full pass)."""
    columns: Mapping[str, ColumnProfile] = field(default_factory=dict)
    pairs: tuple[PairProfile, ...] = ()
    person_keys: tuple[PersonKey, ...] = ()
    nested: Mapping[str, Mapping[tuple[str, ...], ColumnProfile]] = field(default_factory=dict)
    """By column, what stands under each path inside its cells; rows are values there."""
