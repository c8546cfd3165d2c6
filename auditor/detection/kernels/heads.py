"""With which two bytes a value of an identifier may begin: most numbers fail on those already."""

from functools import cache

import numpy as np
import regex

from auditor.detection.kernels.buffers import Flags, Places
from auditor.detection.kernels.cells import Cells
from auditor.identifiers import REGISTRY

WORTH = 20_000
"""Cells from which it pays to ask: the table of an identifier takes a millisecond to make."""
_ASCII = 128
_PAIRS = 1 << 16


def beginning(name: str, cells: Cells, rows: Places) -> Places:
    """Those of the rows whose first two bytes may begin a value of that identifier."""
    if rows.size < WORTH:
        return rows
    starts, sizes = cells.spans.starts[rows], cells.sizes[rows]
    if int(sizes.min()) < 2:  # noqa: PLR2004 - a pair takes two bytes
        return rows
    data = cells.spans.data
    pairs = data[starts].astype(np.uint16) << 8 | data[starts + 1]
    return np.asarray(rows[_table(name)[pairs]])


@cache
def _table(name: str) -> Flags:
    """By first byte and second: whether some value begins so. Beyond ASCII anything may."""
    flags = np.zeros(_PAIRS, np.bool_)
    pattern = "|".join(f"(?:{shape.pattern})" for shape in REGISTRY[name].shapes)
    compiled = regex.compile(pattern, regex.ASCII)
    for first in range(256):
        text = chr(first)
        if first >= _ASCII:
            flags[first << 8 : (first + 1) << 8] = True
        elif compiled.fullmatch(text, partial=True):
            flags[(first << 8) + _ASCII : (first + 1) << 8] = True
            for second in range(_ASCII):
                if compiled.fullmatch(text + chr(second), partial=True):
                    flags[(first << 8) + second] = True
    return flags
