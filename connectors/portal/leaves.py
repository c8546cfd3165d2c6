"""Collects the values of one message under their addresses, within the limits."""

from dataclasses import dataclass, field

from auditor.connectors.portal.limits import LIMITS, Limits
from auditor.model.exchanges import Leaf

Path = tuple[str, ...]
Indexes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class At:
    """Where a value stands, so far; `media` counts the media around it."""

    part: str
    path: Path = ()
    indexes: Indexes = ()
    place: str = ""
    label: str = field(default="", repr=False)
    media: int = 0

    def under(self, *steps: str, index: int | None = None, label: str = "") -> "At":
        """The place below; `index` is the position that the last step stands for."""
        indexes = self.indexes if index is None else (*self.indexes, index)
        path = (*self.path, *steps)
        return At(self.part, path, indexes, self.place, label, self.media)

    def inside(self, medium: str) -> "At":
        """The place where another medium begins."""
        path = (*self.path, f"@{medium}")
        return At(self.part, path, self.indexes, self.place, self.label, self.media + 1)

    def shown(self, place: str, label: str) -> "At":
        """The same address in another place of the page, under another label."""
        return At(self.part, self.path, self.indexes, place, label, self.media)


class Leaves:
    """The values taken out of one message; `cuts` are the reasons why some were not."""

    __slots__ = ("_paths", "cuts", "found", "limits")

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.found: list[Leaf] = []
        self.cuts: set[str] = set()
        self._paths: dict[Path, Path] = {}

    def __repr__(self) -> str:
        return f"Leaves({len(self.found)})"

    @property
    def full(self) -> bool:
        """Whether no more values are taken."""
        return len(self.found) >= self.limits.leaves

    def add(self, at: At, text: str, kind: str = "text") -> None:
        """Take one value as it is."""
        if self.full:
            self.cuts.add("too_many_values")
            return
        if len(text) > self.limits.text:
            text = text[: self.limits.text]
            self.cuts.add("value_too_long")
        path = self._paths.setdefault(at.path, at.path)
        self.found.append(Leaf(at.part, path, sound(text), at.indexes, kind, at.place, at.label))


def sound(text: str) -> str:
    """The text without halves of characters, which nothing downstream could write."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
