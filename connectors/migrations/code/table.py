"""A table while its columns are being declared one call after the other."""

from dataclasses import dataclass, field

from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.types import column_of, family_of, width_of
from auditor.model.catalogue import Column, ForeignKey
from auditor.model.migrations import (
    AddColumn,
    AddLink,
    AlterColumn,
    CommentOn,
    CreateTable,
    Operation,
)


@dataclass(slots=True)
class Pending:
    """A column that later calls of the same chain may still say more of."""

    line: int
    name: str
    type: str
    comment: str = ""
    changed: bool = False
    """It is an existing column that gets this definition."""
    checks: tuple[str, ...] = ()
    computed: str = ""
    target: str = ""
    """The table that it refers to."""
    target_column: str = "id"


@dataclass(slots=True)
class TableDraft:
    """One table of a migration; `create` where it is new."""

    draft: Draft
    name: str
    line: int
    create: bool
    comment: str = ""
    parts: list[Pending | tuple[int, Operation]] = field(default_factory=list)

    def column(self, line: int, name: str, declared: str) -> Pending:
        """A column more."""
        pending = Pending(line, name, declared)
        self.parts.append(pending)
        return pending

    def then(self, line: int, operation: Operation) -> None:
        """Another operation on the table, in its place."""
        self.parts.append((line, operation))

    def close(self) -> None:
        """Takes down what was declared."""
        if self.create:
            self._created()
        elif self.comment:
            self.draft.add(self.line, CommentOn(self.name, "", self.comment))
        for part in self.parts:
            if isinstance(part, tuple):
                self.draft.add(*part)
            elif not self.create:
                self._altered(part)

    def _created(self) -> None:
        own = [part for part in self.parts if isinstance(part, Pending)]
        links = tuple(_link(part) for part in own if part.target)
        columns = tuple(_column_of(part) for part in own)
        made = CreateTable(
            self.name, columns, tuple(part.line for part in own), self.comment, links
        )
        self.draft.add(self.line, made)

    def _altered(self, part: Pending) -> None:
        if part.changed:
            width = width_of(part.type, family_of(part.type))
            comment = part.comment or None
            altered = AlterColumn(self.name, part.name, part.type, width, comment)
            self.draft.add(part.line, altered)
            return
        self.draft.add(part.line, AddColumn(self.name, _column_of(part)))
        if part.target:
            self.draft.add(part.line, AddLink(self.name, _link(part)))


def _column_of(part: Pending) -> Column:
    return column_of(part.name, part.type, comment=part.comment, checks=part.checks)


def _link(part: Pending) -> ForeignKey:
    return ForeignKey((part.name,), part.target, (part.target_column,))


def listed_check(name: str, labels: list[str]) -> tuple[str, ...]:
    """A closed list of labels as a check."""
    if not labels:
        return ()
    quoted = ", ".join("'" + label.replace("'", "''") + "'" for label in labels)
    return (f"{name} IN ({quoted})",)
