"""The server's tables of grants as edges: accounts, roles, patterns of schemas.

An account is called `user@host`, a role of MariaDB by its name alone. Of the grants on schemas the
server takes the first that fits, host before pattern before user (MySQL manual, 8.2.7; MariaDB,
GRANT), so that a narrow one hides a wider one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.connectors.database.mysql_grants import like
from auditor.model.access import PUBLIC, Grant, Membership, Role

Row = Mapping[str, Any]

_PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "EXECUTE")
_EVERYTHING = ("select", "insert", "update", "delete", "create", "drop", "execute")
_OF_TABLE = frozenset(
    {"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "INDEX", "REFERENCES"}
)
"""What ALL PRIVILEGES on a table gives on every version; later ones add to it."""
_ANY_HOST = "%"
_NO_WILDCARD = 128


@dataclass(frozen=True, slots=True)
class Account:
    """A user at a host, a role (no host), or everyone."""

    user: str
    host: str

    @property
    def name(self) -> str:
        """What it is called in edges; a role of MariaDB may be PUBLIC, which is everyone."""
        if not self.host:
            return PUBLIC if self.user == PUBLIC else self.user
        return f"{self.user}@{self.host}"


def named(row: Row) -> Account:
    """The account of a row of grants."""
    return Account(row["user"] or "", row["host"] or "")


def roles(source: str, rows: Iterable[Row]) -> Iterator[Role]:
    """Accounts and roles with what widens their rights; PUBLIC is no role of its own."""
    for row in rows:
        account = named(row)
        if account.name == PUBLIC:
            continue
        locked, is_role = bool(row["locked"]), bool(row["is_role"])
        held = {
            "login": not is_role and not locked,
            "locked": locked and not is_role,
            "superuser": _everything(row) and row["super_priv"] == "Y",
            "create_role": row["create_user_priv"] == "Y",
            "server_files": row["file_priv"] == "Y",
        }
        yield Role(source, account.name, tuple(sorted(key for key, value in held.items() if value)))


def memberships(source: str, rows: Iterable[Row], accounts: Iterable[Row]) -> Iterator[Membership]:
    """A role of a role is always in force; an account's only if it is its default, or set."""
    default = {named(row): row["default_role"] for row in accounts}
    for row in rows:
        member = named(row)
        role = Account(row["role"], row["role_host"] or "")
        by_role = not member.host
        active = bool(row["by_default"]) or default.get(member) == row["role"]
        yield Membership(
            source,
            member.name,
            role.name,
            inherits=by_role or active,
            may_set=not by_role,
            keeps=True,
            # MySQL lets a definer's default roles work in its views; MariaDB does not.
            by_session=not by_role and not row["role_host"],
        )


def on_server(source: str, rows: Iterable[Row], schemas: Sequence[str]) -> Iterator[Grant]:
    """Rights on everything; where MySQL revoked some for a schema, on all the others."""
    for row in rows:
        revoked = _revoked(row["restrictions"])
        for privilege in _held(row):
            less = {schema for schema, names in revoked.items() if privilege in names}
            for schema in sorted(set(schemas) - less) if less else ("",):
                yield Grant(
                    source,
                    named(row).name,
                    privilege,
                    schema,
                    grantable=row["grant_priv"] == "Y",
                    level="schema" if schema else "server",
                )


def on_schemas(
    source: str, rows: Iterable[Row], accounts: Iterable[Row], schemas: Sequence[str]
) -> Iterator[Grant]:
    """For each account and schema, the one row of grants that counts."""
    ordered = sorted(rows, key=_rank)
    for account in sorted({named(row) for row in accounts}, key=lambda one: one.name):
        fitting = [row for row in ordered if _fits(row, account)]
        for schema in schemas:
            first = next((row for row in fitting if like(row["pattern"], schema)), None)
            for privilege in _held(first) if first else ():
                grantable = first is not None and first["grant_priv"] == "Y"
                yield Grant(
                    source, account.name, privilege, schema, grantable=grantable, level="schema"
                )


def on_tables(
    source: str, rows: Iterable[Row], names: Mapping[tuple[str, str], str]
) -> Iterator[Grant]:
    """Rights on a table or one of its columns."""
    for row in rows:
        container = names.get((row["schema"], row["name"]))
        held = {right.strip().upper() for right in row["rights"].split(",")}
        rights = ("ALL",) if held >= _OF_TABLE else tuple(p for p in _PRIVILEGES if p in held)
        for privilege in rights:
            if container is not None:
                yield Grant(
                    source,
                    named(row).name,
                    privilege,
                    container,
                    row["column"],
                    grantable="GRANT" in held,
                )


def on_routines(
    source: str, rows: Iterable[Row], names: Mapping[tuple[str, str, str], str]
) -> Iterator[Grant]:
    """The right to call a function or procedure."""
    for row in rows:
        container = names.get((row["schema"], row["name"].lower(), row["type"]))
        held = {right.strip().upper() for right in row["rights"].split(",")}
        if container is not None and "EXECUTE" in held:
            yield Grant(
                source,
                named(row).name,
                "EXECUTE",
                container,
                grantable="GRANT" in held,
                level="routine",
            )


def _held(row: Row) -> tuple[str, ...]:
    if _everything(row):
        return ("ALL",)
    return tuple(name for name in _PRIVILEGES if row[f"{name.lower()}_priv"] == "Y")


def _everything(row: Row) -> bool:
    return all(row[f"{name}_priv"] == "Y" for name in _EVERYTHING)


def _fits(row: Row, account: Account) -> bool:
    """Whether a grant on schemas counts for that account: an unnamed user's counts for all."""
    there = named(row)
    if there == account:
        return True
    return not there.user and bool(account.host) and there.host in (account.host, _ANY_HOST)


def _rank(row: Row) -> tuple[int, int, bool]:
    return (-_precise(row["host"] or ""), -_precise(row["pattern"], escaped=True), not row["user"])


def _precise(pattern: str, *, escaped: bool = False) -> int:
    """How far into the name the first wildcard stands, as the server sorts by it."""
    position = 0
    while position < len(pattern):
        if escaped and pattern[position] == "\\" and position + 1 < len(pattern):
            position += 2
            continue
        if pattern[position] in "%_":
            return min(position + 1, _NO_WILDCARD - 1)
        position += 1
    return _NO_WILDCARD if pattern else 0


def _revoked(text: str | bytes | None) -> Mapping[str, frozenset[str]]:
    """What MySQL 8 took back of a right on everything, by schema."""
    try:
        parts = json.loads(text) if text else []
    except ValueError:
        return {}
    return {
        part["Database"]: frozenset(part["Privileges"])
        for part in parts
        if isinstance(part, dict) and "Database" in part and "Privileges" in part
    }
