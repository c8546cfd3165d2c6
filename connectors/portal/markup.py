"""XML and SOAP as values with addresses; no entity is resolved and no link opened."""

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from auditor.connectors.portal.grids import grid_of, read_grid
from auditor.connectors.portal.keys import KEY, OF_KEY, is_value, shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.sink import Sink

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!(?:ENTITY|DOCTYPE)")
CROWDED = re.compile(r"<(?:(?:[^<>=]*+=){2000}|(?:[^<>\s]*+\s++){2000})")
"""A tag with thousands of attributes, over which a parser's work is quadratic."""
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def root_of(text: str, sink: Sink) -> "_Element | None":
    """The root of an XML text; of a damaged one what the parser saves, None for another text."""
    from lxml import etree

    if CROWDED.search(text):
        sink.cut("too_many_values")
        return None
    if _ENTITY.search(text) and "<!ENTITY" in text:
        # Its entities stay what they are: names.
        sink.cut("entities_ignored")
        if "[" in text.partition("<!DOCTYPE")[2][:4096]:
            text = _without_doctype(text)
    data = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n")).encode("utf-8", "replace")
    try:
        return etree.fromstring(data, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError):
        pass
    try:
        root = etree.fromstring(data, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is not None:
        sink.cut("body_damaged")
    return root


def _without_doctype(text: str) -> str:
    """The document after its internal subset, whose entities are then unknown."""
    before, _, rest = text.partition("<!DOCTYPE")
    end = rest.find("]")
    close = rest.find(">", max(end, 0))
    return before + rest[close + 1 :] if close >= 0 else before


@cache
def _parser(*, recover: bool) -> "XMLParser":
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=False,
        remove_pis=True,
        recover=recover,
    )


def operation_of(root: "_Element") -> str | None:
    """What a SOAP message calls: the first element of its body; None where it is no SOAP."""
    if local(root.tag) != "Envelope":
        return None
    for child in root:
        if isinstance(child.tag, str) and local(child.tag) == "Body":
            called = next((one for one in child if isinstance(one.tag, str)), None)
            return shown(local(called.tag)) if called is not None else ""
    return ""


def read_markup(root: "_Element", at: At, sink: Sink) -> None:
    """Hand over the texts and attributes of every element under its path of names."""
    _walk(root, at.under(shown(local(root.tag))), sink)


def _walk(node: "_Element", at: At, sink: Sink) -> None:
    if len(at.path) >= sink.limits.depth or sink.full:
        sink.cut("too_many_values" if sink.full else "too_deep")
        return
    for name, value in node.attrib.items():
        if name != _NIL and value:
            sink.value(at.under(f"@{shown(local(name))}"), str(value))
    children = [child for child in node if isinstance(child.tag, str)]
    own = "".join([node.text or "", *(child.tail or "" for child in node)]).strip()
    if own or not (children or node.attrib):
        sink.value(at, own) if own else sink.plain(at, "", "null")
    for index, note in enumerate(_comments(node)):
        if note:
            sink.value(at.under("#comment", "*", index=index), note)
    _children(children, at, sink)


def _children(children: "list[_Element]", at: At, sink: Sink) -> None:
    names = [local(child.tag) for child in children]
    rows = grid_of(children) if len(set(names)) == 1 else []
    if rows:
        read_grid(rows, at.under(shown(names[0])), sink)
        return
    times, seen = Counter(names), Counter[str]()
    for child, name in zip(children, names, strict=True):
        below = at.under(shown(name), label=_named(child))
        if times[name] > 1:
            below = below.under("*", index=seen[name], label=_named(child))
            seen[name] += 1
        if is_value(name):
            sink.plain(at.under(KEY, OF_KEY), name)
        _walk(child, below, sink)


def _named(node: "_Element") -> str:
    """What an element such as `<field name="nir">` calls its text."""
    for key in ("name", "nom", "code", "key", "libelle", "label", "Name"):
        value = node.get(key)
        if value and len(node) == 0 and not is_value(value):
            return str(value)[:80]
    return ""


def _comments(node: "_Element") -> list[str]:
    return [str(child.text or "").strip() for child in node if not isinstance(child.tag, str)]


def local(tag: object) -> str:
    """A name without its namespace."""
    return str(tag).rpartition("}")[2]
