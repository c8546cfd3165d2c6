"""Names and addresses in the comments that stand inside documents, path by path."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from auditor.detection.nested.cell import Path
from auditor.detection.text.finder import finder
from auditor.detection.text.templates import TemplateTally
from auditor.model.profiles import TextProfile

BUDGET = 300
"""Templates a path: a document has many, and each is read as comments are."""
_LEAST = 20
"""Characters and words below which a value is a label, not a sentence."""
_WORDS = r"\S+\s+\S+\s+\S+\s+\S"


class ProseTally:
    """Templates of the sentences under each path; merging is associative and commutative."""

    def __init__(self, nlp_model: str = "") -> None:
        self._model = nlp_model
        self._tallies: dict[Path, TemplateTally] = {}

    def __repr__(self) -> str:
        return f"ProseTally(paths={len(self._tallies)})"

    def add(self, path: Path, values: pa.Array) -> None:
        """Read those of the values that are sentences."""
        values = values.drop_null()
        if not len(values):
            return
        long = pc.greater_equal(pc.utf8_length(values), _LEAST)
        flags = pc.and_(long, pc.match_substring_regex(values, _WORDS))
        sentences = values.filter(flags)
        if len(sentences):
            tally = self._tallies.setdefault(path, TemplateTally(budget=BUDGET))
            tally.add(sentences, None, finder(self._model))

    def move(self, moved: Mapping[Path, Path]) -> None:
        """Put the counts under other paths, as the tree of paths demands."""
        before, self._tallies = self._tallies, {}
        for path, tally in before.items():
            self._give(moved.get(path, path), tally)

    def merge(self, other: "ProseTally") -> None:
        """Take in the counts of other rows."""
        for path, tally in other._tallies.items():  # noqa: SLF001 - of the same class
            self._give(path, tally)

    def profile(self, path: Path) -> TextProfile | None:
        """The counts under that path, None where no sentence stood there."""
        tally = self._tallies.get(path)
        return tally.profile() if tally else None

    def _give(self, path: Path, tally: TemplateTally) -> None:
        if path in self._tallies:
            self._tallies[path].merge(tally)
        else:
            self._tallies[path] = tally
