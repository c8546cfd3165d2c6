"""Changelogs in YAML and JSON (which is YAML), without tags, with aliases but no bombs."""

import re

import yaml

from auditor.connectors.migrations.liquibase.tree import DEEPEST, MANY, Node, UnreadableError
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.yamlnodes import YamlFault, compose

_SPLICED = frozenset({"changes", "columns", "databaseChangeLog", "preConditions"})
"""Lists that only hold elements: XML has no element for them."""
_TABS = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)


def parse(text: str) -> Node:
    """The root as a `databaseChangeLog` element; raises UnreadableError."""
    if text.lstrip()[:1] == "{":
        text = _TABS.sub(lambda match: match.group().expandtabs(4), text)
    try:
        root = compose(text)
    except YamlFault as fault:
        raise UnreadableError(fault.code, fault.line) from None
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableError("yaml_syntax_at")
    builder = _Builder(text.split("\n"))
    whole = builder.element("", root, 0)
    found = next(whole.named("databaseChangeLog"), None)
    if found is None:
        found = Node("databaseChangeLog", 1, whole.attributes, whole.children)
    return found


class _Builder:
    """Makes elements of mappings and lists; aliases are followed up to a bound."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._count = 0

    def element(self, name: str, node: yaml.Node, depth: int) -> Node:
        """The element of that name that a node stands for."""
        self._count += 1
        line = node.start_mark.line + 1
        if self._count > MANY or depth > DEEPEST:
            raise UnreadableError("migration_too_long", line)
        made = Node(name, line)
        if isinstance(node, yaml.ScalarNode):
            made.text = self._text(node)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._item(made, item, depth)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._entry(made, key, value, depth)
        return made

    def _item(self, made: Node, item: yaml.Node, depth: int) -> None:
        if isinstance(item, yaml.MappingNode):
            for key, value in item.value:
                self._entry(made, key, value, depth)
        elif isinstance(item, yaml.ScalarNode):
            made.children.append(Node("item", item.start_mark.line + 1, text=self._text(item)))
        else:
            made.children.append(self.element("item", item, depth + 1))

    def _entry(self, made: Node, key: yaml.Node, value: yaml.Node, depth: int) -> None:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if isinstance(value, yaml.ScalarNode):
            text = self._text(value)
            made.attributes.setdefault(name, text)
            if name in ("rollback", "sql", "comment", "remarks"):
                made.children.append(Node(name, key.start_mark.line + 1, text=text))
        elif name in _SPLICED and isinstance(value, yaml.SequenceNode) and made.name:
            inner = self.element(name, value, depth + 1)
            made.children.extend(inner.children)
        else:
            child = self.element(name, value, depth + 1)
            child.line = key.start_mark.line + 1
            made.children.append(child)

    def _text(self, node: yaml.ScalarNode) -> Text:
        """A scalar; a block keeps the lines that it is written on."""
        first, last = node.start_mark.line, node.end_mark.line
        if node.style in ("|", ">"):
            lines = self._lines[first + 1 : last]
            return Text("\n".join(lines), _marks(lines, first + 2))
        if node.style is None and last > first:
            lines = [*self._lines[first:last], self._lines[last][: node.end_mark.column]]
            lines[0] = lines[0][node.start_mark.column :]
            return Text("\n".join(lines), _marks(lines, first + 1))
        return Text(str(node.value), ((0, first + 1),))


def _marks(lines: list[str], first: int) -> tuple[tuple[int, int], ...]:
    marks, offset = [], 0
    for number, line in enumerate(lines):
        marks.append((offset, first + number))
        offset += len(line) + 1
    return tuple(marks) or ((0, first),)
