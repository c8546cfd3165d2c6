"""Layouts of fixed-width exports, as audit.yaml declares them (`layouts`)."""

import codecs
from dataclasses import dataclass

from auditor.strictyaml import Node, raise_together, read_each

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Position:
    """Where a field stands in a record; places count from 1."""

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class LayoutField:
    """A field of a record."""

    name: str
    start: int
    length: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A type of record; `type` is what stands at the discriminator, "" where there is none."""

    type: str
    name: str
    fields: tuple[LayoutField, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How the files of some names are written."""

    match: tuple[str, ...]
    """Globs over relative paths and file names."""
    records: tuple[Record, ...]
    discriminator: Position | None = None
    encoding: str = ""
    """"" where it is to be detected."""
    width: int = 0
    """Characters of a record in a file without line ends; 0 where a record is a line."""


def read_layouts(node: Node) -> tuple[Layout, ...]:
    """The layouts of an audit.yaml, in their order: the first that matches a file applies."""
    return read_each(node.items(), _layout)


def _layout(node: Node) -> Layout:
    required = ("match", "records")
    entry = node.mapping((*required, "discriminator", "encoding", "width"), required)
    records = read_each(entry["records"].items(), _record)
    match = entry["match"].texts()
    place = _position(entry["discriminator"]) if "discriminator" in entry else None
    types = [record.type for record in records]
    if not records or not match:
        raise entry["records" if match else "match"].fault("policy_layout_empty")
    if place is None and len(records) > 1:
        raise node.fault("policy_layout_discriminator")
    if place is not None and (not all(types) or len(set(types)) < len(types)):
        raise entry["records"].fault("policy_layout_types")
    if place is None and any(types):
        raise node.fault("policy_layout_discriminator")
    return Layout(
        match,
        records,
        place,
        _encoding(entry["encoding"]) if "encoding" in entry else "",
        _number(entry["width"]) if "width" in entry else 0,
    )


def _record(node: Node) -> Record:
    entry = node.mapping(("type", "name", "fields"), ("fields",))
    fields = read_each(entry["fields"].items(), _field)
    if not fields:
        raise entry["fields"].fault("policy_layout_empty")
    names = [field.name for field in fields]
    if len(set(names)) < len(names):
        raise entry["fields"].fault("policy_layout_field_twice")
    return Record(
        entry["type"].text().strip() if "type" in entry else "",
        entry["name"].text() if "name" in entry else "",
        fields,
    )


def _field(node: Node) -> LayoutField:
    required = ("name", "start", "length")
    entry = node.mapping((*required, "comment"), required)
    place = _position_of(entry["start"], entry["length"])
    comment = entry["comment"].text() if "comment" in entry else ""
    return LayoutField(entry["name"].text(), place.start, place.length, comment)


def _position(node: Node) -> Position:
    keys = ("start", "length")
    entry = node.mapping(keys, keys)
    return _position_of(entry["start"], entry["length"])


def _position_of(start: Node, length: Node) -> Position:
    first, size = read_each((start, length), _number)
    return Position(first, size)


def _number(node: Node) -> int:
    number = node.integer(1)
    faults = [node.fault("policy_layout_number", most=_MOST)] if number > _MOST else []
    raise_together(faults)
    return number


def _encoding(node: Node) -> str:
    name = node.text()
    try:
        known = codecs.lookup(name)
    except (LookupError, ValueError):
        raise node.fault("policy_layout_encoding") from None
    # Python also calls base64 or rot13 a codec; text encodings alone have this mark.
    if not getattr(known, "_is_text_encoding", True):
        raise node.fault("policy_layout_encoding")
    return known.name
