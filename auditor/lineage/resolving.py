"""Definitions joined: each followed through the others down to base columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from auditor.lineage.model import TRANSFORMS, Known, Lineage, Origin, OutputColumn
from auditor.lineage.names import Catalogue
from auditor.lineage.tracing import traced
from auditor.lineage.transforms import FILTER, Mix, origins
from auditor.model.access import LineageEdge
from auditor.model.refs import FieldAddress

_RANK = {name: rank for rank, name in enumerate(TRANSFORMS)}


@dataclass(frozen=True, slots=True)
class Defined:
    """A view or routine by its name in the catalogue, with its text."""

    container: str
    text: str = field(repr=False)
    dialect: str
    default_schema: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Lineage by definition, down to base columns, and as each text says it by itself."""

    base: Mapping[str, Lineage]
    direct: Mapping[str, Lineage]
    order: tuple[str, ...]
    """Each definition after those that it reads, but for cycles."""

    def edges(self, source: str) -> tuple[LineageEdge, ...]:
        """Every column of every definition joined to the base columns that it is made of."""
        return tuple(
            LineageEdge(
                FieldAddress(source, container, column.name),
                FieldAddress(source, origin.table, origin.column),
                origin.transform,
            )
            for container in self.order
            for column in self.base[container].columns
            for origin in column.origins
        )


def resolve(definitions: Iterable[Defined], known: Known) -> Resolution:
    """See `auditor.lineage.resolve`; syntax trees live one at a time."""
    return _Resolver({one.container: one for one in definitions}, known).run()


class _Resolver:
    def __init__(self, definitions: Mapping[str, Defined], known: Known) -> None:
        self._definitions = definitions
        self._known = dict(known)
        self._called = {name.partition("(")[0]: name for name in definitions if name.endswith(")")}
        self._catalogues: dict[str, Catalogue] = {}
        self._direct: dict[str, Lineage] = {}
        self._base: dict[str, Lineage] = {}
        self._open: dict[str, None] = {}
        self._circular: set[str] = set()

    def run(self) -> Resolution:
        """Depth first with a stack of our own, so that no chain of views is too long."""
        for name in self._definitions:
            pending = [name]
            while pending:
                pending = self._step(pending)
        return Resolution(self._base, self._direct, tuple(self._base))

    def _step(self, pending: list[str]) -> list[str]:
        name = pending[-1]
        if name in self._base:
            self._open.pop(name, None)
            return pending[:-1]
        lineage, reads = self._trace(name)
        reads = tuple(self._called.get(one, one) for one in reads)
        waits = [one for one in reads if one in self._definitions and one not in self._base]
        again = [one for one in waits if one in self._open or one == name]
        if again:
            self._circular.update((name, *again))
            waits = [one for one in waits if one not in again]
        if waits and name not in self._open:
            self._open[name] = None
            return [*pending, *waits]
        if waits:
            # Still waiting at the second visit: those are part of a circle.
            self._circular.add(name)
        self._close(name, lineage)
        self._open.pop(name, None)
        return pending[:-1]

    def _trace(self, name: str) -> tuple[Lineage, tuple[str, ...]]:
        one = self._definitions[name]
        direct = self._direct.get(name)
        if direct is not None and not self._open_ended(direct):
            return direct, (*direct.tables, *direct.whole)
        catalogue = self._catalogues.get(one.default_schema)
        if catalogue is None:
            catalogue = Catalogue(self._known, one.default_schema)
            self._catalogues[one.default_schema] = catalogue
        lineage, routines = traced(one.text, one.dialect, catalogue)
        columns = self._known.get(name)
        if columns and len(columns) == len(lineage.columns):
            named = zip(columns, lineage.columns, strict=True)
            renamed = tuple(OutputColumn(given, column.origins) for given, column in named)
            lineage = replace(lineage, columns=renamed)
        self._direct[name] = lineage
        return lineage, tuple(dict.fromkeys((*lineage.tables, *lineage.whole, *routines)))

    def _open_ended(self, lineage: Lineage) -> bool:
        """Whether knowing more columns would make it clearer."""
        return bool(lineage.whole) or bool(
            {"unknown_relation", "function", "ambiguous", "unknown_column"} & {*lineage.untraced}
        )

    def _close(self, name: str, lineage: Lineage) -> None:
        self._base[name] = self._substituted(name, lineage)
        if name not in self._known and lineage.columns and not lineage.whole:
            self._known[name] = tuple(column.name for column in lineage.columns)
            self._catalogues.clear()

    def _substituted(self, name: str, lineage: Lineage) -> Lineage:
        codes = {*lineage.untraced, *(("recursive",) if name in self._circular else ())}
        tables: dict[str, None] = {}
        filters: Mix = {}
        writes = lineage.writes
        for table in lineage.tables:
            below = self._base.get(table)
            if below is None:
                tables[table] = None
                continue
            tables.update(dict.fromkeys(below.tables))
            _add(filters, below.filters, FILTER)
            codes.update(below.untraced)
            writes = writes or below.writes
        for origin in lineage.filters:
            _add(filters, self._below(origin), FILTER)
        columns = []
        for column in lineage.columns:
            mix: Mix = {}
            for origin in column.origins:
                _add(mix, self._below(origin), _RANK[origin.transform])
            columns.append(OutputColumn(column.name, origins(mix)))
        whole = tuple(one for one in lineage.whole if one not in self._base)
        return Lineage(
            tuple(columns),
            tuple(tables),
            origins(filters),
            whole,
            tuple(sorted(codes)),
            writes=writes,
        )

    def _below(self, origin: Origin) -> tuple[Origin, ...]:
        """The base columns of a column of another definition; of a base table, itself."""
        below = self._base.get(origin.table)
        if below is None:
            return (Origin(origin.table, origin.column, TRANSFORMS[0]),)
        if origin.column == "*":
            return tuple(one for column in below.columns for one in column.origins)
        loose = origin.column.casefold()
        found = [one for one in below.columns if one.name == origin.column] or [
            one for one in below.columns if one.name.casefold() == loose
        ]
        return found[0].origins if found else ()


def _add(mix: Mix, found: Iterable[Origin], rank: int) -> None:
    for origin in found:
        column = (origin.table, origin.column)
        mix[column] = min(mix.get(column, FILTER), max(rank, _RANK[origin.transform]))
