"""Queries followed with the schema so far: their columns, and the columns those are made of."""

import re
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


@dataclass(frozen=True, slots=True)
class Followed:
    """A query's columns in order; `readable` is False where it could not be parsed."""

    outputs: tuple[Output, ...] = ()
    tables: tuple[Table, ...] = ()
    whole: tuple[Table, ...] = ()
    """Tables of which every column is taken, whose columns nobody has told."""
    readable: bool = True


def follow(query: Query, schema: Schema, number: int) -> Followed:
    """The columns of a query; a table that nobody has made yet is known by its name alone."""
    lineage = _traced(query, schema) if query.text else _told(query)
    tables = tuple(_table(schema, name, number) for name in lineage.tables)
    whole = tuple(_table(schema, name, number) for name in lineage.whole)
    names = tuple(column.name for column in query.columns)
    outputs = []
    for place, output in enumerate(lineage.columns):
        name = names[place] if place < len(names) else _spelled(output.name, query)
        outputs.append(_output(output, name, schema, number))
    outputs.extend(Output(bare_column(name)) for name in names[len(outputs) :])
    readable = not (set(lineage.untraced) & {"unparsable"} and not lineage.columns)
    return Followed(tuple(outputs), tables, tuple(one for one in whole if not one.slots), readable)


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


def _table(schema: Schema, name: str, number: int) -> Table:
    found = schema.find(name)
    if found is None:
        found = Table(name, -1)
    del number
    return found


def _output(output: OutputColumn, name: str, schema: Schema, number: int) -> Output:
    bases: list[Base] = []
    direct: list[Base] = []
    for origin in output.origins:
        if origin.transform == "filter":
            continue
        table = _table(schema, origin.table, number)
        slot = table.slot(origin.column) or Slot(bare_column(origin.column), -1)
        direct.append(Base(table, slot, origin.transform))
        bases.extend(bases_of((Base(table, slot, "same"),), origin.transform))
    column = bare_column(name)
    if len(bases) >= 1 and all(base.transform in _SHOWN for base in bases):
        column = _alias(bases[0].slot.column, name)
    elif any(base.transform in ("masked", "expression") for base in bases):
        column = Column(name, "", Family.TEXT)
    return Output(column, _once(bases), tuple(direct))


def _alias(column: Column, name: str) -> Column:
    """The column under the name that a query gives it; its own name says what it is."""
    if column.name.casefold() != name.casefold() and not column.comment:
        column = replace(column, comment=column.name)
    return renamed(column, name)


def _once(bases: list[Base]) -> tuple[Base, ...]:
    """Each column once for each thing that is done to it."""
    places = {(base.table.name, base.slot.column.name, base.transform): base for base in bases}
    return tuple(places.values())
