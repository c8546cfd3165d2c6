"""Comments with their digits masked: a thousand comments are often one template."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from auditor.detection.kernels.buffers import like, spans
from auditor.detection.sketch import digest_strings
from auditor.detection.text.finder import Finder
from auditor.model.profiles import Count, TextProfile

BUDGET = 1_000
"""Templates a column, chosen by the smallest digests: a fair draw over what differs."""

_DIGITS = np.arange(256, dtype=np.uint8)
_DIGITS[ord("0") : ord("9") + 1] = ord("0")
_KEY = b"templates"
# The choice must be the same in every run, so that the same data gives the same result. These
# digests live in the tally only; nothing that is written holds one.


@dataclass(slots=True)
class TemplateTally:
    """Rows by template for the templates of the smallest digests, and what those hold.

    The limit only falls as templates are met, so a template among the final ones was among the
    smallest from its first row on, and its rows are all counted, whatever the order of batches.
    """

    budget: int = BUDGET
    rows: dict[int, int] = field(default_factory=dict)
    persons: dict[int, int] = field(default_factory=dict)
    addresses: dict[int, int] = field(default_factory=dict)
    total: int = 0
    full: bool = False
    """Whether a template was ever left out; `rows` then holds exactly the budget."""

    def add(self, values: pa.Array, weights: NDArray[np.int64] | None, finder: Finder) -> None:
        """Count non-null texts; templates that are new and small enough are read by `finder`."""
        masked = like(values, _DIGITS[spans(values).data])
        digests = digest_strings(masked, _KEY)
        counts = np.ones(len(digests), np.int64) if weights is None else weights
        self.total += int(counts.sum())
        kept, first, summed = _grouped(digests, counts)
        known = kept <= self._limit(kept)
        self.full |= not known.all()
        fresh = [i for i in np.flatnonzero(known).tolist() if int(kept[i]) not in self.rows]
        texts = masked.take(pa.array(first[fresh], pa.int64())).to_pylist() if fresh else []
        for index, found in zip(fresh, finder.find(texts), strict=True):
            self.persons[int(kept[index])] = found.persons
            self.addresses[int(kept[index])] = found.addresses
        for digest, more in zip(kept[known].tolist(), summed[known].tolist(), strict=True):
            self.rows[digest] = self.rows.get(digest, 0) + more
        self._cut()

    def merge(self, other: "TemplateTally") -> None:
        """Add what another tally counted over other rows."""
        # Above the smaller of two limits, one side no longer knows all its rows.
        limit = min(self._largest(), other._largest())  # noqa: SLF001 - its own kind
        self.total += other.total
        for digest, more in other.rows.items():
            self.rows[digest] = self.rows.get(digest, 0) + more
        self.persons |= other.persons
        self.addresses |= other.addresses
        self.full |= other.full
        self._keep({digest for digest in self.rows if digest <= limit})
        self._cut()

    def profile(self) -> TextProfile:
        """The counts over the templates that were read."""
        return TextProfile(
            templates=len(self.rows),
            left=self._left(),
            rows=sum(self.rows.values()),
            rows_left=self.total - sum(self.rows.values()),
            person_templates=sum(self.persons[d] > 0 for d in self.rows),
            person_rows=sum(n for d, n in self.rows.items() if self.persons[d]),
            address_templates=sum(self.addresses[d] > 0 for d in self.rows),
            address_rows=sum(n for d, n in self.rows.items() if self.addresses[d]),
        )

    def _largest(self) -> int:
        """The largest digest up to which all rows are known."""
        return max(self.rows) if self.full else 2**64 - 1

    def _limit(self, incoming: NDArray[np.uint64]) -> int:
        """The largest digest that may still be among the final ones."""
        limit = self._largest()
        if len(incoming) + len(self.rows) > self.budget:
            both = np.union1d(incoming, np.fromiter(self.rows, np.uint64, len(self.rows)))
            limit = min(limit, int(both[self.budget - 1])) if len(both) > self.budget else limit
        return limit

    def _cut(self) -> None:
        if len(self.rows) > self.budget:
            self._keep(set(sorted(self.rows)[: self.budget]))
            self.full = True

    def _keep(self, kept: set[int]) -> None:
        for part in (self.rows, self.persons, self.addresses):
            for digest in part.keys() - kept:
                del part[digest]

    def _left(self) -> Count:
        """About how many templates were not read, by how densely the smallest digests lie."""
        if not self.full:
            return Count(0)
        estimate = len(self.rows) * (2**64 / self._largest()) - len(self.rows)
        error = len(self.rows) ** -0.5
        magnitude = 10 ** max(len(str(int(estimate))) - 2, 0)
        return Count(round(estimate / magnitude) * magnitude, exact=False, error=round(error, 3))


def _grouped(
    digests: NDArray[np.uint64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """Each digest once in order, the place of one cell that has it, and its rows."""
    order = np.argsort(digests, kind="stable")
    ranked = digests[order]
    starts = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    if not len(ranked):
        starts = np.empty(0, np.int64)
    return (
        ranked[starts],
        order[starts],
        np.add.reduceat(counts[order], starts) if len(starts) else np.empty(0, np.int64),
    )
