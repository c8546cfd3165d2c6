"""Objects that show what a protection of their base hides from the same role."""

from collections.abc import Iterable, Mapping

from auditor.exposure.access.holdings import Holdings, Place
from auditor.exposure.access.model import Readable
from auditor.exposure.access.sights import Seen
from auditor.model.access import LineageEdge, Relation

LEAKS = ("rows", "columns", "mask")
_SHOWN = frozenset({"same", "expression"})
_MASKED = frozenset({"masked", "truncated", "hashed", "encrypted"})
_Base = tuple[str, str, str]
"""(source, container, column)."""


class Leaks:
    """What each role may read of the base columns, and by which views it sees them changed."""

    def __init__(
        self,
        rights: Iterable[Readable],
        holdings: Holdings,
        relations: Mapping[Place, Relation],
    ) -> None:
        self._holdings = holdings
        self._relations = relations
        self._rights: dict[tuple[str, str], dict[str, Readable]] = {}
        for right in rights:
            self._rights.setdefault((right.source, right.role), {})[right.container] = right
        self._masked: dict[tuple[str, str], set[_Base]] = {}

    def of(self, seen: Seen) -> tuple[str, ...]:
        """`rows` where row security of the base is passed by, `columns` where a grant on some of
        its columns is, `mask` where another object shows the role the same column changed.
        """
        right = seen.right
        columns = {field.column for field in seen.exposure.fields}
        mine = self._rights[right.source, right.role]
        found = set()
        for edge in self._holdings.origins(right.source, right.container):
            if edge.target.column in columns and edge.transform in _SHOWN:
                found |= set(self._leak(edge, right, mine))
        return tuple(sorted(found))

    def _leak(
        self, edge: LineageEdge, right: Readable, mine: Mapping[str, Readable]
    ) -> Iterable[str]:
        base, column = edge.origin.container, edge.origin.column
        relation = self._relations.get((edge.origin.source, base))
        direct = mine.get(base)
        passed = direct is None or direct.rows != "all"
        if relation and relation.row_security and right.rows == "all" and passed:
            yield "rows"
        if direct is not None and direct.columns and column not in direct.columns:
            yield "columns"
        readable = direct is not None and column in direct.columns
        if not readable and (edge.origin.source, base, column) in self._changed(right):
            yield "mask"

    def _changed(self, right: Readable) -> set[_Base]:
        """The base columns that the role sees masked or hashed, and never as they are there."""
        key = right.source, right.role
        if key not in self._masked:
            self._masked[key] = {
                (edge.origin.source, edge.origin.container, edge.origin.column)
                for other in self._rights[key].values()
                for edge in self._holdings.origins(other.source, other.container)
                if edge.transform in _MASKED and edge.target.column in other.columns
            }
        return self._masked[key]
