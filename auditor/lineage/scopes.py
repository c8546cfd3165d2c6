"""What a query can name at one point: its sources, and those of the queries around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.lineage.names import Shape, merged
from auditor.lineage.transforms import Mix


@dataclass(slots=True)
class Scope:
    """The sources of one SELECT in order, and the scope around it."""

    parent: "Scope | None" = None
    ctes: dict[str, Shape] = field(default_factory=dict)
    sources: dict[str, Shape] = field(default_factory=dict)
    shared: dict[str, Mix] = field(default_factory=dict)
    """Columns that a join merged (USING)."""
    outputs: Mapping[str, Mix] = field(default_factory=dict)
    """Output names, which ORDER BY and GROUP BY may use."""

    def around(self) -> "Iterator[Scope]":
        """The scope itself and those around it, from the inside."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def cte(self, name: str) -> Shape | None:
        """The named query of that name that is in sight."""
        key = name.casefold()
        return next((s.ctes[key] for s in self.around() if key in s.ctes), None)

    def source(self, name: str) -> Shape | None:
        """The source of that alias that is in sight."""
        loose = name.casefold()
        for scope in self.around():
            if name in scope.sources:
                return scope.sources[name]
            for alias, shape in scope.sources.items():
                if alias.casefold() == loose:
                    return shape
        return None

    def merge(self, names: list[str], left: Shape, right: Shape) -> Shape:
        """The row after a join USING these columns: they come first and once."""
        together = []
        for name in names:
            found = [side.find(name) or side.passed(name) or {} for side in (left, right)]
            self.shared[name.casefold()] = merged(found)
            together.append((name, self.shared[name.casefold()]))
        taken = {name.casefold() for name in names}
        others = [
            (name, mix)
            for side in (left, right)
            for name, mix in side.columns
            if name.casefold() not in taken
        ]
        return Shape((*together, *others), (*left.passing, *right.passing))


def beside(left: Shape, right: Shape) -> Shape:
    """The row of two sources joined without merged columns."""
    return Shape((*left.columns, *right.columns), (*left.passing, *right.passing))
