"""Who may read what, as the edges that a source declares; the closure is never stored."""

from dataclasses import dataclass

from auditor.model.refs import FieldAddress

PUBLIC = "PUBLIC"
"""The name under which a grant to everyone stands; no role has it as its own."""


@dataclass(frozen=True, slots=True)
class Role:
    """A database role or portal account and the attributes that widen its rights.

    `attributes` is a sorted choice of `login`, `superuser`, `bypass_rls`, `create_role`,
    `read_all`, `locked`, `server_files`; a predefined role that reads everything has `read_all`,
    one that reads the server's files or runs programs on it `server_files`.
    """

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
    keeps: bool = False
    """Taking the role on adds to the member's own rights instead of standing in their place."""
    by_session: bool = False
    """It is in force in the member's own sessions, not where a view runs as its owner."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A privilege of a role on an object, or on one column of it.

    `privilege` is `SELECT`, `EXECUTE`, `USAGE` (of a schema), `CONNECT`, `ALL` or one to write;
    `level` says what `container` names: `relation`, `routine`, `schema`, `database` or `server`
    (then ""). Where the source says so of an owner, it holds what these edges give it, no more.
    """

    source: str
    role: str
    privilege: str
    container: str
    column: str = ""
    grantable: bool = False
    level: str = "relation"


@dataclass(frozen=True, slots=True)
class DefaultGrant:
    """A privilege that objects made later by `owner` will carry; `schema` "" means any schema."""

    source: str
    owner: str
    schema: str
    role: str
    privilege: str
    kind: str = "relation"
    """`relation` or `routine`."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A table, view or routine as access analysis sees it."""

    source: str
    container: str
    kind: str
    """A word of `ContainerKind`, or `routine` for a function that may return rows."""
    owner: str
    schema: str = ""
    """The schema it lies in; its USAGE is required too where any edge grants that of a schema."""
    columns: tuple[str, ...] = ()
    """Every column, those that the auditing account may not read included."""
    row_security: bool = False
    """Row policies are enabled."""
    forced: bool = False
    """They bind the owner as well."""
    runs_as: str = ""
    """For a view or routine: `owner` or `invoker`; "" for a table."""
    asks_caller: bool = False
    """As in MySQL: an invoker's view under another one asks that one's owner, not the user of the
    session, and the owner of a routine must be allowed to call it."""
    barrier: bool = False
    """A `security_barrier` view."""
    chosen: bool = False
    """A view whose own conditions choose every row by who asks."""
    parent: str = ""
    """The partitioned or inherited table that it belongs to."""
    comment: str = ""
    reads: tuple[str, ...] = ()
    """For a view or routine: the relations and routines that it names itself."""
    columns_read: tuple[tuple[str, ...], ...] = ()
    """Columns of each of `reads`, in its order, that it takes; () where none is named."""
    arguments: tuple[str, ...] = ()
    """For a routine: the names of what its caller supplies, as far as they are known."""


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """A column derives from another.

    `transform` is `same`, `expression` (the value can be read from it), `masked`, `truncated`,
    `hashed`, `encrypted`, `aggregated`, or `filter` where the origin only chooses rows.
    """

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
    """Roles it applies to; `PUBLIC` for everyone."""
    restricts: str
    permissive: bool = True
    command: str = "select"
    """`select`, `all`, `insert`, `update` or `delete`."""


@dataclass(frozen=True, slots=True)
class Access:
    """The edges of one or several sources."""

    relations: tuple[Relation, ...] = ()
    roles: tuple[Role, ...] = ()
    memberships: tuple[Membership, ...] = ()
    grants: tuple[Grant, ...] = ()
    defaults: tuple[DefaultGrant, ...] = ()
    lineage: tuple[LineageEdge, ...] = ()
    policies: tuple[RowPolicy, ...] = ()
