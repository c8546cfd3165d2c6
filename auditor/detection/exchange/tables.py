"""What the addresses of a capture hold: each object read as a table over all its exchanges."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from auditor.decide.judge import judge
from auditor.detection.container_tally import ContainerTally
from auditor.detection.exchange.adapt import adapted
from auditor.detection.exchange.addresses import Address, address, titles
from auditor.detection.exchange.neighbours import Column as Neighbour
from auditor.detection.exchange.neighbours import with_neighbours
from auditor.detection.propose import Probe, first_plan, propose, with_promising_pairs
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.exchanges import Leaf
from auditor.model.naming import ContainerNames
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.verdicts import Judgement
from auditor.model.vocabulary import Subject
from auditor.naming.read import read
from auditor.naming.split import words_of

MAX_ROWS = 2_000
"""Instances of one object that are looked at to tell what it holds: plenty for a judgement."""
MAX_COLUMNS = 400
_LISTS = frozenset({"nomenclature", "nomenclatures", "referentiel", "referentiels", "references"})
_DATE = re.compile(
    r"(?:(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?:[T ].*)?|[0-9]{2}/[0-9]{2}/(?:19|20)[0-9]{2})"
)
_DECIMAL = re.compile(r"-?[0-9]{1,9}[.,][0-9]{1,4}")
_BOOLEANS = frozenset({"true", "false", "oui", "non", "yes", "no"})

Row = tuple[str, int, str, tuple[int, ...]]
"""File, exchange, side and position of one instance of an object."""


@dataclass(slots=True, repr=False)
class Table:
    """The instances of one object of one endpoint, column by column."""

    side: str
    path: tuple[str, ...]
    rows: dict[Row, int] = field(default_factory=dict)
    columns: dict[tuple[tuple[str, ...], str], dict[int, str]] = field(default_factory=dict)
    """Values by row, for each path with the name that stands beside it."""
    kinds: dict[tuple[tuple[str, ...], str], Counter[str]] = field(default_factory=dict)
    refs: dict[tuple[tuple[str, ...], str], FieldRef] = field(default_factory=dict)

    def add(self, row: Row, where: Address, ref: FieldRef, leaf: Leaf) -> None:
        """Take in one value."""
        key = (where.path, where.column)
        if key not in self.columns and len(self.columns) >= MAX_COLUMNS:
            return
        place = self.rows.setdefault(row, len(self.rows)) if len(self.rows) < MAX_ROWS else None
        place = self.rows.get(row) if place is None else place
        self.refs.setdefault(key, ref)
        self.columns.setdefault(key, {})
        self.kinds.setdefault(key, Counter())[leaf.kind] += 1
        if place is not None and leaf.kind != "null":
            self.columns[key].setdefault(place, leaf.text)


@dataclass(slots=True, repr=False)
class Tables:
    """All objects of a capture, by endpoint."""

    source: str
    found: dict[tuple[str, str, tuple[str, ...]], Table] = field(default_factory=dict)

    def add(self, place: tuple[str, int], endpoint: str, side: str, leaves: Iterable[Leaf]) -> None:
        """Take in the values of one message of the exchange at that place."""
        for leaf in leaves:
            where = address(leaf, side)
            key = (endpoint, side, where.spot.path)
            table = self.found.get(key)
            if table is None:
                table = self.found[key] = Table(side, where.spot.path)
            row = (*place, side, where.spot.indexes)
            table.add(row, where, where.ref(self.source, endpoint), leaf)

    def judge(self, secret: bytes, about: Mapping[str, Sequence[str]]) -> "Iterator[Judged]":
        """What each object's columns hold; `about` gives what else names an endpoint."""
        for (endpoint, _, path), table in self.found.items():
            yield _judged(table, ContainerRef(self.source, endpoint), path, about[endpoint], secret)


@dataclass(frozen=True, slots=True, repr=False)
class Judged:
    """The judgements of one object, with the tally that led to them."""

    judgements: tuple[tuple[FieldRef, str, Judgement], ...]
    tally: ContainerTally | None
    columns: Mapping[str, FieldRef]
    """The field of each column of the tally."""


