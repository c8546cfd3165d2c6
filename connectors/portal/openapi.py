"""OpenAPI 2 and 3: each operation with the fields that it takes and answers."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import yaml

from auditor.connectors.portal.keys import KEY, shown
from auditor.connectors.portal.limits import LIMITS
from auditor.connectors.portal.shapes import Node, node, nodes, text
from auditor.model.exchanges import Contract

Path = tuple[str, ...]
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_DEEPEST = 16
_REFERENCES = 40
_TOGETHER = ("allOf", "oneOf", "anyOf")
_GIVEN = re.compile(r"2\d\d|2XX|default", re.IGNORECASE)


def contracts_of(written: str, file: str, note: Callable[[str], None]) -> list[Contract]:
    """The operations that a description promises, in its order."""
    tree = _tree(written)
    if not tree:
        note("contract_damaged")
        return []
    described = _Described(tree, note)
    lines = written.splitlines()
    found = []
    for place, item in node(tree.get("paths")).items():
        whole = described.resolved(item)
        for method in _METHODS:
            if isinstance(whole.get(method), Mapping):
                line = _line(lines, place, method)
                found += [described.contract(file, line, place, method)]
    return found


def _tree(written: str) -> Node:
    try:
        return node(json.loads(written, strict=False))
    except (ValueError, RecursionError):
        pass
    try:
        root = yaml.compose(written, Loader=yaml.CSafeLoader)
        return node(_plain(root, {}, 0))
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}


def _plain(one: object, known: dict[int, object], depth: int) -> object:
    """A YAML node as mappings, lists and texts; an alias is the same object again."""
    if id(one) in known:
        return known[id(one)]
    if depth > 4 * _DEEPEST or one is None:
        return None
    if isinstance(one, yaml.MappingNode):
        mapping: dict[str, object] = {}
        known[id(one)] = mapping
        for key, value in one.value:
            if isinstance(key, yaml.ScalarNode):
                mapping[key.value] = _plain(value, known, depth + 1)
        return mapping
    if isinstance(one, yaml.SequenceNode):
        items: list[object] = []
        known[id(one)] = items
        items += [_plain(value, known, depth + 1) for value in one.value]
        return items
    return one.value if isinstance(one, yaml.ScalarNode) else None


def _line(lines: Sequence[str], place: str, method: str) -> int:
    """The line where a path stands, or its method below it; 1 where it cannot be told."""
    escaped = place.replace("/", "\\/")
    at = next((n for n, line in enumerate(lines) if f'"{place}"' in line or f'"{escaped}"' in line
               or line.strip().strip("'").startswith((f"{place}:", f"{place}':"))), -1)  # fmt: skip
    if at < 0:
        return 1
    below = range(at + 1, min(at + 400, len(lines)))
    wanted = (f"{method}:", f'"{method}"', f"'{method}'")
    return next((n for n in below if lines[n].strip().lower().startswith(wanted)), at) + 1


class _Described:
    """One description, whose references lead to other places in it."""

    def __init__(self, tree: Node, note: Callable[[str], None]) -> None:
        self._tree = tree
        self._note = note
        self._base = _base(tree)

    def contract(self, file: str, line: int, place: str, method: str) -> Contract:
        """One operation of one path."""
        item = self.resolved(node(self._tree.get("paths")).get(place))
        operation = self.resolved(item.get(method))
        name = text(operation.get("operationId")) or text(operation.get("summary"))[:80]
        parameters = [*nodes(item.get("parameters")), *nodes(operation.get("parameters"))]
        return Contract(
            file=file,
            line=line,
            method=method.upper(),
            path=self._base + place,
            operation=shown(name) if name else "",
            request=self._listed(self._taken(parameters, operation)),
            response=self._listed(self._answered(operation)),
        )

    def resolved(self, value: object) -> Node:
        """The object, or the one that it refers to; {} for a reference that leads out."""
        found = node(value)
        for _ in range(_REFERENCES):
            reference = found.get("$ref")
            if not isinstance(reference, str):
                return found
            found = self._at(reference)
        return {}

    def _at(self, reference: str) -> Node:
        if not reference.startswith("#/"):
            self._note("contract_elsewhere")
            return {}
        found: object = self._tree
        for step in reference[2:].split("/"):
            name = (
                step.replace("~1", "/").replace("~0", "~").replace("%7B", "{").replace("%7D", "}")
            )
            found = node(found).get(name)
        return node(found)

    def _listed(self, paths: Iterator[Path]) -> tuple[Path, ...]:
        found: dict[Path, None] = {}
        for path in paths:
            if len(found) >= LIMITS.contract:
                self._note("contract_cut")
                break
            found[path] = None
        return tuple(found)

    def _taken(self, parameters: Sequence[Node], operation: Node) -> Iterator[Path]:
        for one in parameters:
            parameter = self.resolved(one)
            if parameter.get("in") == "body":
                yield from self._fields(parameter.get("schema"), (), ())
            elif parameter.get("name"):
                yield (shown(text(parameter.get("name"))),)
        body = self.resolved(operation.get("requestBody"))
        yield from self._contents(body)

    def _answered(self, operation: Node) -> Iterator[Path]:
        for status, value in node(operation.get("responses")).items():
            if _GIVEN.fullmatch(status):
                answer = self.resolved(value)
                yield from self._fields(answer.get("schema"), (), ())
                yield from self._contents(answer)

    def _contents(self, holder: Node) -> Iterator[Path]:
        for medium in node(holder.get("content")).values():
            yield from self._fields(node(medium).get("schema"), (), ())

    def _fields(self, value: object, path: Path, above: tuple[str, ...]) -> Iterator[Path]:
        """The paths of the values below a schema; a schema inside itself is entered once."""
        reference = text(node(value).get("$ref"))
        if reference and reference in above:
            return
        above = (*above, reference) if reference else above
        schema = self.resolved(value)
        if not schema or len(path) >= _DEEPEST or len(above) >= _REFERENCES:
            return
        parts = [one for key in _TOGETHER for one in nodes(schema.get(key))]
        for one in parts:
            yield from self._fields(one, path, above)
        properties, items = node(schema.get("properties")), schema.get("items")
        for name, below in properties.items():
            yield from self._fields(below, (*path, shown(name)), above)
        if isinstance(items, Mapping):
            yield from self._fields(items, (*path, "*"), above)
        others = schema.get("additionalProperties")
        if isinstance(others, Mapping):
            yield from self._fields(others, (*path, KEY), above)
        if not (parts or properties or items or others) and path:
            yield path


def _base(tree: Node) -> str:
    """What stands before every path."""
    server = next(iter(nodes(tree.get("servers"))), {})
    try:
        base = urlsplit(text(server.get("url"))).path
    except ValueError:
        base = ""
    return (text(tree.get("basePath")) or base).rstrip("/")
