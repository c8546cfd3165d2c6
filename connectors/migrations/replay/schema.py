"""The schema so far: tables that change in place, and cheap snapshots of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.model.catalogue import Column, Container, ContainerKind, Family, ForeignKey
from auditor.model.refs import ContainerRef

SOURCE = "migrations"
"""The source that containers of a replay belong to."""
_DEFAULT = frozenset({"public", "dbo", "main"})
"""Schemas that names without one stand in."""


@dataclass(frozen=True, slots=True)
class Base:
    """A column that another one is made of."""

    table: "Table"
    slot: "Slot"
    transform: str


class Slot:
    """A column's place in its table, whatever it is called and defined as; it keeps identity."""

    __slots__ = ("bases", "born", "column", "gone", "masked")

    def __init__(self, column: Column, born: int, bases: tuple[Base, ...] = ()) -> None:
        self.column, self.born, self.bases = column, born, bases
        self.gone = self.masked = False


class Table:
    """A table, view or routine while scripts are applied; `born` is the number of its script."""

    __slots__ = (
        *("_frozen", "_index", "born", "comment", "gone", "keys", "kind", "made", "name"),
        *("partition", "parts", "policies", "routine", "slots", "temporary", "whole"),
    )

    def __init__(self, name: str, born: int, kind: ContainerKind = ContainerKind.TABLE) -> None:
        self.name, self.born, self.kind = name, born, kind
        self.slots: list[Slot] = []
        self.comment = ""
        self.keys: list[ForeignKey] = []
        self.made = name
        """The name that it was made with."""
        self.temporary = self.gone = self.partition = self.routine = False
        self.whole = True
        """Whether all its columns are known: a script has made it."""
        self.policies: dict[str, str] = {}
        self.parts: list[Table] = []
        """Its partitions and children, which get its later columns."""
        self._frozen: Container | None = None
        self._index: dict[str, Slot] | None = None

    def slot(self, name: str) -> Slot | None:
        """The column of that name, in whatever case."""
        if self._index is None:
            self._index = {slot.column.name.casefold(): slot for slot in self.slots}
        return self._index.get(name.casefold())

    def add(self, slot: Slot) -> Slot:
        """One column more."""
        self.slots.append(slot)
        if self._index is not None:
            self._index[slot.column.name.casefold()] = slot
        self._frozen = None
        return slot

    def remove(self, slot: Slot) -> None:
        """One column less."""
        slot.gone = True
        self.slots.remove(slot)
        self._frozen = self._index = None

    def change(self, slot: Slot, column: Column) -> None:
        """A column's new name or definition."""
        slot.column = column
        self._frozen = self._index = None

    def touch(self) -> None:
        """Something but a column has changed."""
        self._frozen = None

    def snapshot(self) -> Container:
        """The table as it stands now."""
        if self._frozen is None:
            self._frozen = Container(
                ContainerRef(SOURCE, self.name),
                self.kind,
                tuple(slot.column for slot in self.slots),
                self.comment,
                foreign_keys=tuple(self.keys),
                address=tuple(self.name.split(".")),
            )
        return self._frozen

    def clone(self) -> "Table":
        """The same table to be changed apart."""
        twin = Table(self.name, self.born, self.kind)
        twin.slots = list(self.slots)
        twin.comment, twin.keys = self.comment, list(self.keys)
        twin.temporary, twin.routine, twin.whole = self.temporary, self.routine, self.whole
        twin.policies = dict(self.policies)
        return twin


