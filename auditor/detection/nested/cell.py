"""One cell unpacked into its values, each under the path where it stands."""

from collections.abc import Callable, Iterable

from auditor.detection.nested import documents, encoded, hl7, records
from auditor.detection.nested.limits import Limits
from auditor.detection.nested.media import (
    ARRAY,
    BASE64,
    CSV,
    HL7,
    HTML,
    JSON,
    QUERY,
    XML,
    medium_of,
    seems_html,
)

Path = tuple[str, ...]
Tree = Iterable[tuple[Path, str | None]]
"""Values of one medium with their paths inside it."""


class Unpacked:
    """The values of one cell; `cuts` names the limits that were met on the way.

    Nothing here fetches, and time and memory are bounded by the limits, whatever the cell holds.
    """

    __slots__ = ("cuts", "leaves", "limits", "room")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.leaves: list[tuple[Path, str | None]] = []
        self.cuts: set[str] = set()
        self.room = limits.expanded
        """Bytes that all compressed values of the cell together may still become."""

    def text(self, path: Path, text: str | None) -> None:
        """Take a text apart as far as it is made of other media, or keep it as a value."""
        medium = medium_of(text) if text else ""
        if text is None or not medium or not self.medium(path, medium, text):
            self._leaf(path, text)

    def medium(self, path: Path, medium: str, text: str, *, marked: bool = True) -> bool:
        """Take apart a text of that medium; False where it turns out to be something else."""
        if len(path) >= self.limits.depth or len(text) > self.limits.cell:
            self.cuts.add("size" if len(text) > self.limits.cell else "depth")
            return False
        inner = (*path, f"@{medium}") if marked else path
        if medium == BASE64:
            data = encoded.of_base64(text)
            return data is not None and self.blob(inner, data)
        tree = _OPENERS[medium](text, self.cuts)
        if tree is None:
            return medium == XML and self._page(path, text)
        if medium == QUERY:
            self._leaf(path, text)
        self._spread(inner, tree)
        return True

    def blob(self, path: Path, data: bytes, *, whole: bool = True) -> bool:
        """Take apart bytes, inflated where they are compressed; False where they are no text."""
        if len(path) >= self.limits.depth:
            self.cuts.add("depth")
            return False
        if encoded.is_deflated(data) and self.room <= 0:
            self.cuts.add("expansion")
            return False
        most = min(self.room, len(data) * self.limits.ratio)
        plain = encoded.inflated(data, most, self.cuts, whole=whole)
        if plain is not None:
            self.room -= len(plain)
            return self.blob((*path, "@gzip"), plain, whole=not self.cuts)
        text = encoded.as_text(data, whole=whole)
        if text is None:
            return False
        self.text(path, text)
        return True

    def _page(self, path: Path, text: str) -> bool:
        """Take apart as HTML what is no well-formed XML."""
        if "doctype" in self.cuts or not seems_html(text) or not self.medium(path, HTML, text):
            return False
        self.cuts.discard("unparsable")
        return True

    def _spread(self, path: Path, tree: Tree) -> None:
        deepest = self.limits.depth - len(path)
        for steps, value in tree:
            if len(self.leaves) >= self.limits.leaves:
                self.cuts.add("leaves")
                return
            if len(steps) > deepest:
                self.cuts.add("depth")
            else:
                self.text(path + steps, value)

    def _leaf(self, path: Path, value: str | None) -> None:
        self.leaves.append((path, value))


Opener = Callable[[str, set[str]], Tree | None]

_OPENERS: dict[str, Opener] = {
    JSON: documents.of_json,
    XML: documents.of_xml,
    HTML: documents.of_html,
    CSV: records.of_csv,
    ARRAY: records.of_array,
    QUERY: records.of_query,
    HL7: hl7.of_hl7,
}
