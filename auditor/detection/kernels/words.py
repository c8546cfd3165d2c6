"""Which word lists the words of a column are in, by digests instead of strings."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from auditor.detection import sketch
from auditor.detection.kernels.buffers import Bytes, Flags, Places, Spans, spans
from auditor.detection.kernels.cells import Cells

LISTS = ("first_name", "surname", "company", "place", "product", "insurer", "month")
PERSONS = "person"
"""Counted beside the lists: a name of a person and no word of a firm."""
# A list of words is no secret; one fixed key lets its digests be made once.
_KEY = b"words"
_LOW = np.uint64((1 << 20) - 1)
_SHORTEST = 2
_LONGEST = 3
"""Words of the longest entry that is looked for."""


def _letters() -> Bytes:
    """Upper-case letter for each byte, 0 for one that ends a word."""
    table = np.zeros(256, np.uint8)
    for byte in range(128):
        if chr(byte).isalpha():
            table[byte] = ord(chr(byte).upper())
    return table


_LETTERS = _letters()


def rows_by_list(cells: Cells) -> dict[str, int]:
    """Rows of which a whole word, or up to three, is in each list, whatever case and accents.

    `person` counts the rows with a name and no word of a firm.
    """
    owners, digests = _phrases(cells)
    known = _known()
    likely = np.flatnonzero(known.likely[digests & _LOW])
    places = np.minimum(np.searchsorted(known.digests, digests[likely]), known.digests.size - 1)
    hit = known.digests[places] == digests[likely]
    owners, lists = owners[likely[hit]], known.lists[places[hit]]
    found = {name: _flagged(cells, owners[lists & (1 << p) > 0]) for p, name in enumerate(LISTS)}
    named = (found["first_name"] | found["surname"]) & ~(found["company"] | found["insurer"])
    counted = {name: cells.rows(flags) for name, flags in {**found, PERSONS: named}.items()}
    return {name: rows for name, rows in counted.items() if rows}


def _flagged(cells: Cells, owners: Places) -> Flags:
    flags = np.zeros(len(cells), np.bool_)
    flags[owners] = True
    return flags


def _phrases(cells: Cells) -> tuple[Places, sketch.Words]:
    """The words of the cells, and runs of two and three: the cell of each, and its digest."""
    read = spans(_unaccented(cells.values))
    upper = _LETTERS[read.data]
    starts, ends = _words(upper, read)
    owners = np.searchsorted(read.starts + read.sizes, starts, side="right")
    found = [(owners, starts, ends - starts)]
    for more in range(1, _LONGEST):
        first, last = slice(None, -more), slice(more, None)
        near = owners[first] == owners[last]
        for step in range(more):
            gaps = starts[step + 1 : starts.size - more + step + 1] - ends[step : -more + step]
            near &= gaps == 1
        found.append((owners[first][near], starts[first][near], (ends[last] - starts[first])[near]))
    rows, begins, sizes = (np.concatenate(parts) for parts in zip(*found, strict=True))
    fit = sizes >= _SHORTEST
    return rows[fit], sketch.digest_spans(Spans(upper, begins[fit], sizes[fit]), _KEY)


def _words(upper: Bytes, read: Spans) -> tuple[Places, Places]:
    """Where runs of letters begin and end; the end of a cell ends a word too."""
    letter = upper > 0
    fresh = np.zeros(letter.size + 1, np.bool_)
    fresh[read.starts[read.sizes > 0]] = True
    before = np.concatenate([[False], letter[:-1]]) & ~fresh[:-1]
    after = np.concatenate([letter[1:], [False]]) & ~fresh[1:]
    return np.flatnonzero(letter & ~before), np.flatnonzero(letter & ~after) + 1


def _unaccented(values: pa.Array) -> pa.Array:
    if (spans(values).data < 0x80).all():  # noqa: PLR2004 - end of ASCII
        return values
    return pc.replace_substring_regex(pc.utf8_normalize(values, "NFKD"), r"\p{Mn}+", "")


@dataclass(frozen=True, slots=True, repr=False)
class _Known:
    """Every entry of every list once, by its digest."""

    digests: sketch.Words
    lists: NDArray[np.uint8]
    """A bit a list, in the order of `LISTS`."""
    likely: Flags
    """By the lowest bits of a digest, whether any entry has the same: most words end here."""


@cache
def _known() -> _Known:
    from auditor.naming.words import words

    # Whatever parts two words is read as one zero byte: "Saint-Denis" is the entry SAINT DENIS.
    entries = [[word.replace(" ", "\0") for word in words(name)] for name in LISTS]
    each = [sketch.digest_strings(pa.array(known, pa.string()), _KEY) for known in entries]
    digests, places = np.unique(np.concatenate(each), return_inverse=True)
    lists = np.zeros(digests.size, np.uint8)
    bits = [np.full(known.size, 1 << place, np.uint8) for place, known in enumerate(each)]
    np.bitwise_or.at(lists, places, np.concatenate(bits))
    likely = np.zeros(int(_LOW) + 1, np.bool_)
    likely[digests & _LOW] = True
    return _Known(digests, lists, likely)
