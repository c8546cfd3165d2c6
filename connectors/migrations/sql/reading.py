"""What has been read of a text of SQL so far."""

from collections import Counter

from auditor.connectors.migrations.base import Fragment
from auditor.connectors.migrations.sql.lexer import Text
from auditor.model.gaps import Gap
from auditor.model.migrations import Operation, Step, Waiver
from auditor.model.vocabulary import GapKind

MOST_STEPS = 200_000
"""Steps of one file; a generated file of more is cut, with a gap."""
MOST_NESTED = 6
"""SQL in a literal, in a literal… is followed so far."""


class Reading:
    """Gathers steps and gaps of one text; `search_path` is the schema that it has chosen."""

    __slots__ = (
        *("_bounds", "_rows", "_told", "depth", "down", "gaps", "procedural"),
        *("row_end", "search_path", "steps", "text"),
    )

    def __init__(self, text: Text, *, down: bool = False, depth: int = 0) -> None:
        self.text, self.down, self.depth = text, down, depth
        self.steps: list[Step] = []
        self.gaps: list[Gap] = []
        self.search_path = ""
        self.procedural = False
        self.row_end = 0
        """Where the rows of the statement at hand end."""
        self._rows: Counter[str] = Counter()
        self._told: set[object] = set()
        self._bounds: set[object] = set()

    def add(self, line: int, operation: Operation) -> None:
        """One step more."""
        if len(self.steps) < MOST_STEPS:
            self.steps.append(Step(line, operation, self.down))
            if len(self.steps) == MOST_STEPS:
                self.unread(line, "sql_too_long")

    def unread(self, line: int, code: str) -> None:
        """A part that was not read, and why."""
        self.gaps.append(Gap(GapKind.UNREAD, code, detail=(("line", str(line)),)))

    def bounded(self, line: int, code: str, container: str, **detail: int) -> None:
        """A part that was looked at only so far; told once for each container."""
        if container and (code, container) in self._bounds:
            return
        self._bounds.add((code, container))
        known = tuple((name, str(value)) for name, value in detail.items())
        self.gaps.append(
            Gap(GapKind.BOUNDED, code, container=container, detail=(("line", str(line)), *known))
        )

    def row(self, table: str, most: int) -> bool:
        """Whether one row more of that table is looked at."""
        self._rows[table] += 1
        return self._rows[table] <= most

    def spent(self, table: str, most: int) -> bool:
        """Whether enough rows of that table were looked at."""
        return self._rows[table] > most

    def first(self, what: object) -> bool:
        """Whether this is told for the first time."""
        if what in self._told:
            return False
        self._told.add(what)
        return True

    def unseen(self, what: object) -> bool:
        """Whether this was not told yet."""
        return what not in self._told

    def placed(self, name: str) -> str:
        """A name with the schema that the file chose before, where it gives none."""
        return f"{self.search_path}.{name}" if self.search_path and "." not in name else name

    def fragment(self, waivers: tuple[Waiver, ...] = ()) -> Fragment:
        """All of it."""
        return Fragment(tuple(self.steps), tuple(self.gaps), waivers)
