"""What the statements of a migration say, before anything is made of it.

Every reader of an ecosystem yields these steps; the replay applies them to the schema so far.
Names are written as the file does (without quotes), `schema.table` where a schema is given.
A step holds no literal of the file: those of an INSERT are reduced to the identifiers found.
"""

from dataclasses import dataclass, field

from auditor.model.catalogue import Column, Container, Family, ForeignKey
from auditor.model.gaps import Gap
from auditor.model.vocabulary import Category


@dataclass(frozen=True, slots=True)
class Traced:
    """A column of a query, with where it comes from: (table, column, transform) as lineage says."""

    name: str
    origins: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What a query yields: its columns in order, and the tables it reads.

    `whole` names the tables of which it takes every column (`SELECT *`) where their columns were
    not known to the reader; the replay spells them out from the schema so far.
    """

    columns: tuple[Traced, ...] = ()
    tables: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    """The query itself, for a second look with the schema at hand; never written to a result."""
    traced: bool = True
    """False where part of it could not be followed."""
    dialect: str = ""
    """The dialect that `text` is written in."""
    schema: str = ""
    """The schema that its names without one are looked up in first."""
    items: tuple[tuple[int, bool], ...] = ()
    """The line of each item that it selects, and whether the item stands for every column."""


@dataclass(frozen=True, slots=True)
class CreateTable:
    """A new table, or a temporary one; `query` is set for CREATE TABLE AS."""

    table: str
    columns: tuple[Column, ...]
    lines: tuple[int, ...] = ()
    """The line of each column."""
    comment: str = ""
    foreign_keys: tuple[ForeignKey, ...] = ()
    query: Query | None = None
    like: str = ""
    """The table whose columns it copies (LIKE, INHERITS, PARTITION OF)."""
    temporary: bool = False
    if_missing: bool = False
    """IF NOT EXISTS: it does nothing where the table is there."""
    partition: bool = False
    """A part (or child) of the table that it is like, whose later columns it gets too."""
    fills: tuple[tuple[str, Query], ...] = ()
    """What its generated columns are computed from, by column."""


@dataclass(frozen=True, slots=True)
class AddColumn:
    """A column more; `fills` is what a generated value is computed from."""

    table: str
    column: Column
    fills: Query | None = None
    if_missing: bool = False


@dataclass(frozen=True, slots=True)
class AlterColumn:
    """A column's new definition; what is None stays as it was."""

    table: str
    column: str
    type: str | None = None
    width: int | None = None
    comment: str | None = None
    transform: str = ""
    """What a USING expression does: a word of lineage's transforms, `decrypted`, or ""."""
    family: Family | None = None
    """The family of the new type, where the reader knows it."""


@dataclass(frozen=True, slots=True)
class DropColumn:
    """A column less."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class DropTable:
    """A table, view or routine less; `kind` as in `ContainerKind`, or `routine`."""

    table: str
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """The same column under another name."""

    table: str
    column: str
    to: str


@dataclass(frozen=True, slots=True)
class RenameTable:
    """The same table under another name or in another schema."""

    table: str
    to: str


@dataclass(frozen=True, slots=True)
class CommentOn:
    """A comment on a table (`column` "") or a column."""

    table: str
    column: str
    comment: str


@dataclass(frozen=True, slots=True)
class AddCheck:
    """A CHECK constraint; its text is classified, never quoted."""

    table: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AddLink:
    """A foreign key."""

    table: str
    key: ForeignKey


@dataclass(frozen=True, slots=True)
class CreateView:
    """A view, new or replaced; `kind` is `view`, `materialized_view` or `routine`."""

    view: str
    query: Query
    kind: str = "view"
    runs_as: str = "owner"
    """`owner` or `invoker`."""


@dataclass(frozen=True, slots=True)
class GrantStep:
    """A GRANT (or, with `revoke`, its withdrawal); `columns` empty means the whole object."""

    table: str
    """The object; "" with `level` `schema` or `database` for all of it."""
    roles: tuple[str, ...]
    privileges: tuple[str, ...]
    columns: tuple[str, ...] = ()
    level: str = "relation"
    """`relation`, `routine`, `schema`, `database`, `role` (membership) or `default`."""
    revoke: bool = False


@dataclass(frozen=True, slots=True)
class RowSecurity:
    """Row security switched or a policy made or dropped; `restricts` as `RowPolicy.restricts`."""

    table: str
    action: str
    """`enable`, `disable`, `force`, `no_force`, `create_policy`, `alter_policy`, `drop_policy`."""
    restricts: str = ""
    policy: str = ""
    """The policy's name."""


@dataclass(frozen=True, slots=True)
class Masking:
    """A mask or encryption put on a column or taken off it."""

    table: str
    column: str
    action: str
    """`mask`, `unmask`, `encrypt` or `decrypt`."""


@dataclass(frozen=True, slots=True)
class WriteData:
    """Rows written; `found` are identifiers seen in literals, by column, without the values."""

    table: str
    columns: tuple[str, ...] = ()
    found: tuple[tuple[str, Category], ...] = ()
    query: Query | None = None
    kind: str = "insert"
    """`insert`, `update`, `delete` or `truncate`."""


@dataclass(frozen=True, slots=True)
class Export:
    """Data sent out of the database (COPY … TO, INTO OUTFILE, UNLOAD)."""

    query: Query


@dataclass(frozen=True, slots=True)
class CodeStep:
    """Code that changes data in a way that cannot be read from the file (RunPython…)."""

    name: str


Operation = (
    CreateTable
    | AddColumn
    | AlterColumn
    | DropColumn
    | DropTable
    | RenameColumn
    | RenameTable
    | CommentOn
    | AddCheck
    | AddLink
    | CreateView
    | GrantStep
    | RowSecurity
    | Masking
    | WriteData
    | Export
    | CodeStep
)


@dataclass(frozen=True, slots=True)
class Step:
    """One operation with its place; `down` for what only runs when the migration is undone."""

    line: int
    operation: Operation
    down: bool = False
    state_only: bool = False
    """It changes what a framework believes, not the database."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """`audit: allow RULE until DATE because …` in a comment of the file."""

    line: int
    rule: str
    until: str
    reason: str


@dataclass(frozen=True, slots=True)
class Script:
    """One file of migrations, read; a gap of kind `unread` makes its verdict `unread`."""

    file: str
    ecosystem: str
    steps: tuple[Step, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    gaps: tuple[Gap, ...] = ()
    order: tuple[str, ...] = ()
    """What its ecosystem sorts it by (version, revision and its parents); () for the file name."""


@dataclass(frozen=True, slots=True)
class Source:
    """A column that an effect takes its data from, in its table as it stood then."""

    container: Container
    column: str
    transform: str


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a step did to one column (or to a whole container: `column` "").

    `action` is a word of `auditor.model.changes`, before anything is known of categories: an
    `add` of an index is no effect at all, one of a column of no interest is classified away later.
    """

    file: str
    line: int
    action: str
    container: Container
    """As it stands once the file is applied; as it stood before for what goes away."""
    column: str = ""
    sources: tuple[Source, ...] = ()
    role: str = ""
    found: tuple[Category, ...] = ()
    """Identifiers seen in literals that are written to the column."""
    down: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """Scripts applied in their order: the schema that results and all that happened on the way."""

    containers: tuple[Container, ...]
    effects: tuple[Effect, ...]
    gaps: tuple[Gap, ...] = ()
