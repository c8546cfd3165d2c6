"""Row security, masks and labels."""

import re

from auditor.connectors.migrations.sql.cursor import Cursor
from auditor.connectors.migrations.sql.lexer import STRING
from auditor.connectors.migrations.sql.reading import Reading
from auditor.model.migrations import GrantStep, Masking, RowSecurity

_OPEN = re.compile(r"\s*\(*\s*(?:true|1\s*=\s*1|1)\s*\)*\s*", re.IGNORECASE)


def policy(reading: Reading, cursor: Cursor, verb: str) -> None:
    """CREATE, ALTER or DROP POLICY … ON table; `cursor` stands behind POLICY."""
    cursor.take("IF", "EXISTS")
    cursor.take("IF", "NOT", "EXISTS")
    line, name = cursor.line, cursor.name()
    cursor.need("ON")
    table = reading.placed(cursor.name())
    if verb == "DROP":
        reading.add(line, RowSecurity(table, "drop_policy", policy=name))
        return
    restricts, reads, conditions = "", True, []
    while not cursor.done:
        word = cursor.peek()
        if word == "RESTRICTIVE":
            restricts = "yes"
        elif word == "FOR" and cursor.peek(1) in ("INSERT", "UPDATE", "DELETE"):
            reads = False
        elif word in ("USING", "CHECK") and cursor.peek(1) == "(":
            cursor.at += 1
            if word == "USING":
                conditions.append(cursor.group().rest())
            continue
        cursor.skip()
    if not reads or (verb == "ALTER" and not conditions):
        return
    if not restricts:
        opened = all(_OPEN.fullmatch(condition) for condition in conditions)
        restricts = "no" if opened else "yes"
    reading.add(line, RowSecurity(table, f"{verb.lower()}_policy", restricts, name))


def security_policy(reading: Reading, cursor: Cursor, verb: str) -> None:
    """SQL Server's security policies; `cursor` stands behind SECURITY POLICY."""
    cursor.take("IF", "EXISTS")
    line, name = cursor.line, cursor.name()
    if verb == "DROP":
        reading.add(line, RowSecurity("", "drop_policy", policy=name))
        return
    state = _state(cursor.fork())
    tables = False
    while not cursor.done:
        word = cursor.peek()
        if word in ("ADD", "ALTER", "DROP"):
            act = word
            cursor.at += 1
            if cursor.take_any("FILTER", "BLOCK") and cursor.skip_to("ON"):
                cursor.at += 1
                tables = True
                step = "drop_policy" if act == "DROP" else "create_policy"
                table = cursor.name()
                reading.add(line, RowSecurity(table, step, "yes" if act != "DROP" else "", name))
                continue
        cursor.skip()
    if state and (verb == "ALTER" or not tables):
        step = "enable" if state == "ON" else "disable"
        reading.add(line, RowSecurity("", step, policy=name))


def _state(cursor: Cursor) -> str:
    found = re.search(r"\bSTATE\s*=\s*(ON|OFF)\b", cursor.rest(), re.IGNORECASE)
    return found[1].upper() if found else ""


def security_label(reading: Reading, cursor: Cursor) -> None:
    """SECURITY LABEL FOR anon ON COLUMN t.c IS '…' (PostgreSQL Anonymizer)."""
    if not cursor.skip_to("ON"):
        return
    cursor.at += 1
    line = cursor.line
    if not cursor.take("COLUMN"):
        return
    table, _, column = cursor.name().rpartition(".")
    cursor.need("IS")
    if cursor.take("NULL"):
        action = "unmask"
    else:
        label = cursor.string().upper()
        action = "mask" if label.startswith("MASKED") else "unmask"
    reading.add(line, Masking(reading.placed(table), column, action))


_ARGUMENT = r"\b{name}\s*=>\s*'([^']*)'"


def oracle_package(reading: Reading, line: int, call: str) -> bool:
    """A call of DBMS_RLS or DBMS_REDACT; False where it is neither."""
    found = re.search(r"\bDBMS_(RLS|REDACT)\s*\.\s*(\w+)", call, re.IGNORECASE)
    if not found:
        return False
    package, act = found[1].upper(), found[2].upper()
    schema, table = _argument(call, "object_schema", 0), _argument(call, "object_name", 1)
    place = f"{schema}.{table}" if schema and table else table
    if package == "RLS":
        action = {"ADD_POLICY": "create_policy", "DROP_POLICY": "drop_policy"}.get(act)
        if act == "ENABLE_POLICY":
            off = re.search(r"\bfalse\b", call, re.IGNORECASE)
            action = "disable" if off else "enable"
        if action:
            restricts = "yes" if action == "create_policy" else ""
            reading.add(line, RowSecurity(place, action, restricts))
        return True
    column = _argument(call, "column_name", 3 if act == "ADD_POLICY" else -1)
    action = {"ADD_POLICY": "mask", "DROP_POLICY": "unmask", "DISABLE_POLICY": "unmask"}.get(act)
    if act == "ALTER_POLICY" and re.search(r"\bDROP_COLUMN\b", call, re.IGNORECASE):
        action = "unmask"
    if action:
        reading.add(line, Masking(place, column, action))
    return True


def _argument(call: str, name: str, place: int) -> str:
    found = re.search(_ARGUMENT.format(name=name), call, re.IGNORECASE)
    if found:
        return found[1]
    if "=>" in call or place < 0:
        return ""
    literals = re.findall(r"'([^']*)'", call)
    return literals[place] if place < len(literals) else ""


def role(reading: Reading, cursor: Cursor) -> None:
    """ALTER ROLE or USER … BYPASSRLS / SUPERUSER: it then sees all rows."""
    cursor.take("IF", "EXISTS")
    line, token = cursor.line, cursor.token()
    name = cursor.string() if token is not None and token.kind == STRING else cursor.name()
    while not cursor.done:
        word = cursor.peek()
        if word in ("BYPASSRLS", "SUPERUSER"):
            reading.add(line, GrantStep("", (name,), (word,), (), "database"))
        elif word in ("NOBYPASSRLS", "NOSUPERUSER"):
            reading.add(line, GrantStep("", (name,), (word[2:],), (), "database", revoke=True))
        elif word == "ADD" and cursor.peek(1) == "MEMBER":
            cursor.at += 2
            reading.add(line, GrantStep(name, (cursor.word(),), ("MEMBER",), (), "role"))
            continue
        elif word == "DROP" and cursor.peek(1) == "MEMBER":
            cursor.at += 2
            step = GrantStep(name, (cursor.word(),), ("MEMBER",), (), "role", revoke=True)
            reading.add(line, step)
            continue
        cursor.skip()
