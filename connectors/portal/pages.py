"""HTML as values with addresses: texts with what labels them, fields, attributes, comments."""

import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from auditor.connectors.portal import tables
from auditor.connectors.portal.hiding import Hiding
from auditor.connectors.portal.keys import is_label, is_value, shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.markup import CROWDED
from auditor.connectors.portal.scripts import read_script
from auditor.connectors.portal.sink import Sink
from auditor.connectors.portal.urls import is_place

if TYPE_CHECKING:
    from lxml.etree import HTMLParser, _Element

VISIBLE, HIDDEN, INPUT, ATTRIBUTE = "visible", "hidden", "input", "attribute"
COMMENT, SCRIPT, TITLE = "comment", "script", "title"
_INLINE = frozenset({"b", "strong", "i", "em", "u", "small", "sup", "sub", "br", "wbr", "abbr",
                     "mark", "font", "span", "a", "time", "code", "bdi", "nobr"})  # fmt: skip
_NAMED = re.compile(r"[A-Za-z][A-Za-z_\-]*[0-9]{0,2}")
_UTILITY = re.compile(
    r"(?:col|row|container|d|m[trblxy]?|p[trblxy]?|text|bg|btn|flex|grid|w|h|g|gap|fs|fw|font|"
    r"align|justify|items|rounded|border|shadow|position|float|clearfix|active|odd|even|small|"
    r"large|sm|md|lg|xl|ng|v|css|sc|jss|Mui|ant|el)(?:-.*|\d.*)?"
)
_LABELLING = re.compile(
    r"(?:^|[-_])(?:label|libelle|lbl|key|cle|titre|intitule|term|legend)(?:$|[-_])", re.IGNORECASE
)
_SPLIT = re.compile(r"([^\s:][^:\n]{0,58}?)\s*:\s+(\S.*)", re.DOTALL)
_SPACES = re.compile(r"\s+")
_TELLING = ("alt", "title", "aria-label", "value", "content", "summary", "cite")
_ARGUMENT = re.compile(r"[\"']([^\"'<>]{3,200})[\"']")
_LINKS = ("href", "src", "action", "formaction", "data-href", "data-url", "hx-get", "ping")
_DEEPEST = 240
_PARAGRAPH = 40
"""Elements at most in what is read as one piece of text."""
_FIELDS = frozenset({"input", "select", "textarea"})
_OWN_STEPS = frozenset({"table", "dl", "input", "select", "textarea", "script", "style", "title"})
"""Elements whose readers name them."""


def read_page(text: str, at: At, sink: Sink) -> bool:
    """Hand over what a page or fragment holds; False where it is none."""
    from lxml import etree

    if CROWDED.search(text):
        sink.cut("too_many_values")
        return False
    try:
        root = etree.fromstring(text.strip().encode("utf-8", "replace"), _parser())
    except (etree.XMLSyntaxError, ValueError):
        return False
    if root is None:
        return False
    Page(root, sink).walk(root, at, VISIBLE)
    return True


@cache
def _parser() -> "HTMLParser":
    from lxml import etree

    return etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=False, remove_pis=True
    )


