"""One changelog as a script."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.liquibase import nodes, properties, xml
from auditor.connectors.migrations.liquibase.changes import Changes
from auditor.connectors.migrations.liquibase.tree import Node, UnreadableError
from auditor.model.migrations import Script

_ENDINGS = (".xml", ".yaml", ".yml", ".json")
_MANY = 20_000


def read(file: MigrationFile, peers: Peers, dialect: str) -> Script:
    """Its change sets in order, rollbacks as `down`.

    `Script.order` names the files that it includes, in their order, and itself where its own
    change sets stand among them.
    """
    draft = Draft(file, "liquibase", dialect)
    try:
        root = parsed(file.text)
    except UnreadableError as fault:
        draft.gap(fault.code, fault.line)
        return draft.script()
    properties.fill(root, _known(root, file, peers, dialect))
    changes = Changes(draft, peers)
    included: list[str] = []
    for node in root.children:
        if node.name == "changeSet":
            included.append(file.name)
            changes.change_set(node, included)
        elif node.name in ("include", "includeAll"):
            included.extend(_included(draft, node, peers))
    draft.order = tuple(dict.fromkeys(included))
    if _turns_back(file.name, peers):
        draft.gap("liquibase_cycle", 1)
    return draft.script()


def parsed(text: str) -> Node:
    """The tree of a changelog, by what its text begins with; raises UnreadableError."""
    return xml.parse(text) if text.lstrip("\ufeff \t\r\n")[:1] == "<" else nodes.parse(text)


def _known(root: Node, file: MigrationFile, peers: Peers, dialect: str) -> dict[str, str]:
    """Properties of this file first, then those of the other changelogs."""
    known: dict[str, str] = {}
    if "${" not in file.text:
        return known
    for name, value in properties.declared(root, dialect, peers):
        known.setdefault(name, value)
    others = tuple(peers[n] for n in sorted(peers) if n.endswith(_ENDINGS) and n != file.name)
    for other in properties.with_properties(others):
        if "atabaseChangeLog" not in other.text:
            continue
        try:
            declared = properties.declared(parsed(other.text), dialect, peers)
            for name, value in declared:
                known.setdefault(name, value)
        except UnreadableError:
            continue
    return known


def _included(draft: Draft, node: Node, peers: Peers) -> Iterator[str]:
    path = node.get("file", "path")
    if path is None or "${" in path:
        draft.gap("liquibase_include_missing", node.line)
        return
    found = list(resolved(draft.file.name, node, peers))
    if not found and not (node.name == "includeAll" and _said(node, "errorIfMissingOrEmpty")):
        draft.gap("liquibase_include_missing", node.line)
    yield from found


def _said(node: Node, name: str) -> bool:
    return str(node.attributes.get(name, "")).lower() == "false"


def resolved(near: str, node: Node, peers: Peers) -> Iterator[str]:
    """The files of the run that an include means, in the order of their names."""
    path = str(node.get("file", "path") or "").replace("\\", "/").removeprefix("classpath:")
    folder = str(PurePosixPath(near).parent)
    relative = normal(f"{folder}/{path}")
    if node.name == "includeAll":
        own = path.strip("/")
        inside = [f"{relative}/"] + ([f"/{own}/"] if own else [])
        found = {n for n in peers if any(sign in f"/{n}" for sign in (f"/{inside[0]}",))}
        if not found and len(inside) > 1:
            found = {n for n in peers if inside[1] in f"/{n}"}
        yield from sorted(n for n in found if n != near and n.endswith((*_ENDINGS, ".sql")))
        return
    if relative in peers:
        yield relative
        return
    yield from _by_end(normal(path).strip("/"), peers)


def _by_end(path: str, peers: Peers) -> list[str]:
    """The file of the run that a path of the class path means: its end, as long as it decides."""
    own = sorted(name for name in peers if f"/{name}".endswith(f"/{path}"))
    while not own and "/" in path:
        path = path.partition("/")[2]
        own = sorted(name for name in peers if f"/{name}".endswith(f"/{path}"))
        if len(own) > 1:
            return []
    return own[:1]


def normal(path: str) -> str:
    """The path without `.` and `..`."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return ("/" if path.startswith("/") else "") + "/".join(parts)


def _turns_back(start: str, peers: Peers) -> bool:
    """Whether what a file includes leads back to it."""
    waiting = [start]
    seen: set[str] = set()
    while waiting and len(seen) < _MANY:
        name = waiting.pop()
        for inner in _includes(peers[name], peers):
            if inner == start:
                return True
            if inner not in seen:
                seen.add(inner)
                waiting.append(inner)
    return False


def _includes(file: MigrationFile, peers: Peers) -> list[str]:
    if "include" not in file.text:
        return []
    return [
        name
        for node in _include_nodes(file)
        for name in resolved(file.name, node, peers)
        if name in peers
    ]


@lru_cache(maxsize=2_048)
def _include_nodes(file: MigrationFile) -> tuple[Node, ...]:
    try:
        return tuple(parsed(file.text).named("include", "includeAll"))
    except UnreadableError:
        return ()
