"""The effects of one script, told once it is applied as a whole.

What a script makes and takes back again has no effect; a table or view that it makes anew is
compared with the one that it replaces.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.connectors.migrations.replay.schema import Base, Slot, Table
from auditor.model.catalogue import Container
from auditor.model.migrations import Effect, Source
from auditor.model.vocabulary import Category

COVERED = frozenset({"masked", "truncated", "hashed", "encrypted", "aggregated"})
_NEW = frozenset({"add", "copy", "view", "function"})


@dataclass(slots=True)
class Entry:
    """An effect whose container is not final yet."""

    line: int
    action: str
    table: Table
    slot: Slot | None = None
    sources: tuple[Source, ...] = ()
    role: str = ""
    found: tuple[Category, ...] = ()
    before: Container | None = None
    """Set for what goes away, with the name that the column had."""
    column: str = ""
    down: bool = False
    dropped: bool = False


class Journal:
    """Gathers the entries of one script."""

    def __init__(self, file: str, number: int) -> None:
        self.file, self.number = file, number
        self.entries: list[Entry] = []
        self.opening: dict[str, Table] = {}
        """Tables that this script has taken away, by the name that they had when it began."""
        self.openings: dict[int, Container] = {}
        """How a table stood before the script's first change of it."""

    def note(self, entry: Entry) -> Entry:
        """One entry more."""
        self.entries.append(entry)
        return entry

    def before(self, table: Table) -> None:
        """Remember how a table stood before this script, once."""
        if id(table) not in self.openings and table.born != self.number:
            self.openings[id(table)] = table.snapshot()

    def effects(self) -> Iterator[Effect]:
        """What is left of the entries."""
        self._net_rebuilt()
        for entry in self.entries:
            effect = self._effect(entry)
            if effect is not None:
                yield effect

    def _net_rebuilt(self) -> None:
        """Compare what was made anew under an old name with what stood there."""
        made: dict[str, Table] = {}
        for entry in self.entries:
            table = entry.table
            if table.born == self.number and not table.gone and not entry.down:
                made.setdefault(table.name.casefold(), table)
                made.setdefault(table.made.casefold(), table)
        for name, old in self.opening.items():
            new = made.get(name)
            if new is not None and old.gone and self.openings.get(id(old)):
                _Rebuilt(self, old, new, self.openings[id(old)]).settle()

    def _effect(self, entry: Entry) -> Effect | None:
        table, slot = entry.table, entry.slot
        if entry.dropped or table.temporary:
            return None
        if entry.before is None:
            if table.born == self.number and table.gone:
                return None
            if slot is not None and slot.gone and slot.born == self.number:
                return None
        elif table.born == self.number or (slot is not None and slot.born == self.number):
            return None
        container = entry.before or (
            self.openings.get(id(table), table.snapshot())
            if table.gone or (slot is not None and slot.gone)
            else table.snapshot()
        )
        column = entry.column or (slot.column.name if slot is not None else "")
        return Effect(
            self.file,
            entry.line,
            entry.action,
            container,
            column,
            entry.sources,
            entry.role,
            entry.found,
            entry.down,
        )


class _Rebuilt:
    """A table or view that replaces one of the same name: only what differs is told."""

    def __init__(self, journal: Journal, old: Table, new: Table, before: Container) -> None:
        self.journal, self.old, self.new = journal, old, new
        self.names = {column.name.casefold() for column in before.columns}
        self.before = before

    def settle(self) -> None:
        """Silence what stays the same, tell what is gone."""
        line = 0
        for entry in self.journal.entries:
            if entry.table is self.old and entry.action == "drop" and entry.slot is None:
                entry.dropped, line = True, entry.line
            elif entry.table is self.new and entry.slot is not None and entry.action in _NEW:
                line = line or entry.line
                self._same(entry)
            elif entry.action == "rename" and entry.table in (self.old, self.new):
                entry.dropped = True
        kept = {slot.column.name.casefold() for slot in self.new.slots}
        if not self.new.slots:
            return
        for column in self.before.columns:
            if column.name.casefold() not in kept:
                lost = Entry(line, "drop", self.old, before=self.before, column=column.name)
                self.journal.entries.append(lost)
        self._inherit()

    def _inherit(self) -> None:
        """The new columns go on with what the old ones were made of."""
        for slot in self.new.slots:
            former = self.old.slot(slot.column.name)
            if former is not None and any(base.table is self.old for base in slot.bases):
                slot.bases = former.bases

    def _same(self, entry: Entry) -> None:
        slot = entry.slot
        if slot is None or slot.column.name.casefold() not in self.names:
            return
        former = self.old.slot(slot.column.name)
        own = [base for base in slot.bases if base.slot is former]
        if entry.action == "copy" and any(base.transform in COVERED for base in own):
            entry.action = "mask"
            return
        change = covering(former.bases if former else (), slot.bases)
        if change in ("mask", "unmask"):
            entry.action = change
        elif change == "same" or (not self.new.routine and entry.action in ("add", "copy")):
            entry.dropped = True


def covering(old: Sequence[Base], new: Sequence[Base]) -> str:
    """Whether new bases show more of the old ones (`unmask`), less (`mask`), the same or others."""
    was = {_place(base): base.transform for base in old}
    now = {_place(base): base.transform for base in new}
    if set(was) - set(now) and not set(now) - set(was):
        return "same"
    if set(now) != set(was):
        return "other"
    if any(was[place] in COVERED and now[place] not in COVERED for place in was):
        return "unmask"
    if any(was[place] not in COVERED and now[place] in COVERED for place in was):
        return "mask"
    return "same"


def _place(base: Base) -> tuple[str, str]:
    return base.table.name.casefold(), base.slot.column.name.casefold()
