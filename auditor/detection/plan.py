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
    comments: bool = False
    """Whether to look for names and addresses inside cells, as in comments."""


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
class DecoderPlan:
    """How to take the cells of one column apart into paths."""

    column: str
    medium: str = ""
    """`json`, `xml` or `array` where the type says so, `binary` for blobs, `attribute` where
    another column names what this one holds, `fixed` for records without separators; "" where
    each cell tells by itself."""
    pattern: str = ""
    """RE2 pattern of the cells worth a look; "" for all of them."""
    attribute: str = ""
    """Column that holds the attribute names of an EAV table."""
    prefix: int = 0
    """Characters from which a binary cell may have been cut by its reader."""
    one_in: int = 1
    """Of so many cells one is taken apart, chosen by its checksum; 1 means every cell."""
    fixed: tuple["FixedPlan", ...] = ()


@dataclass(frozen=True, slots=True)
class FixedPlan:
    """Where an identifier stands in records of one length, of those that begin with `heads`."""

    length: int
    offset: int
    width: int
    heads: tuple[str, ...] = ()
    """How the records concerned begin, their type; empty for any."""


@dataclass(frozen=True, slots=True)
class ContainerPlan:
    """The whole plan of one container."""

    container: Container
    columns: tuple[ColumnPlan, ...]
    pairs: tuple[PairPlan, ...] = ()
    person_keys: tuple[PersonKeyPlan, ...] = ()
    decoders: tuple[DecoderPlan, ...] = ()
    nlp_model: str = ""
    """An installed spaCy model to read comments with; "" for the shipped pipeline."""

    @property
    def ref(self) -> ContainerRef:
        """The container that the plan is for."""
        return self.container.ref
