"""Takes values, and opens those that are documents of another medium."""

import json
import re
import zlib
from collections.abc import Callable

from auditor.connectors.portal import encoded, lines, markup, media, pages, trees, urls
from auditor.connectors.portal.archives import ZIP, read_archive
from auditor.connectors.portal.graphql import read_literals
from auditor.connectors.portal.leaves import At, Leaves
from auditor.connectors.portal.limits import LIMITS, Limits
from auditor.connectors.portal.scripts import read_script
from auditor.model.exchanges import Leaf

_TOKEN = re.compile(r"\.?[A-Za-z0-9_\-]{8,}={0,2}(?:\.[A-Za-z0-9_\-]*={0,2}){1,4}", re.ASCII)
_ENCODED = re.compile(r"[A-Za-z0-9+/_\-\r\n]{16,}={0,2}", re.ASCII)
_QUERY = re.compile(r"[A-Za-z_][\w.\[\]\-]{0,60}=[^&\s]*(?:&[A-Za-z_][\w.\[\]\-]{0,60}=[^&\s]*)+")
_GRAPHQL = re.compile(r"\s*(?:query|mutation|subscription)\b[^{]*\{|\s*\{\s*\w+\s*[({]")
_ELEMENT = re.compile(r"<(?:\?xml|[A-Za-z_][\w:.\-]*[\s/>])")
_FLIGHT = re.compile(r"[0-9a-f]{0,4}:[A-Z]{0,2}([\[{\"].*)")
_LETTERS = re.compile(r"[A-Za-z]")
_SHORTEST = 8
_OPENING = ("{", "[")
_BINARIES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\xd0\xcf\x11")
_DOCUMENTS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11")
"""Those that hold text for people, which is then not read."""
_ENCODED_PARTS = frozenset({"query", "cookie", "header", "form", "path"})


