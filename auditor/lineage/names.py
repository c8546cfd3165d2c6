"""Names as each product folds them, looked up in what is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.lineage.model import Known
from auditor.lineage.transforms import Column, Mix

PARSERS = {
    "postgresql": "postgres",
    "postgres": "postgres",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
    "oracle": "oracle",
    "mssql": "tsql",
    "sqlserver": "tsql",
    "tsql": "tsql",
}
"""Our names of dialects, and their aliases, as the parser knows them."""
_REMEMBERED = 200
"""Shapes of relations kept at a time."""


def fold(name: str, dialect: str, *, quoted: bool) -> str:
    """The name as the catalogue would spell it."""
    if quoted:
        return name
    if dialect == "postgres":
        return name.lower()
    return name.upper() if dialect == "oracle" else name


class Catalogue:
    """Relations and their columns by name, exactly first, else without regard to case."""

    def __init__(self, known: Known, default_schema: str) -> None:
        self._known = known
        self._schema = default_schema
        self._shapes: dict[str, Shape] = {}
        self._loose: dict[str, str] = {}
        self._bare: dict[str, list[str]] = {}
        for name in known:
            # A routine is called by its name; the catalogue adds the types of its arguments.
            plain = name.partition("(")[0] if name.endswith(")") else name
            self._loose.setdefault(name.casefold(), name)
            self._loose.setdefault(plain.casefold(), name)
            self._bare.setdefault(plain.rpartition(".")[2].casefold(), []).append(name)

    def relation(self, schema: str, name: str) -> str:
        """The known relation that is meant, or the name as qualified as it can be told."""
        wanted = f"{schema}.{name}" if schema else name
        found = self._exact(wanted)
        if found is None and not schema:
            found = self._unqualified(name)
        if found is not None:
            return found
        return f"{self._schema}.{name}" if self._schema and not schema else wanted

    def _exact(self, wanted: str) -> str | None:
        return wanted if wanted in self._known else self._loose.get(wanted.casefold())

    def _unqualified(self, name: str) -> str | None:
        if self._schema and (found := self._exact(f"{self._schema}.{name}")):
            return found
        places = self._bare.get(name.casefold(), [])
        public = f"public.{name}"
        if public in places:
            return public
        return places[0] if len(places) == 1 else None

    def knows(self, relation: str) -> bool:
        """Whether the columns of that relation are known."""
        return relation in self._known

    def shape(self, relation: str) -> "Shape":
        """What selecting from that relation gives."""
        columns = self._known.get(relation)
        if columns is None:
            return Shape((), passing=(relation,))
        if relation not in self._shapes:
            if len(self._shapes) >= _REMEMBERED:
                self._shapes.clear()
            self._shapes[relation] = Shape(tuple((name, {(relation, name): 0}) for name in columns))
        return self._shapes[relation]


@dataclass(slots=True)
class Shape:
    """The columns of a source in a scope, each with its base columns.

    `passing` names relations with unknown columns, any of which may come through.
    """

    columns: tuple[tuple[str, Mix], ...]
    passing: tuple[str, ...] = ()
    lenient: bool = False
    """Any other name is one of its parts too (a function that returns a composite value)."""
    _exact: dict[str, Mix] = field(default_factory=dict)
    _loose: dict[str, Mix] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, mix in self.columns:
            self._exact.setdefault(name, mix)
            self._loose.setdefault(name.casefold(), mix)

    def find(self, name: str) -> Mix | None:
        """The mix of that column; None where the source is known not to have it."""
        found = self._exact.get(name)
        return found if found is not None else self._loose.get(name.casefold())

    def passed(self, name: str) -> Mix | None:
        """The mix of a column that may come from a relation with unknown columns."""
        if len(self.passing) == 1:
            return {(self.passing[0], name): 0}
        return self.everything() if self.lenient else None

    def everything(self) -> Mix:
        """All its columns in one value."""
        return merged(mix for _, mix in self.columns)

    def renamed(self, names: Iterable[str]) -> "Shape":
        """The same under other column names, from the left."""
        given = tuple(names)
        if not given:
            return self
        kept = tuple(
            (given[i] if i < len(given) else name, mix)
            for i, (name, mix) in enumerate(self.columns)
        )
        return Shape(kept, self.passing, self.lenient)


def merged(mixes: Iterable[Mix]) -> Mix:
    """Several mixes in one value, each column by the way that shows most."""
    total: Mix = {}
    for mix in mixes:
        for column, rank in mix.items():
            total[column] = min(total.get(column, rank), rank)
    return total


def star(relation: str) -> Column:
    """Every column of a relation whose columns are not known."""
    return relation, "*"
