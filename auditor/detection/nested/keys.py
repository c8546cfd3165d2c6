"""Keys as a path may show them: a key that is a value is replaced by what it is."""

import re
from collections.abc import Iterable

from auditor.detection.nested.cell import Path
from auditor.detection.nested.limits import Limits
from auditor.detection.nested.media import MARKED
from auditor.identifiers import REGISTRY
from auditor.naming import words
from auditor.naming.split import plain

KEY = "{key}"
"""One of so many siblings that they must be values."""
NUMBER, TEXT = "{number}", "{text}"
HIDDEN = frozenset({KEY, NUMBER, TEXT})
SLACK = 16
_LONGEST = 64
_MANY_DIGITS = 6
_CROWD = 3
_WORD = re.compile(r"[A-Z]+", re.ASCII)
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_UNUSUAL = re.compile(r"[^\w .:\-/$@#\[\]()'+?&%{}]")


def shown(key: str) -> str:
    """The key, or what stands for it where it holds a value: `{NIR}`, `{number}`, `{text}`."""
    if key in MARKED or key in _SIGNS:
        return key
    for identifier in REGISTRY.values():
        told = identifier.check is not None or identifier.literal
        if identifier.alone and told and identifier.holds(key.replace("_", " ")):
            return "{" + identifier.category.value + "}"
    digits = len(_DIGIT.findall(key))
    if key and (not _LETTER.search(key) or digits >= _MANY_DIGITS):
        return key if len(key) <= _SHORT_NUMBER else NUMBER
    if not key or len(key) > _LONGEST or not key.isprintable() or _UNUSUAL.search(key):
        return TEXT
    return key


_SIGNS = frozenset({"*", "$", "#", "@"})
_SHORT_NUMBER = 3
"""Positions and small codes are no one's number."""


class Filed:
    """Values by their path as it may be shown; a key that is an identifier is a value, too."""

    def __init__(self) -> None:
        self.values: dict[Path, list[str | None]] = {}
        self._known: dict[Path, tuple[Path, tuple[tuple[Path, str], ...]]] = {}

    def put(self, leaves: Iterable[tuple[Path, str | None]]) -> None:
        """File the values of one cell, save what stands for the cell itself."""
        for raw, value in leaves:
            if not raw:
                continue
            known = self._known.get(raw)
            if known is None:
                self._known[raw] = known = _shown(raw)
            self.values.setdefault(known[0], []).append(value)
            for place, key in known[1]:
                self.values.setdefault(place, []).append(key)


def _shown(raw: Path) -> tuple[Path, tuple[tuple[Path, str], ...]]:
    """The path to show, and its beginnings that end in a key which is an identifier."""
    path = tuple(shown(key) for key in raw)
    ends = (index for index, name in enumerate(path) if name[0] == "{" and name not in HIDDEN)
    return path, tuple((path[: index + 1], raw[index]) for index in ends)


def are_people(keys: set[str]) -> bool:
    """Whether most of these siblings are names of persons, who then are the values."""
    known = words("first_name") | words("surname")
    named = sum(set(_WORD.findall(plain(key).upper())) <= known for key in keys - HIDDEN)
    return len(keys) >= _CROWD and named * 2 > len(keys)


class PathTree:
    """Places raw paths among at most so many; the same for any order in which they come.

    Where an object has more keys than `siblings`, they become `{key}`; where there are more
    than `paths` paths all the same, the deepest levels do. Siblings of other rows may yet bring
    the paths within that bound: until `narrow` is called, `SLACK` times as many are kept.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.level = limits.depth
        self.paths = limits.paths * SLACK
        self.grouped: set[Path] = set()
        self._children: dict[Path, set[str]] = {}
        self.changed = False
        """Whether a path that was placed before may have another place now."""

    def place(self, path: Path) -> Path:
        """Where that path stands for now."""
        placed: Path = ()
        for index, key in enumerate(path):
            if index >= self.level:
                return (*placed, KEY)
            if key == "*" or key in MARKED:
                placed = (*placed, key)
            else:
                placed = (*placed, self._key(placed, key))
        return placed

    def settle(self, paths: set[Path]) -> dict[Path, Path]:
        """Where each of those paths goes, after grouping until all bounds hold."""
        while True:
            self._children = {}
            self.changed = False
            placed = {path: self.place(path) for path in paths}
            if self.changed:
                continue
            if len(set(placed.values())) <= self.paths or self.level == 1:
                return placed
            self.level -= 1

    def narrow(self) -> None:
        """Hold the paths to their bound: all rows are in."""
        self.paths = self.limits.paths

    def without_people(self, paths: set[Path]) -> dict[Path, Path]:
        """Where each path goes at last: keys that name persons become `{key}` too."""
        while True:
            placed = self.settle(paths)
            crowds = {parent for parent, keys in self._children.items() if are_people(keys)}
            if crowds <= self.grouped:
                return placed
            self.grouped |= crowds

    def join(self, other: "PathTree") -> None:
        """Take over what the other has grouped; the paths must be settled anew."""
        self.level = min(self.level, other.level)
        self.grouped |= other.grouped
        self.changed = True

    def _key(self, parent: Path, key: str) -> str:
        if parent in self.grouped:
            return KEY
        children = self._children.setdefault(parent, set())
        children.add(key)
        if len(children) > self.limits.siblings or key == KEY:
            self.grouped.add(parent)
            self.changed = True
            return KEY
        return key
