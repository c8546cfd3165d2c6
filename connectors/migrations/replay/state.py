"""What the replay knows while it applies a script."""

from auditor.connectors.migrations.replay.journal import Entry, Journal
from auditor.connectors.migrations.replay.schema import Schema, Slot, Table, bare_column
from auditor.model.gaps import Gap
from auditor.model.migrations import Source
from auditor.model.vocabulary import GapKind

Rights = dict[str, dict[str, frozenset[str]]]
"""By role, then by table (both in lower case): the columns that it reads; `*` for all."""


class State:
    """The schema so far, who reads what in it, and the journal of the script at hand."""

    __slots__ = ("down", "gaps", "journal", "line", "number", "rights", "schema")

    def __init__(self, schema: Schema, rights: Rights, journal: Journal, *, down: bool) -> None:
        self.schema, self.rights, self.journal, self.down = schema, rights, journal, down
        self.number = journal.number
        self.line = 0
        self.gaps: list[Gap] = []

    def table(self, name: str, *, routine: bool = False) -> Table:
        """The table of that name; one that no script has made is known from now on.

        It is taken to be older than the script, since that script only changes it.
        """
        found = self.schema.find(name, routine=routine)
        if found is None:
            found = Table(name, self.number - 1)
            found.routine, found.whole = routine, False
            self.schema.put(found)
        self.journal.before(found)
        return found

    def slot(self, table: Table, name: str) -> Slot:
        """The column of that name; one that no script has made is known from now on."""
        found = table.slot(name)
        if found is None:
            found = table.add(Slot(bare_column(name), self.number - 1))
            self.journal.openings.pop(id(table), None)
            self.journal.before(table)
        return found

    def note(
        self,
        action: str,
        table: Table,
        slot: Slot | None = None,
        *,
        sources: tuple[Source, ...] = (),
        role: str = "",
        line: int = 0,
    ) -> Entry:
        """One effect of the step at hand."""
        return self.journal.note(
            Entry(line or self.line, action, table, slot, sources, role, down=self.down)
        )

    def unread(self, code: str) -> None:
        """A part of the step that could not be followed."""
        detail = (("file", self.journal.file), ("line", str(self.line)))
        self.gaps.append(Gap(GapKind.UNREAD, code, detail=detail))
