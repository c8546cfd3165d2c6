"""CHECK constraints in the text of a CREATE TABLE, for databases that keep nothing else."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    (?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))
    | (?P<text>'(?:[^']|'')*')
    | (?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
    | (?P<word>[^\W\d]\w*)
    | (?P<open>\()
    | (?P<close>\))
    """,
    re.VERBOSE | re.DOTALL,
)


def check_clauses(sql: str) -> Iterator[str]:
    """The condition of each CHECK, without its outer parentheses, in order."""
    depth = 0
    begin: int | None = None
    expected = False
    for token in _TOKEN.finditer(sql):
        kind = token.lastgroup
        if kind == "comment":
            continue
        if begin is None:
            if expected and kind == "open":
                begin, depth = token.end(), 1
            expected = kind == "word" and token.group().upper() == "CHECK"
            continue
        depth += (kind == "open") - (kind == "close")
        if depth == 0:
            yield sql[begin : token.start()].strip()
            begin, expected = None, False


def names_in(condition: str) -> frozenset[str]:
    """Every word and quoted identifier of a condition, unquoted and in lower case."""
    found = set()
    for token in _TOKEN.finditer(condition):
        if token.lastgroup == "word":
            found.add(token.group().lower())
        elif token.lastgroup == "quoted":
            text = token.group()
            found.add(text[1:-1].replace(text[-1] * 2, text[-1]).lower())
    return frozenset(found)
