"""Identifiers inside longer text: the answer that equals Presidio's, hit for hit.

RE2 in Arrow finds the first match of a cell only, so it merely selects the cells; all hits come
from `re.finditer` over the selected cells joined by a line feed, which no pattern can cross.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.detection.kernels.buffers import Flags, Places, plain, spans
from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.context import REACH, introduced
from auditor.detection.kernels.sieve import Sieve
from auditor.detection.kernels.whole import Group, by_width
from auditor.identifiers import REGISTRY, Identifier

_JOINED = 1 << 24
"""Bytes of text searched at a time."""
_SEVERAL = 3
"""Identifiers that may occur, from which one pattern for all is cheaper than one for each."""
_BREAK = "\n"


@dataclass(frozen=True, slots=True, repr=False)
class Hits:
    """Hits of one identifier: cell, first character and end, and whether its key agrees."""

    rows: Places
    starts: Places
    ends: Places
    valid: Flags
    introduced: Flags
    """Whether a word just before the hit announces it."""
    groups: tuple[Group, ...]
    """The same hits as cells of their own, in groups of one width."""


def find(identifier: Identifier, array: pa.Array) -> list[tuple[int, int, int]]:
    """Every hit whose check digits agree, as (row, start, end) in characters, in order."""
    array = plain(array)
    filled = pc.is_valid(array).to_numpy(zero_copy_only=False)
    hits = search(identifier, Sieve.of(Cells.of(array.drop_null())))
    rows = np.flatnonzero(filled)[hits.rows]
    found = zip(rows.tolist(), hits.starts.tolist(), hits.ends.tolist(), strict=True)
    return sorted(hit for hit, valid in zip(found, hits.valid.tolist(), strict=True) if valid)


def candidates(among: Mapping[str, Flags], sieve: Sieve) -> dict[str, Places]:
    """For each identifier the cells worth a search, of those that `among` flags for it.

    One pattern for all identifiers together spares most cells the pattern of each.
    """
    rows = {name: sieve.may_hold(REGISTRY[name]) for name in among}
    rows = {name: found[among[name][found]] for name, found in rows.items()}
    rows = {name: found for name, found in rows.items() if found.size}
    if len(rows) < _SEVERAL:
        return rows
    either = np.zeros(len(sieve.cells), np.bool_)
    for found in rows.values():
        either[found] = True
    selected = _selected(sieve.cells, np.flatnonzero(either), _joint(tuple(rows)))
    either[:] = False
    either[selected] = True
    return {name: found[either[found]] for name, found in rows.items()}


@cache
def _joint(names: tuple[str, ...]) -> str:
    return "|".join(shape.bounded() for name in names for shape in REGISTRY[name].shapes)


def search(identifier: Identifier, sieve: Sieve, rows: Places | None = None) -> Hits:
    """All hits of the identifier in the cells, or in those rows of them."""
    cells = sieve.cells
    if rows is None:
        rows = sieve.may_hold(identifier)
    if len(identifier.shapes) > 1:
        rows = _selected(cells, rows, _joint((identifier.name,)))
    found = _Found([], [], [])
    for shape in identifier.shapes:
        for part in _parts(cells, _selected(cells, rows, shape.bounded())):
            _scan(_compiled(shape.bounded()), cells, part, found)
    return _checked(identifier, cells, found)


class _Found(NamedTuple):
    """Hits so far: cell with first character and end, their texts, and what stands before each."""

    places: list[tuple[int, int, int]]
    texts: list[str]
    before: list[str]


def _selected(cells: Cells, rows: Places, pattern: str) -> Places:
    """Those of the rows in which the pattern occurs at all."""
    if not rows.size:
        return rows
    values = cells.values if rows.size == len(cells) else cells.values.take(pa.array(rows))
    return np.asarray(
        rows[pc.match_substring_regex(values, pattern).to_numpy(zero_copy_only=False)]
    )


def _parts(cells: Cells, rows: Places) -> Iterator[Places]:
    """The rows in slices whose text fits comfortably into memory."""
    if rows.size:
        slices = np.cumsum(cells.sizes[rows]) // _JOINED
        yield from np.split(rows, np.flatnonzero(np.diff(slices)) + 1)


def _scan(pattern: re.Pattern[str], cells: Cells, rows: Places, found: _Found) -> None:
    values = cells.values.take(pa.array(rows))
    lengths = pc.utf8_length(values).to_numpy().astype(np.int64)
    ended = pc.binary_join_element_wise(values, *pa.array(["", _BREAK], values.type))
    joined = spans(ended).data.tobytes().decode()
    hits = [hit.span() for hit in pattern.finditer(joined)]
    if not hits:
        return
    begins = np.cumsum(lengths + 1) - (lengths + 1)
    bounds = np.array(hits, np.int64)
    owners = np.searchsorted(begins, bounds[:, 0], side="right") - 1
    places = bounds - begins[owners][:, None]
    starts = places[:, 0].tolist()
    found.places.extend(zip(rows[owners].tolist(), starts, places[:, 1].tolist(), strict=True))
    found.texts.extend(joined[start:end] for start, end in hits)
    found.before.extend(
        joined[start - min(first, REACH) : start]
        for (start, _), first in zip(hits, starts, strict=True)
    )


def _checked(identifier: Identifier, cells: Cells, found: _Found) -> Hits:
    bounds = np.array(found.places, np.int64).reshape(-1, 3)
    rows = bounds[:, 0]
    valid = np.ones(rows.size, np.bool_)
    values = pa.array(found.texts, pa.large_string())
    weights = np.ones(rows.size, np.int64) if cells.weights is None else cells.weights[rows]
    hits = Cells.of(values, weights)
    groups: tuple[Group, ...] = ()
    if rows.size:
        groups = tuple(by_width(identifier, hits))
        widths = hits.digits + hits.letters
        if identifier.widths:
            for width, group in zip(np.flatnonzero(np.bincount(widths)), groups, strict=True):
                valid[widths == width] = group.valid
        else:
            valid = groups[0].valid
    announced = introduced(identifier, found.before)
    return Hits(rows, bounds[:, 1], bounds[:, 2], valid, announced, groups)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)
