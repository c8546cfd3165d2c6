"""PostgreSQL's roles, grants, policies and definitions as edges."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import RowMapping

from auditor.connectors.base import AccessReading, Definition
from auditor.connectors.database import postgresql_access_queries as queries
from auditor.connectors.database import postgresql_sql as sql_text
from auditor.connectors.database.access_names import Held, chosen, grants, tidy
from auditor.lineage.conditions import restricts
from auditor.model.access import (
    PUBLIC,
    Access,
    DefaultGrant,
    Grant,
    Membership,
    Relation,
    Role,
    RowPolicy,
)

Row = RowMapping
Query = Callable[[str], Sequence[Row]]

_KINDS = {
    "r": "table",
    "p": "table",
    "v": "view",
    "m": "materialized_view",
    "f": "foreign_table",
}
_COMMANDS = {"r": "select", "*": "all", "a": "insert", "w": "update", "d": "delete"}
_READS_ALL = "pg_read_all_data"
_READS_FILES = ("pg_read_server_files", "pg_write_server_files", "pg_execute_server_program")
"""Roles that get at the data around the database's own rights (PostgreSQL manual, 22.5)."""
_OWNS_DATABASE = "pg_database_owner"
_RETURNED = ("o", "b", "t")
"""Modes of arguments that come back: OUT, INOUT, TABLE."""
_SUPPLIED = ("i", "b", "v")
"""Modes of arguments that go in: IN, INOUT, VARIADIC."""

_HEADER = re.compile(
    r"CREATE OR REPLACE FUNCTION (?:(?!^BEGIN ATOMIC$).)*?^RETURN ", re.DOTALL | re.MULTILINE
)
_QUOTED_BODY = "\nAS $"


@dataclass(slots=True)
class _Names:
    """What the ids of this reading are called."""

    roles: dict[int, str]
    relations: dict[int, str] = field(default_factory=dict)
    routines: dict[int, str] = field(default_factory=dict)
    columns: dict[int, Mapping[int, str]] = field(default_factory=dict)

    def role(self, number: int) -> str:
        """Its name; a role that was dropped by force has none left."""
        return PUBLIC if number == 0 else self.roles.get(number, "")


def read_access(query: Query, source: str, wants: Callable[[str, str], bool]) -> AccessReading:
    """Every edge of the current database."""
    roles = query(queries.ROLES)
    relations = query(queries.RELATIONS)
    routines = query(queries.ROUTINES)
    names = _Names({row["id"]: _role_name(row["name"]) for row in roles})
    names.relations = _relation_names(relations)
    names.routines = _routine_names(routines)
    names.columns = {
        row["id"]: dict(zip(row["numbers"], row["names"], strict=True))
        for row in query(queries.COLUMNS)
    }
    reads = _reads(query(queries.READS), names)
    found = (
        *(_relation(source, row, names, reads) for row in relations),
        *(_routine(source, row, names, reads) for row in routines),
    )
    kept = chosen(found, wants)
    memberships = _of_use(_memberships(source, query(queries.MEMBERSHIPS), roles, names))
    all_grants = tuple(_grants(query, source, names))
    access = Access(
        relations=kept,
        roles=tuple(_roles(source, roles, memberships, all_grants)),
        memberships=memberships,
        grants=all_grants,
        defaults=tuple(_defaults(source, query(queries.DEFAULT_GRANTS), names)),
        policies=tuple(_policies(source, query(queries.POLICIES), names)),
    )
    wanted = {relation.container: relation.kind for relation in kept}
    return AccessReading(tidy(access), tuple(_definitions(query, wanted, names)))


def _role_name(name: str) -> str:
    """A role may well be called PUBLIC; between quotes it is not everyone."""
    return sql_text.quote(name) if name == PUBLIC else name


def _relation_names(relations: Iterable[Row]) -> dict[int, str]:
    """As the catalogue names them; partitions, which it does not list, come after all others."""
    ordered = sorted(relations, key=lambda row: (row["is_partition"], row["schema"], row["name"]))
    names: dict[int, str] = {}
    taken: set[str] = set()
    for row in ordered:
        name = f"{row['schema']}.{row['name']}"
        if name in taken:
            name = f"{sql_text.quote(row['schema'])}.{sql_text.quote(row['name'])}"
        taken.add(name)
        names[row["id"]] = name
    return names


