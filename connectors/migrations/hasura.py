"""Hasura metadata: which role may read which columns; its migrations are SQL."""

from collections.abc import Iterator

import yaml

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.yamlnodes import YamlFault, compose
from auditor.model.migrations import GrantStep, Script

_PERMISSIONS = {
    "select_permissions": "SELECT",
    "insert_permissions": "INSERT",
    "update_permissions": "UPDATE",
    "delete_permissions": "DELETE",
}
_MANY = 200_000
LONGEST = 5_000_000


def read(file: MigrationFile, peers: Peers, dialect: str) -> Script:
    """A grant for each role, and one for each column where they are listed."""
    del peers
    draft = Draft(file, "hasura", dialect)
    if len(file.text) > LONGEST:
        draft.gap("migration_too_long", 1)
        return draft.script()
    try:
        root = compose(file.text.replace("\t", "    "))
    except YamlFault as fault:
        draft.gap(fault.code, fault.line)
        return draft.script()
    for table in _tables(root):
        _grants(draft, table)
    return draft.script()


def _tables(root: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    """Each mapping that has a `table`, at any depth."""
    waiting = [root] if root is not None else []
    seen: set[int] = set()
    while waiting and len(seen) < _MANY:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            if any(f"{action}" in _keys(node) for action in _PERMISSIONS) and "table" in _keys(
                node
            ):
                yield node
            else:
                waiting.extend(value for _, value in reversed(node.value))


def _keys(node: yaml.Node) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _name(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    keys = _keys(node)
    schema, name = keys.get("schema", keys.get("dataset")), keys.get("name")
    if not isinstance(name, yaml.ScalarNode):
        return ""
    if isinstance(schema, yaml.ScalarNode) and schema.value != "public":
        return f"{schema.value}.{name.value}"
    return str(name.value)


def _grants(draft: Draft, table: yaml.MappingNode) -> None:
    keys = _keys(table)
    name = _name(keys["table"])
    for action, privilege in _PERMISSIONS.items():
        for entry in _items(keys.get(action)):
            said = _keys(entry)
            role = said.get("role")
            if not name or not isinstance(role, yaml.ScalarNode):
                draft.gap("migration_not_evident", entry.start_mark.line + 1)
                continue
            _grant(draft, name, str(role.value), privilege, said)


def _grant(draft: Draft, table: str, role: str, privilege: str, said: dict[str, yaml.Node]) -> None:
    line = said["role"].start_mark.line + 1
    permission = said.get("permission")
    columns = _keys(permission).get("columns") if permission is not None else None
    if isinstance(columns, yaml.SequenceNode) and not any(c.value == "*" for c in columns.value):
        for column in columns.value:
            place = column.start_mark.line + 1
            granted = GrantStep(table, (role,), (privilege,), (str(column.value),))
            draft.add(place, granted)
    elif columns is not None or privilege == "DELETE":
        draft.add(line, GrantStep(table, (role,), (privilege,)))
