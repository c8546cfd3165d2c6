"""GRANT, REVOKE, DENY and default privileges."""

from auditor.connectors.migrations.sql.cursor import Cursor, Unreadable
from auditor.connectors.migrations.sql.lexer import NAME, STRING
from auditor.connectors.migrations.sql.reading import Reading
from auditor.model.migrations import GrantStep

_ROUTINES = frozenset({"FUNCTION", "PROCEDURE", "ROUTINE", "FUNCTIONS", "PROCEDURES", "ROUTINES"})
_OTHERS = frozenset(
    [
        "SEQUENCE",
        "SEQUENCES",
        "TYPE",
        "TYPES",
        "LANGUAGE",
        "DOMAIN",
        "TABLESPACE",
        "FOREIGN",
        "LARGE",
        "PARAMETER",
        "DIRECTORY",
        "LIBRARY",
        "CERTIFICATE",
        "LOGIN",
        "ENDPOINT",
        "ASSEMBLY",
        "JAVA",
        "MINING",
        "EDITION",
        "SERVER",
        "USER",
    ]
)
_WHOLE = frozenset({"*", "*.*"})


def grant(reading: Reading, cursor: Cursor, *, revoke: bool, default: bool = False) -> None:
    """`cursor` stands behind GRANT, REVOKE or DENY."""
    for words in (("GRANT", "OPTION", "FOR"), ("ADMIN", "OPTION", "FOR")):
        if cursor.take(*words):
            return  # the right itself stays
    line = cursor.line
    privileges, columns = _privileges(cursor)
    if cursor.take("ON"):
        objects, level, more = _objects(cursor)
        columns = columns or more
        roles = _roles(cursor)
        if level == "other":
            return
        level = "default" if default and level != "routine" else level
        for name in objects:
            step = GrantStep(
                _placed(reading, name, level), roles, privileges, columns, level, revoke
            )
            reading.add(line, step)
        return
    roles = _roles(cursor)
    any_table = [word for word in privileges if word in ("SELECT ANY TABLE", "UNMASK")]
    if any_table:
        reading.add(line, GrantStep("", roles, tuple(any_table), (), "database", revoke))
    elif not any(" " in word for word in privileges):
        for granted in privileges:  # the names of roles
            reading.add(line, GrantStep(granted, roles, ("MEMBER",), (), "role", revoke))


def _placed(reading: Reading, name: str, level: str) -> str:
    return reading.placed(name) if level in ("relation", "routine") and name else name


