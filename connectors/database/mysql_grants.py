"""What SHOW GRANTS says of the account: whether it may write, and which schemas it sees whole.

The catalogue shows an account only what it holds a right on, so what it hides can only be told
from the grants themselves.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_GRANT = re.compile(
    r'^GRANT (?P<rights>.+?) ON (?:TABLE )?(?P<schema>\*|"(?:[^"]|"")*"|`(?:[^`]|``)*`)'
    r"\.(?P<table>\*|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`) TO ",
    re.DOTALL,
)
_COLUMNS = re.compile(r"\([^)]*\)")
_ALL = ("ALL PRIVILEGES", "ALL")
_WRITES = frozenset(
    {*_ALL, "INSERT", "UPDATE", "DELETE", "DELETE HISTORY", "DROP", "ALTER", "CREATE", "FILE"}
    | {"SUPER", "TRIGGER", "INDEX"}
)
_READS = frozenset({*_ALL, "SELECT"})


@dataclass(frozen=True, slots=True)
class Grant:
    """One line: rights without their columns, on a schema pattern and a table, "" for all."""

    rights: frozenset[str]
    schema: str
    table: str

    def covers(self, schema: str) -> bool:
        """Whether it holds for every table of that schema."""
        return self.table == "" and like(self.schema, schema)


def parse(lines: Iterable[str]) -> tuple[Grant, ...]:
    """The grants on tables; lines of roles, routines and proxies are none."""
    found = (_GRANT.match(line) for line in lines)
    return tuple(
        Grant(
            frozenset(right.strip() for right in _COLUMNS.sub("", match["rights"]).split(",")),
            _unquoted(match["schema"], every="%"),
            _unquoted(match["table"], every=""),
        )
        for match in found
        if match
    )


def can_write(grants: Iterable[Grant]) -> bool:
    """Whether any of them lets the account change data or structure, or write a file."""
    return any(grant.rights & _WRITES for grant in grants)


def sees_whole(grants: Iterable[Grant], schema: str) -> bool:
    """Whether the account may read every table of the schema, and so sees all of them."""
    return any(grant.rights & _READS and grant.covers(schema) for grant in grants)


def _unquoted(name: str, every: str) -> str:
    """The name, which may be a star between quotes; a bare star stands for every one."""
    if name == "*":
        return every
    return name[1:-1].replace(name[0] * 2, name[0])


def like(pattern: str, schema: str) -> bool:
    """A schema in a grant is a LIKE pattern; a backslash takes a sign as it is."""
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    signs = {"%": ".*", "_": "."}
    expression = "".join(signs.get(part, re.escape(part[-1])) for part in parts)
    return re.fullmatch(expression, schema, re.DOTALL) is not None
