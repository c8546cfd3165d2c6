"""A script while its file is being read: steps and gaps as they are met."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from auditor.connectors.migrations.base import Fragment, MigrationFile
from auditor.connectors.migrations.sql import sql_steps
from auditor.connectors.migrations.waivers import waivers
from auditor.model.gaps import Gap
from auditor.model.migrations import (
    CreateTable,
    CreateView,
    Export,
    Operation,
    Script,
    Step,
    Waiver,
    WriteData,
)
from auditor.model.vocabulary import Category, GapKind

_WRITTEN = re.compile(r"\b(?:insert\s+into|update|replace\s+into)\s+([\w.\"`]+)", re.IGNORECASE)
MANY = 100_000
"""Steps of one file; the rest of it is a gap."""


@dataclass(slots=True)
class Draft:
    """Gathers what one file says; `down` and `state_only` hold for what is added next."""

    file: MigrationFile
    ecosystem: str
    dialect: str = ""
    down: bool = False
    state_only: bool = False
    steps: list[Step] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    waived: list[Waiver] = field(default_factory=list)
    order: tuple[str, ...] = ()
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def add(self, line: int, operation: Operation) -> None:
        """One step more, at its line of the file."""
        if len(self.steps) < MANY:
            self.steps.append(Step(line, operation, self.down, self.state_only))
        else:
            self.gap("migration_too_long", line=1, limit=MANY)

    def gap(
        self, code: str, line: int, kind: GapKind = GapKind.UNREAD, **detail: str | int
    ) -> None:
        """What could not be read there, told once a line."""
        if (code, line) in self._seen:
            return
        self._seen.add((code, line))
        told = (("line", str(line)), *((name, str(value)) for name, value in detail.items()))
        self.gaps.append(Gap(kind, code, source=self.file.name, detail=told))

    def sql(self, text: str, line: int, *, dialect: str | None = None) -> None:
        """The steps of a piece of SQL that begins at that line of the file."""
        said = self.dialect if dialect is None else dialect
        self.fragment(sql_steps(text, said, line, down=self.down))

    def sql_at(self, text: str, lines: Sequence[int]) -> None:
        """The steps of a piece of SQL of which each line has a line of the file of its own."""
        read = sql_steps(text, self.dialect, 1, down=self.down)

        def at(line: int) -> int:
            return lines[min(max(line, 1), len(lines)) - 1]

        self.fragment(
            Fragment(
                tuple(_placed(step, at) for step in read.steps),
                tuple(_moved(gap, at) for gap in read.gaps),
                tuple(replace(waiver, line=at(waiver.line)) for waiver in read.waivers),
            )
        )

    def found(self, line: int, found: tuple[tuple[str, Category], ...], text: str = "") -> None:
        """Identifiers in the values that are bound to the statement just taken down."""
        last = self.steps[-1] if self.steps else None
        if last and isinstance(last.operation, WriteData) and last.line >= line:
            both = tuple(sorted({*last.operation.found, *found}))
            self.steps[-1] = replace(last, operation=replace(last.operation, found=both))
            return
        table = _WRITTEN.search(text)
        if table:
            columns = tuple(column for column, _ in found if column)
            self.add(line, WriteData(table[1].replace('"', "").replace("`", ""), columns, found))
        else:
            self.gap("migration_not_evident", line)

    def fragment(self, read: Fragment) -> None:
        """What another reader made of a piece of this file."""
        if self.state_only:
            steps: Iterable[Step] = (
                Step(step.line, step.operation, step.down, state_only=True) for step in read.steps
            )
        else:
            steps = read.steps
        self.steps.extend(steps)
        self.gaps.extend(replace(gap, source=gap.source or self.file.name) for gap in read.gaps)
        self.waived.extend(read.waivers)

    def script(self) -> Script:
        """The file as read; waivers are those of its comments."""
        allowed = {*self.waived, *waivers(self.file.text)}
        return Script(
            self.file.name,
            self.ecosystem,
            tuple(self.steps),
            tuple(sorted(allowed, key=lambda one: (one.line, one.rule))),
            (*self.file.gaps, *self.gaps),
            self.order,
        )


def _moved(gap: Gap, at: Callable[[int], int]) -> Gap:
    """The gap with its line in the file."""
    detail = tuple(
        (name, str(at(int(value))) if name == "line" and value.isdigit() else value)
        for name, value in gap.detail
    )
    return replace(gap, detail=detail)


def _placed(step: Step, at: Callable[[int], int]) -> Step:
    """The step with its lines in the file."""
    operation = step.operation
    if isinstance(operation, CreateTable):
        operation = replace(operation, lines=tuple(at(line) for line in operation.lines))
    if isinstance(operation, CreateTable | CreateView | WriteData | Export) and operation.query:
        items = tuple((at(line), star) for line, star in operation.query.items)
        operation = replace(operation, query=replace(operation.query, items=items))
    return replace(step, line=at(step.line), operation=operation)
