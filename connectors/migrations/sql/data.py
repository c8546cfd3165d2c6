"""Rows written, copied and sent out."""

import re
from dataclasses import replace

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.queries import items_of, query_of, query_text, selecting
from auditor.connectors.migrations.sql.reading import Reading
from auditor.connectors.migrations.sql.rows import read_values
from auditor.connectors.migrations.sql.transforms import transform_of
from auditor.model.migrations import (
    CreateTable,
    Export,
    Masking,
    WriteData,
)

_QUERY = ("SELECT", "WITH", "TABLE")
_PREFIXES = ("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO", "OVERWRITE", "TOP")


def insert(reading: Reading, cursor: Cursor) -> None:
    """INSERT and REPLACE, from values or from a query."""
    cursor.at += 1
    if cursor.take("OR"):
        cursor.at += 1
    if cursor.sees("ALL") or cursor.sees("FIRST"):  # Oracle's INSERT ALL
        _insert_all(reading, cursor)
        return
    while cursor.take_any(*_PREFIXES):
        if cursor.peek() == "(":
            cursor.skip()
    line, table = cursor.line, reading.placed(cursor.name())
    _insert_into(reading, cursor, table, line)


def _insert_into(reading: Reading, cursor: Cursor, table: str, line: int) -> None:
    if cursor.take("AS") or (
        cursor.peek()
        not in (
            "VALUES",
            "SELECT",
            "WITH",
            "SET",
            "DEFAULT",
            "VALUE",
            "EXEC",
            "OVERRIDING",
            "OUTPUT",
            "TABLE",
        )
        and cursor.peek()
        and cursor.peek() != "("
    ):
        cursor.at += 1
    columns: tuple[str, ...] = ()
    if cursor.peek() == "(" and cursor.peek(1) not in _QUERY:
        columns = tuple(item.word() for item in cursor.group().items() if not item.done)
    while not cursor.done and cursor.peek() not in (*_QUERY, "VALUES", "VALUE", "SET", "(", "EXEC"):
        cursor.skip()
    if cursor.peek() in (*_QUERY, "("):
        if cursor.peek() == "(" and cursor.peek(1) not in (*_QUERY, "("):
            return
        query = query_of(reading, _before_conflict(cursor))
        reading.add(line, WriteData(table, columns, (), query))
    elif cursor.take_any("VALUES", "VALUE"):
        read_values(reading, cursor, table, columns, line)
    elif cursor.take("SET"):
        _assign(reading, cursor, table, line, "insert")


def _insert_all(reading: Reading, cursor: Cursor) -> None:
    cursor.at += 1
    while cursor.skip_to("INTO", "SELECT") and cursor.take("INTO"):
        line, table = cursor.line, reading.placed(cursor.name())
        columns = cursor.names() if cursor.peek() == "(" else ()
        if cursor.take("VALUES"):
            inside = cursor.fork()
            cursor.skip()
            read_values(
                reading,
                Cursor(inside.text, inside.tokens, inside.at, cursor.at),
                table,
                columns,
                line,
            )


def _before_conflict(cursor: Cursor) -> Cursor:
    """The query of an INSERT without ON CONFLICT, ON DUPLICATE KEY or RETURNING."""
    ahead = cursor.fork()
    while not ahead.done:
        if ahead.peek() == "RETURNING" or (
            ahead.peek() == "ON" and ahead.peek(1) in ("CONFLICT", "DUPLICATE")
        ):
            break
        ahead.skip()
    return Cursor(cursor.text, cursor.tokens, cursor.at, ahead.at)


def update(reading: Reading, cursor: Cursor) -> None:
    """UPDATE … SET, with what its expressions are made of."""
    cursor.at += 1
    if cursor.take("OR"):
        cursor.at += 1
    while cursor.take_any("ONLY", "LOW_PRIORITY", "IGNORE"):
        pass
    if cursor.take("TOP"):
        cursor.skip()
    if cursor.sees("STATISTICS"):
        return
    line, start = cursor.line, cursor.at
    table = reading.placed(cursor.name())
    cursor.take("AS")
    alias = cursor.word() if cursor.peek() not in ("SET", ",", "") or _quoted(cursor) else ""
    joined = ""
    if not cursor.sees("SET"):
        cursor.skip_to("SET")
        joined = cursor.since(start)  # MySQL: UPDATE a JOIN b ON … SET
    cursor.need("SET")
    _assign(reading, cursor, table, line, "update", alias, joined)


def _quoted(cursor: Cursor) -> bool:
    token = cursor.token()
    return token is not None and token.kind == "q"


