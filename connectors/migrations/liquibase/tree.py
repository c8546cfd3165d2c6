"""A changelog as one tree, whatever it is written in: names, attributes, text, lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.connectors.migrations.located import Text

DEEPEST = 60
"""Levels of a changelog that are read."""
MANY = 200_000
"""Elements of a changelog that are read."""


class UnreadableError(Exception):
    """The changelog cannot be read; `code` and `line` tell why and where."""

    def __init__(self, code: str, line: int = 1) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(slots=True)
class Node:
    """An element of a changelog: `<column name="…"/>` or `- column: {name: …}`."""

    name: str
    line: int
    attributes: dict[str, Text] = field(default_factory=dict, repr=False)
    children: list["Node"] = field(default_factory=list)
    text: Text | None = field(default=None, repr=False)

    def get(self, *names: str) -> Text | None:
        """The first of these attributes that is given and not empty."""
        return next((self.attributes[n] for n in names if self.attributes.get(n)), None)

    def named(self, *names: str) -> Iterator["Node"]:
        """Its children of one of these names."""
        return (child for child in self.children if child.name in names)

    def body(self, *names: str) -> Text | None:
        """Its text, or the attribute that stands for it."""
        if self.text is not None and self.text.strip():
            return self.text
        return self.get(*names)

    def at(self, name: str) -> int:
        """The line of an attribute, or its own."""
        found = self.attributes.get(name)
        return found.line if found is not None else self.line
