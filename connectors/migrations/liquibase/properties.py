"""`${name}` in changelogs: what the properties of the run put in its place."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.liquibase.tree import Node
from auditor.connectors.migrations.located import Text

_HOLE = re.compile(r"\$\{([^${}\n]{1,120})\}")
_LINE = re.compile(r"^[ \t]*([^#!=:\s][^=:\s]*)[ \t]*[=:][ \t]*(.*?)[ \t\r]*$", re.MULTILINE)
_TURNS = 5


def declared(root: Node, dialect: str, peers: Peers) -> Iterator[tuple[str, str]]:
    """The properties that a changelog declares for that kind of database."""
    for node in root.named("property"):
        dbms = node.get("dbms")
        if dbms and not meant(dbms, dialect):
            continue
        name, value = node.get("name"), node.attributes.get("value")
        if name and value is not None:
            yield str(name), str(value)
        path = node.get("file")
        if path:
            kept = next((peers[n] for n in peers if f"/{n}".endswith(f"/{path.lstrip('/')}")), None)
            yield from _LINE.findall(kept.text) if kept else ()


def substituted(text: Text, known: Mapping[str, str]) -> Text:
    """The text with the values of properties in the place of their names."""
    if "${" not in text:
        return text
    filled = str(text)
    for _ in range(_TURNS):
        before = filled
        filled = _HOLE.sub(lambda match: known.get(match[1].strip(), match.group()), filled)
        if filled == before or len(filled) > 4 * len(text) + 10_000:
            break
    return text.again(filled)


def meant(dbms: str, dialect: str) -> bool:
    """Whether a `dbms` attribute allows the dialect; one that is not known is allowed."""
    words = [word.strip().lower() for word in dbms.split(",") if word.strip()]
    own = {"sqlserver": {"mssql"}, "mariadb": {"mariadb", "mysql"}}.get(dialect, {dialect})
    if not dialect or "all" in words:
        return True
    denied = {word[1:] for word in words if word.startswith("!")}
    allowed = {word for word in words if not word.startswith("!")}
    return not own & denied and (not allowed or bool(own & allowed))


def fill(node: Node, known: Mapping[str, str]) -> None:
    """Puts properties in their places, in a whole changelog."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        one.attributes = {key: substituted(text, known) for key, text in one.attributes.items()}
        if one.text is not None:
            one.text = substituted(one.text, known)
        waiting.extend(one.children)


@lru_cache(maxsize=4)
def with_properties(files: tuple[MigrationFile, ...]) -> tuple[MigrationFile, ...]:
    """Those of the files that may declare properties, which hold for the whole run."""
    return tuple(file for file in files if "property" in file.text[:100_000])
