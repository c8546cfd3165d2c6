"""A text of SQL as steps."""

from collections.abc import Sequence

from auditor.connectors.migrations.base import Fragment
from auditor.connectors.migrations.sql import blocks, dynamic, guess
from auditor.connectors.migrations.sql.cursor import Cursor, Unreadable
from auditor.connectors.migrations.sql.dialects import dialect_of
from auditor.connectors.migrations.sql.lexer import BODY, Text, Token
from auditor.connectors.migrations.sql.meta import client_command, meta_command
from auditor.connectors.migrations.sql.reading import Reading
from auditor.connectors.migrations.sql.rows import copied_rows, is_spent
from auditor.connectors.migrations.sql.split import MOST_TOKENS, Statement, statements
from auditor.connectors.migrations.sql.statements import read_statement
from auditor.connectors.migrations.waivers import waivers

_PROCEDURAL = frozenset({"DO", "BEGIN", "DECLARE", "SET", "EXEC", "EXECUTE", "CALL", "PREPARE"})


def sql_steps(text: str, dialect: str, line: int = 1, *, down: bool = False) -> Fragment:
    """The steps of that text, whose first line is `line` of its file; it never raises.

    `dialect` is a name of ours (`postgresql`, `mysql`, `mariadb`, `oracle`, `sqlserver`,
    `sqlite`) or "" where it is not known. What cannot be read is a gap, the rest is read.
    """
    written = Text(text, dialect_of(dialect or guess.dialect_of_text(text)), line)
    reading = Reading(written, down=down)
    read_text(reading)
    return reading.fragment(waivers(text, line) if "audit:" in text.lower() else ())


def read_text(reading: Reading) -> None:
    """Add the steps of all statements of the text."""
    for statement in statements(reading.text):
        line = reading.text.line(statement.tokens[0].start)
        if statement.cut:
            reading.unread(line, "sql_too_long")
        match statement.kind:
            case "conflict":
                if reading.first("conflict"):
                    reading.unread(line, "merge_conflict")
            case "meta":
                meta_command(reading, statement.tokens[0])
            case "client":
                client_command(reading, statement.tokens[0])
            case "insert":
                _insert(reading, statement)
            case "block":
                _block(reading, statement.tokens)
            case _:
                _plain(reading, statement, line)


def _plain(reading: Reading, statement: Statement, line: int) -> None:
    tokens = statement.tokens
    start, end = statement.rows
    if end > start or (tokens[0].word == "COPY" and statement.rows != (0, 0)):
        _copied(reading, statement, line)
        return
    read_statement(reading, Cursor(reading.text, tokens))
    first = tokens[0].word
    if first in _PROCEDURAL or (first == "CREATE" and any(one.kind == BODY for one in tokens)):
        _inside(reading, tokens)


def _copied(reading: Reading, statement: Statement, line: int) -> None:
    cursor = Cursor(reading.text, statement.tokens, 1)
    try:
        table = reading.placed(cursor.name())
        columns = cursor.names() if cursor.peek() == "(" else ()
    except Unreadable as fault:
        reading.unread(fault.line, "sql_unreadable")
        return
    copied_rows(reading, table, columns, statement.rows, line)


def _insert(reading: Reading, statement: Statement) -> None:
    start, end = statement.rows
    if is_spent(reading, start, end):
        return
    tokens: list[Token] = []
    for token in reading.text.tokens(start, end):
        tokens.append(token)
        if len(tokens) >= MOST_TOKENS // 4:
            _whole_rows(tokens)
            break
    if tokens and tokens[-1].text == ";" and tokens[-1].kind == "o":
        tokens.pop()
    reading.row_end = end
    read_statement(reading, Cursor(reading.text, tokens))


def _whole_rows(tokens: list[Token]) -> None:
    """Leave out the row at which the reading stopped."""
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "o" else 0
    while tokens and depth > 0:
        token = tokens.pop()
        depth -= {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "o" else 0


def _block(reading: Reading, tokens: Sequence[Token]) -> None:
    """Procedural code, or a batch of statements that no `;` needs to part."""
    was, reading.procedural = reading.procedural, True
    for cursor in blocks.cursors(reading, tokens):
        read_statement(reading, cursor)
    _inside(reading, tokens)
    reading.procedural = was


def _inside(reading: Reading, tokens: Sequence[Token]) -> None:
    """Bodies in dollar quotes and SQL built from literals."""
    if not blocks.may_nest(reading):
        reading.unread(reading.text.line(tokens[0].start), "sql_too_deep")
        return
    for token in tokens:
        if token.kind == BODY:
            offset = reading.text.text.find(token.text, token.start, token.end)
            _nested(reading, token.text, reading.text.line(max(offset, token.start)), block=True)
    for one in dynamic.built(reading.text, tokens):
        _nested(reading, one.sql, one.line, block=False)
    if reading.procedural and (where := dynamic.hidden(tokens)) is not None:
        reading.unread(reading.text.line(where.start), "sql_dynamic")


def _nested(reading: Reading, sql: str, line: int, *, block: bool) -> None:
    text = Text(sql, reading.text.dialect, line)
    inner = Reading(text, down=reading.down, depth=reading.depth + 1)
    inner.search_path = reading.search_path
    if block:
        inner.procedural = True
        tokens = tuple(text.tokens())
        if tokens:
            _block(inner, tokens)
    else:
        read_text(inner)
    for step in inner.steps:
        reading.add(step.line, step.operation)
    reading.gaps.extend(inner.gaps)
