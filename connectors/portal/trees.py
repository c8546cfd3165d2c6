"""JSON as values with addresses: objects, arrays, tables in arrays, keys that are values."""

import io
import json
from collections.abc import Iterator, Sequence

import ijson

from auditor.connectors.portal.keys import KEY, OF_KEY, are_values, is_label, is_value, shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.sink import Sink

_HEADS = frozenset(
    {"columns", "cols", "fields", "header", "headers", "head", "names", "keys", "schema", "labels"}
    | {"colonnes", "champs", "entete", "entetes", "entêtes", "aocolumns", "libelles", "titres"}
)
_NAMED_BY = (
    *("name", "key", "code", "label", "libelle", "libellé", "champ", "field", "nom", "attribut"),
    *("attribute", "propriete", "property", "param", "system", "type", "id"),
)
_VALUE = frozenset({"value", "valeur", "val", "valeurs", "values", "contenu", "content", "text"})
_TITLE = ("field", "data", "dataindex", "name", "key", "id", "code", "title", "label", "libelle")
_LABEL = 80
_WIDEST = 400


class Number(str):
    """A number as it is written."""

    __slots__ = ()


class Pairs(tuple[tuple[str, object], ...]):
    """The pairs of an object: a key that is written twice keeps both values."""

    __slots__ = ()


_DECODER = json.JSONDecoder(
    object_pairs_hook=Pairs, parse_int=Number, parse_float=Number, parse_constant=Number,
    strict=False,
)  # fmt: skip


def documents_of(text: str, sink: Sink, *, whole: bool = False) -> list[object] | None:
    """The JSON documents of a text, one after the other; None where it is none.

    Of a document that breaks off, what stands before the fault is kept, unless it must be `whole`.
    """
    found: list[object] = []
    place = 0
    try:
        while place < len(text):
            while place < len(text) and text[place] in " \t\r\n,;\x1e\x00\ufeff":
                place += 1
            if place < len(text):
                tree, place = _DECODER.raw_decode(text, place)
                found.append(tree)
    except RecursionError:
        sink.cut("too_deep")
        return None
    except ValueError:
        if whole or (not found and not _looks_broken(text)):
            return None
        sink.cut("body_damaged")
        found += _before_fault(text[place:])
    return found


def _looks_broken(text: str) -> bool:
    head = text.lstrip()[:400].replace(" ", "").replace("\n", "")
    return head.startswith(('{"', '[{"', '["', "[[")) and ('":' in head or '","' in head)


def _before_fault(text: str) -> list[object]:
    """What a streaming parser reads of a text before it fails."""
    root: list[object] = []
    stack: list[tuple[list[object], str]] = [(root, "")]
    key = ""
    try:
        for event, value in ijson.basic_parse(io.BytesIO(text.encode("utf-8", "replace"))):
            if event == "map_key":
                key = value
            elif event in {"start_map", "start_array"}:
                stack.append(([], key))
                stack[-1][0].append(event)
            elif event in {"end_map", "end_array"}:
                _fold(stack)
            else:
                _put(stack, key, _scalar(event, value))
    except (ijson.JSONError, ValueError, RecursionError):
        while len(stack) > 1:
            _fold(stack)
    return root


def _fold(stack: list[tuple[list[object], str]]) -> None:
    (kind, *items), key = stack.pop()
    _put(stack, key, Pairs(items) if kind == "start_map" else items)  # type: ignore[arg-type]


def _put(stack: list[tuple[list[object], str]], key: str, value: object) -> None:
    items = stack[-1][0]
    items.append((key, value) if items[:1] == ["start_map"] and len(stack) > 1 else value)


def _scalar(event: str, value: object) -> object:
    return Number(value) if event == "number" else value


def read_trees(trees: Sequence[object], at: At, sink: Sink) -> None:
    """Hand over the values of the documents; several are records of one list."""
    if len(trees) == 1:
        walk(trees[0], at, sink)
        return
    for index, tree in enumerate(trees):
        walk(tree, at.under("*", index=index), sink)


def walk(node: object, at: At, sink: Sink) -> None:
    """Hand over every value below a node."""
    if isinstance(node, str):
        if isinstance(node, Number):
            sink.plain(at, node, "number")
        else:
            sink.value(at, node)
    elif node is None:
        sink.plain(at, "", "null")
    elif isinstance(node, bool):
        sink.plain(at, "true" if node else "false", "boolean")
    elif len(at.path) >= sink.limits.depth:
        sink.cut("too_deep")
    elif isinstance(node, Pairs):
        _object(node, at, sink)
    elif isinstance(node, list):
        _array(node, at, sink)


def _object(node: Pairs, at: At, sink: Sink) -> None:
    if sink.full:
        sink.cut("too_many_values")
        return
    names = _columns(node)
    shapes = [
        tuple(key for key, _ in value) if isinstance(value, Pairs) else () for _, value in node
    ]
    alike = are_values([key for key, _ in node], shapes, sink.limits.siblings)
    if across := _across(node):
        _columnwise(node, across, at, sink)
        return
    label = _label(node)
    named = names and any(_are_rows(value, len(names)) for _, value in node)
    for index, (key, value) in enumerate(node):
        if named and key.lower() in _HEADS and not _are_rows(value, len(names)):
            continue
        if isinstance(value, list) and names and _are_rows(value, len(names)):
            _rows(value, at.under(shown(key)), names, sink)
            continue
        step = shown(key)
        if alike or step == KEY:
            below = at.under(KEY, index=index)
            sink.plain(below.under(OF_KEY), key)
            walk(value, below, sink)
        else:
            title = label if key.lower() in _VALUE else ""
            walk(value, at.under(step, label=title), sink)


