"""Records of fixed width, such as B2 or NOEMIE lines: numbers that no word boundary sets apart.

Any window of digits passes some check by chance, so a place is kept only where nearly all records
of one type agree, over many different values.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from auditor.detection.kernels.buffers import Flags, spans
from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.whole import match
from auditor.detection.plan import FixedPlan
from auditor.identifiers import REGISTRY

_SOUGHT = (("iban", 27), ("rib", 23), ("nir", 15), ("siret", 14), ("rpps", 11), ("finess", 9))
"""Identifiers with a check, the longest first: a shorter one inside it is a part of it."""
_SHORTEST = 32
"""Characters under which a cell is a code rather than a record."""
_LENGTHS = 4
_LOOKED_AT = 600
_RECORDS = 30
_MOSTLY = 0.5
_AGREED = 0.9
_DIFFERENT = 20
_HEADS = (0, 1, 3)
"""Characters that tell the type of a record: none, one in B2, three in NOEMIE."""

Records = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Place:
    """A window in which an identifier was found, and the rows where it was."""

    plan: FixedPlan
    rows: Flags


def find_fixed(cells: pa.Array) -> tuple[FixedPlan, ...]:
    """Where identifiers stand in the sampled records; nothing for cells of other kinds."""
    filled = cells.drop_null()
    lengths = Counter(pc.binary_length(filled).to_pylist())
    common = [(n, rows) for n, rows in lengths.most_common(_LENGTHS) if n >= _SHORTEST]
    common = [(n, rows) for n, rows in common if rows >= _RECORDS]
    if not common or sum(rows for _, rows in common) < len(filled) * _MOSTLY:
        return ()
    return tuple(place for length, _ in common for place in _of_length(filled, length))


def cut_out(array: pa.Array, place: FixedPlan) -> pa.Array:
    """The values at that place, of the records that it speaks of."""
    chosen = pc.equal(pc.binary_length(array), place.length)
    if place.heads:
        size = len(place.heads[0])
        head = pc.utf8_slice_codeunits(array, 0, size)
        chosen = pc.and_(chosen, pc.is_in(head, pa.array(place.heads, head.type)))
    records = array.filter(pc.fill_null(chosen, False))
    return pc.utf8_slice_codeunits(records, place.offset, place.offset + place.width)


def _of_length(cells: pa.Array, length: int) -> Iterator[FixedPlan]:
    alike = cells.filter(pc.equal(pc.binary_length(cells), length)).slice(0, _LOOKED_AT)
    records = spans(alike).data.reshape(len(alike), length)
    if (records >= 0x80).any():  # noqa: PLR2004 - beyond ASCII a byte is no character
        return
    taken: list[_Place] = []
    for name, width in _SOUGHT:
        for offset in _promising(records, width):
            place = _at(records, FixedPlan(length, offset, width), name)
            if place and not any(_overlap(place, other) for other in taken):
                taken.append(place)
                yield place.plan


def _promising(records: Records, width: int) -> list[int]:
    """Offsets at which enough records have nothing but digits and capitals."""
    fits = (records >= ord("0")) & (records <= ord("9"))
    fits |= (records >= ord("A")) & (records <= ord("Z"))
    run = np.cumsum(np.pad(fits, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = (run[:, width:] - run[:, :-width]) == width
    return [int(offset) for offset in np.flatnonzero(full.sum(axis=0) >= _DIFFERENT)]


def _at(records: Records, plan: FixedPlan, name: str) -> _Place | None:
    """The place with the types of record in which the identifier stands, None where in none."""
    window = np.ascontiguousarray(records[:, plan.offset : plan.offset + plan.width])
    texts = pa.array([row.tobytes().decode("ascii") for row in window])
    valid = _valid(name, texts)
    if np.count_nonzero(valid) < _DIFFERENT:
        return None
    for size in _HEADS:
        heads = _heads(records, valid, size)
        if heads:
            rows = valid & np.isin(_prefixes(records, size), heads) if size else valid
            if len(pc.unique(texts.filter(pa.array(rows)))) < _DIFFERENT:
                return None
            return _Place(_typed(plan, heads), rows)
    return None


def _typed(plan: FixedPlan, heads: list[str]) -> FixedPlan:
    named = tuple(head for head in heads if head)
    return FixedPlan(plan.length, plan.offset, plan.width, named)


def _valid(name: str, texts: pa.Array) -> Flags:
    """Which of the texts are that identifier with the right key."""
    cells = Cells.of(pc.unique(texts))
    found: set[str] = set()
    for group in match(REGISTRY[name], cells, number=False)[0]:
        found.update(group.cells.values.filter(pa.array(group.valid)).to_pylist())
    known = pc.is_in(texts, pa.array(sorted(found), texts.type))
    return np.asarray(known.to_numpy(zero_copy_only=False), np.bool_)


def _prefixes(records: Records, size: int) -> NDArray[np.str_]:
    return np.array([row[:size].tobytes().decode("ascii") for row in records])


def _heads(records: Records, valid: Flags, size: int) -> list[str]:
    """The types of record of which nearly all are valid; one unnamed type for size 0."""
    prefixes = _prefixes(records, size)
    found = []
    for head in np.unique(prefixes).tolist():
        of_type = prefixes == head
        rows = int(np.count_nonzero(of_type))
        if rows >= _DIFFERENT and np.count_nonzero(valid & of_type) >= _AGREED * rows:
            found.append(str(head))
    return found


def _overlap(place: _Place, other: _Place) -> bool:
    """Whether both windows share a character in the same records."""
    apart = (
        place.plan.offset >= other.plan.offset + other.plan.width
        or other.plan.offset >= place.plan.offset + place.plan.width
    )
    return not apart and bool((place.rows & other.rows).any())
