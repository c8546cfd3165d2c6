"""CREATE FUNCTION, PROCEDURE and TRIGGER: the rows that they return, and what their body does."""

import re

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.lexer import BODY, STRING
from auditor.connectors.migrations.sql.queries import query_text, selecting
from auditor.connectors.migrations.sql.reading import Reading
from auditor.model.migrations import CreateView, Query, Traced

_RETURN_QUERY = re.compile(
    r"\breturn\s+query\s+(?!execute)(?P<query>.+?)(?:;|\Z)", re.IGNORECASE | re.DOTALL
)
_LOOP = re.compile(
    r"\bfor\s+\w+\s+in\s+(?P<query>(?:select|with)\b.+?)\bloop\b", re.IGNORECASE | re.DOTALL
)
_CURSOR = re.compile(
    r"\b(?:open\s+\w+\s+for|cursor\s+(?:\w+\s+)?(?:is|for))\s+(?P<query>(?:select|with)\b.+?)(?:;|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_RETURN = re.compile(
    r"\breturn\s*\(?\s*(?P<query>(?:select|with)\b.+?)\)?\s*(?:;|\Z|\bend\b)",
    re.IGNORECASE | re.DOTALL,
)
_INTO = re.compile(r"\binto\s+(?:strict\s+)?[\w.@]+(?:\s*,\s*[\w.@]+)*", re.IGNORECASE)
_ASSIGNS = re.compile(r"\bselect\s+(?:top\s+\d+\s+)?@\w+\s*=", re.IGNORECASE)
_SELECT = re.compile(
    r"(?:^|\n|;|\bbegin\b|\bas\b)\s*(?P<query>(?:select|with)\b[^;]+)", re.IGNORECASE | re.DOTALL
)


def create_routine(reading: Reading, cursor: Cursor) -> None:
    """`cursor` stands at FUNCTION, PROCEDURE, TRIGGER…; the body's steps are read by `blocks`."""
    kind = cursor.peek()
    cursor.at += 1
    if kind in ("TRIGGER", "EVENT", "PACKAGE", "TYPE"):
        return
    cursor.take("IF", "NOT", "EXISTS")
    line, name = cursor.line, reading.placed(cursor.name())
    outputs: tuple[str, ...] = ()
    if cursor.peek() == "(":
        outputs = _outputs(cursor.group())
    returns, names = _returns(cursor)
    outputs = names or outputs
    if returns in ("trigger", "event_trigger"):
        return
    query = _query(reading, cursor, kind, returns, outputs, name)
    if query is None:
        return
    definer = _is_definer(cursor, reading.text.dialect.name)
    reading.add(line, CreateView(name, query, "routine", "owner" if definer else "invoker"))


def _outputs(inside: Cursor) -> tuple[str, ...]:
    """The OUT parameters."""
    found = []
    for item in inside.items():
        mode = item.take_any("OUT", "INOUT")
        if (mode and not item.done) or (item.token(1) is not None and item.peek(1) == "OUT"):
            found.append(item.word())
    return tuple(found)


def _returns(cursor: Cursor) -> tuple[str, tuple[str, ...]]:
    """What the header says is returned: `table` with its columns, `setof x`, or a type."""
    ahead = cursor.fork()
    while not ahead.done and ahead.peek() not in ("AS", "IS", "BEGIN", "LANGUAGE"):
        if ahead.peek() in ("RETURNS", "RETURN"):
            ahead.at += 1
            if ahead.peek().startswith("@"):
                ahead.at += 1
            if ahead.take("TABLE"):
                names: tuple[str, ...] = ()
                if ahead.peek() == "(":
                    items = ahead.group().items()
                    names = tuple(item.word() for item in items if not item.done)
                return "table", names
            if ahead.take("SETOF"):
                return f"setof {ahead.name()}", ()
            if ahead.done or ahead.peek() == "(":
                return "", ()
            return ahead.name().lower(), ()
        ahead.skip()
    return "", ()


def _query(
    reading: Reading, cursor: Cursor, kind: str, returns: str, outputs: tuple[str, ...], name: str
) -> Query | None:
    """The query whose rows the routine returns, None where it returns nothing that is read."""
    body = _body(cursor)
    text = _returned(body, kind, returns, batches=reading.text.dialect.batches)
    scalar = bool(returns) and returns != "table" and not returns.startswith("setof ")
    if text:
        if not outputs and scalar:
            outputs = (name.rpartition(".")[2],)
        return query_text(reading, text, outputs)
    if returns.startswith("setof ") and returns[6:] not in ("record", "text", "json", "jsonb"):
        table = reading.placed(returns[6:])
        return query_text(reading, selecting("*", table))
    return Query(tuple(Traced(each) for each in outputs)) if outputs else None


def _body(cursor: Cursor) -> str:
    """The text of the body, out of its quotes where it stands in some."""
    ahead = cursor.fork()
    while not ahead.done:
        token = ahead.token()
        if token is not None and token.kind == BODY:
            return token.text
        if ahead.peek() in ("AS", "IS") and ahead.token(1) is not None:
            ahead.at += 1
            token = ahead.token()
            if token is not None and token.kind in (BODY, STRING):
                return token.text
            return ahead.rest()
        if ahead.peek() in ("BEGIN", "RETURN") or ahead.peek() == "SELECT":
            return ahead.rest()
        ahead.skip()
    return ""


def _returned(body: str, kind: str, returns: str, *, batches: bool) -> str:
    for pattern in (_RETURN_QUERY, _LOOP, _CURSOR, _RETURN):
        found = pattern.search(body)
        if found and (pattern is not _LOOP or "return next" in body.lower()):
            return _INTO.sub("", found["query"]) if pattern is not _RETURN else found["query"]
    if re.match(r"\s*(?:select|with)\b", body, re.IGNORECASE):  # a body in SQL
        return body.strip().rstrip(";").rpartition(";")[2].strip()
    scalar = bool(returns) and returns != "table"
    if kind in ("PROCEDURE", "PROC") or scalar or returns == "table":
        for found in _SELECT.finditer(body):
            query = _without_ends(found["query"])
            into = _INTO.search(query)
            assigns = _ASSIGNS.search(query) is not None
            if not assigns and (into is None or (scalar and not batches)):
                return _INTO.sub("", query) if into else query
    return ""


_CASES = re.compile(r"\b(case|end)\b", re.IGNORECASE)


def _without_ends(query: str) -> str:
    """The query without the END of a block around it, which SQL Server parts by no `;`."""
    depth = 0
    for found in _CASES.finditer(query):
        depth += 1 if found[1].lower() == "case" else -1
        if depth < 0:
            return query[: found.start()]
    return query


def _is_definer(cursor: Cursor, dialect: str) -> bool:
    """Whether it runs with the rights of its owner, as all do by default but PostgreSQL's."""
    ahead = cursor.fork()
    while not ahead.done:
        if ahead.peek() == "SECURITY":
            return ahead.peek(1) == "DEFINER"
        if ahead.peek() in ("AUTHID", "CALLER"):
            return False
        ahead.at += 1
    return dialect not in ("postgresql", "")
