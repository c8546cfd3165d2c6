"""SQLite has no accounts: whoever opens the file reads all of it. What its views read is told."""

import re
from collections.abc import Callable, Sequence

from auditor.connectors.base import AccessReading, Definition
from auditor.connectors.database.access_names import chosen, tidy
from auditor.connectors.database.access_texts import taken_by
from auditor.connectors.database.sqlite_catalogue import Query, read_catalogue
from auditor.model.access import Access, Relation
from auditor.model.catalogue import Container, ContainerKind

_TEXTS = "SELECT name, sql FROM sqlite_schema WHERE type = 'view' AND sql IS NOT NULL"
_QUOTED = r'"(?:[^"]|"")*+"|`(?:[^`]|``)*+`|\[[^\]]*+\]'
_HEAD = re.compile(
    rf"\s*CREATE\s++VIEW\s++(?:{_QUOTED}|[^\s(\"`\[]++)\s*+"
    rf"(?:\((?P<columns>(?:{_QUOTED}|[^)\"`\[])*+)\))?+\s*+AS\b",
    re.IGNORECASE,
)
"""As SQLite keeps it: without TEMP, IF NOT EXISTS and the schema."""


def read_access(query: Query, source: str, wants: Callable[[str], bool]) -> AccessReading:
    """The relations of the main database; there is nobody to name as owner or role."""
    containers = read_catalogue(query, source, lambda _: True).containers
    texts: dict[str, str] = {row[0]: row[1] for row in query(_TEXTS)}
    names = {container.name.lower(): container.name for container in containers}
    relations = [_relation(container, texts, names) for container in containers]
    kept = chosen(relations, lambda _, name: wants(name))
    return AccessReading(tidy(Access(relations=kept)), tuple(_definitions(kept, texts)))


def _relation(container: Container, texts: dict[str, str], names: dict[str, str]) -> Relation:
    view = container.kind is ContainerKind.VIEW
    taken = taken_by(body(texts.get(container.name, "")), "sqlite", "") if view else {}
    reads = {
        names[table.lower()]: columns
        for (_, table), columns in sorted(taken.items())
        if table.lower() in names and names[table.lower()] != container.name
    }
    return Relation(
        source=container.ref.source,
        container=container.name,
        kind=container.kind.value,
        owner="",
        columns=tuple(column.name for column in container.columns),
        reads=tuple(reads),
        columns_read=tuple(reads.values()),
    )


def _definitions(kept: Sequence[Relation], texts: dict[str, str]) -> list[Definition]:
    return [
        Definition(relation.container, relation.kind, body(texts[relation.container]), "sqlite")
        for relation in kept
        if relation.kind == "view" and relation.container in texts
    ]


def body(text: str) -> str:
    """The query of a CREATE VIEW, its columns named; the whole text where it cannot be told."""
    head = _HEAD.match(text)
    if head is None:
        return text
    query = text[head.end() :].strip()
    if not head["columns"]:
        return query
    return f"WITH audited ({head['columns']}) AS ({query}) SELECT * FROM audited"  # noqa: S608 - parsed, never run
