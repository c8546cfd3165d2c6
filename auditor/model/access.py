"""Who may read what, as the edges that a source declares; the closure is never stored."""

from dataclasses import dataclass

from auditor.model.refs import FieldAddress


@dataclass(frozen=True, slots=True)
class Role:
    """A database role or portal account and the attributes that widen its rights."""

    source: str
    name: str
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """`member` belongs to `role`; `inherits` and `may_set` as the source grants them."""

    source: str
    member: str
    role: str
    inherits: bool = True
    may_set: bool = True


@dataclass(frozen=True, slots=True)
class Grant:
    """A privilege of a role on a container, or on one column of it."""

    source: str
    role: str
    privilege: str
    container: str
    column: str = ""
    grantable: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A container as access analysis sees it."""

    source: str
    container: str
    kind: str
    owner: str
    row_security: bool = False


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """A column derives from another; `transform` is `same`, `masked`, `hashed` or `aggregated`."""

    target: FieldAddress
    origin: FieldAddress
    transform: str


@dataclass(frozen=True, slots=True)
class RowPolicy:
    """A row-level policy; `restricts` is `yes`, `no` or `unknown`."""

    source: str
    container: str
    name: str
    roles: tuple[str, ...]
    restricts: str


@dataclass(frozen=True, slots=True)
class Access:
    """The edges of one or several sources."""

    relations: tuple[Relation, ...] = ()
    roles: tuple[Role, ...] = ()
    memberships: tuple[Membership, ...] = ()
    grants: tuple[Grant, ...] = ()
    lineage: tuple[LineageEdge, ...] = ()
    policies: tuple[RowPolicy, ...] = ()