def _judged(
    table: Table, ref: ContainerRef, path: tuple[str, ...], about: Sequence[str], secret: bytes
) -> Judged:
    names = _unique(table)
    columns = tuple(
        Column(name, "", _family(table, key)) for name, key in names.items() if table.columns[key]
    )
    refs = {name: table.refs[key] for name, key in names.items()}
    if not columns:
        return Judged((), None, {})
    container, read_as = _in_context(ref, path, columns, about)
    batch = pa.record_batch(
        {c.name: _array(table.columns[names[c.name]], len(table.rows)) for c in columns}
    )
    tally = ContainerTally(first_plan(container), secret)
    tally.add(batch)
    first = tally.profile(complete=True)
    plan = propose(Probe(container, read_as, first, judge(container, read_as, first)))
    plan = with_promising_pairs(plan, batch)
    if plan.pairs or plan.person_keys:
        tally = ContainerTally(replace(plan, columns=first_plan(container).columns), secret)
        tally.add(batch)
    found = judge(container, read_as, tally.profile(complete=True))
    beside = [
        Neighbour(
            column.name,
            column.family,
            adapted(
                replace(one, ref=refs[one.ref.column]),
                names[column.name][1],
                path[1:],
                column.family,
                table.columns[names[column.name]].values(),
            ),
            table.columns[names[column.name]],
        )
        for column, one in zip(columns, found, strict=True)
    ]
    told = with_neighbours(beside, path[1:])
    kinds = (column.family.value for column in columns)
    return Judged(
        tuple((one.ref, kind, one) for one, kind in zip(told, kinds, strict=True)), tally, refs
    )


def _unique(table: Table) -> dict[str, tuple[tuple[str, ...], str]]:
    """The columns by their name; a sign makes names differ that would not."""
    names: dict[str, tuple[tuple[str, ...], str]] = {}
    for key in table.columns:
        name = key[1]
        while name in names:
            name += "/"
        names[name] = key
    return names


def _in_context(
    ref: ContainerRef, path: tuple[str, ...], columns: tuple[Column, ...], about: Sequence[str]
) -> tuple[Container, ContainerNames]:
    """The object under the nearest name that tells whose it is: its keys, then its endpoint."""
    found: list[tuple[Container, ContainerNames]] = []
    keys = titles(path[1:])
    for name in (*keys, *about):
        table = Container(ContainerRef(ref.source, name), ContainerKind.ENDPOINT, columns)
        read_as = read(table)
        # A word of an address (`/factures/12/statut`) is no table of references.
        listed = name in keys or bool(_LISTS & set(words_of(name)))
        nomenclature = read_as.role == "reference" and listed
        if nomenclature or read_as.subject is not Subject.UNKNOWN:
            return table, read_as
        found.append((table, read_as))
    plain = [one for one in found if one[1].role != "reference"]
    if plain:
        return plain[0]
    table = Container(ContainerRef(ref.source, ref.container), ContainerKind.ENDPOINT, columns)
    return table, read(table)


def _array(values: Mapping[int, str], rows: int) -> pa.Array:
    return pa.array([values.get(row) for row in range(rows)], pa.string())


def _family(table: Table, key: tuple[tuple[str, ...], str]) -> Family:
    """The type of a column by what its medium and its values tell."""
    values = [value.strip() for value in table.columns[key].values() if value.strip()]
    kinds = +table.kinds[key]
    del kinds["null"]
    if not values:
        return Family.TEXT
    if set(kinds) == {"boolean"} or all(value.lower() in _BOOLEANS for value in values):
        return Family.BOOLEAN
    if all(_DATE.fullmatch(value) for value in values):
        return Family.DATE
    if set(kinds) == {"number"}:
        whole = all(value.lstrip("-").isdigit() for value in values)
        return Family.INTEGER if whole else Family.DECIMAL
    return Family.DECIMAL if all(_DECIMAL.fullmatch(value) for value in values) else Family.TEXT
