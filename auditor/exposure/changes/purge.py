"""Columns that a retention period rests on, told by their names."""

from auditor.model.catalogue import Container
from auditor.naming.split import ideas_of, words_of

_SAYS = frozenset(
    {"purge", "purger", "retention", "conservation", "anonymisation", "anonymise", "archivage"}
    | {"effacement", "expiration", "expires", "expire", "expiry"}
)


def is_purge_column(container: Container, column: str) -> bool:
    """Whether the column's name says that rows are purged, archived or made anonymous by it."""
    if all(one.name != column for one in container.columns):
        return False
    return bool(_SAYS & {*words_of(column), *ideas_of(column)})
