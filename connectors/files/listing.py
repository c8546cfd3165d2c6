"""The tables of a file or of all files of a folder, under names that may be shown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.connectors.files.entry import Entry, found
from auditor.connectors.files.failures import told_of
from auditor.connectors.files.formats import members, tables
from auditor.connectors.files.masks import masked, unique
from auditor.connectors.files.options import FileSpec
from auditor.connectors.files.table import Table
from auditor.connectors.files.walk import Found, walk
from auditor.model.catalogue import Container, ContainerKind
from auditor.model.errors import ReadError
from auditor.model.gaps import Gap
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import GapKind

MAX_GAPS = 200
"""Files that are named one by one where they cannot be read; the others are counted by code."""
BOUNDED = frozenset({"invalid_text", "sample_of_groups", "file_grew", "file_empty"})
"""Codes of gaps behind which nothing stands that could have been read."""


@dataclass(frozen=True, slots=True)
class Place:
    """A table and the container that stands for it."""

    entry: Entry
    table: Table
    container: Container


@dataclass(frozen=True, slots=True)
class Listing:
    """What can be read, by container name in name order, and what cannot."""

    places: Mapping[str, Place]
    gaps: tuple[Gap, ...]
    refused: tuple[str, ...]
    """Codes of what cannot be read, in the order of the files."""


def look(spec: FileSpec) -> Listing:
    """Look into every file that the options ask for; none of them stops the others."""
    held: list[tuple[Entry, Table]] = []
    refused: list[tuple[str, str]] = []
    for one in _paths(spec):
        for entry in _entries(one, refused):
            try:
                with told_of(masked(entry.name)):
                    inside = [table for table in tables(entry, spec.options) if table.columns]
                held += [(entry, table) for table in inside]
                if not inside:
                    refused.append((entry.name, "file_empty"))
            except ReadError as fault:
                refused.append((entry.name, fault.code))
    named = zip(unique([_name(entry, table) for entry, table in held]), held, strict=True)
    places = {
        name: Place(entry, table, _container(spec.name, name, entry, table))
        for name, (entry, table) in sorted(named, key=lambda one: one[0])
        if spec.options.wants(entry.name, name)
    }
    codes = tuple(code for _, code in refused)
    return Listing(places, tuple(_gaps(spec.name, refused)), codes)


def _paths(spec: FileSpec) -> Iterator[Found]:
    if spec.path.is_dir():
        return walk(spec.path, spec.options)
    return iter((Found(spec.path, spec.path.name),))


def _entries(one: Found, refused: list[tuple[str, str]]) -> Sequence[Entry]:
    """The entries of a path; a refusal of the path or of its archive is noted."""
    try:
        with told_of(masked(one.name)):
            if not one.code:
                return list(members(found(one.path, one.name)))
        refused.append((one.name, one.code))
    except ReadError as fault:
        refused.append((one.name, fault.code))
    return ()


def _name(entry: Entry, table: Table) -> str:
    return masked(entry.name) + (f"#{table.label}" if table.label else "")


def _container(source: str, name: str, entry: Entry, table: Table) -> Container:
    return Container(
        ContainerRef(source, name),
        ContainerKind.FILE,
        table.columns,
        estimated_rows=table.rows,
        address=(str(entry.size), str(entry.mtime_ns)),
    )


def _gaps(source: str, refused: Sequence[tuple[str, str]]) -> Iterator[Gap]:
    named: Counter[str] = Counter()
    for name, code in refused:
        named[code] += 1
        if named[code] <= MAX_GAPS:
            yield Gap(kind_of(code), code, source, masked(name))
    for code, count in sorted(named.items()):
        if count > MAX_GAPS:
            yield Gap(kind_of(code), code, source, count=count - MAX_GAPS)


def kind_of(code: str) -> GapKind:
    """Whether something stands behind the code that could have been read."""
    return GapKind.BOUNDED if code in BOUNDED else GapKind.UNREAD
