"""A text of SQL cut into statements, in one pass, without reading the rows that it carries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditor.connectors.migrations.sql.lexer import (
    BODY,
    CONFLICT,
    META,
    STRING,
    WORD,
    Text,
    Token,
)

MOST_TOKENS = 400_000
"""Tokens of one statement that are kept; longer ones are cut and told."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its tokens, and where the rows stand that follow it (COPY … FROM stdin)."""

    tokens: tuple[Token, ...]
    kind: str = "sql"
    """`sql`, `block` (procedural, or a batch of SQL Server), `insert`, `meta`, `client` (a line for
    SQL*Plus) or `conflict`."""
    rows: tuple[int, int] = (0, 0)
    """From where to where rows of data stand in the text."""
    cut: bool = False


def statements(text: Text) -> Iterator[Statement]:
    """The statements of a text in their order."""
    return _Splitter(text).run()


_CLIENT = re.compile(
    r"[ \t]*(?:(?:prompt|spool|whenever|undefine|define|remark|rem|exit|quit|connect|conn|accept"
    r"|pause|variable|column|ttitle|btitle|host|clear|show|start(?!\s+transaction)|store|timing)\b"
    r"|set[ \t]+(?!transaction\b|role\b|constraints?\b)\w+[ \t]+[\w'\"&.]+[ \t]*;?[ \t]*$"
    r"|@@?[ \t]*[\w./&$\\-])[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
"""Commands of SQL*Plus, which end with their line and may hold any sign."""
_DELIMITER = re.compile(r"delimiter[ \t]+(\S+)[^\n]*", re.IGNORECASE)
_ALONE = re.compile(r"^[ \t]*(?:/|go(?:[ \t]+\d+)?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_ROUTINES = frozenset({"PROCEDURE", "PROC", "FUNCTION", "TRIGGER", "PACKAGE", "EVENT", "BODY"})
_TRANSACTION = frozenset(
    {";", "TRAN", "TRANSACTION", "WORK", "ISOLATION", "READ", "IMMEDIATE", "EXCLUSIVE", "DEFERRED"}
)
_LOOPS = frozenset({"IF", "LOOP", "WHILE", "REPEAT", "FOR"})
_ROWS = frozenset({"INSERT", "REPLACE"})


class _Splitter:
    def __init__(self, text: Text) -> None:
        self.text = text
        self.delimiter = ";"
        self.at = 0

    def run(self) -> Iterator[Statement]:
        size = len(self.text.text)
        while self.at < size:
            yield from self._next()

    def _next(self) -> Iterator[Statement]:
        """The next statement; `self.at` is then behind it."""
        tokens: list[Token] = []
        blocks = _Blocks(self.text.dialect.name)
        end = len(self.text.text)
        self.at, start = end, self.at
        cut = False
        for token in self.text.tokens(start):
            if token.kind == CONFLICT:
                yield Statement((token,), "conflict")
                continue
            if not tokens:
                special = self._special(token)
                if special is not None:
                    yield from special
                    return
            glued = self._glued(token)
            if glued is not None:
                tokens.append(glued)
                self.at = glued.end + len(self.delimiter)
                break
            if token.kind == META or self._ends(token, blocks):
                self.at = token.end + self._longer(token)
                break
            if len(tokens) < MOST_TOKENS:
                tokens.append(token)
            else:
                cut = True
            blocks.see(token, tokens)
        if tokens:
            batch = self.text.dialect.batches or blocks.procedural
            yield self._with_rows(tuple(tokens), "block" if batch else "sql", cut=cut)

    def _special(self, token: Token) -> list[Statement] | None:
        """What is no statement of SQL, or one that is not read token by token."""
        if token.kind == META:
            self.at = token.end
            return [Statement((token,), "meta")]
        if token.word == "DELIMITER":
            found = _DELIMITER.match(self.text.text, token.start)
            if found:
                self.delimiter, self.at = found[1], found.end()
                return []
        if self.text.dialect.slashes and token.kind == WORD:
            start = self.text.text.rfind("\n", 0, token.start) + 1
            found = _CLIENT.match(self.text.text, start)
            if found and not self.text.text[start : token.start].strip():
                self.at = found.end()
                return [Statement((token,), "client")]
        if token.word in _ROWS and self.delimiter == ";":
            end = insert_end(self.text, token.start)
            self.at = max(end, token.end)
            return [Statement((token,), "insert", (token.start, end))]
        return None

    def _glued(self, token: Token) -> Token | None:
        """The word that the delimiter is written against: `END$$`."""
        if self.delimiter == ";" or token.kind != WORD:
            return None
        at = token.text.find(self.delimiter)
        if at <= 0:
            return None
        return Token(WORD, token.text[:at], token.start, token.start + at)

    def _ends(self, token: Token, blocks: "_Blocks") -> bool:
        text = self.text.text
        if self.delimiter != ";":
            return text.startswith(self.delimiter, token.start)
        if token.text == ";" and token.kind == "o":
            return not self.text.dialect.batches and blocks.closed
        if token.text == "/" or token.word == "GO":
            line = text.rfind("\n", 0, token.start) + 1
            return _ALONE.match(text, line) is not None
        return False

    def _longer(self, token: Token) -> int:
        """How much longer the delimiter is than the token that it begins with."""
        if self.delimiter != ";":
            return max(0, len(self.delimiter) - (token.end - token.start))
        if token.word == "GO":
            line_end = self.text.text.find("\n", token.end)
            return (line_end if line_end >= 0 else len(self.text.text)) - token.end
        return 0

    def _with_rows(self, tokens: tuple[Token, ...], kind: str, *, cut: bool) -> Statement:
        """The statement, with the rows that follow it where it is COPY … FROM stdin."""
        if tokens[0].word != "COPY" or not _reads_stdin(tokens):
            return Statement(tokens, kind, cut=cut)
        text = self.text.text
        start = text.find("\n", self.at) + 1 or len(text)
        close = -1 if text.startswith("\\.", start) else text.find("\n\\.", start)
        end = start if text.startswith("\\.", start) else (close + 1 if close >= 0 else len(text))
        line_end = text.find("\n", end) if end < len(text) else -1
        self.at = line_end + 1 if line_end >= 0 else len(text)
        return Statement(tokens, kind, (start, end))


def _reads_stdin(tokens: tuple[Token, ...]) -> bool:
    words = [token.word for token in tokens]
    return any(
        words[at] == "FROM" and words[at + 1] in ("STDIN", "PSTDIN") for at in range(len(words) - 1)
    )


class _Blocks:
    """Whether a `;` ends the statement or only one inside its body."""

    __slots__ = ("begun", "depth", "dialect", "procedural", "waits")

    def __init__(self, dialect: str) -> None:
        self.dialect = dialect
        self.depth, self.begun, self.procedural, self.waits = 0, False, False, False

    @property
    def closed(self) -> bool:
        """Whether no block is open."""
        if not self.procedural:
            return True
        return self.depth <= 0 and not (self.waits and not self.begun)

    def see(self, token: Token, tokens: list[Token]) -> None:
        """One token more."""
        word, size = token.word, len(tokens)
        if not self.procedural:
            self._heads(word, tokens)
            if not self.procedural:
                return
        last = tokens[-2].word if size > 1 else ""
        if word == "BEGIN":
            self.depth, self.begun = self.depth + 1, True
        elif last == "BEGIN" and word in _TRANSACTION and word != ";":
            self.depth -= 1
        elif word == "CASE" and last != "END":
            self.depth += 1
        elif word == "END":
            self.depth -= 1
        elif last == "END" and word in _LOOPS:
            self.depth += 1
        elif word in ("AS", "IS", "DECLARE") and not self.begun:
            self.waits = self.dialect in ("oracle", "")
        elif token.kind in (BODY, STRING) and last in ("AS", "IS"):
            self.waits = False

    def _heads(self, word: str, tokens: list[Token]) -> None:
        first = tokens[0].word
        match first:
            case "CREATE" if word in _ROUTINES and len(tokens) <= 16:  # noqa: PLR2004 - a header
                self.procedural = self._is_routine(word, tokens)
                self.depth = int(word in ("PACKAGE", "BODY") and self.procedural)
            case "DECLARE":
                self.procedural = True
                self.waits = True
            case "BEGIN" if len(tokens) == 2:  # noqa: PLR2004 - BEGIN and what follows it
                self.procedural = word not in _TRANSACTION
                self.depth, self.begun = 1, True

    @staticmethod
    def _is_routine(word: str, tokens: list[Token]) -> bool:
        """Not `CREATE TABLE event`: no object is named before, unless that is what it is."""
        between = {token.word for token in tokens[1:-1]}
        if word == "BODY":
            return bool(between & {"TYPE", "PACKAGE"})
        return not between & {"TABLE", "VIEW", "INDEX", "SCHEMA", "SEQUENCE", "TYPE", "ON", "ROLE"}


def insert_end(text: Text, start: int) -> int:
    """Where an INSERT ends, found without making tokens of its rows."""
    found = _ends(text.dialect.backslash, text.dialect.batches).match(text.text, start)
    return found.end() if found else len(text.text)


@cache
def _ends(backslash: bool, batches: bool) -> re.Pattern[str]:  # noqa: FBT001 - two flags of a key
    quoted = r"'(?:[^'\\]|\\.|'')*+'?" if backslash else r"'(?:[^']|'')*+'?"
    new = (
        r"|\n(?!\s*(?:insert|go|set|create|alter|update|delete|drop|grant|exec|print|if|begin|end"
        r"|declare|merge|commit|use)\b)"
    )
    body = (
        rf"(?:[^';\"\-/\n$]++|{quoted}|\"(?:[^\"\\]|\\.)*+\"?|--[^\n]*+|/\*.*?\*/"
        rf"|\$\$.*?\$\$|[\-/$]{new if batches else chr(124) + chr(92) + 'n'})*+"
    )
    return re.compile(rf"{body};?", re.DOTALL | re.IGNORECASE)
