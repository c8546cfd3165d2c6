"""What a pass counts of the values inside one column, path by path."""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from auditor.detection.nested.cell import Path, Unpacked
from auditor.detection.nested.documents import seems_broken
from auditor.detection.nested.encoded import of_hex
from auditor.detection.nested.fixed import cut_out
from auditor.detection.nested.keys import Filed, PathTree
from auditor.detection.nested.limits import LIMITS, Limits
from auditor.detection.nested.prose import ProseTally
from auditor.detection.plan import ColumnPlan, DecoderPlan
from auditor.detection.sketch import Digests
from auditor.detection.tally import ColumnTally
from auditor.model.profiles import ColumnProfile

_CHUNK = 8_192
"""Cells unpacked before their values are counted, so that memory stays flat."""
_CHUNK_CHARACTERS = 8 << 20


class NestedTally:
    """Counts under every path of one column; merging is associative and commutative."""

    def __init__(
        self,
        plan: DecoderPlan,
        inner: ColumnPlan,
        secret: bytes,
        limits: Limits = LIMITS,
        prose: ProseTally | None = None,
    ) -> None:
        self.plan = plan
        self.cells: Counter[str] = Counter()
        """`seen` and `opened` cells, and cells by the limit that cut them."""
        self._inner = inner
        self._secret = secret
        self._limits = limits
        self._tree = PathTree(limits)
        self._tallies: dict[Path, ColumnTally] = {}
        self._prose = prose or ProseTally()

    def __repr__(self) -> str:
        return f"NestedTally({self.plan.column!r}, paths={len(self._tallies)})"

    def add(self, batch: pa.RecordBatch) -> None:
        """Unpack one batch."""
        array = batch.column(self.plan.column)
        for place in self.plan.fixed:
            path = ("@fixed", str(place.offset))
            self._count(path, cut_out(array, place))
        if self.plan.fixed:
            return
        keys = batch.column(self.plan.attribute) if self.plan.attribute else None
        for start, size in _chunks(array):
            chunk = array.slice(start, size)
            self._unpack(chunk, None if keys is None else keys.slice(start, size))

    def merge(self, other: "NestedTally") -> None:
        """Take in the counts of other rows."""
        self.cells.update(other.cells)
        self._tree.join(other._tree)  # noqa: SLF001 - of the same class
        for path, tally in other._tallies.items():  # noqa: SLF001 - of the same class
            self._give(path, tally)
        self._prose.merge(other._prose)  # noqa: SLF001 - of the same class
        self._settle()

    def profiles(self) -> Mapping[Path, ColumnProfile]:
        """The counts of every path, in path order; from here on no key is a person's name."""
        self._tree.narrow()
        self._move(self._tree.without_people(set(self._tallies)))
        return {
            path: replace(self._tallies[path].profile(), text=self._prose.profile(path))
            for path in sorted(self._tallies)
        }

    def cuts(self) -> dict[str, int]:
        """Cells by the limit that cut them, and paths that had to be grouped."""
        self._tree.narrow()
        self._settle()
        found = {name: count for name, count in self.cells.items() if name not in _SEEN}
        if self._tree.level < self._limits.depth:
            found["paths"] = self._limits.paths
        return dict(sorted(found.items()))

    def digests(self, path: Path, kernel: str) -> Digests | None:
        """The digests of one identifier under that path, None where it was not looked for."""
        tally = self._tallies.get(path)
        return tally.digests(kernel) if tally and kernel in tally.plan.kernels else None

    def made_of(self, kernel: str) -> Iterator[Digests]:
        """The digests of one identifier under each path of whose values it is at least half."""
        for tally in self._tallies.values():
            seen = tally.profile()
            hits = seen.hits.get(kernel)
            if hits and hits.valid * 2 >= seen.filled > 0:
                yield tally.digests(kernel)

    def _unpack(self, array: pa.Array, keys: pa.Array | None) -> None:
        found = Filed()
        heads = keys.to_pylist() if keys is not None else None
        for row, cell in enumerate(self._candidates(array)):
            if cell is None or self._passes_over(cell):
                continue
            unpacked = Unpacked(self._limits)
            opened = _open(unpacked, self.plan, (heads[row] or "",) if heads else (), cell)
            if not opened and not unpacked.cuts and seems_broken(cell):
                unpacked.cuts.add("unparsable")
            self.cells.update(unpacked.cuts)
            self.cells["seen"] += 1
            if opened:
                self.cells["opened"] += 1
                found.put(unpacked.leaves)
        self._take(found.values)

    def _passes_over(self, cell: str) -> bool:
        """Whether the budget leaves this cell out: told by the cell, so that order is nothing."""
        one_in = self.plan.one_in
        if one_in == 1 or zlib.crc32(cell.encode("utf-8", "replace")) % one_in == 0:
            return False
        self.cells["budget"] += 1
        return True

    def _candidates(self, array: pa.Array) -> list[str | None]:
        """The cells that may hold a medium of the plan, the others as None."""
        if self.plan.pattern:
            flags = pc.match_substring_regex(array, self.plan.pattern)
            if not pc.any(flags).as_py():
                return []
            array = pc.if_else(flags, array, None)
        cells: list[str | None] = array.to_pylist()
        return cells

    def _take(self, found: Mapping[Path, list[str | None]]) -> None:
        """Count values under their paths, grouped as the paths known so far demand."""
        moved = self._settle(found)
        placed: dict[Path, list[str | None]] = {}
        for path, values in found.items():
            placed.setdefault(moved[path], []).extend(values)
        for path, values in placed.items():
            self._count(path, _strings(values))

    def _count(self, path: Path, values: pa.Array) -> None:
        if path not in self._tallies:
            self._tallies[path] = ColumnTally(self._inner, self._secret)
        self._tallies[path].add(values)
        self._prose.add(path, values)

    def _settle(self, more: Iterable[Path] = ()) -> dict[Path, Path]:
        moved = self._tree.settle({*self._tallies, *more})
        self._move(moved)
        return moved

    def _move(self, moved: Mapping[Path, Path]) -> None:
        before, self._tallies = self._tallies, {}
        for path, tally in before.items():
            self._give(moved[path], tally)
        self._prose.move(moved)

    def _give(self, path: Path, tally: ColumnTally) -> None:
        if path in self._tallies:
            self._tallies[path].merge(tally)
        else:
            self._tallies[path] = tally


