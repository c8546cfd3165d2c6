"""Syntax trees by tree-sitter, and what all languages read of them alike."""

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from auditor.connectors.migrations.located import Text

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

LONGEST = 5_000_000
_GRAMMARS = {
    "ruby": ("tree_sitter_ruby", "language"),
    "javascript": ("tree_sitter_javascript", "language"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "php": ("tree_sitter_php", "language_php"),
}


class MissingGrammarError(Exception):
    """The extra `frameworks` is not installed."""


@lru_cache(maxsize=8)
def _parser(language: str) -> "Parser":
    module, function = _GRAMMARS[language]
    try:
        from tree_sitter import Language, Parser

        return Parser(Language(getattr(import_module(module), function)()))
    except ImportError:
        raise MissingGrammarError(language) from None


def parse(language: str, text: str) -> "Node":
    """The root of the file; raises MissingGrammarError."""
    return _parser(language).parse(text.encode("utf-8", "replace")).root_node


def faults(root: "Node", most: int = 20) -> Iterator[int]:
    """The lines of what the grammar could not make out."""
    waiting, found = [root], 0
    while waiting and found < most:
        node = waiting.pop()
        if node.type == "ERROR" or node.is_missing:
            found += 1
            yield node.start_point.row + 1
        elif node.has_error:
            waiting.extend(reversed(node.children))


def source(node: "Node | None") -> str:
    """The text of a node."""
    return node.text.decode("utf-8", "replace") if node is not None and node.text else ""


def line_of(node: "Node") -> int:
    """The line on which it begins, from 1."""
    return int(node.start_point.row) + 1


def end_of(node: "Node") -> int:
    """The line on which it ends, from 1."""
    return int(node.end_point.row) + 1


def written(text: str, line: int) -> Text:
    """A text whose lines are those of the file from that one on."""
    marks, offset = [], 0
    for number, part in enumerate(text.split("\n")):
        marks.append((offset, line + number))
        offset += len(part) + 1
    return Text(text, tuple(marks))
