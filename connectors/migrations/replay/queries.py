"""Queries followed with the schema so far: their columns, and the columns those are made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.connectors.migrations.replay.schema import (
    Base,
    Schema,
    Slot,
    Table,
    bare_column,
    bases_of,
    renamed,
)
from auditor.lineage import trace
from auditor.lineage.model import Lineage, OutputColumn
from auditor.model.catalogue import Column, Family
from auditor.model.migrations import Query

_WORD = re.compile(r"[^\W\d][\w$#]*")
_SHOWN = frozenset({"same", ""})


@dataclass(frozen=True, slots=True)
class Output:
    """One column that a query yields."""

    column: Column
    bases: tuple[Base, ...] = ()
    """Down to base columns."""
    direct: tuple[Base, ...] = ()
    """The columns that the query itself names."""
    line: int = 0
    """Where the query selects it; 0 where nobody knows."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A query's columns in order; `readable` is False where it could not be parsed."""

    outputs: tuple[Output, ...] = ()
    tables: tuple[Table, ...] = ()
    whole: tuple[Table, ...] = ()
    """Tables of which every column is taken, whose columns nobody has told."""
    readable: bool = True
    star: int = 0
    """The line of the first `*`; 0 where nobody knows."""


def follow(query: Query, schema: Schema) -> Followed:
    """The columns of a query; a table that nobody has made yet is known by its name alone."""
    lineage = _traced(query, schema) if query.text else _told(query)
    stand = _Standing(schema, query, lineage)
    tables = tuple(stand.of(name) for name in lineage.tables)
    whole = tuple(stand.of(name) for name in lineage.whole)
    names = tuple(column.name for column in query.columns)
    lines = lines_of(query.items, [_first(output) for output in lineage.columns])
    outputs = []
    for place, output in enumerate(lineage.columns):
        name = names[place] if place < len(names) else _spelled(output.name, query)
        outputs.append(_output(output, name, stand, lines[place]))
    outputs.extend(Output(bare_column(name)) for name in names[len(outputs) :])
    readable = not (set(lineage.untraced) & {"unparsable"} and not lineage.columns)
    unknown = tuple(one for one in whole if not one.slots)
    star = next((line for line, is_star in query.items if is_star), 0)
    return Followed(tuple(outputs), tables, unknown, readable, star)


def _spelled(name: str, query: Query) -> str:
    """A name as the query writes it, which lineage folds as the catalogue would."""
    if not query.text or name in query.text:
        return name
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", query.text, re.IGNORECASE)
    return found.group() if found else name


def _traced(query: Query, schema: Schema) -> Lineage:
    words = {word.casefold() for word in _WORD.findall(query.text)}
    tables = [one for one in schema.mentioned(words) if one.slots and not one.routine]
    known = {one.name: _names(one) for one in tables if one.whole}
    lineage = trace(query.text, query.dialect, known, default_schema=query.schema)
    # What is known of a table that no script has made is better than nothing for `SELECT *`.
    taken = {schema.find(name) for name in lineage.whole}
    partly = {one.name: _names(one) for one in tables if one in taken}
    if not partly:
        return lineage
    return trace(query.text, query.dialect, {**known, **partly}, default_schema=query.schema)


def _names(table: Table) -> tuple[str, ...]:
    return tuple(slot.column.name for slot in table.slots)


def _told(query: Query) -> Lineage:
    """What a reader of another language has already followed."""
    from auditor.lineage.model import Origin

    columns = tuple(
        OutputColumn(column.name, tuple(Origin(*origin) for origin in column.origins))
        for column in query.columns
    )
    return Lineage(columns, query.tables, (), query.whole)


class _Standing:
    """The tables that a query reads; of one that no script has made, the columns that it names."""

    def __init__(self, schema: Schema, query: Query, lineage: Lineage) -> None:
        self._schema, self._query = schema, query
        self._tables: dict[str, Table] = {}
        for output in lineage.columns:
            for origin in output.origins:
                self._named(origin.table, origin.column)
        for origin in lineage.filters:
            self._named(origin.table, origin.column)

    def of(self, name: str) -> Table:
        """The table of that name; one that nobody has told of is known by what the query says."""
        if name not in self._tables:
            found = self._schema.find(name)
            if found is None:
                found = Table(name, -1)
                found.whole = False
            self._tables[name] = found
        return self._tables[name]

    def _named(self, name: str, column: str) -> None:
        table = self.of(name)
        if not table.whole and column and table.slot(column) is None:
            table.add(Slot(bare_column(_spelled(column, self._query)), -1))


def _output(output: OutputColumn, name: str, stand: _Standing, line: int) -> Output:
    bases: list[Base] = []
    direct: list[Base] = []
    for origin in output.origins:
        if origin.transform == "filter":
            continue
        table = stand.of(origin.table)
        slot = table.slot(origin.column) or Slot(bare_column(origin.column), -1)
        direct.append(Base(table, slot, origin.transform))
        bases.extend(bases_of((Base(table, slot, "same"),), origin.transform))
    column = bare_column(name)
    if len(bases) >= 1 and all(base.transform in _SHOWN for base in bases):
        column = _alias(bases[0].slot.column, name)
    elif any(base.transform in ("masked", "expression") for base in bases):
        column = Column(name, "", Family.TEXT)
    return Output(column, _once(bases), tuple(direct), line)


def _first(output: OutputColumn) -> str:
    return output.origins[0].table if output.origins else ""


def lines_of(items: Sequence[tuple[int, bool]], tables: Sequence[str]) -> list[int]:
    """The line of each column of a query, from the lines of the items that it selects.

    `tables` tells what each column comes from: where several items stand for every column of a
    table, the next one begins where the table changes. Zeros where items and columns do not fit.
    """
    lines: list[int] = []
    at = 0
    for place in range(len(tables)):
        while at < len(items) and items[at][1] and _is_spent(items[at + 1 :], tables, place):
            at += 1
        if at >= len(items):
            return [0] * len(tables)
        line, star = items[at]
        lines.append(line)
        at += not star
    return lines


def _is_spent(behind: Sequence[tuple[int, bool]], tables: Sequence[str], place: int) -> bool:
    """Whether the `*` before these items has given all its columns."""
    if not any(star for _, star in behind):
        return len(tables) - place <= len(behind)
    return place > 0 and tables[place] != tables[place - 1]


def _alias(column: Column, name: str) -> Column:
    """The column under the name that a query gives it; its own name says what it is."""
    if column.name.casefold() != name.casefold() and not column.comment:
        column = replace(column, comment=column.name)
    return renamed(column, name)


def _once(bases: list[Base]) -> tuple[Base, ...]:
    """Each column once for each thing that is done to it."""
    places = {(base.table.name, base.slot.column.name, base.transform): base for base in bases}
    return tuple(places.values())
