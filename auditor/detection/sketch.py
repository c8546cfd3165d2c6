"""Distinct counts from keyed 64-bit digests: exact up to a million, then an estimate.

The secret is drawn for a run and never written, since an unkeyed digest of a NIR is reversible
(at most 8·10¹⁰ values). Digests never leave the process.
"""

import hashlib
import math
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from auditor.detection.kernels.buffers import Spans, spans
from auditor.model.profiles import Count

Words = NDArray[np.uint64]

EXACT_LIMIT = 1_000_000
KEPT = 1 << 20
"""Smallest digests kept beyond the limit; relative error 1/sqrt(KEPT), 0.1 %."""
ROUNDING = 0.05
"""Largest relative error of rounding to two significant digits."""

_WORD = 8
_LONG = 4096
"""Bytes from which a cell is digested on its own: rare, and costly in steps of eight bytes."""
_MULTIPLY = np.uint64(0x9E3779B97F4A7C15)
_FINAL = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
_SHIFT = np.uint64(33)
_TURN = np.uint64(29)
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(_WORD)] + [2**64 - 1], np.uint64)


def digest_strings(array: pa.Array, secret: bytes) -> Words:
    """One digest a cell of a string array without nulls."""
    return digest_spans(spans(array), secret)


def digest_matrix(matrix: NDArray[np.uint8], secret: bytes) -> Words:
    """One digest a row of a matrix of bytes, equal to that of the row as a string."""
    rows, width = matrix.shape
    steps = -(-width // _WORD)
    padded = np.zeros((rows, steps * _WORD), np.uint8)
    padded[:, :width] = matrix
    words = padded.view("<u8")
    start, key = _keys(secret)
    state = np.full(rows, start, np.uint64)
    for step in range(steps):
        state = _mix(state, words[:, step], key)
    return _finish(state, np.full(rows, width, np.uint64), key)


def digest_spans(cells: Spans, secret: bytes) -> Words:
    """One digest for each stretch of bytes of a buffer."""
    sizes = cells.sizes
    width = cells.width
    if 0 < width <= _LONG:
        return digest_matrix(cells.data.reshape(-1, width), secret)
    start, key = _keys(secret)
    state = np.full(sizes.size, start, np.uint64)
    # A word may be read at any byte, so the buffer ends in spare bytes.
    buffer = np.concatenate([cells.data, np.zeros(_WORD, np.uint8)])
    words = np.ndarray(buffer.size - _WORD + 1, "<u8", buffer, strides=(1,))
    rows = np.flatnonzero((sizes > 0) & (sizes <= _LONG))
    offset = 0
    while rows.size:
        left = sizes[rows] - offset
        read = words[cells.starts[rows] + offset] & _MASKS[np.minimum(left, _WORD)]
        state[rows] = _mix(state[rows], read, key)
        rows = rows[left > _WORD]
        offset += _WORD
    digests = _finish(state, sizes.astype(np.uint64), key)
    for row in np.flatnonzero(sizes > _LONG):
        begin = cells.starts[row]
        whole = cells.data[begin : begin + sizes[row]].tobytes()
        keyed = hashlib.blake2b(whole, digest_size=_WORD, key=secret[:64])
        digests[row] = int.from_bytes(keyed.digest(), "little")
    return digests


def _keys(secret: bytes) -> tuple[np.uint64, np.uint64]:
    """A start state and an odd multiplier from the secret."""
    drawn = hashlib.blake2b(secret, digest_size=16, person=b"sketch").digest()
    return (
        np.uint64(int.from_bytes(drawn[:8], "little")),
        np.uint64(int.from_bytes(drawn[8:], "little") | 1),
    )


def _mix(state: Words, word: Words, key: np.uint64) -> Words:
    mixed = (state ^ word) * key
    mixed ^= mixed >> _TURN
    mixed *= _MULTIPLY
    mixed ^= mixed >> _SHIFT
    return mixed


def _finish(state: Words, size: Words, key: np.uint64) -> Words:
    state = state ^ (size * key)
    for factor in _FINAL:
        state ^= state >> _SHIFT
        state *= factor
    state ^= state >> _SHIFT
    return state


_FEW = 4_096
"""Words that are sorted at once as quickly."""


class Run:
    """Digests of one batch, put in order once however many sets take them in."""

    __slots__ = ("_ordered", "_words")

    def __init__(self, words: Words, *, ordered: bool = False) -> None:
        self._words = words
        self._ordered = ordered

    def __len__(self) -> int:
        return int(self._words.size)

    def ordered(self) -> Words:
        """The distinct digests, ascending."""
        if not self._ordered:
            self._words = _distinct(_sorted(self._words))
            self._ordered = True
        return self._words


@dataclass(slots=True, repr=False, eq=False)
class Digests:
    """A set of digests that counts its distinct members; merging is associative and commutative.

    Every part of one union must be digested with the same secret.
    """

    kept: Words = field(default_factory=lambda: np.empty(0, np.uint64))
    """The smallest distinct digests, in order."""
    pending: list[Run] = field(default_factory=list)
    """Digests that were not looked at yet, `waiting` of them."""
    waiting: int = 0
    cut: bool = False
    """Whether digests beyond the `KEPT` smallest were dropped."""

    def __reduce__(self) -> tuple[type["Digests"], tuple[Words, list[Run], int, bool]]:
        self.compact()
        return Digests, (self.kept, [], 0, self.cut)

    def add(self, digests: Words | Run) -> None:
        """Take digests in, repeated or not; a run may be shared with other sets."""
        run = digests if isinstance(digests, Run) else Run(digests)
        if self.cut:
            words = run.ordered()
            run = Run(words[: np.searchsorted(words, self.kept[-1])], ordered=True)
        if len(run):
            self.pending.append(run)
            self.waiting += len(run)
            if self.waiting > KEPT:
                self.compact()

    def merge(self, other: "Digests") -> None:
        """Take in another set."""
        other.compact()
        self.cut |= other.cut
        self.pending.append(Run(other.kept, ordered=True))
        self.waiting += other.kept.size
        # What is dropped beyond a cut depends on the digests kept, which must be whole then.
        if self.cut or self.waiting > KEPT:
            self.compact()

    def count(self) -> Count:
        """Distinct members: exact up to `EXACT_LIMIT`, then two significant digits."""
        self.compact()
        if not self.cut and self.kept.size <= EXACT_LIMIT:
            return Count(int(self.kept.size))
        estimate = float(self.kept.size)
        if self.cut:
            estimate = (KEPT - 1) / (float(self.kept[-1]) / 2.0**64)
        return Count(_two_digits(estimate), exact=False, error=ROUNDING)

    def compact(self) -> None:
        """Sort out what is pending; counts do not change."""
        if not self.pending:
            return
        runs = [run.ordered() for run in self.pending]
        if self.kept.size:
            runs.append(self.kept)
        self.pending = []
        self.waiting = 0
        if len(runs) > 1:
            # A stable sort merges what is in order already, many times quicker than a fresh sort.
            merged = _distinct(np.sort(np.concatenate(runs), kind="stable"))
        else:
            merged = runs[0]
        self.cut |= merged.size > KEPT
        self.kept = merged[:KEPT].copy() if merged.size > KEPT else merged


def _sorted(words: Words) -> Words:
    """Ascending. By their upper bits first, which numpy sorts by radix: what is left to do is
    little, and takes half the time of sorting whole words.
    """
    if words.size < _FEW:
        return np.sort(words)
    rough = np.argsort((words >> np.uint64(48)).astype(np.uint16), kind="stable")
    return np.sort(words[rough], kind="stable")


def _distinct(ordered: Words) -> Words:
    """The members of an ascending array, each once."""
    first = np.ones(ordered.size, np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered if first.all() else ordered[first]


def _two_digits(value: float) -> int:
    scale = int(10 ** (math.floor(math.log10(value)) - 1))
    return round(value / scale) * scale
