"""Which elements of a page are in it but not on the screen."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|"
    r"(?:left|top|text-indent)\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,4000})\}")
_SIMPLE = re.compile(r"[\w\-]*([.#])([\w\-]+)")
_SHOWN = re.compile(r"display\s*:\s*(?!none)\w", re.IGNORECASE)
_MEDIA = re.compile(r"@[^{};]{1,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
"""Rules for paper, narrow screens and animations, which say nothing of this screen."""
_BOTH = re.compile(r"[\w\-]*\.([\w\-]+)\.([\w\-]+)")
_OPENED = frozenset({"show", "in", "open", "active", "is-open", "is-active", "visible"})
_FOLDED = frozenset({"collapse", "modal", "offcanvas"})
"""Classes of what is folded away until another class opens it."""
_CLASSES = frozenset(
    {"hidden", "hide", "d-none", "invisible", "is-hidden", "visually-hidden", "sr-only"}
    | {"ng-hide", "u-hidden", "masque", "cache", "fr-hidden", "fr-sr-only", "display-none", "none"}
)
_TAGS = frozenset({"template", "noscript"})


class Hiding:
    """The rules by which one page hides its elements, as far as they stand in it."""

    def __init__(self, root: "_Element") -> None:
        self._classes = set(_CLASSES)
        self._ids: set[str] = set()
        self._shown: list[frozenset[str]] = []
        for style in root.iter("style"):
            rules = _MEDIA.sub("", (style.text or "")[: 1 << 18])
            for selectors, body in _RULE.findall(rules):
                if _STYLE.search(body):
                    self._learn(selectors)
                elif _SHOWN.search(body):
                    self._shown += [frozenset(pair) for pair in _BOTH.findall(selectors)]

    def hides(self, node: "_Element") -> bool:
        """Whether an element and all below it are not shown."""
        if node.tag in _TAGS or node.get("hidden") is not None:
            return True
        if (node.get("aria-hidden") or "").lower() == "true" or _STYLE.search(
            node.get("style") or ""
        ):
            return True
        if node.tag == "dialog" and node.get("open") is None:
            return True
        names = frozenset((node.get("class") or "").split())
        if any(pair <= names for pair in self._shown):
            return False
        folded = not _FOLDED.isdisjoint(names) and _OPENED.isdisjoint(names)
        return folded or not self._classes.isdisjoint(names) or node.get("id") in self._ids

    def _learn(self, selectors: str) -> None:
        for selector in selectors.split(","):
            found = _SIMPLE.fullmatch(selector.strip())
            if found:
                (self._classes if found[1] == "." else self._ids).add(found[2])
