"""Where a value stands in its message: the object that holds it and the column that it fills."""

import re
from dataclasses import dataclass

from auditor.model.exchanges import Leaf
from auditor.model.refs import FieldRef
from auditor.model.visits import Spot
from auditor.naming.split import ideas_of, words_of
from auditor.naming.words import words

_DIGITS, _LONGEST = 4, 60
POSITIONS = frozenset({"*", "{key}"})
_ELEMENTS = re.compile(
    r"(?:html|body|div|span|p|table|thead|tbody|tfoot|tr|td|th|ul|ol|li|dl|dt|dd|form|fieldset"
    r"|section|article|main|aside|header|footer|nav|h[1-6]|a|b|i|em|strong|small|label|input"
    r"|select|option|textarea|button|script|style|head|title|pre|code|center|font|figure"
    r"|caption|details|summary|blockquote|br|img|meta)(?:\[[0-9*]+\])?"
)
_NAMED_ELEMENT = re.compile(r"[a-z][a-z0-9]*[#.]([^#.]+)")
_FRAME = frozenset(
    {"data", "items", "results", "result", "content", "rows", "row", "records", "record", "list"}
    | {"liste", "elements", "entries", "entry", "payload", "body", "response", "reponse", "return"}
    | {"retour", "value", "values", "envelope", "header", "edges", "node", "nodes", "hits", "page"}
    | {"_embedded", "embedded", "resultat", "resultats", "objet", "object", "objects", "collection"}
    | {"output", "out", "donnees", "datas", "lignes", "ligne", "lines", "line", "query", "d"}
    | {"variables", "input", "params", "parameters", "args", "model", "dto", "state", "props"}
    | {"pageprops", "initialstate", "attributes", "fields", "props", "store", "variables"}
)
"""Keys that hold an answer together and tell nothing of what it holds."""


@dataclass(frozen=True, slots=True)
class Address:
    """The place of a value: its object, the column of that object, and how it is written."""

    side: str
    spot: Spot
    column: str
    """What names the value: its key, or the label beside it."""
    kind: str
    """The part of the message, such as `body` or `query`."""
    path: tuple[str, ...]

    def ref(self, source: str, container: str) -> FieldRef:
        """The field, as the Result writes it: `response.body` and the path inside it."""
        return FieldRef(source, container, f"{self.side}.{self.kind}", self.path)


def address(leaf: Leaf, side: str) -> Address:
    """The address of one value."""
    path = leaf.path
    cut = _holder(leaf)
    object_path = path[:cut]
    name = leaf.label.strip(" :*\n\t") or _key(path) or leaf.part
    tail = path
    if leaf.label and path and path[-1] == "*" and cut < len(path):
        # A row of cells: the heading tells the columns apart, the position does not outlive them.
        tail = (*path[:-1], _labelled(leaf.label))
    elif cut < len(path) - 1 and path[-1] == "*" and path[-2] == "*":
        name = f"{_key(path)} {leaf.indexes[-1] + 1}"
        tail = (*path[:-1], str(leaf.indexes[-1] + 1))
    spot = Spot((leaf.part, *object_path), leaf.indexes[: positions(object_path, leaf)])
    return Address(side, spot, name, leaf.part, tail)


def positions(path: tuple[str, ...], leaf: Leaf) -> int:
    """How many of a leaf's indexes stand for steps of that beginning of its path."""
    every = sum(step in POSITIONS for step in leaf.path)
    counted = POSITIONS if len(leaf.indexes) >= every else frozenset({"*"})
    return min(sum(step in counted for step in path), len(leaf.indexes))


def titles(path: tuple[str, ...]) -> tuple[str, ...]:
    """The keys around an object that may tell what it is, the nearest first."""
    return tuple(
        _bare(step)
        for step in reversed(path)
        if step not in POSITIONS
        and not step.startswith(("@", "{"))
        and not _ELEMENTS.fullmatch(step)
        and _bare(step).lower() not in _FRAME
    )


def _holder(leaf: Leaf) -> int:
    """How many steps of the path lead to the object that holds the value."""
    path = leaf.path
    end = len(path)
    while end and path[end - 1].startswith("@") and path[end - 1][1:] in _MEDIA:
        end -= 1  # the medium inside a value, or the text of a key
    if end < len(path) and end and path[end - 1] in POSITIONS:
        return end  # the text of a key belongs to the record that it heads
    if leaf.label and path and path[-1] == "*":
        # Cells of a row, or elements that say themselves what they are called.
        return len(path) - (1 if path[-2:-1] == ("*",) else 2)
    if end and path[end - 1] == "*":
        end -= 1
        if end and path[end - 1] == "*":
            return end  # a row of a table without headings
        while end and path[end - 1] == "*":
            end -= 1
    return max(end - 1, 0)


def _key(path: tuple[str, ...]) -> str:
    """The last key of a path that is a name."""
    for step in reversed(path):
        if step in POSITIONS or step.startswith("{"):
            continue
        if step.startswith("@") and step[1:] in _MEDIA:
            continue
        return _bare(step)
    return ""


def _bare(step: str) -> str:
    """A step without the element that bears the name (`span.nom`, `td#iban`) or its sign."""
    named = _NAMED_ELEMENT.fullmatch(step)
    return named[1] if named else step.lstrip("@")


_MEDIA = frozenset(
    {"json", "xml", "html", "csv", "base64", "gzip", "query", "fixed", "jwt", "key", "form", "text"}
    | {"ndjson", "jsonp", "multipart", "soap", "script", "comment", "events", "payload", "cdata"}
)


def _labelled(label: str) -> str:
    """A heading as a path may show it: one that may be a value is replaced."""
    text = " ".join(label.split())
    digits = sum(char.isdigit() for char in text)
    people = [word for word in words_of(text) if len(word) > 1]
    named = bool(people) and all(
        word.upper() in words("surname") or word.upper() in words("first_name") for word in people
    )
    if digits >= _DIGITS or "@" in text or len(text) > _LONGEST:
        return "{key}"
    return "{key}" if named and set(ideas_of(text)) <= set(people) else text
