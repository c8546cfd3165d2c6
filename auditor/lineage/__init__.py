"""Where the columns of a query come from, told from its text; used on views and on migrations."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from auditor.lineage.model import Known, Lineage

if TYPE_CHECKING:
    from auditor.lineage.resolving import Defined, Resolution

__all__ = ["resolve", "trace"]


def trace(text: str, dialect: str, known: Known, *, default_schema: str = "") -> Lineage:
    """The lineage of a query, `CREATE VIEW` or routine; what is not followed has a reason code.

    The text is parsed, never run; no fragment of it is kept, logged or raised.
    """
    # Parsing costs 0.1 s of imports that most commands never need.
    from auditor.lineage.tracing import trace as traced

    return traced(text, dialect, known, default_schema=default_schema)


def resolve(definitions: "Iterable[Defined]", known: Known) -> "Resolution":
    """All definitions followed down to base columns, through one another; cycles are reported."""
    from auditor.lineage.resolving import resolve as resolved

    return resolved(definitions, known)
