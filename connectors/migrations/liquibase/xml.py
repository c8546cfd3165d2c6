"""Changelogs in XML, without entities, without network."""

import io
import re
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, InputSource, Locator

from auditor.connectors.migrations.liquibase.tree import DEEPEST, MANY, Node, UnreadableError
from auditor.connectors.migrations.located import Text

_TALL = 40
"""Lines of one tag over which an attribute is looked for."""


def parse(text: str) -> Node:
    """The root element; raises UnreadableError."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.expatreader import DefusedExpatParser

    handler = _Builder(text.split("\n"))
    parser = DefusedExpatParser(forbid_dtd=False, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(handler)
    source = InputSource()
    source.setCharacterStream(io.StringIO(text))
    try:
        parser.parse(source)
    except DefusedXmlException:
        raise UnreadableError("xml_entities", handler.line) from None
    except SAXException:
        raise UnreadableError("xml_syntax", handler.line) from None
    except ValueError:
        raise UnreadableError("xml_syntax", handler.line) from None
    if handler.root is None:
        raise UnreadableError("xml_syntax", handler.line)
    return handler.root


class _Builder(ContentHandler):
    """Builds the tree; prefixes of namespaces are left out of names."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines
        self.root: Node | None = None
        self._open: list[tuple[Node, list[tuple[str, int]]]] = []
        self._locator: Locator | None = None
        self._count = 0

    @property
    def line(self) -> int:
        """Where the parser stands."""
        return (self._locator.getLineNumber() if self._locator else 1) or 1

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - a name of SAX
        """Keeps the one who knows the line."""
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - as above
        """An element opens."""
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MANY:
            raise UnreadableError("migration_too_long", self.line)
        line = self.line
        node = Node(_bare(name), line)
        for key, value in attrs.items():
            node.attributes[_bare(key)] = Text(value, ((0, self._line_of(key, line)),))
        if self._open:
            self._open[-1][0].children.append(node)
        elif self.root is None:
            self.root = node
        self._open.append((node, []))

    def _line_of(self, attribute: str, line: int) -> int:
        """Where an attribute of the element that opens on `line` is written."""
        sign = re.compile(rf"(?:^|\s){re.escape(attribute)}\s*=")
        for number in range(line, min(line + _TALL, len(self._lines) + 1)):
            if sign.search(self._lines[number - 1]):
                return number
        return line

    def endElement(self, name: str) -> None:  # noqa: N802 - as above
        """The element closes."""
        del name
        node, pieces = self._open.pop()
        marks, offset = [], 0
        for piece, line in pieces:
            for number, part in enumerate(piece.split("\n")):
                marks.append((offset if number == 0 else offset + 1, line + number))
                offset = marks[-1][0] + len(part)
        if pieces:
            node.text = Text("".join(piece for piece, _ in pieces), tuple(marks))

    def characters(self, content: str) -> None:
        """Text inside the element that is open."""
        if self._open:
            self._open[-1][1].append((content, self.line))


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
