"""The smaller statements: comments, new names, drops, calls of procedures, settings."""

import re

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.queries import query_text, selecting
from auditor.connectors.migrations.sql.reading import Reading
from auditor.connectors.migrations.sql.security import oracle_package
from auditor.model.migrations import (
    CommentOn,
    DropTable,
    Export,
    RenameColumn,
    RenameTable,
)


def comment_on(reading: Reading, cursor: Cursor) -> None:
    """COMMENT ON TABLE or COLUMN … IS '…'."""
    cursor.at += 1
    if not cursor.take("ON"):
        return
    kind = cursor.peek()
    cursor.at += 1
    if kind == "MATERIALIZED":
        cursor.at += 1
    if kind not in ("TABLE", "COLUMN", "VIEW", "MATERIALIZED", "FOREIGN"):
        return
    cursor.take("TABLE")
    line, name = cursor.line, cursor.name()
    cursor.need("IS")
    text = "" if cursor.take("NULL") else cursor.string()
    if kind == "COLUMN":
        table, _, column = name.rpartition(".")
        reading.add(line, CommentOn(reading.placed(table), column, text))
    else:
        reading.add(line, CommentOn(reading.placed(name), "", text))


def rename(reading: Reading, cursor: Cursor) -> None:
    """RENAME [TABLE] a TO b (MySQL, Oracle)."""
    cursor.at += 1
    cursor.take_any("TABLE", "TABLES")
    for item in cursor.items():
        line, old = item.line, item.name()
        item.need("TO")
        reading.add(line, RenameTable(reading.placed(old), reading.placed(item.name())))


def drop(reading: Reading, cursor: Cursor, kind: str) -> None:
    """What stands behind DROP TABLE, VIEW, FUNCTION or PROCEDURE."""
    cursor.take("IF", "EXISTS")
    for item in cursor.items():
        line = item.line
        reading.add(line, DropTable(reading.placed(item.name()), kind))


def transfer(reading: Reading, cursor: Cursor) -> None:
    """SQL Server: ALTER SCHEMA a TRANSFER b.t."""
    schema = cursor.name()
    if not cursor.take("TRANSFER"):
        return
    if cursor.peek(1) == "::":
        cursor.at += 2
    line, table = cursor.line, cursor.name()
    reading.add(line, RenameTable(table, f"{schema}.{table.rpartition('.')[2]}"))


def publication(reading: Reading, cursor: Cursor) -> None:
    """CREATE PUBLICATION … FOR TABLE: rows leave for whoever subscribes."""
    if not cursor.skip_to("TABLE"):
        return
    cursor.at += 1
    for item in cursor.items():
        item.take("TABLE")
        item.take("ONLY")
        line, table = item.line, reading.placed(item.name())
        columns = ", ".join(item.names()) if item.peek() == "(" else "*"
        reading.add(line, Export(query_text(reading, selecting(columns, table))))


def synonym(reading: Reading, cursor: Cursor) -> None:
    """A synonym shows nothing that its table does not: nothing is added."""
    del reading
    cursor.skip_to()


def classification(cursor: Cursor) -> None:
    """SQL Server: ADD SENSITIVITY CLASSIFICATION, ADD SIGNATURE."""
    cursor.need("ADD")
    if not cursor.take_any("SENSITIVITY", "SIGNATURE", "COUNTER"):
        cursor.need("SENSITIVITY")


_PATH = re.compile(
    r"\b(?:search_path|current_schema)\s*(?:=|\bto\b)\s*(.+)", re.IGNORECASE | re.DOTALL
)
_BUILT_IN = frozenset({"pg_catalog", "public", "", "default", "$user", "pg_temp", "dbo"})


def settings(reading: Reading, cursor: Cursor) -> None:
    """SET search_path, ALTER SESSION SET CURRENT_SCHEMA: where names without a schema stand."""
    found = _PATH.search(cursor.rest())
    if found:
        first = found[1].split(",")[0].strip().strip("'\"").strip()
        reading.search_path = "" if first.lower() in _BUILT_IN or "{" in first else first


def call(reading: Reading, cursor: Cursor) -> None:
    """EXEC, CALL and the like: procedures of the server that change what is looked for."""
    line, text = cursor.line, cursor.rest()
    if oracle_package(reading, line, text):
        return
    found = re.search(
        r"\bsp_(rename|addextendedproperty|updateextendedproperty)\b", text, re.IGNORECASE
    )
    if not found:
        return
    literals = [literal.replace("''", "'") for literal in re.findall(r"'((?:[^']|'')*)'", text)]
    if found[1].lower() == "rename":
        _sp_rename(reading, line, literals)
    else:
        _extended(reading, line, text, literals)


_OLD, _NEW, _KIND = range(3)


def _sp_rename(reading: Reading, line: int, literals: list[str]) -> None:
    if len(literals) <= _NEW:
        return
    old = [part.strip('[]"') for part in literals[_OLD].split(".")]
    new = literals[_NEW].strip('[]"')
    kind = literals[_KIND].upper() if len(literals) > _KIND else "OBJECT"
    if kind == "COLUMN" and len(old) > 1:
        reading.add(line, RenameColumn(".".join(old[:-1]), old[-1], new))
    elif kind == "OBJECT":
        reading.add(line, RenameTable(".".join(old), ".".join((*old[:-1], new))))


def _extended(reading: Reading, line: int, text: str, literals: list[str]) -> None:
    """MS_Description is how SQL Server comments a table or a column."""
    named = dict(re.findall(r"@(\w+)\s*=\s*N?'((?:[^']|'')*)'", text))
    if named:
        value, schema = named.get("value", ""), named.get("level0name", "")
        table, column = named.get("level1name", ""), named.get("level2name", "")
    else:
        value = literals[1] if len(literals) > 1 else ""
        schema, table, column = (*literals[3:8:2], "", "", "")[:3]
    if table:
        place = f"{schema}.{table}" if schema and schema.lower() != "dbo" else table
        reading.add(line, CommentOn(place, column, value))
