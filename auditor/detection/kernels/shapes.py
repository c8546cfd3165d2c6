"""How matched cells are written, with nothing of their values left."""

from collections import Counter

import numpy as np
import pyarrow.compute as pc

from auditor.detection.kernels.buffers import Bytes, like
from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.whole import Group
from auditor.identifiers import Identifier

_MULTIBYTE_SPACES = "[\u00a0\u2009\u202f]"


def _mask_table(digit: str, letter: str) -> Bytes:
    table = np.full(256, ord("?"), np.uint8)
    for byte in range(128):
        char = chr(byte)
        if char.isdigit():
            table[byte] = ord(digit)
        elif char.isalpha():
            table[byte] = ord(letter)
        elif char in ".-/+()":
            table[byte] = byte
    table[ord(" ")] = table[ord("\t")] = ord(" ")
    return table


_PLAIN = _mask_table("9", "A")
# Where letters may stand anywhere, a mask that told them from digits would have too many forms.
_BLURRED = _mask_table("X", "X")


def shapes(identifier: Identifier, group: Group) -> Counter[str]:
    """Rows by masked shape: digits 9, letters A (X for either in bank accounts), e-mail as one."""
    cells = group.cells
    if not len(cells):
        return Counter()
    if group.matrix is None:
        return Counter({identifier.mask: cells.rows(np.ones(len(cells), np.bool_))})
    if group.padded:
        return _padded_shapes(group)
    width = group.matrix.shape[1]
    if cells.spans.data.size == len(cells) * width and not cells.letters.any():
        return Counter({"9" * width: cells.rows(np.ones(len(cells), np.bool_))})
    return _masked(cells, _BLURRED if identifier.letters[1] > 1 else _PLAIN)


def _padded_shapes(group: Group) -> Counter[str]:
    """Shapes of numbers as stored, before their leading zeros were put back."""
    width = group.cells.sizes[0]
    two = group.cells.spans.data.reshape(-1, width)[:, 1] == ord("0")
    rows = {
        "9" * (int(width) - 2): group.cells.rows(two),
        "9" * (int(width) - 1): group.cells.rows(~two),
    }
    return Counter({shape: count for shape, count in rows.items() if count})


def _masked(cells: Cells, table: Bytes) -> Counter[str]:
    values = cells.values
    data = cells.spans.data
    if (data >= 0x80).any():  # noqa: PLR2004 - end of ASCII
        values = pc.replace_substring_regex(values, _MULTIBYTE_SPACES, " ")
        cells = Cells.of(values, cells.weights)
        data = cells.spans.data
    coded = like(values, table[data]).dictionary_encode()
    rows = cells.tally(coded.indices.to_numpy().astype(np.int64))
    return Counter({coded.dictionary[code].as_py(): count for code, count in rows.items()})
