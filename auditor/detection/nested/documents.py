"""JSON, XML and HTML as values with paths; no parser here resolves an entity or opens a link."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from auditor.detection.nested.labels import is_label

if TYPE_CHECKING:
    from lxml.etree import HTMLParser, XMLParser, _Element

Values = Iterator[tuple[tuple[str, ...], str | None]]
Found = list[tuple[tuple[str, ...], str | None]]

_DEEPEST = 64
"""Levels of a document that are walked; a path is cut earlier."""

_CROWDED = re.compile(r"<(?:(?:[^<>=]*+=){500}|(?:[^<>\s]*+\s++){500})")
"""A tag with hundreds of attributes, over which the parser's work is quadratic."""
_BROKEN = re.compile(r'\s*(?:\{\s*"|\[\s*[\[{"]|<\?xml|<[A-Za-z][^<>]*+>.*</?[A-Za-z])', re.DOTALL)


def seems_broken(text: str) -> bool:
    """Whether a text that no parser takes was a document all the same, and no bracketed word."""
    return _BROKEN.match(text) is not None


def _note_broken(text: str, cuts: set[str]) -> None:
    if seems_broken(text):
        cuts.add("unparsable")


class _Object(tuple[tuple[str, object], ...]):
    """The pairs of a JSON object: a key that is written twice keeps both values."""

    __slots__ = ()


def of_json(text: str, cuts: set[str]) -> Values | None:
    """The values of a JSON text, numbers as they are written."""
    try:
        tree = _DECODER.decode(text.strip())
    except RecursionError:
        cuts.add("depth")
        return None
    except ValueError:
        _note_broken(text, cuts)
        return None
    found: Found = []
    _walk_json(tree, (), found, cuts)
    return iter(found)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_Object, parse_int=str, parse_float=str, parse_constant=str, strict=False
)


def _walk_json(node: object, path: tuple[str, ...], found: Found, cuts: set[str]) -> None:
    if isinstance(node, str):
        found.append((path, node))
    elif len(path) >= _DEEPEST:
        cuts.add("depth")
    elif isinstance(node, _Object):
        for key, value in node:
            _walk_json(value, (*path, key), found, cuts)
    elif isinstance(node, list):
        for value in node:
            _walk_json(value, (*path, "*"), found, cuts)
    else:
        found.append((path, None if node is None else "true" if node else "false"))


def of_xml(text: str, cuts: set[str]) -> Values | None:
    """The texts and attributes of an XML document; one that declares a DTD is not parsed."""
    from lxml import etree

    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        cuts.add("doctype")
        return None
    if _CROWDED.search(text):
        cuts.add("leaves")
        return None
    try:
        root = etree.fromstring(text.strip().encode("utf-8", "replace"), _xml_parser())
    except (etree.XMLSyntaxError, ValueError):
        _note_broken(text, cuts)
        return None
    return _walk_xml(root, (_local(root.tag),), cuts)


@cache
def _xml_parser() -> "XMLParser":
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _walk_xml(node: "_Element", path: tuple[str, ...], cuts: set[str]) -> Values:
    if len(path) >= _DEEPEST:
        cuts.add("depth")
        return
    for name, value in node.attrib.items():
        yield (*path, _local(name)), str(value)
    children = [child for child in node if isinstance(child.tag, str)]
    text = "".join([node.text or "", *(child.tail or "" for child in node)]).strip()
    if text or not (children or node.attrib):
        yield path, text or None
    for child in children:
        yield from _walk_xml(child, (*path, _local(child.tag)), cuts)


def _local(tag: object) -> str:
    """A name without its namespace."""
    return str(tag).rpartition("}")[2]


def of_html(text: str, cuts: set[str]) -> Values | None:
    """The fields, labelled cells and running text of a page or a fragment of one."""
    from lxml import etree

    if _CROWDED.search(text):
        cuts.add("leaves")
        return None
    try:
        root = etree.fromstring(text.strip().encode("utf-8", "replace"), _html_parser())
    except (etree.XMLSyntaxError, ValueError):
        _note_broken(text, cuts)
        return None
    return None if root is None else _walk_html(root)


@cache
def _html_parser() -> "HTMLParser":
    from lxml import etree

    return etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )


_MUTE = ("script", "style")
_LABELS = ("th", "dt", "label")


def _walk_html(root: "_Element") -> Values:
    """Inputs by their name, cells by the label before them, and all text as one value."""
    texts: list[str] = []
    label = ""
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        own = (node.text or "").strip()
        if node.tag in _LABELS:
            label = own.rstrip(" :\u00a0")
            label = label if is_label(label) else "*"
        elif node.tag in {"td", "dd"} and label and len(node) == 0:
            yield (label,), own or None
            label = ""
        name, value = node.get("name"), node.get("value")
        if name and value and node.tag in {"input", "option", "button"}:
            yield (name,), value
        texts += [own] * (node.tag not in _MUTE) + [(node.tail or "").strip()]
    running = " ".join(text for text in texts if text)
    if running:
        yield (), running
