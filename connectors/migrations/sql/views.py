"""CREATE VIEW and ALTER VIEW."""

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.queries import query_of
from auditor.connectors.migrations.sql.reading import Reading
from auditor.model.migrations import CreateView, RenameTable

_TAILS = ("WITH",)


def create_view(reading: Reading, cursor: Cursor, *, materialized: bool, invoker: bool) -> None:
    """`cursor` stands behind VIEW."""
    cursor.take("IF", "NOT", "EXISTS")
    line, view = cursor.line, reading.placed(cursor.name())
    names: tuple[str, ...] = ()
    if cursor.peek() == "(":
        names = tuple(item.word() for item in cursor.group().items() if item.token() is not None)
    while not cursor.done and not cursor.sees("AS"):
        text = cursor.peek()
        if text == "INVOKER" or (text == "(" and "security_invoker" in _lower(cursor)):
            invoker = True
        cursor.skip()
    cursor.need("AS")
    query = query_of(reading, _without_tail(cursor), names)
    cursor.skip_to()
    kind = "materialized_view" if materialized else "view"
    reading.add(line, CreateView(view, query, kind, "invoker" if invoker else "owner"))


def _lower(cursor: Cursor) -> str:
    return cursor.fork().group().rest().lower()


def _without_tail(cursor: Cursor) -> Cursor:
    """The query without WITH [NO] DATA, WITH CHECK OPTION or WITH READ ONLY."""
    ahead, last = cursor.fork(), cursor.at
    while not ahead.done:
        if ahead.peek() == "WITH" and _is_tail(ahead) and ahead.at > cursor.at:
            last = ahead.at
            return Cursor(cursor.text, cursor.tokens, cursor.at, last)
        ahead.skip()
    return cursor.fork()


def _is_tail(cursor: Cursor) -> bool:
    return cursor.peek(1) in ("NO", "DATA", "CHECK", "READ", "LOCAL", "CASCADED") and cursor.peek(
        2
    ) in ("DATA", "CHECK", "OPTION", "ONLY", "")


def alter_view(reading: Reading, cursor: Cursor, *, materialized: bool) -> None:
    """A new definition (MySQL, SQL Server) or a new name; `cursor` stands behind VIEW."""
    cursor.take("IF", "EXISTS")
    start, line, view = cursor.fork(), cursor.line, reading.placed(cursor.name())
    if cursor.sees("RENAME", "TO"):
        cursor.at += 2
        reading.add(line, RenameTable(view, _beside(view, cursor.name())))
    elif cursor.sees("SET", "SCHEMA"):
        cursor.at += 2
        reading.add(line, RenameTable(view, f"{cursor.word()}.{view.rpartition('.')[2]}"))
    elif start.skip_to("AS") and start.peek(1) in ("SELECT", "WITH", "("):
        start = start.behind(start.at + 1)
        reading.add(line, CreateView(view, query_of(reading, _without_tail(start))))
    del materialized


def _beside(view: str, name: str) -> str:
    schema = view.rpartition(".")[0]
    return f"{schema}.{name}" if schema and "." not in name else name
