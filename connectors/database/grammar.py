"""What tells Oracle and SQL Server apart, for the one reader that both share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.engine import URL

from auditor.connectors.base import Part
from auditor.connectors.database.dialect import Draw
from auditor.connectors.database.failures import Failure
from auditor.connectors.database.options import DatabaseOptions
from auditor.connectors.database.server_access import AccessQueries
from auditor.model.catalogue import Column, Container, Family


@dataclass(frozen=True, slots=True)
class CatalogueQueries:
    """Set queries over the server's catalogue; their columns are named as the assembler reads them.

    `tables`: schema, name, kind, row_count, remark. `columns`: schema, name, column_name, type,
    base, length, digits, scale, nullable, remark, readable. `keys`: schema, name, key_name,
    is_primary, column_name. `foreign`: schema, name, key_name, column_name, target_schema,
    target_name, target_column. `checks`: schema, name, condition. `policies`: schema, name of
    tables whose rows may be hidden. `writable`: a row where the account may write.
    """

    tables: str
    columns: str
    keys: str
    foreign: str
    checks: str
    policies: str
    writable: str


class Grammar(Protocol):
    """The SQL of one dialect."""

    @property
    def dialect(self) -> str:
        """Its name, as results carry it."""
        ...

    @property
    def driver(self) -> str:
        """The SQLAlchemy dialect and driver, such as `oracle+oracledb`."""
        ...

    @property
    def port(self) -> int:
        """Where its servers listen by default."""
        ...

    @property
    def queries(self) -> CatalogueQueries:
        """The catalogue."""
        ...

    @property
    def access(self) -> AccessQueries:
        """The rights."""
        ...

    def connect_args(self, options: DatabaseOptions) -> Mapping[str, Any]:
        """What its driver takes beside the URL."""
        ...

    def begin(self, options: DatabaseOptions) -> Sequence[str]:
        """Statements that open each transaction: to our limits, reading only where it can."""
        ...

    def family(self, base: str, scale: int | None) -> Family:
        """The family of a type."""
        ...

    def readable_type(self, base: str) -> bool:
        """Whether values of the type can be written as text at all."""
        ...

    def select(self, container: Container, columns: Sequence[Column], part: Part | None) -> str:
        """The SELECT of these columns as canonical text."""
        ...

    def sample(self, container: Container, columns: Sequence[Column], rows: int, seed: int) -> Draw:
        """How to draw rows of the whole container."""
        ...

    def key_span(self, container: Container, key: str) -> str:
        """The SELECT of the lowest and highest key, as `low` and `high`."""
        ...

    def refusal(self, error: Exception, url: URL) -> str:
        """Why a login failed: the code of a `TargetError`."""
        ...

    def failure(self, error: Exception) -> Failure:
        """What an exception of its driver means."""
        ...


def quoted(name: str) -> str:
    """The identifier between double quotes, as both take it."""
    return '"' + name.replace('"', '""') + '"'


def place(container: Container) -> str:
    """The qualified name of a container."""
    return ".".join(quoted(part) for part in container.address)


def key_range(key: str, part: Part | None) -> str:
    """The WHERE clause of a slice."""
    if part is None:
        return ""
    bounds = [
        f"t.{quoted(key)} {operator} {int(bound)}"
        for operator, bound in ((">=", part.low), ("<", part.high))
        if bound
    ]
    return f" WHERE {' AND '.join(bounds)}" if bounds else ""


def integer_key(container: Container) -> str:
    """The first column of the primary key where it holds whole numbers, else ""."""
    whole = (Family.INTEGER, Family.DECIMAL)
    for column in container.columns:
        if (column.name,) == container.primary_key[:1] and column.readable:
            exact = column.family in whole and (column.family is Family.INTEGER or column.width)
            return column.name if exact else ""
    return ""
