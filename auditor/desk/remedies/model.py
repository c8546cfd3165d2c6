"""The steps of a remedy: what each changes in the rights, whichever dialect writes it."""

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Revoke:
    """Take a privilege on an object from a role, or on some of its columns."""

    role: str
    privilege: str
    container: str
    level: str = "relation"
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Give:
    """Give back to a role the privilege on what it keeps."""

    role: str
    privilege: str
    container: str
    level: str = "relation"
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leave:
    """End a membership; what the role keeps of it is given to it directly."""

    member: str
    role: str


@dataclass(frozen=True, slots=True)
class Lower:
    """Take an attribute (`superuser`, `bypass_rls`, `create_role`) from a role."""

    role: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Take a default privilege on objects yet to come from a role."""

    owner: str
    schema: str
    role: str
    privilege: str
    kind: str


@dataclass(frozen=True, slots=True)
class MinimalView:
    """A view that shows what a role keeps of a relation, some columns masked."""

    name: str
    schema: str
    base: str
    columns: tuple[str, ...]
    masked: Mapping[str, str]
    """Category by masked column, which decides the mask."""


@dataclass(frozen=True, slots=True)
class Restrict:
    """The skeleton of a row policy; the condition is the client's to write."""

    container: str
    role: str


@dataclass(frozen=True, slots=True)
class Label:
    """A masking rule of PostgreSQL Anonymizer for a column."""

    container: str
    column: str
    category: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What no statement of ours can do; `code` names the sentence."""

    code: str
    detail: tuple[tuple[str, str], ...] = ()


Step = Revoke | Give | Leave | Lower | Forget | MinimalView | Restrict | Label | Remark


@dataclass(frozen=True, slots=True)
class Block:
    """Steps for one place, with the findings that ask for them."""

    container: str
    """"" for the role as a whole."""
    drop: tuple[str, ...]
    keep: tuple[str, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The remedy for one role of one source."""

    source: str
    role: str
    dialect: str
    blocks: tuple[Block, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in the order in which they are to be run."""
        return tuple(step for block in self.blocks for step in block.steps)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the role reads of one object, and why it may."""

    container: str
    columns: tuple[str, ...]
    through: tuple[str, ...]
    rows: str


@dataclass(frozen=True, slots=True)
class Wish:
    """How the remedy is to be written."""

    views: bool = False
    """Minimal views in place of grants on columns."""
    anonymizer: bool = False
    """Masking rules of PostgreSQL Anonymizer beside them."""