class Opener:
    """The sink of one message."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._leaves = Leaves(limits)
        self.several = False
        """Whether a body was several documents, one after the other."""

    def __repr__(self) -> str:
        return f"Opener({self._leaves!r})"

    @property
    def full(self) -> bool:
        """Whether no more values are taken."""
        return self._leaves.full

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The values so far."""
        return tuple(self._leaves.found)

    @property
    def cuts(self) -> frozenset[str]:
        """The reasons why something was not read."""
        return frozenset(self._leaves.cuts)

    def cut(self, code: str) -> None:
        """Note why something was not read."""
        self._leaves.cuts.add(code)

    def plain(self, at: At, text: str, kind: str = "text") -> None:
        """Take a value as it is."""
        self._leaves.add(at, text, kind)

    def value(self, at: At, text: str, kind: str = "text") -> None:
        """Take a value, or what is inside it."""
        if (len(text) < _SHORTEST and text[:1] not in _OPENING) or at.media >= self.limits.media:
            self.plain(at, text, kind)
            return
        if at.part in _ENCODED_PARTS:
            text = urls.decoded(text)
        if not self._document(at, text.strip()) and not self._code(at, text.strip()):
            self.plain(at, text, kind)

    def document(self, at: At, text: str, medium: str) -> str:
        """Take a whole body apart; its medium as it turned out to be."""
        if len(text) > self.limits.document:
            self.cut("body_too_long")
            text = text[: self.limits.document]
        if self._read(at, text, medium):
            return medium
        self.plain(at, text)
        return media.TEXT

    def archive(self, at: At, data: bytes) -> bool:
        """Whether bytes are a workbook or an archive of texts, which was then taken apart."""
        return data.startswith(ZIP) and read_archive(data, at, self, self.document)

    def _read(self, at: At, text: str, medium: str) -> bool:
        readers: dict[str, Callable[[], bool | None]] = {
            media.JSON: lambda: self._json(at, media.GUARDS.sub("", text)),
            media.JSONP: lambda: self._call(at, text),
            media.EVENTS: lambda: self._events(at, text),
            media.XML: lambda: self._xml(at, text),
            media.HTML: lambda: pages.read_page(text, at, self),
            media.CSV: lambda: lines.read_lines(text, at, self),
            media.FORM: lambda: urls.read_query(text.strip(), at, self),
            media.SCRIPT: lambda: read_script(text, at.under("script"), self),
            media.STYLE: lambda: None,
        }
        return medium in readers and readers[medium]() is not False

    def _document(self, at: At, text: str) -> bool:
        """Whether a value is a document, which was then taken apart."""
        edges = text[:1] + text[-1:]
        if edges in {"{}", "[]"} and self._json(at.inside("json"), text, whole=True):
            return True
        if edges == '""':
            return self._quoted(at, text)
        if edges == "<>" or text.startswith("<?xml"):
            return self._marked(at, text)
        if _GRAPHQL.match(text) and at.path[-1:] == ("query",) and "}" in text:
            self.plain(at, text)
            read_literals(text, at, self)
            return True
        return False

    def _marked(self, at: At, text: str) -> bool:
        if media.medium_of(text, "") == media.HTML:
            return pages.read_page(text, at.inside("html"), self)
        return bool(_ELEMENT.match(text)) and self._xml(at.inside("xml"), text)

    def _code(self, at: At, text: str) -> bool:
        """Whether a value is encoded or an address, and was taken with what is inside it."""
        if " " in text:
            return False
        if _TOKEN.fullmatch(text) and self._token(at, text):
            return True
        if _ENCODED.fullmatch(text) and _LETTERS.search(text) and self._base64(at, text):
            return True
        if text.startswith("data:") and ";base64," in text[:200]:
            return self._base64(at, text.partition(",")[2])
        return self._place(at, text)

    def _place(self, at: At, text: str) -> bool:
        """Whether a value is an address or its parameters, which may hold values."""
        if urls.is_place(text):
            self.plain(at, text)
            urls.read_place(text, at, self)
            return True
        if _QUERY.fullmatch(text):
            self.plain(at, text)
            urls.read_query(text, at.inside("query"), self)
            return True
        return False

    def _quoted(self, at: At, text: str) -> bool:
        """JSON that is a text: what was encoded twice."""
        try:
            inner = json.loads(text)
        except (ValueError, RecursionError):
            return False
        if isinstance(inner, str) and inner != text:
            self.value(at.inside("json"), inner)
            return True
        return False

    def _json(self, at: At, text: str, *, whole: bool = False) -> bool:
        documents = trees.documents_of(text, self, whole=whole)
        if documents is None:
            return False
        self.several = self.several or (len(documents) > 1 and not at.path)
        trees.read_trees(documents, at, self)
        return True

    def _call(self, at: At, text: str) -> bool:
        found = media.CALL.match(text)
        inner = text[found.end() :].rstrip().rstrip(";").rstrip() if found else ""
        if inner.endswith(")") and self._json(at, inner.removesuffix(")"), whole=True):
            return True
        read_script(text, at.under("script"), self)
        return True

    def _events(self, at: At, text: str) -> bool:
        """Server-sent events, each of which is a record."""
        index = 0
        if not any(line.startswith("data:") for line in text.splitlines()):
            return self._flight(at, text)
        for block in re.split(r"\r?\n\r?\n", text):
            data = [line[5:].strip() for line in block.splitlines() if line.startswith("data:")]
            if data:
                self.value(at.under("*", index=index), "\n".join(data))
                index += 1
        return index > 0

    def _flight(self, at: At, text: str) -> bool:
        """Lines of numbered JSON, each of which is a record."""
        found = [one for one in map(_FLIGHT.fullmatch, text.splitlines()) if one]
        for index, one in enumerate(found):
            self.value(at.under("*", index=index), one[1])
        return bool(found)

    def _xml(self, at: At, text: str) -> bool:
        root = markup.root_of(text, self)
        if root is None:
            return False
        markup.read_markup(root, at, self)
        return True

    def _token(self, at: At, text: str) -> bool:
        """A signed token: whole, and then what its parts say."""
        parts = text.split(".")
        opened = []
        for name, part in zip(("header", "payload"), parts, strict=False):
            data = encoded.of_base64(part) if part else None
            inner = _inner(data) if data else None
            if inner is not None and inner[:1] in "{[" and inner.startswith(("{", "[")):
                opened.append((name, inner))
        if not opened:
            return False
        self.plain(at, text)
        for name, inner in opened:
            self._json(at.inside("jwt").under(name), inner, whole=True)
        return True

    def _base64(self, at: At, text: str) -> bool:
        data = encoded.of_base64(text)
        if not data:
            return False
        if data.startswith(_BINARIES):
            if data.startswith(_DOCUMENTS) and not self.archive(at.inside("base64"), data):
                self.cut("document_inside")
            return True
        inflated = encoded.inflate(data, "", self.limits)
        if inflated.cut:
            self.cut(inflated.cut)
        inner = encoded.as_text(inflated.data)
        if inner is None or len(inner.strip()) < _SHORTEST // 2:
            return False
        below = at.inside("base64")
        if not self._document(below, inner.strip()):
            if not _is_written(inner):
                return False
            self.plain(at, text)
            self.value(below, inner)
        return True


def _inner(data: bytes) -> str | None:
    """The text of a token's part, which some frameworks compress."""
    try:
        plain = zlib.decompressobj().decompress(data, 1 << 20) if data[:1] == b"\x78" else data
    except zlib.error:
        return None
    return encoded.as_text(plain)


def _is_written(text: str) -> bool:
    """Whether a decoded text was written by someone, and is no accident of the alphabet."""
    signs = sum(char.isalnum() or char in " .,;:@-_/'|+=&\"\n" for char in text)
    return text.isprintable() and signs >= len(text) * 0.9
