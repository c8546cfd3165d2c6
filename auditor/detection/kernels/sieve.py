"""Which cells of text may hold an identifier at all, from the places of their digits."""

from dataclasses import dataclass

import numpy as np

from auditor.detection.kernels.buffers import Flags, Places
from auditor.detection.kernels.cells import Cells, Counts
from auditor.identifiers import Identifier

_REACH = 5
"""Bytes from one digit to the next in a chain: a Corsican letter and a separator between them."""


def _letters() -> Flags:
    table = np.zeros(256, np.bool_)
    table[[byte for byte in range(128) if chr(byte).isalpha()]] = True
    return table


_LETTER = _letters()


@dataclass(frozen=True, slots=True, repr=False)
class Sieve:
    """For each cell, digits of its longest chain and whether two letters precede two digits."""

    cells: Cells
    chains: Counts
    coded: Flags

    @classmethod
    def of(cls, cells: Cells) -> "Sieve":
        """Look at the digits of all cells once, for every identifier."""
        chains = np.zeros(len(cells), np.int32)
        coded = np.zeros(len(cells), np.bool_)
        data = cells.spans.data
        places = np.flatnonzero((data >= ord("0")) & (data <= ord("9")))
        if places.size:
            gaps = np.diff(places)
            breaks = _breaks(cells, places, gaps)
            owners = np.searchsorted(cells.spans.starts, places[breaks], side="right") - 1
            lengths = np.diff(np.append(breaks, places.size)).astype(np.int32)
            np.maximum.at(chains, owners, lengths)
            codes = _codes(cells, places, gaps)
            coded[np.searchsorted(cells.spans.starts, codes, side="right") - 1] = True
        return cls(cells, chains, coded)

    def may_hold(self, identifier: Identifier) -> Places:
        """The cells that are worth a pattern."""
        cells = self.cells
        flags = enough(identifier, cells)
        if identifier.chain:
            flags &= self.chains >= identifier.chain
        if identifier.coded:
            flags &= self.coded
        if identifier.literal:
            flags &= holding(cells, identifier.literal)
        return np.flatnonzero(flags)


def enough(identifier: Identifier, cells: Cells) -> Flags:
    """Cells with as many digits and letters as a value has."""
    flags = cells.digits >= identifier.digits[0]
    if cells.letters_seen[0] < identifier.letters[0]:
        flags &= cells.letters >= identifier.letters[0]
    return flags


def holding(cells: Cells, char: str) -> Flags:
    """Cells in which that ASCII character stands."""
    if char not in cells.held:
        flags = np.zeros(len(cells), np.bool_)
        places = np.flatnonzero(cells.spans.data == ord(char))
        flags[np.searchsorted(cells.spans.starts, places, side="right") - 1] = True
        cells.held[char] = flags
    return cells.held[char]


def _breaks(cells: Cells, places: Places, gaps: Places) -> Places:
    """Digits that begin a chain: far from the digit before, or the first of their cell."""
    breaks = np.ones(places.size + 1, np.bool_)
    breaks[1:-1] = gaps > _REACH
    breaks[np.searchsorted(places, cells.spans.starts)] = True
    return np.flatnonzero(breaks[:-1])


def _codes(cells: Cells, places: Places, gaps: Places) -> Places:
    """Digits that another digit follows and two letters precede, be it across cells."""
    data = cells.spans.data
    next_to = np.concatenate([[False], gaps == 1, [False]])
    first = places[~next_to[:-1] & next_to[1:]]
    first = first[first > 1]
    return np.asarray(first[_LETTER[data[first - 1]] & _LETTER[data[first - 2]]])
