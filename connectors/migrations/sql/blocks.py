"""Procedural code and batches: where the statements inside them stand."""

from collections.abc import Iterator, Sequence

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.lexer import Text, Token
from auditor.connectors.migrations.sql.reading import MOST_NESTED, Reading
from auditor.connectors.migrations.sql.words import words

_OBJECTS = words(
    "TABLE VIEW MATERIALIZED FUNCTION PROCEDURE PROC POLICY SECURITY ROLE USER SCHEMA DEFAULT"
    " FOREIGN EXTERNAL ROUTINE TEMPORARY SESSION"
)
_AFTER = frozenset({"AFTER", "BEFORE", "OF", "OR", "FOR", "ON", ",", "WITH", "INSTEAD", "GRANT"})
_CONTROL = words("; THEN ELSE BEGIN LOOP DO AS IS END TRY CATCH ) DECLARE ELSIF ELSEIF IF NULL")


def is_head(tokens: Sequence[Token], at: int) -> bool:  # noqa: C901, PLR0911 - a line a statement
    """Whether a statement that changes something can begin at that token."""
    word = tokens[at].word
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    before = tokens[at - 1].word if at else ""
    if not word or before in _AFTER:
        return False
    match word:
        case "CREATE":
            return bool(after)
        case "ALTER" | "DROP":
            return after in _OBJECTS
        case "GRANT" | "REVOKE" | "DENY":
            return after not in ("OPTION", "")
        case "COMMENT":
            return after == "ON"
        case "TRUNCATE" | "RENAME":
            return after == "TABLE"
        case "INSERT" | "MERGE" | "REPLACE":
            return after == "INTO" or (word == "INSERT" and after not in ("", "("))
        case "DELETE":
            return after == "FROM"
        case "UPDATE":
            return at + 1 < len(tokens) and after not in ("OF", "OR", "ON", "SET", "AS", ",", "(")
        case "SELECT":
            return _makes_table(tokens, at)
        case "DBMS_RLS" | "DBMS_REDACT":
            return after == "."
        case "EXEC" | "EXECUTE" | "SECURITY" | "COPY" | "CALL" | "PREPARE":
            return before not in ("TO", "PROCEDURE")
    return False


def _makes_table(tokens: Sequence[Token], at: int) -> bool:
    """Whether a SELECT goes INTO a table: not into a variable, nor read by what stands before."""
    if at and (tokens[at - 1].word in ("AS", "ALL", "UNION", "EXCEPT", "INTERSECT", ")", "IN")):
        return False
    for place in range(at + 1, len(tokens)):
        word = tokens[place].word
        if word == "INTO":
            target = tokens[place + 1].text if place + 1 < len(tokens) else ""
            return bool(target) and (target.startswith("##") or not target.startswith("@"))
        if word in ("FROM", ";", "SELECT", "("):
            return False
    return False


def pieces(tokens: Sequence[Token], text: Text) -> Iterator[tuple[int, int]]:
    """From where to where each statement of a block stands."""
    start, depth = -1, 0
    for at, token in enumerate(tokens):
        if token.kind == "o" and token.text in "()":
            depth += 1 if token.text == "(" else -1
            continue
        if depth > 0:
            continue
        depth = max(depth, 0)
        if token.text == ";" and token.kind == "o":
            if start >= 0:
                yield start, at
            start = -1
        elif is_head(tokens, at) and _may_begin(tokens, at, start, text):
            if start >= 0:
                yield start, at
            start = at
        elif (
            start >= 0
            and token.word in ("END", "ELSE", "ELSIF", "ELSEIF")
            and not _in_case(tokens, start, at)
        ):
            yield start, at
            start = -1
    if start >= 0:
        yield start, len(tokens)


def _may_begin(tokens: Sequence[Token], at: int, start: int, text: Text) -> bool:
    if at == 0:
        return True
    if start < 0:
        return True
    # Inside another statement: only behind a routine's header, or on a line of its own where
    # statements need no `;` between them.
    before = tokens[at - 1].word
    if tokens[start].word in ("CREATE", "ALTER") and before in _CONTROL - {")"}:
        return before not in ("AS", "IS") or tokens[at].word not in ("EXECUTE", "EXEC")
    if not text.dialect.batches:
        return False
    between = text.text[tokens[at - 1].end : tokens[at].start]
    if "\n" not in between:
        return False
    return not (
        tokens[start].word in ("INSERT", "MERGE")
        and tokens[at].word in ("EXEC", "EXECUTE", "UPDATE", "INSERT", "DELETE")
        and before not in (";", ")")
    )


def _in_case(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether an END or ELSE belongs to a CASE of the statement itself."""
    depth = 0
    for token in tokens[start:at]:
        if token.word == "CASE":
            depth += 1
        elif token.word == "END" and depth:
            depth -= 1
    return depth > 0


def may_nest(reading: Reading) -> bool:
    """Whether SQL inside SQL is still followed."""
    return reading.depth < MOST_NESTED


def cursors(reading: Reading, tokens: Sequence[Token]) -> Iterator[Cursor]:
    """A cursor for each statement of a block."""
    for start, end in pieces(tokens, reading.text):
        whole = tokens[start].word in ("CREATE", "ALTER") and _is_routine(tokens, start)
        yield Cursor(reading.text, tokens, start, len(tokens) if whole else end)


def _is_routine(tokens: Sequence[Token], start: int) -> bool:
    """Whether it makes a routine, whose body goes on to the end of the block."""
    heads = {token.word for token in tokens[start + 1 : start + 8]}
    return bool(heads & {"FUNCTION", "PROCEDURE", "PROC"}) and not heads & {"TABLE", "VIEW"}
