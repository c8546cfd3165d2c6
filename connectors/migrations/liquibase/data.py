"""Rows that a changelog writes or loads, told by the identifiers seen in them."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditor.connectors.migrations.base import Peers
from auditor.connectors.migrations.liquibase.tree import Node
from auditor.connectors.migrations.literals import categories_in
from auditor.model.migrations import Traced
from auditor.model.vocabulary import Category

Found = tuple[tuple[str, Category], ...]
_VALUES = ("value", "valueNumeric", "valueDate", "valueClob")
_ROWS = 20_000
_WORD = re.compile(r"\w+")


def cells(node: Node, table: str) -> tuple[tuple[str, ...], Found, tuple[Traced, ...]]:
    """Columns, identifiers and copied columns of an insert or update."""
    columns: list[str] = []
    found: set[tuple[str, Category]] = set()
    traced = []
    for child in node.named("column"):
        name = child.get("name")
        if name is None:
            continue
        columns.append(str(name))
        for key in _VALUES:
            value = child.get(key)
            if value:
                found.update((str(name), kind) for kind in categories_in(str(value), str(name)))
        if child.text is not None:
            found.update((str(name), kind) for kind in categories_in(str(child.text), str(name)))
        computed = child.get("valueComputed")
        if computed and _WORD.fullmatch(computed.strip()):
            traced.append(Traced(str(name), ((table, str(computed).strip(), "same"),)))
    return tuple(columns), tuple(sorted(found)), tuple(traced)


def loaded(node: Node, path: str, near: str, peers: Peers) -> tuple[tuple[str, ...], Found, bool]:
    """Columns and identifiers of a file of rows, and whether that file is there."""
    declared = [str(c.get("name") or c.get("header")) for c in node.named("column")]
    folder = str(PurePosixPath(near).parent)
    sign = f"/{path.lstrip('./')}"
    place = next((n for n in (f"{folder}/{path}", path) if n in peers), None)
    place = place or next((n for n in sorted(peers) if path and f"/{n}".endswith(sign)), None)
    if place is None:
        return tuple(declared), (), False
    separator = str(node.get("separator") or ",").replace("\\t", "\t")[:1]
    found: set[tuple[str, Category]] = set()
    header: list[str] = []
    for row in _rows(peers[place].text, separator):
        if not header:
            header = row
            continue
        for name, cell in zip(header, row, strict=False):
            found.update((name, kind) for kind in categories_in(cell, name))
    return tuple(header or declared), tuple(sorted(found)), True


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        for number, row in enumerate(reader):
            if number > _ROWS:
                return
            yield [cell.strip() for cell in row]
    except csv.Error:
        return