def _routine_names(routines: Iterable[Row]) -> dict[int, str]:
    """`schema.name(types)`, since one name may stand for several."""
    return {row["id"]: f"{row['schema']}.{row['name']}({row['arguments']})" for row in routines}


def _reads(rows: Iterable[Row], names: _Names) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    for row in rows:
        called = names.routines if row["is_routine"] else names.relations
        target = called.get(row["target"])
        if target is None:
            continue
        columns = names.columns.get(row["target"], {})
        taken = tuple(columns[number] for number in sorted(row["numbers"]) if number in columns)
        found.setdefault(row["id"], {})[target] = taken
    return found


def _relation(
    source: str, row: Row, names: _Names, reads: Mapping[int, Mapping[str, tuple[str, ...]]]
) -> Relation:
    options = _options(row["options"] or ())
    kind = _KINDS[row["kind"]]
    taken = dict(sorted(reads.get(row["id"], {}).items()))
    runs_as = "invoker" if options.get("security_invoker") else "owner"
    return Relation(
        source=source,
        container=names.relations[row["id"]],
        kind=kind,
        owner=names.role(row["owner"]),
        schema=row["schema"],
        columns=tuple(names.columns.get(row["id"], {}).values()),
        row_security=row["row_security"],
        forced=row["forced"],
        runs_as=runs_as if kind == "view" else "",
        barrier=options.get("security_barrier", False),
        parent=names.relations.get(row["parent"], ""),
        reads=tuple(taken),
        columns_read=tuple(taken.values()),
    )


def _options(options: Iterable[str]) -> dict[str, bool]:
    """The switches of a relation, which are kept as they were typed."""
    pairs = (option.partition("=") for option in options)
    return {name: _is_true(value.lower()) for name, _, value in pairs}


def _is_true(text: str) -> bool:
    return text in ("1", "on") or (
        bool(text) and ("true".startswith(text) or "yes".startswith(text))
    )


def _routine(
    source: str, row: Row, names: _Names, reads: Mapping[int, Mapping[str, tuple[str, ...]]]
) -> Relation:
    taken = dict(sorted(reads.get(row["id"], {}).items()))
    return Relation(
        source=source,
        container=names.routines[row["id"]],
        kind="routine",
        owner=names.role(row["owner"]),
        schema=row["schema"],
        columns=_returned(row, names),
        runs_as="owner" if row["definer"] else "invoker",
        reads=tuple(taken),
        columns_read=tuple(taken.values()),
        arguments=_supplied(row),
    )


def _supplied(row: Row) -> tuple[str, ...]:
    """The names of what its caller passes; where no modes are kept, all of them."""
    names = row["names"] or ()
    modes = row["modes"] or _SUPPLIED[:1] * len(names)
    return tuple(name for name, mode in zip(names, modes, strict=False) if mode in _SUPPLIED)


def _returned(row: Row, names: _Names) -> tuple[str, ...]:
    """The columns of what a function returns; a single value is called after the function."""
    returned = tuple(
        name or f"column{number}"
        for number, (name, mode) in enumerate(
            zip(row["names"] or (), row["modes"] or (), strict=False), 1
        )
        if mode in _RETURNED
    )
    if returned:
        return returned
    whole = tuple(names.columns.get(row["row_type"], {}).values())
    return whole or (row["name"],)


def _memberships(
    source: str, rows: Iterable[Row], roles: Iterable[Row], names: _Names
) -> Iterator[Membership]:
    for row in rows:
        yield Membership(
            source,
            names.role(row["member"]),
            names.role(row["role"]),
            row["inherits"],
            row["may_set"],
        )
    if _OWNS_DATABASE in names.roles.values():
        for row in roles:
            if row["owns_database"]:
                yield Membership(source, names.role(row["id"]), _OWNS_DATABASE, row["inherits"])


def _is_predefined(role: str) -> bool:
    return role.startswith("pg_")


def _of_use(memberships: Iterable[Membership]) -> tuple[Membership, ...]:
    """Without those of predefined roles that no role of the user's own comes to."""
    by_member: dict[str, list[Membership]] = {}
    for one in memberships:
        by_member.setdefault(one.member, []).append(one)
    pending = [member for member in by_member if not _is_predefined(member)]
    kept: list[Membership] = []
    seen: set[str] = set()
    while pending:
        member = pending.pop()
        if member not in seen:
            seen.add(member)
            kept += by_member.get(member, [])
            pending += [one.role for one in by_member.get(member, [])]
    return tuple(kept)


