"""The pass over one column: batch after batch into counts that can be merged."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from auditor.detection.kernels import classes, dateforms, dates, words
from auditor.detection.kernels.buffers import Flags, Places, plain
from auditor.detection.kernels.cells import Cells, trimmed
from auditor.detection.kernels.checks import Matrix
from auditor.detection.kernels.facets import facets, finished
from auditor.detection.kernels.inside import Hits as Found
from auditor.detection.kernels.inside import candidates, search
from auditor.detection.kernels.shapes import shapes
from auditor.detection.kernels.sieve import Sieve, enough
from auditor.detection.kernels.whole import Group, as_written, canonical, match
from auditor.detection.plan import ColumnPlan
from auditor.detection.sketch import (
    Digests,
    Run,
    Words,
    digest_matrix,
    digest_spans,
    digest_strings,
)
from auditor.identifiers import REGISTRY, Identifier
from auditor.model.catalogue import Family
from auditor.model.profiles import ColumnProfile, Hits

_LONGEST = 64
_NUMBERS = (Family.INTEGER, Family.DECIMAL)


@dataclass(slots=True, repr=False)
class KernelTally:
    """What one identifier found so far."""

    rows: Counter[str] = field(default_factory=Counter)
    """By name of a count of `Hits`."""
    shapes: Counter[str] = field(default_factory=Counter)
    facets: Counter[str] = field(default_factory=Counter)
    digests: Digests = field(default_factory=Digests)

    def merge(self, other: "KernelTally") -> None:
        """Take in the counts of other rows."""
        self.rows.update(other.rows)
        self.shapes.update(other.shapes)
        self.facets.update(other.facets)
        self.digests.merge(other.digests)

    def hits(self) -> Hits:
        """The counts as a profile holds them."""
        return Hits(
            valid=self.rows["valid"],
            wrong_key=self.rows["wrong_key"],
            inside=self.rows["inside"],
            occurrences=self.rows["occurrences"],
            distinct=self.digests.count(),
            shapes=dict(sorted(self.shapes.items())),
            facets=finished(self.facets),
        )


@dataclass(slots=True, repr=False)
class CellTally:
    """What the cells of a column are like so far, whatever they hold."""

    rows: Counter[str] = field(default_factory=Counter)
    """`rows`, `nulls` and `blanks`."""
    lengths: Counter[int] = field(default_factory=Counter)
    classes: Counter[int] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    forms: Counter[int] = field(default_factory=Counter)
    """Rows by year in the storage forms of `dateforms`."""
    facets: Counter[str] = field(default_factory=Counter)
    distinct: Digests = field(default_factory=Digests)

    def merge(self, other: "CellTally") -> None:
        """Take in the counts of other rows."""
        self.rows.update(other.rows)
        self.lengths.update(other.lengths)
        self.classes.update(other.classes)
        self.words.update(other.words)
        self.years.update(other.years)
        self.forms.update(other.forms)
        self.facets.update(other.facets)
        self.distinct.merge(other.distinct)


class ColumnTally:
    """Counts of one column; the same for any size and order of batches, and picklable.

    `secret` keys the digests: one for a run, the same in every worker.
    """

    def __init__(self, plan: ColumnPlan, secret: bytes) -> None:
        self.plan = plan
        self._secret = secret
        self._cells = CellTally()
        self._kernels = {name: KernelTally() for name in plan.kernels}

    def __repr__(self) -> str:
        return f"ColumnTally({self.plan.column!r}, rows={self._cells.rows['rows']})"

    def digests(self, kernel: str) -> Digests:
        """A copy of the digests of one identifier's valid values, to count over several columns."""
        copied = Digests()
        copied.merge(self._kernels[kernel].digests)
        return copied

    def add(self, array: pa.Array) -> None:
        """Take in one batch of the column, a string array."""
        self._cells.rows["rows"] += len(array)
        self._cells.rows["nulls"] += array.null_count
        values = trimmed(plain(array).drop_null())
        cells = _cells(values, distinct=self.plan.distinct_first)
        blank = cells.sizes == 0
        if blank.any():
            self._cells.rows["blanks"] += cells.rows(blank)
            cells = cells.where(np.flatnonzero(~blank))
        if len(cells):
            run = Run(digest_spans(cells.spans, self._secret))
            self._describe(cells, run)
            self._look(cells, run)

    def settle(self) -> None:
        """Put the digests in order; counts do not change."""
        self._cells.distinct.compact()
        for kernel in self._kernels.values():
            kernel.digests.compact()

    def merge(self, other: "ColumnTally") -> None:
        """Take in the counts of other rows of the same column, under the same plan and secret."""
        self._cells.merge(other._cells)  # noqa: SLF001 - of the same class
        for name, kernel in self._kernels.items():
            kernel.merge(other._kernels[name])  # noqa: SLF001 - of the same class

    def profile(self) -> ColumnProfile:
        """All counts so far."""
        seen = self._cells
        filled = seen.rows["rows"] - seen.rows["nulls"] - seen.rows["blanks"]
        years, form = dateforms.resolve(seen.forms, seen.years, filled)
        return ColumnProfile(
            column=self.plan.column,
            rows=seen.rows["rows"],
            nulls=seen.rows["nulls"],
            blanks=seen.rows["blanks"],
            distinct=seen.distinct.count(),
            lengths=dict(sorted(seen.lengths.items())),
            classes={classes.NAMES[code]: seen.classes[code] for code in sorted(seen.classes)},
            hits={name: kernel.hits() for name, kernel in self._kernels.items()},
            words=dict(sorted(seen.words.items())),
            years=dict(sorted(years.items())),
            facets=dict(sorted({**seen.facets, **form}.items())),
        )

    def _describe(self, cells: Cells, run: Run) -> None:
        """Everything that needs no identifier."""
        seen = self._cells
        seen.distinct.add(run)
        seen.lengths.update(cells.tally(np.minimum(cells.characters(), _LONGEST)))
        kinds = classes.classify(cells)
        seen.classes.update(cells.tally(kinds))
        noted = classes.forms(cells, kinds) | {"epoch_like": dates.epoch_like(cells)}
        seen.facets.update(_present({name: cells.rows(flags) for name, flags in noted.items()}))
        if self.plan.words:
            seen.words.update(words.rows_by_list(cells))
        if self.plan.dates:
            found = dates.read(cells)
            seen.years.update(found.years)
            seen.forms.update(dateforms.count(cells))
            seen.facets.update(found.facets)

    def _look(self, cells: Cells, run: Run) -> None:
        """Every planned identifier, as the whole cell and then, where planned, inside text."""
        number = self.plan.family in _NUMBERS
        taken: dict[str, Flags] = {}
        for name, tally in self._kernels.items():
            groups, taken[name] = match(REGISTRY[name], cells, number=number)
            for group in groups:
                self._count(tally, REGISTRY[name], group)
                for values in canonical(REGISTRY[name], group):
                    same = group.cells is cells and as_written(values, cells)
                    tally.digests.add(run if same else self._digest(values))
        # One unbroken word holds an identifier only by being one, which the whole cell tells.
        if self.plan.text and not cells.numeric:
            self._read(cells, cells.sizes > cells.digits + cells.letters, taken)

    def _read(self, cells: Cells, broken: Flags, taken: Mapping[str, Flags]) -> None:
        """Every planned identifier inside those cells, but for the cells that are one."""
        among = {
            name: broken & ~whole & enough(REGISTRY[name], cells)
            for name, whole in taken.items()
            if REGISTRY[name].within
        }
        rows = np.flatnonzero(np.logical_or.reduce([broken & False, *among.values()]))
        if not rows.size:
            return
        sieve = Sieve.of(cells if rows.size == len(cells) else cells.where(rows))
        wanted = candidates({name: flags[rows] for name, flags in among.items()}, sieve)
        for name, places in wanted.items():
            self._search(self._kernels[name], REGISTRY[name], sieve, places)

    def _count(self, tally: KernelTally, identifier: Identifier, group: Group) -> None:
        tally.rows["valid"] += group.cells.rows(group.valid)
        tally.rows["wrong_key"] += group.cells.rows(~group.valid)
        tally.shapes.update(shapes(identifier, group))
        tally.facets.update(facets(identifier, group))

    def _search(
        self, tally: KernelTally, identifier: Identifier, sieve: Sieve, rows: Places
    ) -> None:
        cells = sieve.cells
        hits = search(identifier, sieve, rows)
        if not hits.rows.size:
            return
        weights = cells.weights
        every = np.ones(hits.rows.size, np.int64) if weights is None else weights[hits.rows]
        tally.rows["occurrences"] += int(every[hits.valid].sum())
        grouped = _grouped(identifier, hits)
        counted = {
            "grouped": hits.valid & grouped,
            "grouped_wrong_key": ~hits.valid & grouped,
            "inside_wrong_key": ~hits.valid,
            "introduced": hits.valid & hits.introduced,
            "introduced_wrong_key": ~hits.valid & hits.introduced,
        }
        sums = {name: int(every[flags].sum()) for name, flags in counted.items()}
        tally.facets.update(_present(sums))
        held = np.zeros(len(cells), np.bool_)
        held[hits.rows[hits.valid]] = True
        tally.rows["inside"] += cells.rows(held)
        for group in hits.groups:
            found = facets(identifier, group)
            noted = {f"inside_{name}": found[name] for name in ("test", "version_like")}
            tally.facets.update(_present(noted))
            for values in canonical(identifier, group):
                tally.digests.add(self._digest(values))

    def _digest(self, values: pa.Array | Matrix) -> Words:
        digest = digest_matrix if isinstance(values, np.ndarray) else digest_strings
        return digest(values, self._secret)


def _grouped(identifier: Identifier, hits: Found) -> Flags:
    """Hits written with separators between their groups, where references are digits in a row."""
    if identifier.check is None or len(identifier.widths) != 1:
        return np.zeros(hits.rows.size, np.bool_)
    return np.asarray(hits.ends - hits.starts > identifier.widths[0])


def _cells(values: pa.Array, *, distinct: bool) -> Cells:
    if not distinct:
        return Cells.of(values)
    counted = values.value_counts()
    return Cells.of(counted.field(0), counted.field(1).to_numpy().astype(np.int64))


def _present(rows: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in rows.items() if count}
