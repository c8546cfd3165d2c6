"""The declaration of an identifier: everything both engines need, and nothing that runs on columns.

From one `Identifier` come a Presidio recognizer for text (`auditor.recognizers`) and an Arrow
kernel for columns (`auditor.detection.kernels`); a property test proves that both find the same.
"""

from collections.abc import Callable
from dataclasses import dataclass

from auditor.model.vocabulary import Category

SEP = "[ \\t.\\-/\u00a0\u2009\u202f]"
"""The one separator class: at most one between groups, never doubled."""


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


def normalise(text: str) -> str:
    """The value without separators, in upper case."""
    return text.translate(_DROP).upper()


_DROP = {ord(char): None for char in " \t.-/\u00a0\u2009\u202f"}
