"""Names of tables, columns and files made safe to print: they come from the audited system."""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def visible(text: str) -> str:
    """The text with every control, direction, invisible or private character spelled out.

    A right-to-left override or an escape sequence in a column name would otherwise rewrite the
    line that reports it.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"⟨U+{ord(char):04X}⟩" if unicodedata.category(char) in _HIDDEN else char for char in text
    )


def cell_len(text: str) -> int:
    """Cells of a terminal that the text takes."""
    if text.isascii():
        return len(text)
    # `audit check` never lays out a page: it starts without rich.
    from rich.cells import cell_len as measured

    return measured(text)


def shorten(text: str, width: int) -> str:
    """The text in at most `width` terminal cells, its middle left out where it is longer."""
    if cell_len(text) <= width:
        return text
    if width < 2:  # noqa: PLR2004 - an ellipsis and one character
        return "…"[:width]
    room = width - 1
    return _fitting(text, room - room // 2) + "…" + _fitting(text[::-1], room // 2)[::-1]


def _fitting(text: str, width: int) -> str:
    used = 0
    for index, char in enumerate(text):
        used += cell_len(char)
        if used > width:
            return text[:index]
    return text