def _across(node: Pairs) -> int:
    """The number of records of an object that gives a column a key, 0 of any other object.

    Two lists of two may be somebody's telephones and mailboxes: three of a kind make a table.
    """
    lists = [value for _, value in node if isinstance(value, list)]
    length = len(lists[0]) if lists else 0
    if len(lists) * 2 <= len(node) or length < _TWO or len(lists) + length < _TABLE:
        return 0
    cells = (cell for column in lists for cell in column)
    alike = len(lists) >= _TWO and all(len(column) == length for column in lists)
    return length if alike and not any(isinstance(c, list | Pairs) for c in cells) else 0


_TWO, _TABLE = 2, 5


def _columnwise(node: Pairs, length: int, at: At, sink: Sink) -> None:
    """Hand over an object of columns as the records that they are."""
    for key, value in node:
        if not isinstance(value, list):
            walk(value, at.under(shown(key)), sink)
    for index in range(length):
        below = at.under("*", index=index)
        for key, value in node:
            if sink.full:
                sink.cut("too_many_values")
                return
            if isinstance(value, list):
                walk(value[index], below.under(shown(key)), sink)


def _label(node: Pairs) -> str:
    """What a pair of name and value calls its value."""
    if len(node) > 8 or not any(key.lower() in _VALUE for key, _ in node):  # noqa: PLR2004
        return ""
    texts = {key.lower(): value for key, value in node if type(value) is str}
    return next((texts[key][:_LABEL] for key in _NAMED_BY if texts.get(key)), "")


def _columns(node: Pairs) -> list[str]:
    """The names of columns that an object gives beside its rows, [] where it gives none."""
    for key, value in node:
        if key.lower() in _HEADS and isinstance(value, list) and 1 <= len(value) <= _WIDEST:
            names = [_title(one) for one in value]
            if all(names):
                return [name or "" for name in names]
    return []


def _title(column: object) -> str | None:
    if type(column) is str:
        return column.strip() or None
    if isinstance(column, Pairs):
        texts = {key.lower(): value for key, value in column if type(value) is str and value}
        return next((texts[key] for key in _TITLE if key in texts), None)
    return None


def _are_rows(rows: object, width: int) -> bool:
    """Whether these are arrays as wide as the names are many."""
    if not isinstance(rows, list):
        return False
    return bool(rows) and all(isinstance(row, list) and len(row) == width for row in rows)


def _array(node: list[object], at: At, sink: Sink) -> None:
    width = len(node[0]) if node and isinstance(node[0], list) else 0
    if 1 < width <= _WIDEST and len(node) > 1 and _are_rows(node, width):
        names, rows = head_of(node, width)
        _rows(rows, at, names, sink)
        return
    for index, value in enumerate(node):
        if sink.full:
            sink.cut("too_many_values")
            return
        walk(value, at.under("*", index=index), sink)


def head_of(node: list[object], width: int) -> tuple[list[str], list[object]]:
    """Names of columns from the first row, or positions where it is one like the others."""
    first, rest = node[0], node[1:]
    if isinstance(first, list) and is_head(first) and not _same_kind(first, rest):
        return [str(cell) for cell in first], rest
    return [f"c{place}" for place in range(1, width + 1)], node


def is_head(cells: Sequence[object]) -> bool:
    """Whether cells may name columns: different texts without a value among them."""
    texts = [cell.strip() for cell in cells if type(cell) is str and cell.strip()]
    distinct = len(texts) == len(cells) and len(set(texts)) == len(texts)
    return distinct and not any(len(text) > _LABEL or is_value(text) for text in texts)


def _same_kind(first: Sequence[object], rest: Sequence[object]) -> bool:
    """Whether the rows below hold nothing but words, too: then the first is a row itself."""
    cells = [cell for row in rest[:50] if isinstance(row, list) for cell in row]
    if any(not isinstance(cell, str) or isinstance(cell, Number) for cell in cells):
        return False
    return not any(is_value(str(cell)) for cell in cells) and not _known(first)


def _known(first: Sequence[object]) -> bool:
    return sum(is_label(str(cell)) for cell in first) * 2 >= len(first)


def _rows(rows: Sequence[object], at: At, names: Sequence[str], sink: Sink) -> None:
    for index, row in enumerate(rows):
        if sink.full:
            sink.cut("too_many_values")
            return
        below = at.under("*", index=index)
        for name, value in _cells(row, names):
            walk(value, below.under(shown(name), label=name), sink)


def _cells(row: object, names: Sequence[str]) -> Iterator[tuple[str, object]]:
    return iter(zip(names, row, strict=False)) if isinstance(row, list) else iter(())