def _assign(
    reading: Reading,
    cursor: Cursor,
    table: str,
    line: int,
    kind: str,
    alias: str = "",
    joined: str = "",
) -> None:
    ahead = cursor.fork()
    ahead.skip_to("FROM", "WHERE", "RETURNING", "OUTPUT", "ORDER", "LIMIT")
    sets = Cursor(cursor.text, cursor.tokens, cursor.at, ahead.at)
    source = _sources(ahead, table, alias, joined)
    table, prefixes = _target(ahead, table, alias)
    first = len(reading.steps)
    for item in sets.items():
        _assigned(reading, item, table, kind, source, prefixes)
    if kind == "update" and ahead.done:
        _overwritten(reading, first)
    del line


def _overwritten(reading: Reading, first: int) -> None:
    """One constant for every row leaves nothing of what stood there, unless it tells a person."""
    for place, step in enumerate(reading.steps[first:], first):
        operation = step.operation
        if isinstance(operation, WriteData) and not operation.query and not operation.found:
            emptied = replace(operation, kind="truncate")
            reading.steps[place] = replace(step, operation=emptied)


def _sources(ahead: Cursor, table: str, alias: str, joined: str) -> str:
    """The FROM clause that the expressions of an UPDATE are read from."""
    own = f"{table} {alias}".strip()
    if joined:
        return joined
    if ahead.peek() != "FROM":
        return own
    start = ahead.at + 1
    ahead.at += 1
    ahead.skip_to("WHERE", "RETURNING", "OPTION")
    listed = ahead.since(start)
    mentioned = re.search(rf"\b{re.escape(table.rpartition('.')[2])}\b", listed, re.IGNORECASE)
    return listed if mentioned else f"{own}, {listed}"


def _target(ahead: Cursor, table: str, alias: str) -> tuple[str, frozenset[str]]:
    """The table that is written; in SQL Server the name may be an alias of the FROM clause."""
    text = ahead.text.text[ahead.tokens[0].start : ahead.tokens[ahead.at - 1].end]
    found = re.search(
        rf"\b(?:from|join)\s+([\w.\[\]\"]+)\s+(?:as\s+)?{re.escape(table)}\b", text, re.IGNORECASE
    )
    real = re.sub(r"[\[\]\"]", "", found[1]) if found and "." not in table else table
    return real, frozenset({table.lower(), alias.lower(), real.lower()})


def _assigned(
    reading: Reading,
    item: Cursor,
    table: str,
    kind: str,
    source: str,
    prefixes: frozenset[str],
) -> None:
    line = item.line
    if item.peek() == "(":
        columns = item.names()
        item.take("=")
        if item.peek() == "(":
            inside = item.group()
            text = inside.rest()
            if inside.peek() != "SELECT":
                text = selecting(text, source)
            reading.add(line, WriteData(table, columns, (), query_text(reading, text), kind))
        return
    prefix, _, column = item.name().rpartition(".")
    del prefixes, prefix
    if not item.take("="):
        return
    if item.sees("NULL") and item.token(1) is None:
        reading.add(line, WriteData(table, (column,), (), None, "truncate"))
        return
    text = item.rest()
    if transform_of(text) == "decrypted":
        reading.add(line, Masking(table, column, "decrypt"))
    if _is_literal(item):
        item.at -= 0
        read_values(reading, item, table, (column,), line, kind=kind, bare=True)
        return
    query = query_text(reading, selecting(text, source), (column,))
    reading.add(line, WriteData(table, (column,), (), query, kind))


def _is_literal(item: Cursor) -> bool:
    token = item.token()
    return token is not None and token.kind in ("s", "n") and item.token(1) is None


def delete(reading: Reading, cursor: Cursor) -> None:
    """DELETE without a condition empties the table."""
    cursor.at += 1
    cursor.take("FROM")
    cursor.take("ONLY")
    line, table = cursor.line, reading.placed(cursor.name())
    kind = "delete" if cursor.skip_to("WHERE", "USING", "JOIN", "LIMIT", "FROM") else "truncate"
    reading.add(line, WriteData(table, (), (), None, kind))


def truncate(reading: Reading, cursor: Cursor) -> None:
    """TRUNCATE [TABLE] a, b."""
    cursor.at += 1
    cursor.take("TABLE")
    for item in cursor.items():
        item.take("ONLY")
        line = item.line
        reading.add(line, WriteData(reading.placed(item.name()), (), (), None, "truncate"))