def _roles(
    source: str, rows: Iterable[Row], memberships: Iterable[Membership], granted: Iterable[Grant]
) -> Iterator[Role]:
    """All roles of the server, and of its predefined ones those that are of use."""
    used = {one.role for one in memberships} | {grant.role for grant in granted}
    for row in rows:
        name = _role_name(row["name"])
        if _is_predefined(name) and name not in used:
            continue
        held = {
            "superuser": row["superuser"],
            "bypass_rls": row["bypass_rls"],
            "login": row["login"],
            "create_role": row["create_role"],
            "read_all": row["name"] == _READS_ALL,
            "server_files": row["name"] in _READS_FILES,
        }
        yield Role(source, name, tuple(sorted(key for key, value in held.items() if value)))


def _grants(query: Query, source: str, names: _Names) -> Iterator[Grant]:
    rights: dict[Held, dict[str, bool]] = {}
    for row in query(queries.RELATION_GRANTS):
        held = Held(names.role(row["role"]), names.relations[row["id"]])
        rights.setdefault(held, {})[row["privilege"]] = row["grantable"]
    for row in query(queries.COLUMN_GRANTS):
        held = Held(names.role(row["role"]), names.relations[row["id"]], row["column"])
        rights.setdefault(held, {})[row["privilege"]] = row["grantable"]
    yield from grants(source, rights)
    plain: dict[Held, dict[str, bool]] = {}
    for row in query(queries.SCHEMA_GRANTS):
        held = Held(names.role(row["role"]), row["schema"], level="schema")
        plain.setdefault(held, {})[row["privilege"]] = row["grantable"]
    for row in query(queries.DATABASE_GRANTS):
        held = Held(names.role(row["role"]), row["database"], level="database")
        plain[held] = {"CONNECT": row["grantable"]}
    for row in query(queries.ROUTINE_GRANTS):
        held = Held(names.role(row["role"]), names.routines[row["id"]], level="routine")
        plain[held] = {"EXECUTE": row["grantable"]}
    yield from grants(source, plain, folded=False)


def _defaults(source: str, rows: Iterable[Row], names: _Names) -> Iterator[DefaultGrant]:
    for row in rows:
        kind = "relation" if row["kind"] == "r" else "routine"
        yield DefaultGrant(
            source,
            names.role(row["owner"]),
            row["schema"],
            names.role(row["role"]),
            row["privilege"],
            kind,
        )


def _policies(source: str, rows: Iterable[Row], names: _Names) -> Iterator[RowPolicy]:
    for row in rows:
        if row["id"] not in names.relations:
            continue
        yield RowPolicy(
            source=source,
            container=names.relations[row["id"]],
            name=row["name"],
            roles=tuple(sorted(names.role(number) for number in row["roles"])),
            restricts=policy_restricts(row["condition"], permissive=row["permissive"]),
            permissive=row["permissive"],
            command=_COMMANDS[row["command"]],
        )


def policy_restricts(condition: str | None, *, permissive: bool) -> str:
    """Whether a policy keeps rows away; without a condition a permissive one lets none through."""
    if condition is None:
        return "yes" if permissive else "no"
    return restricts(condition, "postgres")


def _definitions(query: Query, wanted: Mapping[str, str], names: _Names) -> Iterator[Definition]:
    texts = [
        *((names.relations.get(row["id"], ""), row["text"]) for row in query(queries.VIEW_TEXTS)),
        *((names.routines.get(row["id"], ""), row["text"]) for row in query(queries.ROUTINE_TEXTS)),
    ]
    for name, text in sorted(texts):
        if name in wanted and text:
            yield Definition(name, wanted[name], _body(text), "postgresql")


def _body(text: str) -> str:
    """The expression of a function that is no more; else the whole, whose header names parameters.

    A body between dollars may have a line that begins with RETURN.
    """
    header = None if _QUOTED_BODY in text else _HEADER.match(text)
    if header is None or "SELECT" in text[header.end() :].upper():
        return text
    return f"SELECT {text[header.end() :].strip()}"
