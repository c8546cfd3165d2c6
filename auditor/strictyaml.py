"""The one YAML loader: rules, policy, matrices, waivers and locks.

YAML 1.1 reads `NO` as false, `010000123` as an octal number, `12:30` as 750, and keeps the last of
two equal keys in silence. Here only `true`, `false`, `null` and decimal numbers are typed, every
other plain word is text, and duplicate keys, anchors, tags and merges are faults. A fault carries
file, line and column, and never quotes a value.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

import yaml

from auditor.model.errors import ConfigurationError

MAX_BYTES = 1_000_000
MAX_DEPTH = 24

Scalar = str | int | float | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The lengths keep conversion exact: longer runs of digits stay text.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
_QUOTABLE = re.compile(r"[A-Za-z_][A-Za-z_\- ]{0,39}[0-9]{0,4}")


class _Mark(Protocol):
    """What both parsers say of a place; lines and columns count from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class YamlError(ConfigurationError):
    """A fault of a YAML file; `others` are further faults of the same reading."""

    def __init__(self, code: str, **detail: str | int) -> None:
        super().__init__(code, **detail)
        self.others: tuple[YamlError, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file and where it stands; lines and columns count from 1."""

    file: str
    line: int
    column: int
    value: "Scalar | tuple[Node, ...] | Mapping[str, Node]" = field(repr=False)
    keys: "Mapping[str, Node]" = field(default_factory=dict, repr=False)
    """Where each key of a mapping stands."""

    def fault(self, code: str, **detail: str | int) -> YamlError:
        """The fault `code` at this place; it is the caller who raises it."""
        return YamlError(code, file=self.file, line=self.line, column=self.column, **detail)

    def unknown(self, code: str, word: str, known: Iterable[str], **detail: str | int) -> YamlError:
        """The fault `code`, or `code_near` with a `hint` where a known word is much like it."""
        names = tuple(known)
        near = difflib.get_close_matches(word[:60], names, n=1, cutoff=0.6)
        if near:
            return self.fault(f"{code}_near", hint=near[0], **detail)
        return self.fault(code, known=_listed(names), **detail)

    def mapping(
        self, known: Iterable[str] | None = None, required: Iterable[str] = ()
    ) -> "Mapping[str, Node]":
        """The entries of a mapping; unknown and missing keys are faults, all of them at once."""
        if not isinstance(self.value, Mapping):
            raise self.fault("yaml_not_mapping")
        faults = []
        if known is not None:
            names = tuple(known)
            faults += [
                self.keys[name].unknown("yaml_unknown_key", name, names, key=_shown(name))
                for name in self.value
                if name not in names
            ]
        faults += [
            self.fault("yaml_missing_key", key=name) for name in required if name not in self.value
        ]
        raise_together(faults)
        return self.value

    def items(self) -> "tuple[Node, ...]":
        """The items of a list; nothing but a list will do."""
        if not isinstance(self.value, tuple):
            raise self.fault("yaml_not_list")
        return self.value

    def each(self) -> "tuple[Node, ...]":
        """The items of a list; anything else stands for a list of one."""
        return self.value if isinstance(self.value, tuple) else (self,)

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fault("yaml_not_text")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """A list of texts, or one text standing for a list of one."""
        return read_each(self.each(), Node.text)

    def integer(self, least: int = 0) -> int:
        """A whole number of at least `least`."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < least:
            raise self.fault("yaml_not_integer", least=least)
        return self.value

    def number(self) -> int | float:
        """A whole or decimal number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.fault("yaml_not_number")
        return self.value

    def boolean(self) -> bool:
        """`true` or `false`, and no other spelling."""
        if not isinstance(self.value, bool):
            raise self.fault("yaml_not_boolean")
        return self.value

    def word(self, known: Iterable[str]) -> str:
        """One word of a closed list."""
        word, names = self.text(), tuple(known)
        if word not in names:
            raise self.unknown("yaml_unknown_word", word, names)
        return word

    def words(self, known: Iterable[str]) -> tuple[str, ...]:
        """Words of a closed list; one word stands for a list of one."""
        names = tuple(known)
        return read_each(self.each(), lambda node: node.word(names))

    def member(self, enum: type[E]) -> E:
        """One member of an enumeration."""
        return enum(self.word(enum))

    def plain(self) -> Plain:
        """The same as lists, dicts and scalars, for a JSON Schema to look at."""
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        if isinstance(self.value, Mapping):
            return {name: node.plain() for name, node in self.value.items()}
        return self.value


def load(text: str, file: str, limit: int = MAX_BYTES) -> Node:
    """The one document of `text`, of at most `limit` bytes; `file` is only what faults name."""
    start = Node(file, 1, 1, None)
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise start.fault("yaml_characters") from None
    if size > limit:
        raise start.fault("yaml_too_large", limit=limit)
    try:
        return _Builder(file, yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        raise _at(file, error.problem_mark or error.context_mark).fault("yaml_syntax") from None
    except yaml.YAMLError:
        raise start.fault("yaml_characters") from None


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with or without a byte-order mark."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Node(str(path), 1, 1, None).fault("yaml_characters") from None
    except OSError:
        raise ConfigurationError("file_unreadable", file=str(path)) from None


def read_each(nodes: Iterable[Node], read: Callable[[Node], T]) -> tuple[T, ...]:
    """What `read` makes of each node; the faults of all of them are raised together."""
    values, faults = [], []
    for node in nodes:
        try:
            values.append(read(node))
        except YamlError as fault:
            faults.append(fault)
    raise_together(faults)
    return tuple(values)


def raise_together(faults: Sequence[YamlError]) -> None:
    """Raise the first fault with all others in its `others`; nothing where there is none."""
    flat = [one for fault in faults for one in (fault, *fault.others)]
    if flat:
        flat[0].others = tuple(flat[1:])
        for fault in flat[1:]:
            fault.others = ()
        raise flat[0]


class _Builder:
    """Builds nodes from parser events: nothing is resolved or constructed by PyYAML."""

    def __init__(self, file: str, events: Iterator[yaml.Event]) -> None:
        self._file = file
        self._events = events

    def document(self) -> Node:
        """The only document of the stream; a second one is a fault."""
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return Node(self._file, 1, 1, None)
        root = self._node(next(self._events), 0)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _at(self._file, after.start_mark).fault("yaml_several_documents")
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        here = _at(self._file, event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise here.fault("yaml_anchor")
        if getattr(event, "tag", None) is not None:
            raise here.fault("yaml_tag")
        if depth > MAX_DEPTH:
            raise here.fault("yaml_too_deep", limit=MAX_DEPTH)
        if isinstance(event, yaml.SequenceStartEvent):
            items = tuple(self._node(e, depth + 1) for e in self._until(yaml.SequenceEndEvent))
            return Node(here.file, here.line, here.column, items)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(here, depth)
        assert isinstance(event, yaml.ScalarEvent)  # noqa: S101 - the parser knows no fifth kind
        plain = event.implicit[0]
        value = _typed(event.value) if plain else event.value
        return Node(here.file, here.line, here.column, value)

    def _mapping(self, here: Node, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Node] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(event, yaml.ScalarEvent) or not event.value:
                raise key.fault("yaml_key")
            # `_node` would have typed it; a key is always its own spelling.
            name = event.value
            if name in values:
                raise key.fault("yaml_duplicate_key", key=_shown(name), first=keys[name].line)
            keys[name] = key
            values[name] = self._node(next(self._events), depth + 1)
        return Node(here.file, here.line, here.column, values, keys)

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self._events), end):
            yield event


def _typed(text: str) -> Scalar:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def _at(file: str, mark: _Mark | None) -> Node:
    return Node(file, mark.line + 1, mark.column + 1, None) if mark else Node(file, 1, 1, None)


def _shown(name: str) -> str:
    """The key, unless it looks more like a value than like a key."""
    return name if _QUOTABLE.fullmatch(name) else "…"


def _listed(names: Sequence[str], most: int = 12) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")