class Schema:
    """Tables by name; an overlay changes copies and leaves what lies under it as it is."""

    __slots__ = ("_bare", "_full", "_under")

    def __init__(self, under: "Schema | None" = None) -> None:
        self._full: dict[str, Table] = {}
        self._bare: dict[str, list[Table]] = {}
        self._under = under

    def put(self, table: Table) -> Table:
        """One table more, in place of one of the same name."""
        key = _key(table)
        self._full[key] = table
        self._bare.setdefault(_last(key), []).append(table)
        return table

    def take(self, table: Table) -> None:
        """One table less."""
        key = _key(table)
        if self._full.get(key) is table:
            del self._full[key]
        listed = self._bare.get(_last(key), [])
        if table in listed:
            listed.remove(table)

    def rename(self, table: Table, name: str) -> None:
        """The same table under another name."""
        self.take(table)
        table.name = name
        table.touch()
        self.put(table)

    def find(self, name: str, *, routine: bool = False) -> Table | None:
        """The table that a name means, with or without its schema."""
        key = ("()" if routine else "") + name.casefold()
        found = self._full.get(key) or self._loose(key)
        if found is None and self._under is not None:
            below = self._under.find(name, routine=routine)
            if below is not None:
                return self.put(below.clone())
        return found

    def _loose(self, key: str) -> Table | None:
        candidates = self._bare.get(_last(key), ())
        schema = key.removeprefix("()").rpartition(".")[0]
        if schema:
            parts = schema.split(".")[-1]
            for table in candidates:
                own = _key(table).removeprefix("()").rpartition(".")[0]
                # A server's or database's name may stand before the schema's.
                if not own or own.split(".")[-1] == parts:
                    return table
            return None
        for table in candidates:
            if _key(table).removeprefix("()").rpartition(".")[0] in _DEFAULT:
                return table
        return candidates[0] if candidates else None

    def within(self, schema: str) -> list[Table]:
        """The tables of that schema, all of them for ""."""
        wanted = schema.casefold()
        return [
            table
            for table in self._full.values()
            if not table.temporary
            and (
                not wanted
                or _key(table).removeprefix("()").rpartition(".")[0].split(".")[-1] == wanted
                or (wanted in _DEFAULT and "." not in table.name)
            )
        ]

    def mentioned(self, words: Iterable[str]) -> Iterator[Table]:
        """The tables whose names are among these words (in lower case)."""
        for word in words:
            yield from self._bare.get(word, ())
            if self._under is not None:
                yield from self._under.mentioned((word,))

    def all(self) -> Iterator[Table]:
        """Every table, in the order of its making."""
        return iter(self._full.values())


def _key(table: Table) -> str:
    return ("()" if table.routine else "") + table.name.casefold()


def _last(key: str) -> str:
    return key.removeprefix("()").rpartition(".")[2]


def from_container(container: Container) -> Table:
    """A table as a catalogue or a lock describes it."""
    table = Table(container.name, -1, container.kind)
    for column in container.columns:
        table.add(Slot(column, -1))
    table.comment = container.comment
    table.keys = list(container.foreign_keys)
    return table


def bare_column(name: str) -> Column:
    """A column of which only the name is known."""
    return Column(name, "", Family.OTHER)


def renamed(column: Column, name: str) -> Column:
    """The column under another name."""
    return replace(column, name=name)


def bases_of(bases: Sequence[Base], transform: str, most: int = 64) -> tuple[Base, ...]:
    """What a column made of these is made of in the end: through views down to tables."""
    found: dict[tuple[int, int], Base] = {}
    for base in bases:
        through = base.slot.bases or ()
        direct = base.table.kind is ContainerKind.TABLE and not base.table.temporary
        for one in (*((base,) if direct or not through else ()), *through):
            step = Base(one.table, one.slot, composed(one.transform, base.transform, transform))
            if one is base:
                step = Base(base.table, base.slot, composed(base.transform, transform))
            found.setdefault((id(step.table), id(step.slot)), step)
            if len(found) >= most:
                return tuple(found.values())
    return tuple(found.values())


_ORDER = ("", "same", "expression", "truncated", "masked", "hashed", "encrypted", "aggregated")


def composed(*transforms: str) -> str:
    """What several transforms one after the other leave: the one that covers most."""
    return max(
        (transform or "same" for transform in transforms),
        key=lambda word: _ORDER.index(word) if word in _ORDER else len(_ORDER),
    )