class Page:
    """One page while it is read; `label` is what stood before the value that comes next."""

    def __init__(self, root: "_Element", sink: Sink) -> None:
        self.sink = sink
        self.label = ""
        self.tables = 0
        self._depth = 0
        self._counts: Counter[str] = Counter()
        self._hiding = Hiding(root)
        self._labels = {
            node.get("for"): plain_text(node) for node in root.iter("label") if node.get("for")
        }

    def walk(self, node: "_Element", at: At, place: str) -> None:
        """Hand over everything below an element."""
        if self._depth >= _DEEPEST or self.sink.full:
            self.sink.cut("too_many_values" if self.sink.full else "too_deep")
            return
        self._depth += 1
        if not isinstance(node.tag, str):
            self._comment(node, at)
        else:
            place = HIDDEN if self._hiding.hides(node) else place
            self._attributes(node, at)
            self._element(node, at, place)
        self._depth -= 1

    def _element(self, node: "_Element", at: At, place: str) -> None:
        if node.get("role") in tables.ROLES and node.tag != "table":
            self.tables += 1
            tables.read_table(self, node, at, place)
            return
        match node.tag:
            case "script":
                self._script(node, at)
            case "style":
                pass
            case "title":
                self._put(at.under("title"), plain_text(node), TITLE)
            case "input" | "textarea" | "select":
                self._field(node, at, place)
            case "table":
                self.tables += 1
                tables.read_table(self, node, at, place)
            case "dl":
                self._definitions(node, at, place)
            case "label" | "legend" | "dt":
                self._labelled(node, at, place)
            case _:
                self._content(node, at, place)

    def _content(self, node: "_Element", at: At, place: str) -> None:
        if _is_text(node):
            self.text(_lines(node), at, place, labels=_is_label_element(node))
            for child in node.iterdescendants():
                if isinstance(child.tag, str):
                    self._attributes(child, at)
            return
        self.text([node.text or ""], at, place)
        alike = Counter(child.tag for child in node)
        steps = [_step(child, alone=alike[child.tag] < 2) for child in node]  # noqa: PLR2004
        times, seen = Counter(steps), Counter[str]()
        for child, step in zip(node, steps, strict=True):
            below = at.under(step) if step else at
            if step and times[step] > 1:
                below = below.under("*", index=seen[step])
                seen[step] += 1
            self.walk(child, below, place)
            self.text([child.tail or ""], at, place)

    def text(self, lines: list[str], at: At, place: str, *, labels: bool = False) -> None:
        """Hand over lines of text, each as a value with its label or as the label of the next."""
        for line in lines:
            words = _SPACES.sub(" ", line).strip()
            if not words:
                continue
            found = _SPLIT.fullmatch(words)
            if (labels or words.endswith(":")) and _may_label(words.rstrip(" :\u00a0")):
                self.label = words.rstrip(" :\u00a0")
                if not is_label(self.label):
                    self._leaf(at, words, place)
            elif found and _may_label(found[1]) and is_label(found[1]):
                self.label = found[1]
                self._put(at, found[2], place)
            else:
                self._put(at, words, place)

    def _put(self, at: At, text: str, place: str) -> None:
        """Hand over a value under the label that was waiting for it."""
        if self.label:
            step = (shown(self.label),) if is_label(self.label) else ()
            at = at if at.path[-1:] == step else at.under(*step)
            at = at.shown(place, self.label)
            self.label = ""
        self._leaf(at, text, place)

    def _leaf(self, at: At, text: str, place: str) -> None:
        if text:
            self.sink.value(at.shown(place, at.label), text)

    def _labelled(self, node: "_Element", at: At, place: str) -> None:
        """A label: of the field in it, of one named elsewhere, or of what follows."""
        fields = [one for one in node.iterdescendants() if one.tag in _FIELDS]
        if fields:
            for one in fields:
                self.label = plain_text(node) if one.tag == "input" else (node.text or "").strip()
                self.walk(one, at, place)
            return
        self.text([plain_text(node)], at, place, labels=True)
        if node.get("for"):
            self.label = ""

    def _definitions(self, node: "_Element", at: At, place: str) -> None:
        index = self._counts["dl"]
        self._counts["dl"] += 1
        below = at.under("dl", "*", index=index)
        for child in node.iter("dt", "dd"):
            if child.tag == "dt":
                self.label = ""
                self.text([plain_text(child)], below, place, labels=True)
            else:
                self._content(child, below, place)
        self.label = ""

    def _field(self, node: "_Element", at: At, place: str) -> None:
        name = node.get("name") or node.get("id") or "field"
        label = self._labels.get(node.get("id"), "") or node.get("aria-label")
        label = (label or self.label).rstrip(" :")
        below = at.under(shown(name), label=label or node.get("placeholder") or "")
        self.label = ""
        if node.tag == "select":
            for index, option in enumerate(node.iter("option")):
                each = below.under("*", index=index, label=below.label)
                self._leaf(each, plain_text(option), place if place == HIDDEN else INPUT)
                self._leaf(each.under("@value"), option.get("value") or "", ATTRIBUTE)
        elif node.tag == "textarea":
            self._leaf(below, plain_text(node), place if place == HIDDEN else INPUT)
        elif (node.get("type") or "").lower() not in {"submit", "button", "image", "reset"}:
            hidden = place == HIDDEN or (node.get("type") or "").lower() == "hidden"
            self._leaf(below, node.get("value") or "", HIDDEN if hidden else INPUT)

    def _attributes(self, node: "_Element", at: At) -> None:
        for key, value in node.attrib.items():
            name = str(key)
            text = str(value).strip()
            if not text or text == "#":
                continue
            if name in _LINKS:
                bare = text.removeprefix("mailto:").removeprefix("tel:").partition("?")[0]
                if bare != text and not is_place(text):
                    self._leaf(at.under(f"@{name}"), bare, ATTRIBUTE)
                elif not text.startswith("data:") and (is_place(text) or is_value(text)):
                    self._leaf(at.under(f"@{name}"), text, ATTRIBUTE)
            elif name.startswith("on"):
                for index, found in enumerate(_ARGUMENT.findall(text)):
                    self._leaf(at.under(f"@{name}", "*", index=index), found, ATTRIBUTE)
            elif name.startswith(("data-", "x-data", "ng-init", ":", "v-bind")) or (
                name in _TELLING and node.tag not in {"input", "option", "button"}
            ):
                step = f"@{shown(name)}" if node.tag != "meta" else shown(_meta(node))
                if node.tag == "meta" and _is_technical(node):
                    continue
                label = _SPACES.sub(" ", name.removeprefix("data-"))
                self._leaf(at.under(step, label=label), text, ATTRIBUTE)

    def _comment(self, node: "_Element", at: At) -> None:
        index = self._counts["comment"]
        self._counts["comment"] += 1
        text = str(node.text or "").strip()
        base = At(at.part, at.path[:0], at.indexes[:0], COMMENT, "", at.media)
        if text and not text.startswith("[if "):
            self._leaf(base.under("comment", "*", index=index), text, COMMENT)

    def _script(self, node: "_Element", at: At) -> None:
        text = (node.text or "").strip().removeprefix("<!--")
        kind = (node.get("type") or "").lower()
        name = node.get("id") or ""
        base = At(at.part, (), (), SCRIPT, "", at.media)
        below = base.under(f"script#{shown(name)}" if name else "script")
        if not text:
            return
        if "json" in kind:
            self._leaf(below, text, SCRIPT)
        elif "template" in kind or kind.endswith("/html"):
            self._leaf(below, text, HIDDEN)
        else:
            read_script(text, below, self.sink)