def _privileges(cursor: Cursor) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The privileges, and the columns that reading is confined to."""
    found: list[str] = []
    columns: list[str] = []
    while not cursor.done:
        words: list[str] = []
        while not cursor.done and cursor.peek() not in ("(", ",", "ON", "TO", "FROM"):
            words.append(_privilege(cursor))
        privilege = " ".join(words)
        found.append(privilege)
        if cursor.peek() == "(":
            named = cursor.names()
            if privilege in ("SELECT", "ALL", "ALL PRIVILEGES", "UNMASK"):
                columns.extend(named)
        if not cursor.take(","):
            break
    return tuple(found), tuple(columns)


def _privilege(cursor: Cursor) -> str:
    """A word of a privilege in upper case; the name of a role as it is written."""
    token = cursor.token()
    if token is None:
        raise Unreadable(cursor.line)
    cursor.at += 1
    name = token.text if token.kind in (NAME, STRING) else token.text.upper()
    if cursor.peek().startswith("@"):  # MySQL: 'role'@'host'
        cursor.at += 1
        if token.kind in (NAME, STRING) and cursor.token() is not None and cursor.peek() == "":
            cursor.at += 1
    return name


def _objects(cursor: Cursor) -> tuple[list[str], str, tuple[str, ...]]:
    """The objects of a grant, what they are, and the columns that SQL Server lists behind."""
    if cursor.take("ALL"):
        kind = cursor.peek()
        cursor.at += 1
        cursor.take("IN")
        cursor.take("SCHEMA")
        if kind == "TABLES":
            return _names(cursor), "schema", ()
        return ([], "other", ()) if kind not in _ROUTINES else (_names(cursor), "schema", ())
    level = "relation"
    if cursor.peek(1) == "::":  # SQL Server: SCHEMA::portail, OBJECT::dbo.t
        level = {"SCHEMA": "schema", "DATABASE": "database", "OBJECT": "relation"}.get(
            cursor.peek(), "other"
        )
        cursor.at += 2
    elif cursor.peek() in ("SCHEMA", "DATABASE"):
        level = "other"  # USAGE, CREATE, CONNECT: none of them shows a row
        cursor.at += 1
    elif cursor.peek() in _ROUTINES and cursor.token(1) is not None:
        level = "routine"
        cursor.at += 1
    elif cursor.peek() in _OTHERS and cursor.peek(1) not in ("TO", "FROM", "."):
        level = "other"
        cursor.at += 1
    elif cursor.peek() in ("TABLE", "TABLES", "VIEW"):
        cursor.at += 1
    if cursor.peek() in ("TO", "FROM"):
        return [""], level, ()
    return _listed(cursor, level)


def _listed(cursor: Cursor, level: str) -> tuple[list[str], str, tuple[str, ...]]:
    names: list[str] = []
    columns: tuple[str, ...] = ()
    while not cursor.done and cursor.peek() not in ("TO", "FROM"):
        name = _object(cursor)
        if cursor.peek() == "(" and level == "relation":
            columns = tuple(item.word() for item in cursor.group().items() if not item.done)
        elif cursor.peek() == "(":
            cursor.skip()
        schema = name.rpartition(".")
        if name in _WHOLE:
            level, name = "database", ""
        elif schema[2] == "*":
            level, name = "schema", schema[0]
        names.append(name)
        if not cursor.take(","):
            break
    return names, level, columns


def _object(cursor: Cursor) -> str:
    if cursor.take("*"):
        if cursor.take("."):
            cursor.take("*")
        return "*"
    return cursor.name()


def _names(cursor: Cursor) -> list[str]:
    names = [cursor.name()]
    while cursor.take(","):
        names.append(cursor.name())
    return names


def _roles(cursor: Cursor) -> tuple[str, ...]:
    """Who is granted to or revoked from, without the host of MySQL."""
    if not cursor.skip_to("TO", "FROM"):
        raise Unreadable(cursor.line)
    cursor.at += 1
    roles: list[str] = []
    while not cursor.done:
        cursor.take("GROUP")
        cursor.take("ROLE")
        token = cursor.token()
        if token is None:
            break
        if token.kind == STRING:
            cursor.at += 1
            roles.append(token.text)
        else:
            roles.append(cursor.name())
        cursor.skip_to(",", "WITH", "CASCADE", "IDENTIFIED", "GRANTED", "AS", "REQUIRE")
        if not cursor.take(","):
            break
    return tuple(_bare(role) for role in roles)


def _bare(role: str) -> str:
    return role.partition("@")[0] or role


def default_privileges(reading: Reading, cursor: Cursor) -> None:
    """ALTER DEFAULT PRIVILEGES [FOR ROLE …] [IN SCHEMA …] GRANT … ON TABLES TO …."""
    schemas: list[str] = [""]
    while not cursor.done and cursor.peek() not in ("GRANT", "REVOKE"):
        if cursor.take("IN", "SCHEMA"):
            schemas = _names(cursor)
        else:
            cursor.at += 1
    revoke = cursor.take_any("GRANT", "REVOKE") == "REVOKE"
    cursor.take("GRANT", "OPTION", "FOR")
    line = cursor.line
    privileges, _ = _privileges(cursor)
    cursor.need("ON")
    kind = cursor.peek()
    roles = _roles(cursor)
    if kind in ("TABLES", "ROUTINES", "FUNCTIONS"):
        for schema in schemas:
            reading.add(line, GrantStep(schema, roles, privileges, (), "default", revoke))
