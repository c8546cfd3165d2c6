"""What a source says of itself before a row is read: containers, columns, keys, comments."""

from dataclasses import dataclass, field
from enum import StrEnum

from auditor.model.gaps import Gap
from auditor.model.refs import ContainerRef


class Family(StrEnum):
    """The family of a column's type, the same for every database and file format."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    TIME = "time"
    BINARY = "binary"
    DOCUMENT = "document"
    ARRAY = "array"
    OTHER = "other"


class ContainerKind(StrEnum):
    """What a container is in its source."""

    TABLE = "table"
    VIEW = "view"
    MATERIALIZED_VIEW = "materialized_view"
    FOREIGN_TABLE = "foreign_table"
    FILE = "file"
    ENDPOINT = "endpoint"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the catalogue declares it; `type` is the source's own spelling."""

    name: str
    type: str
    family: Family
    width: int | None = None
    """Declared characters of a text column, or digits of a zero-scale decimal."""
    nullable: bool = True
    comment: str = ""
    checks: tuple[str, ...] = ()
    """Text of the CHECK constraints that name this column; classified, never quoted."""
    readable: bool = True
    """Whether the account may read it; a column that it may not is never asked for."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` of a container refer to `target_columns` of `target`, position by position."""

    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Container:
    """A container and what its source declares of it."""

    ref: ContainerRef
    kind: ContainerKind
    columns: tuple[Column, ...]
    comment: str = ""
    primary_key: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    estimated_rows: int | None = None
    """The source's own estimate; None where it has none. Never reported as a count."""
    address: tuple[str, ...] = ()
    """Its name in the parts that the source quotes one by one, such as schema and table."""

    @property
    def name(self) -> str:
        """The name of the container in its source (`schema.table`; SQLite `table`)."""
        return self.ref.container

    def column(self, name: str) -> Column:
        """The column of that exact name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The containers of one source, sorted by name, and what could not be listed."""

    source: str
    dialect: str
    containers: tuple[Container, ...] = ()
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    """Message ids about the account itself, such as `account_can_write`."""
    version: str = ""
    """Version of the server that answers, "" where the source tells none."""
