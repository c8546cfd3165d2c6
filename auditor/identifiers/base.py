"""The declaration of an identifier: everything both engines need, and nothing that runs on columns.

From one `Identifier` come a Presidio recognizer for text (`auditor.recognizers`) and an Arrow
kernel for columns (`auditor.detection.kernels`); a property test proves that both find the same.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from auditor.model.vocabulary import Category

SEP = "[ \\t.\\-/\u00a0\u2009\u202f]"
"""The one separator class: at most one between groups, never doubled."""


MANY = 1 << 30
"""No upper bound."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a value stands in a text, and whether its check digits agree (or none exist)."""

    start: int
    end: int
    valid: bool


@dataclass(frozen=True, slots=True)
class Shape:
    r"""One way of writing an identifier.

    `pattern` is in the common subset of RE2, `re` and `regex`: no flags, no look-around, ASCII
    digits spelled `[0-9]`, no anchors and no outer word boundary (each engine adds its own ASCII
    `\b`). `mask` is what a report may print of it, digits as 9 and letters as A.
    """

    name: str
    pattern: str
    mask: str
    score: float
    """Score of a Presidio match before the check digits and the context speak, 0 to 1."""
    left: str = r"\b"
    """What stands before a match in text; "" where the pattern itself may begin with a sign."""

    def bounded(self) -> str:
        """The pattern with the edges that a match inside text must have, without flags."""
        return f"{self.left}(?:{self.pattern})\\b"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A French identifier, or a generic one that French systems hold."""

    name: str
    category: Category
    shapes: tuple[Shape, ...]
    widths: tuple[int, ...]
    """Lengths of the normalised value that the check accepts."""
    check: Callable[[str], bool] | None
    """Whether a normalised value's check digits agree; None where the identifier has none."""
    checksum: str
    """Name of the check, by which the vectorised twin is found; "" where there is none."""
    chance: float
    """Share of random values of the same shape that pass the check."""
    context: tuple[str, ...] = ()
    """Whole words that raise a match in text, lower case without accents."""
    numeric: bool = True
    """Whether a database may store it as a number and drop its leading zeros."""
    alone: bool = True
    """Whether values alone may carry a verdict; False where a name or a neighbour must agree."""
    digits: tuple[int, int] = (0, MANY)
    """Fewest and most ASCII digits of a value: what a column is sifted by before any pattern."""
    letters: tuple[int, int] = (0, MANY)
    """Fewest and most ASCII letters of a value."""
    literal: str = ""
    """ASCII character that every value holds, "" where there is none."""

    chain: int = 0
    """Digits that follow one another in every value with at most a letter and a separator between
    two of them; 0 where there is no such chain to sift texts by."""
    coded: bool = False
    """Whether every value begins with two letters and two digits."""
    within: bool = True
    """Whether a pass looks for it inside longer text, where a common shape is mere chance."""
    sole: bool = True
    """Whether values without any shape of the category deny a column that is named after it."""
    variant: str = ""
    """What a verdict calls this kind of the category."""
    strict: str = ""
    """Pattern that a whole hit must have as it is written, where the shape takes in a longer run
    (four octets of a dotted run) that is then refused as a whole; in the same subset as shapes."""

    @property
    def mask(self) -> str:
        """What a report may print of the usual way of writing it."""
        return self.shapes[0].mask

    def search(self, text: str) -> Iterator[Match]:
        """All hits inside a text, left to right for each shape, right key or not."""
        for shape in self.shapes:
            for hit in _compiled(shape.bounded()).finditer(text):
                yield Match(hit.start(), hit.end(), self.agrees(hit.group()))

    def agrees(self, hit: str) -> bool:
        """Whether the check digits of a hit agree, or its strict pattern, if it has either."""
        if self.strict and _compiled(self.strict).fullmatch(hit) is None:
            return False
        return self.check is None or self.check(normalise(hit))

    def holds(self, text: str) -> bool:
        """Whether the text holds at least one value whose check digits agree."""
        return any(match.valid for match in self.search(text))


def normalise(text: str) -> str:
    """The value without separators, in upper case."""
    return text.translate(_DROP).upper()


def luhn(digits: str) -> bool:
    """Whether the last of these ASCII digits is their Luhn key (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) << (place & 1)
        total += value - 9 * (value > 9)  # noqa: PLR2004 - two digits are added up
    return total % 10 == 0


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


_DROP = {ord(char): None for char in " \t.-/\u00a0\u2009\u202f"}
