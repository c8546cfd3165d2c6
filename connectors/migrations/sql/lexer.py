"""SQL as tokens: words, names, strings; comments and blanks are dropped.

A lexer of our own, since that of sqlglot reads a whole text at once, stops at the first sign that
its dialect does not know and has no place for templates, psql commands or the rows of a dump.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from auditor.connectors.migrations.sql.dialects import Dialect

WORD, NAME, STRING, BODY, NUMBER, SIGN, META, CONFLICT = "w", "q", "s", "b", "n", "o", "m", "x"
_HOLE = (
    r"\$\{[^{}\n]*\}|\{\{[^{}\n]*\}\}|\#\{[^{}\n]*\}|<%=?[^%\n]*%>|\$\([A-Za-z_]\w*\)"
    r"|\{[A-Za-z_]\w*\}"
)
"""What a template fills in; it stands for (part of) a name."""
HOLE = re.compile(_HOLE)


class Token(NamedTuple):
    """A piece of SQL: its kind, its text without quotes, and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """A word or sign in upper case; "" for a quoted name or a literal."""
        return self.text.upper() if self.kind in (WORD, SIGN) else ""

    def __repr__(self) -> str:
        return f"Token({self.kind!r}, {self.start}, {self.end})"


class Text:
    """A text of SQL with the dialect that it is read in, and the line of each offset."""

    __slots__ = ("_ends", "dialect", "first", "text")

    def __init__(self, text: str, dialect: Dialect, first: int = 1) -> None:
        self.text, self.dialect, self.first = text, dialect, first
        self._ends: list[int] | None = None

    def line(self, offset: int) -> int:
        """The line of that offset, counted from the file's first line."""
        if self._ends is None:
            self._ends = [match.start() for match in re.finditer("\n", self.text)]
        return self.first + bisect_right(self._ends, offset - 1)

    def tokens(self, start: int = 0, end: int | None = None) -> Iterator[Token]:
        """The tokens from one offset to another, one at a time."""
        return _tokens(self.text, self.dialect, start, len(self.text) if end is None else end)


def _tokens(text: str, dialect: Dialect, start: int, end: int) -> Iterator[Token]:
    match_at = _compiled(dialect).match
    at = start
    while at < end:
        found = match_at(text, at, end)
        if found is None:
            at += 1
            continue
        kind, at = found.lastgroup or "", found.end()
        if kind == "blank":
            continue
        if kind == "comment":
            at = _comment_end(text, found.start(), end)
        elif kind == "dollar":
            close = text.find(found.group(), at, end)
            stop = close if close >= 0 else end
            yield Token(BODY, text[at:stop], found.start(), min(stop + len(found.group()), end))
            at = min(stop + len(found.group()), end)
        else:
            yield Token(_KINDS[kind], _text(found, kind), found.start(), at)


_KINDS = {
    "conflict": CONFLICT,
    "meta": META,
    "word": WORD,
    "number": NUMBER,
    "sign": SIGN,
    "string": STRING,
    "escaped": STRING,
    "oracle": STRING,
    "double": NAME,
    "back": NAME,
    "square": NAME,
}


def _text(found: re.Match[str], kind: str) -> str:
    text = found.group()
    match kind:
        case "string" | "escaped":
            inner = text[text.index("'") + 1 : -1]
            inner = inner.replace("''", "'")
            return _unescaped(inner) if kind == "escaped" or "\\'" in inner else inner
        case "oracle":
            return text[text.index("'") + 2 : -2]
        case "double":
            return text[1:-1].replace('""', '"')
        case "back":
            return text[1:-1].replace("``", "`")
        case "square":
            return text[1:-1].replace("]]", "]")
    return text


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text, flags=re.DOTALL)


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


def _comment_end(text: str, at: int, end: int) -> int:
    """Where a block comment ends; they nest in PostgreSQL and SQL Server, and elsewhere it is
    rare that one holds the beginning of another.
    """
    depth = 0
    for found in _NESTED.finditer(text, at, end):
        depth += 1 if found.group() == "/*" else -1
        if depth == 0:
            return found.end()
    # A beginning without its end, as in a dialect whose comments do not nest.
    close = text.find("*/", at + 2, end)
    return close + 2 if close >= 0 else end


_NESTED = re.compile(r"/\*|\*/")


@cache
def _compiled(dialect: Dialect) -> re.Pattern[str]:
    escaped = r"'(?:[^'\\]|\\.|'')*+(?:'|\Z)"
    plain = r"'(?:[^']|'')*+(?:'|\Z)"
    double = r'"(?:[^"\\]|\\.|"")*+(?:"|\Z)' if dialect.backslash else r'"(?:[^"]|"")*+(?:"|\Z)'
    square = r"\[(?:[^\]\n]|\]\])*+\]" if dialect.brackets else r"(?!)"
    dollar = r"\$(?:[A-Za-z_]\w*)?\$" if dialect.dollars else r"(?!)"
    comment = r"\#[^\n]*|--[^\n]*" if dialect.hashes else r"--[^\n]*"
    parts = (
        ("conflict", r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|\Z)[^\n]*"),
        # What only MySQL runs is SQL to it: `/*!40101 SET … */`.
        ("blank", rf"[\s\ufeff\xa0]+|{comment}|/\*M?!\d*|\*/|\{{%[^%\n]*%\}}|\{{\#[^\n]*?\#\}}"),
        ("comment", r"/\*"),
        ("meta", r"^\\[A-Za-z!?.][^\n]*"),
        ("oracle", r"[nN]?[qQ]'(?:\[.*?\]'|\{.*?\}'|\(.*?\)'|<.*?>'|([^\s\w])(?:.*?)\1')"),
        ("escaped", rf"[eE]{escaped}" + (rf"|[nNxXbB]?{escaped}" if dialect.backslash else "")),
        ("string", rf"(?:[nNxXbB]|[uU]&)?{plain}"),
        ("double", rf"(?:[uU]&)?{double}"),
        ("back", r"`(?:[^`]|``)*+(?:`|\Z)"),
        ("square", square),
        ("dollar", dollar),
        ("word", rf"(?:[^\W\d]|[@\#](?=\w|[@\#]\w)|{_HOLE})(?:[\w$\#@]|{_HOLE})*+"),
        ("number", r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"),
        ("sign", r"::|:=|\|\||<=|>=|<>|!=|=>|->>|->|:'\w+'|:\"\w+\"|:[A-Za-z_]\w*|\$\d+|."),
    )
    return re.compile(
        "|".join(f"(?P<{name}>{pattern})" for name, pattern in parts), re.MULTILINE | re.DOTALL
    )
