"""How a scan of a corpus capture compares with its answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.model.result import Result
from auditor.model.vocabulary import Necessity
from tests.corpus.portal.har import Case

Pair = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of (entry, word) found, missed and invented."""

    found: frozenset[Pair]
    missed: frozenset[Pair]
    invented: frozenset[Pair]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        hits = len(self.found)
        return 2 * hits / max(2 * hits + len(self.missed) + len(self.invented), 1)


@dataclass(frozen=True, slots=True)
class Scores:
    """Presence, over-exposure, flags, and the clean entries that were alarmed."""

    present: Score
    over: Score
    flags: Score
    alarmed: tuple[int, ...]
    clean: int = 0
    kinds: frozenset[str] = field(default=frozenset())


def score(cases: Sequence[Case], result: Result) -> Scores:
    """The scores of a result over the one capture that holds these cases."""
    present = {
        (o.entry, e.category.value)
        for e in result.exposures
        for o in e.occurrences
        if e.ground or o.path.startswith("response")
    }
    over = {
        (o.entry, e.category.value)
        for e in result.exposures
        for o in e.occurrences
        if e.necessity is Necessity.EXCESSIVE
    }
    flags = {(one.entry, flag) for one in result.entries for flag in one.flags}
    clean = [n for n, case in enumerate(cases) if not case.over]
    wrong = {entry for entry, _ in over}
    return Scores(
        _score({(n, w) for n, c in enumerate(cases) for w in c.present}, present),
        _score({(n, w) for n, c in enumerate(cases) for w in c.over}, over),
        _score({(n, w) for n, c in enumerate(cases) for w in c.flags}, flags),
        tuple(sorted(wrong & set(clean))),
        len(clean),
    )


def _score(wanted: set[Pair], got: set[Pair]) -> Score:
    return Score(frozenset(wanted & got), frozenset(wanted - got), frozenset(got - wanted))