def plain_text(node: "_Element") -> str:
    """All text below an element, in one line."""
    return _SPACES.sub(" ", "".join(node.itertext(with_tail=False))).strip()


def _lines(node: "_Element") -> list[str]:
    """The text below an element, cut where the page breaks the line."""
    lines = [node.text or ""]
    for child in node.iterdescendants():
        if child.tag == "br":
            lines.append("")
        if isinstance(child.tag, str) and child.text:
            lines[-1] += child.text
        lines[-1] += child.tail or ""
    return lines


def _is_text(node: "_Element") -> bool:
    """Whether an element holds words only, some of them in bold."""
    children = list(islice(node.iterdescendants(), _PARAGRAPH + 1))
    if len(children) > _PARAGRAPH:
        return False
    plain = all(
        child.tag in _INLINE
        and not (child.tag == "span" and (child.get("class") or child.get("id")))
        for child in children
    )
    own = [node.text or "", *(child.tail or "" for child in node)]
    return plain and (any(text.strip() for text in own) or len(children) < 2)  # noqa: PLR2004


def _is_label_element(node: "_Element") -> bool:
    names = (node.get("class") or "").split()
    named = any(_LABELLING.search(name) for name in names) or node.tag == "th"
    return named or _leads(node)


def _leads(node: "_Element") -> bool:
    """Whether it is a known caption and the first of the only two things in its line."""
    line = node.getparent()
    if line is None or line.tag not in {"div", "li", "p"} or node.tag not in _CAPTIONS:
        return False
    if node.get("role") or line.get("role"):
        return False
    pair = len(line) == 2 and line[0] is node and line[1].tag not in _OWN_FIELDS  # noqa: PLR2004
    loose = (line.text or "").strip() or (node.tail or "").strip()
    said = [plain_text(one).rstrip(" :\u00a0") for one in line]
    return pair and not loose and is_label(said[0]) and not is_label(said[1])


_CAPTIONS = frozenset({"b", "strong", "span", "em", "i", "small", "div", "p"})
_OWN_FIELDS = frozenset({"input", "select", "textarea", "table", "ul", "ol", "form"})
"""What a caption before it does not make one value."""


def _may_label(text: str) -> bool:
    return 0 < len(text) <= 60 and not is_value(text) and not text.startswith("http")  # noqa: PLR2004


def _step(node: "_Element", *, alone: bool) -> str:
    """How an element is called: by its id, by a class that means something, by its tag."""
    tag = node.tag
    if not isinstance(tag, str):
        return ""
    if tag in _OWN_STEPS:
        return ""
    name = node.get("id") or ""
    if _NAMED.fullmatch(name):
        return f"{tag}#{name}"
    for one in (node.get("class") or "").split()[:6]:
        if _NAMED.fullmatch(one) and not _UTILITY.fullmatch(one):
            return f"{tag}.{one}"
    return "" if alone or tag not in {"div", "li", "article", "section", "p"} else tag


def _meta(node: "_Element") -> str:
    return node.get("name") or node.get("property") or node.get("itemprop") or "meta"


def _is_technical(node: "_Element") -> bool:
    known = {"viewport", "generator", "robots", "theme-color", "description", "referrer"}
    return (node.get("name") or "").lower() in known or bool(node.get("http-equiv"))
