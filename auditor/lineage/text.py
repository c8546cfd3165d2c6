"""The text of a definition taken apart: its head, its query, what it would do."""

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import sqlglot
from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

# The parser logs fragments of what it cannot read, and a definition may hold literals.
logging.getLogger("sqlglot").setLevel(logging.CRITICAL + 1)

MAX_CHARACTERS = 4_000_000
_MAX_DEPTH = 600
_FRAMES = 60_000
_STACK = 512 * 1024 * 1024
_QUERY_STARTS = (
    *(TokenType.SELECT, TokenType.WITH, TokenType.VALUES, TokenType.L_PAREN, TokenType.FROM),
    TokenType.TABLE,
)
_WRITERS = (
    *(exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Into, exp.Drop, exp.Alter, exp.Command),
)
_guard = threading.Lock()


class UnreadableTextError(Exception):
    """The text cannot be followed; holds a reason code and nothing of the text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Parsed:
    """The query of a definition, and the column names that its head declares."""

    query: exp.Expression | None
    names: tuple[str, ...] = ()
    writes: bool = field(default=False)


def tokens_of(text: str, dialect: str) -> list[Token]:
    """The tokens of a text; comments are none."""
    if len(text) > MAX_CHARACTERS:
        raise UnreadableTextError("too_large")
    try:
        return sqlglot.tokenize(text, read=dialect)
    except (SqlglotError, ValueError, IndexError):
        raise UnreadableTextError("unparsable") from None


def parse(text: str, dialect: str) -> Parsed:
    """The first query of a text: a plain one, or the one behind `CREATE VIEW … AS`."""
    tokens = tokens_of(text, dialect)
    names: tuple[str, ...] = ()
    begin = 0
    if tokens and tokens[0].token_type in (TokenType.CREATE, TokenType.ALTER, TokenType.REPLACE):
        begin, names = _head(tokens)
    end = _end(tokens, begin)
    if end <= begin:
        raise UnreadableTextError("unparsable")
    if tokens[begin].token_type not in _QUERY_STARTS:
        return Parsed(None, names, writes=True)
    rest = [one for one in tokens[end:] if one.token_type is not TokenType.SEMICOLON]
    tail = bool(rest) and rest[0].text.upper() not in {"WITH", "COMMENT"}
    return Parsed(_query(text, tokens[begin:end], dialect), names, writes=tail)


def query(text: str, dialect: str) -> exp.Expression:
    """The syntax tree of one query."""
    return _query(text, tokens_of(text, dialect), dialect)


def acts(tree: exp.Expression) -> bool:
    """Whether any part of a query writes."""
    return any(isinstance(node, _WRITERS) for node in tree.walk())


Answer = TypeVar("Answer")


def deeply(work: Callable[[], Answer]) -> Answer:
    """Do recursive work on a deep tree with a stack that carries it."""
    try:
        return work()
    except RecursionError:
        pass
    answers: list[Answer] = []

    def run() -> None:
        try:
            answers.append(work())
        except RecursionError:
            return
        except UnreadableTextError as fault:
            failed.append(fault)

    failed: list[UnreadableTextError] = []
    with _guard:
        limit, size = sys.getrecursionlimit(), threading.stack_size(_STACK)
        sys.setrecursionlimit(max(limit, _FRAMES))
        try:
            thread = threading.Thread(target=run)
            thread.start()
            thread.join()
        except RuntimeError:
            # Where memory is limited there is no such stack to be had.
            raise UnreadableTextError("too_deep") from None
        finally:
            threading.stack_size(size)
            sys.setrecursionlimit(limit)
    if failed:
        raise failed[0]
    if not answers:
        raise UnreadableTextError("too_deep")
    return answers[0]


def _query(text: str, tokens: list[Token], dialect: str) -> exp.Expression:
    if _depth(tokens) > _MAX_DEPTH:
        raise UnreadableTextError("too_deep")

    def work() -> exp.Expression:
        try:
            trees = Dialect.get_or_raise(dialect).parser().parse(list(tokens), text)
        except (SqlglotError, ValueError, IndexError, AttributeError, TypeError, KeyError):
            raise UnreadableTextError("unparsable") from None
        if not isinstance(tree := trees[0] if trees else None, exp.Expression):
            raise UnreadableTextError("unparsable")
        return tree

    return deeply(work)


def _depth(tokens: list[Token]) -> int:
    deepest = depth = 0
    for token in tokens:
        if token.token_type in (TokenType.L_PAREN, TokenType.CASE):
            depth += 1
            deepest = max(deepest, depth)
        elif token.token_type in (TokenType.R_PAREN, TokenType.END):
            depth -= 1
    return deepest


def _head(tokens: list[Token]) -> tuple[int, tuple[str, ...]]:
    """Where the query of a `CREATE` begins, and the column names between name and AS."""
    depth = 0
    named: list[str] = []
    expects = False
    for index, token in enumerate(tokens):
        kind = token.token_type
        if depth == 0 and kind in (TokenType.ALIAS, TokenType.SELECT):
            return (index + 1 if kind is TokenType.ALIAS else index), tuple(named)
        if kind is TokenType.L_PAREN:
            depth += 1
            expects = depth == 1 and not _option(tokens, index)
        elif kind is TokenType.R_PAREN:
            depth -= 1
        elif depth == 1 and expects:
            named.append(token.text)
            expects = False
        elif depth == 1 and kind is TokenType.COMMA and named:
            expects = True
    raise UnreadableTextError("unparsable")


def _option(tokens: list[Token], index: int) -> bool:
    """Whether a parenthesis of the head holds options (`WITH (…)`) and no column names."""
    return index > 0 and tokens[index - 1].text.upper() in {"WITH", "OPTIONS"}


def _end(tokens: list[Token], begin: int) -> int:
    """Where the query ends: before `;`, `WITH CHECK OPTION`, `WITH NO DATA`, `WITH READ ONLY`."""
    depth = 0
    for index in range(begin, len(tokens)):
        kind = tokens[index].token_type
        if kind is TokenType.L_PAREN:
            depth += 1
        elif kind is TokenType.R_PAREN:
            depth -= 1
        elif depth == 0 and (kind is TokenType.SEMICOLON or _closing(tokens, index, begin)):
            return index
    return len(tokens)


def _closing(tokens: list[Token], index: int, begin: int) -> bool:
    if tokens[index].token_type is not TokenType.WITH or index == begin:
        return False
    words = [one.text.upper() for one in tokens[index + 1 : index + 3]]
    return (
        words[:1] in (["CHECK"], ["LOCAL"], ["CASCADED"])
        or words
        in (
            ["NO", "DATA"],
            ["READ", "ONLY"],
            ["NO", "SCHEMA"],
        )
        or words[:1] == ["DATA"]
    )
