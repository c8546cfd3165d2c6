"""What the pass will compute for a container: frozen, inspectable, decided from the probe."""

from dataclasses import dataclass

from auditor.model.catalogue import Container, Family
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import Subject

MAX_PAIRS = 8
MAX_PERSON_KEYS = 3


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What to compute on one column."""

    column: str
    family: Family
    kernels: tuple[str, ...]
    """Names of identifiers (`identifiers.REGISTRY`) to look for."""
    width: int | None = None
    """Declared width, to which numbers are padded."""
    distinct_first: bool = True
    """Whether to look at distinct values only; not worth it where nearly every cell differs."""
    text: bool = False
    """Whether cells are long enough to hold identifiers inside other text."""
    words: bool = False
    """Whether to look words up in the name and veto lists."""
    dates: bool = False
    """Whether to read cells as dates and count them by year."""


@dataclass(frozen=True, slots=True)
class PairPlan:
    """A proof between columns of one row; kinds as in `model.profiles.PairProfile`."""

    kind: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonKeyPlan:
    """Columns that together tell one person of that subject from another.

    `kind` names the key space, so that only comparable keys are united over containers: `nir`,
    `rpps`, `rib`, `civil_status`, or `reference:<table>.<column>` for an internal id.
    """

    kind: str
    columns: tuple[str, ...]
    subject: Subject


@dataclass(frozen=True, slots=True)
class ContainerPlan:
    """The whole plan of one container."""

    container: Container
    columns: tuple[ColumnPlan, ...]
    pairs: tuple[PairPlan, ...] = ()
    person_keys: tuple[PersonKeyPlan, ...] = ()

    @property
    def ref(self) -> ContainerRef:
        """The container that the plan is for."""
        return self.container.ref
