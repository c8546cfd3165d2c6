"""String literals of Python with the line of each of their parts."""

import ast
import re
import warnings
from collections.abc import Callable, Iterator

from auditor.connectors.migrations.located import Text

_LITERAL = re.compile(
    r"(?P<prefix>[A-Za-z]{0,2})"
    r"(?:(?P<three>\"\"\"|''')(?P<long>(?:\\.|(?!(?P=three)).)*)(?P=three)"
    r"|(?P<one>[\"'])(?P<short>(?:\\.|(?!(?P=one))[^\\])*)(?P=one))",
    re.DOTALL,
)
_BETWEEN = re.compile(r"(?:[\s()]|\\\r?\n|#[^\n]*)*")
_BREAK = re.compile(r"\\(?:\r?\n|\\|n)|\n", re.DOTALL)

Evaluate = Callable[[ast.JoinedStr], str | None]
"""The text of an f-string, with `${name}` for what is not known; None where it has no text."""


def quiet_parse(text: str, mode: str = "exec") -> ast.AST:
    """The syntax tree, without the warnings that Python has about the file's own escapes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, mode=mode)


def located(source: str, line: int, joined: Evaluate) -> Text | None:
    """A literal, or several in a row, as a text that knows the line of each of its lines.

    None where that piece of source is written in a way that is not followed here.
    """
    found: Text | None = None
    for raw, prefix, body, at in _literals(source, line):
        value = _value(raw, joined)
        if value is None:
            return None
        starts = _line_starts(body, at, raw="r" in prefix)
        marks, offset = [], 0
        for number, piece in enumerate(value.split("\n")):
            marks.append((offset, starts[min(number, len(starts) - 1)]))
            offset += len(piece) + 1
        piece_of = Text(value, tuple(marks))
        found = piece_of if found is None else found.plus(piece_of)
    return found


def _literals(source: str, line: int) -> Iterator[tuple[str, str, str, int]]:
    position = 0
    while True:
        gap = _BETWEEN.match(source, position)
        start = gap.end() if gap else position
        line += source.count("\n", position, start)
        match = _LITERAL.match(source, start)
        if match is None:
            return
        body = match["long"] if match["three"] else match["short"]
        yield match.group(), match["prefix"].lower(), body, line
        line += match.group().count("\n")
        position = match.end()


def _value(raw: str, joined: Evaluate) -> str | None:
    try:
        tree = quiet_parse(raw, "eval")
    except (SyntaxError, ValueError):
        return None
    node = tree.body if isinstance(tree, ast.Expression) else None
    if isinstance(node, ast.JoinedStr):
        return joined(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _line_starts(body: str, line: int, *, raw: bool) -> list[int]:
    """The line of the file on which each line of the value begins."""
    starts = [line]
    for match in _BREAK.finditer(body):
        sign = match.group()
        if sign == "\n" or (raw and sign.endswith("\n")):
            line += 1
            starts.append(line)
        elif sign.endswith("\n"):
            line += 1
            if starts[-1:] == [line - 1] and not body[: match.start()].strip():
                starts[-1] = line
        elif sign == "\\n" and not raw:
            starts.append(line)
    return starts