def merge(reading: Reading, cursor: Cursor) -> None:
    """MERGE INTO t USING source: what it inserts and sets comes from the source."""
    cursor.at += 1
    cursor.take("INTO")
    line, start = cursor.line, cursor.at
    table = reading.placed(cursor.name())
    cursor.skip_to("USING")
    own = cursor.since(start)
    cursor.need("USING")
    start = cursor.at
    cursor.skip_to("ON")
    source = f"{own}, {cursor.since(start)}"
    while cursor.skip_to("INSERT", "SET"):
        if cursor.take("SET"):
            ahead = cursor.fork()
            ahead.skip_to("WHEN", "WHERE", "OUTPUT", "DELETE")
            sets = Cursor(cursor.text, cursor.tokens, cursor.at, ahead.at)
            for item in sets.items():
                _assigned(reading, item, table, "update", source, frozenset())
            cursor.at = ahead.at
            continue
        cursor.at += 1
        columns = cursor.names() if cursor.peek() == "(" else ()
        if cursor.take("VALUES") and cursor.peek() == "(":
            text = selecting(cursor.group().rest(), source)
            reading.add(line, WriteData(table, columns, (), query_text(reading, text)))


def copy(reading: Reading, cursor: Cursor) -> None:
    r"""COPY … TO sends out; COPY … FROM stdin carries its rows (see `rows`)."""
    cursor.at += 1
    line = cursor.line
    if cursor.peek() == "(":
        query = query_of(reading, cursor.group())
    else:
        table = reading.placed(cursor.name())
        columns = ", ".join(cursor.names()) if cursor.peek() == "(" else "*"
        query = query_text(reading, selecting(columns, table))
    if cursor.peek() == "TO":
        reading.add(line, Export(query))


def select(reading: Reading, cursor: Cursor) -> None:
    """A query that makes a table (SELECT … INTO), writes a file, or only reads."""
    start = cursor.fork()
    line = cursor.line
    if cursor.peek() == "WITH":
        _with(reading, cursor)
        return
    ahead = cursor.fork()
    if not ahead.skip_to("INTO", "FROM") or ahead.peek() != "INTO":
        if (
            ahead.peek() == "FROM"
            and ahead.skip_to("INTO")
            and ahead.peek(1) in ("OUTFILE", "DUMPFILE")
        ):
            text = reading.text.text[_start(start) : ahead.tokens[ahead.at].start]
            reading.add(line, Export(query_text(reading, text)))
        return
    into = ahead.at
    ahead.at += 1
    if ahead.peek() in ("OUTFILE", "DUMPFILE"):
        ahead.skip_to("FROM")
    elif reading.procedural and not reading.text.dialect.batches:
        return  # into variables
    elif ahead.peek().startswith("@"):
        return
    else:
        temporary = bool(ahead.take_any("TEMP", "TEMPORARY", "UNLOGGED"))
        ahead.take("TABLE")
        table = ahead.name()
        temporary = temporary or table.startswith("#")
        text = _cut_out(start, into, ahead.at)
        query = query_text(reading, text, (), items_of(start))
        reading.add(
            line,
            CreateTable(
                reading.placed(table) if not temporary else table,
                (),
                query=query,
                temporary=temporary,
            ),
        )
        return
    text = _cut_out(start, into, ahead.at)
    reading.add(line, Export(query_text(reading, text, (), items_of(start))))


def _with(reading: Reading, cursor: Cursor) -> None:
    """WITH … INSERT INTO, UPDATE or SELECT … INTO: the body is read as if it stood alone."""
    start = cursor.fork()
    if not cursor.skip_to("INSERT", "UPDATE", "DELETE", "SELECT", "MERGE"):
        return
    head = cursor.since(start.at)
    match cursor.peek():
        case "INSERT":
            line = cursor.line
            cursor.at += 1
            cursor.take("INTO")
            table = reading.placed(cursor.name())
            columns = cursor.names() if cursor.peek() == "(" else ()
            if cursor.peek() in _QUERY:
                body = _before_conflict(cursor)
                query = query_text(reading, f"{head} {body.rest()}", (), items_of(body))
                reading.add(line, WriteData(table, columns, (), query))
        case "UPDATE":
            update(reading, cursor)
        case "DELETE":
            delete(reading, cursor)


def _start(cursor: Cursor) -> int:
    return cursor.tokens[cursor.at].start


def _cut_out(start: Cursor, into: int, after: int) -> str:
    """The query without its INTO clause."""
    text, tokens = start.text.text, start.tokens
    head = text[tokens[start.at].start : tokens[into].start]
    rest = start.behind(after)
    return f"{head} {rest.rest()}"


def load(reading: Reading, cursor: Cursor) -> None:
    """UNLOAD ('SELECT …') TO and EXPORT TABLE send out; LOAD DATA brings in what is not here."""
    word, line = cursor.peek(), cursor.line
    cursor.at += 1
    if word == "UNLOAD" and cursor.peek() == "(":
        reading.add(line, Export(query_text(reading, cursor.group().string())))
    elif word == "EXPORT":
        cursor.take("TABLE")
        query = query_text(reading, selecting("*", reading.placed(cursor.name())))
        reading.add(line, Export(query))