_TYPED = frozenset({"json", "xml", "array"})
_AS_TEXT: Path = ("@text",)
_SEEN = frozenset({"seen", "opened"})


def _open(unpacked: Unpacked, plan: DecoderPlan, head: Path, cell: str) -> bool:
    """Unpack one cell as the plan says; whether it was of a medium of the plan."""
    if plan.medium == "binary":
        return _open_blob(unpacked, plan, cell)
    if plan.medium in _TYPED:
        # No kernel reads such a column as text, so what is cut here must be searched as one.
        if not unpacked.medium(head, plan.medium, cell, marked=False) or unpacked.cuts:
            unpacked.leaves.append((_AS_TEXT, cell))
        unpacked.leaves = _named(unpacked.leaves)
        return True
    unpacked.text(head, cell)
    return any(path for path, _ in unpacked.leaves)


def _open_blob(unpacked: Unpacked, plan: DecoderPlan, cell: str) -> bool:
    data = of_hex(cell)
    whole = len(cell) < plan.prefix
    if data is None or not unpacked.blob((), data, whole=whole):
        return False
    if not whole:
        unpacked.cuts.add("prefix")
    unpacked.leaves = _named(unpacked.leaves)
    return True


def _named(leaves: list[tuple[Path, str | None]]) -> list[tuple[Path, str | None]]:
    """The same values, with a path for what is the whole cell."""
    return [(path or _AS_TEXT, value) for path, value in leaves if path or value is not None]


def _chunks(array: pa.Array) -> Iterator[tuple[int, int]]:
    """Slices of bounded rows and bytes."""
    rows = len(array)
    each = max(1, array.nbytes // max(rows, 1))
    size = max(1, min(_CHUNK, _CHUNK_CHARACTERS // each))
    return ((start, size) for start in range(0, rows, size))


def _strings(values: list[str | None]) -> pa.Array:
    try:
        return pa.array(values, pa.large_string())
    except UnicodeEncodeError:
        clean = [v if v is None else v.encode("utf-8", "replace").decode() for v in values]
        return pa.array(clean, pa.large_string())
