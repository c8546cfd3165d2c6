"""Files of any ecosystem as scripts, in the order in which they run."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module

from auditor.connectors.migrations import formatted, plain
from auditor.connectors.migrations.base import MigrationFile, Reader
from auditor.connectors.migrations.decode import decode
from auditor.connectors.migrations.order import ordered
from auditor.connectors.migrations.recognise import OTHER, UNKNOWN, recognise
from auditor.connectors.migrations.sql.dialects import canonical
from auditor.connectors.migrations.sql.guess import dialect_of_path, dialect_of_text
from auditor.model.gaps import Gap
from auditor.model.migrations import Script
from auditor.model.vocabulary import GapKind

_SQL: dict[str, Reader] = {
    "sql": plain.read,
    "flyway": partial(plain.read, ecosystem="flyway"),
    "prisma_sql": partial(plain.read, ecosystem="prisma"),
    "liquibase_sql": formatted.read,
}
_MODULES = {
    "alembic": "alembic.read",
    "django": "django.read",
    "liquibase": "liquibase.read",
    "rails": "rails.read",
    "prisma": "prisma",
    "typeorm": "typeorm",
    "knex": "knex",
    "laravel": "laravel",
    "hasura": "hasura",
}
"""Where the reader of an ecosystem stands; each is imported only for a file of its own."""


def read_scripts(files: Mapping[str, bytes], dialect: str = "") -> tuple[Script, ...]:
    """One script a file that is a migration, in the order that its ecosystem means.

    What is no migration yields none; one of an ecosystem that is not read yields an `unread` gap.
    """
    peers = {name: decode(name, data) for name, data in files.items()}
    kinds = {name: recognise(file) for name, file in peers.items()}
    dialects = _dialects(peers, kinds, canonical(dialect))
    return ordered(
        _read(peers[name], kind, peers, dialects[name])
        for name, kind in sorted(kinds.items())
        if kind != OTHER
    )


def _read(
    file: MigrationFile, kind: str, peers: Mapping[str, MigrationFile], dialect: str
) -> Script:
    if kind == UNKNOWN:
        return Script(file.name, kind, gaps=(*file.gaps, _gap(file, "ecosystem_not_read")))
    if kind == "hasura" and file.name.endswith(".sql"):
        script = plain.read(file, peers, dialect, "hasura")
    else:
        script = _reader(kind)(file, peers, dialect)
    missing = tuple(gap for gap in file.gaps if gap not in script.gaps)
    return replace(script, gaps=(*missing, *script.gaps)) if missing else script


def _reader(kind: str) -> Reader:
    if kind in _SQL:
        return _SQL[kind]
    module = import_module(f"auditor.connectors.migrations.{_MODULES[kind]}")
    reader: Reader = module.read
    return reader


def _gap(file: MigrationFile, code: str) -> Gap:
    return Gap(GapKind.UNREAD, code, source=file.name, detail=(("line", "1"),))


def _dialects(
    peers: Mapping[str, MigrationFile], kinds: Mapping[str, str], said: str
) -> dict[str, str]:
    """The dialect of each file: the one that is said, its own signs, its place, the others'."""
    if said:
        return dict.fromkeys(peers, said)
    found = {
        name: dialect_of_text(file.text) or dialect_of_path(name)
        for name, file in peers.items()
        if kinds[name] != OTHER
    }
    counted = Counter(dialect for dialect in found.values() if dialect)
    usual = counted.most_common(1)[0][0] if counted else ""
    return {name: dialect or usual for name, dialect in found.items()}
