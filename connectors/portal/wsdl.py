"""WSDL 1.1: each operation with the fields of its messages, from the schemas that it holds."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from auditor.connectors.portal import urls
from auditor.connectors.portal.keys import shown
from auditor.connectors.portal.limits import LIMITS
from auditor.connectors.portal.markup import local, root_of
from auditor.connectors.portal.opener import Opener
from auditor.model.exchanges import Contract

if TYPE_CHECKING:
    from lxml.etree import _Element

Path = tuple[str, ...]
_DEEPEST = 24
_GROUPS = frozenset({"sequence", "all", "choice", "complexContent", "simpleContent", "group",
                     "complexType", "restriction"})  # fmt: skip


def contracts_of(written: str, file: str, note: Callable[[str], None]) -> list[Contract]:
    """The operations that a description promises, in its order."""
    sink = Opener()
    root = root_of(written, sink)
    for code in sink.cuts:
        note("contract_damaged" if code == "body_damaged" else code)
    if root is None:
        note("contract_damaged")
        return []
    described = _Described(root, note)
    place = next(
        (one.get("location") or "" for one in root.iter("{*}address") if one.get("location")), "/"
    )
    path = urls.split(place).path
    return [
        described.contract(file, path, operation)
        for port in [*root.iter("{*}portType"), *root.iter("{*}interface")]
        for operation in port.iter("{*}operation")
    ]


class _Described:
    """One description with its messages, elements and types by their local names."""

    def __init__(self, root: "_Element", note: Callable[[str], None]) -> None:
        self._note = note
        self._messages = {one.get("name"): one for one in root.iter("{*}message")}
        schemas = list(root.iter("{*}schema"))
        self._elements = _named(schemas, "element")
        self._types = {**_named(schemas, "complexType"), **_named(schemas, "group")}
        for schema in schemas:
            for one in schema:
                if local(one.tag) in {"import", "include"} and one.get("schemaLocation"):
                    note("contract_elsewhere")

    def contract(self, file: str, path: str, operation: "_Element") -> Contract:
        """One operation."""
        name = operation.get("name") or ""
        return Contract(
            file=file,
            line=int(operation.sourceline or 1),
            method="POST",
            path=path,
            operation=shown(name) if name else "",
            request=self._side(operation, "input"),
            response=self._side(operation, "output"),
        )

    def _side(self, operation: "_Element", side: str) -> tuple[Path, ...]:
        found: dict[Path, None] = {}
        for one in operation.iter(f"{{*}}{side}"):
            for path in self._message(one):
                if len(found) >= LIMITS.contract:
                    self._note("contract_cut")
                    return tuple(found)
                found[path] = None
        return tuple(found)

    def _message(self, one: "_Element") -> Iterator[Path]:
        if one.get("element"):
            yield from self._named(_bare(one.get("element")), (), ())
            return
        message = self._messages.get(_bare(one.get("message")))
        for part in message.iter("{*}part") if message is not None else ():
            if part.get("element"):
                yield from self._named(_bare(part.get("element")), (), ())
            else:
                path = (shown(part.get("name") or "part"),)
                yield from self._typed(_bare(part.get("type")), path, ())

    def _named(self, name: str, path: Path, above: tuple[str, ...]) -> Iterator[Path]:
        element = self._elements.get(name)
        if element is None:
            yield (*path, shown(name))
        else:
            yield from self._element(element, path, above)

    def _element(self, element: "_Element", path: Path, above: tuple[str, ...]) -> Iterator[Path]:
        if element.get("ref"):
            yield from self._named(_bare(element.get("ref")), path, above)
            return
        below = (*path, shown(element.get("name") or "element"))
        if element.get("maxOccurs", "1") not in {"0", "1"}:
            below = (*below, "*")
        inline = next((one for one in element if local(one.tag) == "complexType"), None)
        if inline is not None:
            yield from self._content(inline, below, above)
        else:
            yield from self._typed(_bare(element.get("type")), below, above)

    def _typed(self, name: str, path: Path, above: tuple[str, ...]) -> Iterator[Path]:
        found = self._types.get(name)
        if found is None:
            yield path
        elif name not in above and len(path) < _DEEPEST:
            yield from self._content(found, path, (*above, name))

    def _content(self, node: "_Element", path: Path, above: tuple[str, ...]) -> Iterator[Path]:
        if len(path) >= _DEEPEST:
            return
        for one in node:
            if not isinstance(one.tag, str):
                continue
            kind = local(one.tag)
            if kind == "element":
                yield from self._element(one, path, above)
            elif kind == "attribute" and one.get("name"):
                yield (*path, f"@{shown(one.get('name') or '')}")
            elif kind == "extension":
                base = _bare(one.get("base"))
                if base in self._types:
                    yield from self._typed(base, path, above)
                yield from self._content(one, path, above)
            elif kind == "group" and one.get("ref"):
                yield from self._typed(_bare(one.get("ref")), path, above)
            elif kind in _GROUPS:
                yield from self._content(one, path, above)


def _named(schemas: "list[_Element]", kind: str) -> "Mapping[str, _Element]":
    """The elements or types at the top of the schemas."""
    return {
        one.get("name") or "": one
        for schema in schemas
        for one in schema
        if isinstance(one.tag, str) and local(one.tag) == kind
    }


def _bare(name: str | None) -> str:
    return (name or "").rpartition(":")[2]
