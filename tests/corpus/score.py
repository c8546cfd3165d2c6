"""How far asserted verdicts agree with the answers of a corpus.

The unit is a pair (column, category). What stands under a path inside a column counts for the
column. A category that the corpus merely accepts counts neither for nor against.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.corpus.lists import words
from tests.corpus.model import ColumnSpec, Corpus

SENSITIVE = frozenset(
    words(
        "NIR PSEUDONYM PERSON BIRTH_DATE DEATH_DATE EMAIL_ADDRESS PHONE_NUMBER ADDRESS IBAN RIB "
        "PAYMENT_CARD CARD_NUMBER CONTRACT_NUMBER MEMBER_NUMBER SIREN SIRET TVA RPPS ADELI FINESS "
        "LOGIN SECRET IP_ADDRESS DEVICE HEALTH SOCIAL_STATUS EXEMPTION SALARY UNION DISABILITY"
    )
)
"""Categories that identify a person or a firm, or that a person would rather not see spread."""

Place = tuple[str, str]
Miss = tuple[str, str, str]
"""Table, column, category."""


class AssertedVerdict(Protocol):
    """What is read of a verdict."""

    @property
    def category(self) -> str: ...
    @property
    def mode(self) -> str: ...
    @property
    def subject(self) -> str: ...


class AssertedField(Protocol):
    """What is read of an entry of `Result.fields`."""

    @property
    def container(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def verdicts(self) -> Sequence[AssertedVerdict]: ...


@dataclass(frozen=True, slots=True)
class Tally:
    """Pairs found, missed and wrongly asserted."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """Share of the assertions that are right; 1 where nothing is asserted."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that are found; 1 where there is none to find."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The whole judgement; the lists name places of the corpus, which is synthetic."""

    overall: Tally
    by_category: Mapping[str, Tally]
    by_difficulty: Mapping[str, Tally]
    missed: tuple[Miss, ...]
    wrong: tuple[Miss, ...]
    clean_columns: int
    """Columns that hold nothing of any category."""
    false_alarms: tuple[Place, ...]
    """Those among them of which something is asserted."""
    subjects_right: int
    """Right pairs whose subject is right, too."""
    modes_right: int


@dataclass(slots=True)
class _Counts:
    right: list[Miss] = field(default_factory=list)
    missed: list[Miss] = field(default_factory=list)
    wrong: list[Miss] = field(default_factory=list)
    subjects: int = 0
    modes: int = 0


def score(
    corpus: Corpus,
    fields: Iterable[AssertedField],
    categories: Collection[str] = SENSITIVE,
    schema: str = "public",
) -> Score:
    """Judge the asserted fields of a scan of that corpus, on those categories only."""
    columns = corpus.columns()
    asserted = _asserted(fields, categories, schema)
    counts = _Counts()
    for place, spec in columns.items():
        _judge(counts, place, spec, asserted.get(place, {}), categories)
    clean = {place for place, spec in columns.items() if not spec.truth}
    alarms = sorted({(table, column) for table, column, _ in counts.wrong} & clean)
    return Score(
        overall=Tally(len(counts.right), len(counts.missed), len(counts.wrong)),
        by_category=_split(counts, {miss: miss[2] for miss in _all(counts)}),
        by_difficulty=_split(counts, {m: columns[m[0], m[1]].difficulty for m in _all(counts)}),
        missed=tuple(sorted(counts.missed)),
        wrong=tuple(sorted(counts.wrong)),
        clean_columns=len(clean),
        false_alarms=tuple(alarms),
        subjects_right=counts.subjects,
        modes_right=counts.modes,
    )


def _asserted(
    fields: Iterable[AssertedField], categories: Collection[str], schema: str
) -> dict[Place, dict[str, list[AssertedVerdict]]]:
    found: dict[Place, dict[str, list[AssertedVerdict]]] = {}
    for entry in fields:
        place = (entry.container.removeprefix(f"{schema}."), entry.column)
        for verdict in entry.verdicts:
            if verdict.category in categories:
                held = found.setdefault(place, {})
                held.setdefault(str(verdict.category), []).append(verdict)
    return found


def _judge(
    counts: _Counts,
    place: Place,
    spec: ColumnSpec,
    asserted: Mapping[str, Sequence[AssertedVerdict]],
    categories: Collection[str],
) -> None:
    expected = {truth.category: truth for truth in spec.truth if truth.category in categories}
    for category, truth in sorted(expected.items()):
        verdicts = asserted.get(category)
        if not verdicts:
            counts.missed.append((*place, category))
            continue
        counts.right.append((*place, category))
        counts.subjects += any(verdict.subject == truth.subject for verdict in verdicts)
        counts.modes += any(verdict.mode == truth.mode for verdict in verdicts)
    counts.wrong += [(*place, c) for c in sorted(asserted) if c not in {*expected, *spec.accept}]


def _all(counts: _Counts) -> list[Miss]:
    return [*counts.right, *counts.missed, *counts.wrong]


def _split(counts: _Counts, group: Mapping[Miss, str]) -> dict[str, Tally]:
    tallies = [
        Counter(group[m] for m in part) for part in (counts.right, counts.missed, counts.wrong)
    ]
    return {name: Tally(*(tally[name] for tally in tallies)) for name in sorted({*group.values()})}
