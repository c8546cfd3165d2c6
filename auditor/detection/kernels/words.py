"""Which word lists the words of a column are in, by digests instead of strings."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.detection import sketch
from auditor.detection.kernels.buffers import Bytes, Flags, Places, Spans, spans
from auditor.detection.kernels.cells import Cells

LISTS = ("first_name", "surname", "company", "place", "product", "insurer", "month")
# A list of words is no secret; one fixed key lets its digests be made once.
_KEY = b"words"
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
    """Rows of which a whole word, or up to three, is in each list, whatever case and accents."""
    owners, digests = _phrases(cells)
    result = {}
    for name, known in _digested().items():
        found = np.zeros(len(cells), np.bool_)
        found[owners[_is_in(digests, known)]] = True
        rows = cells.rows(found)
        if rows:
            result[name] = rows
    return result


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


@cache
def _digested() -> Mapping[str, sketch.Words]:
    from auditor.naming.words import words

    # Whatever parts two words is read as one zero byte: "Saint-Denis" is the entry SAINT DENIS.
    entries = {
        name: pa.array(sorted(word.replace(" ", "\0") for word in words(name)), pa.string())
        for name in LISTS
    }
    return {name: np.sort(sketch.digest_strings(entries[name], _KEY)) for name in LISTS}


def _is_in(digests: sketch.Words, known: sketch.Words) -> Flags:
    if not known.size:
        return np.zeros(digests.size, np.bool_)
    places = np.minimum(np.searchsorted(known, digests), known.size - 1)
    return np.asarray(known[places] == digests)
