"""The choice of templates does not depend on how the rows were cut."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import cast

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from auditor.detection.text.finder import Finder, Found
from auditor.detection.text.templates import TemplateTally


class Marked:
    """Finds a person where the text holds a capital P; remembers how much it was asked."""

    def __init__(self) -> None:
        self.read = 0

    def find(self, texts: Sequence[str]) -> Iterator[Found]:
        """One for each text."""
        self.read += len(texts)
        for text in texts:
            yield Found(int("P" in text), int("rue" in text))


def _tally(texts: Sequence[str], budget: int, cuts: Sequence[int]) -> TemplateTally:
    tally, start = TemplateTally(budget), 0
    finder = cast("Finder", Marked())
    for end in (*sorted(cuts), len(texts)):
        tally.add(pa.array(texts[start:end], pa.string()), None, finder)
        start = max(start, end)
    return tally


TEXTS = [
    f"{'P' if i % 7 == 0 else 'q'} {chr(97 + i % 26)}{chr(97 + i // 26 % 26)} rue {i}"
    for i in range(900)
]


def test_digits_make_no_template() -> None:
    profile = _tally(["dossier 12", "dossier 37", "autre"], 10, ()).profile()
    assert (profile.templates, profile.rows, profile.left.value) == (2, 3, 0)


def test_within_the_budget_everything_is_read() -> None:
    profile = _tally(TEXTS, 5_000, (10, 400)).profile()
    assert profile.rows == len(TEXTS)
    assert profile.rows_left == 0
    assert profile.person_rows == sum("P" in text for text in TEXTS)


@given(st.lists(st.integers(0, len(TEXTS)), max_size=4), st.integers(0, 10))
def test_batches_and_order_change_nothing(cuts: list[int], seed: int) -> None:
    shuffled = TEXTS.copy()
    Random(seed).shuffle(shuffled)  # noqa: S311 - a test draws
    assert _tally(shuffled, 50, cuts).profile() == _tally(TEXTS, 50, ()).profile()


@given(st.integers(1, len(TEXTS) - 1))
def test_merging_is_reading_both(cut: int) -> None:
    left, right = _tally(TEXTS[:cut], 40, ()), _tally(TEXTS[cut:], 40, ())
    right.merge(left)
    assert right.profile() == _tally(TEXTS, 40, ()).profile()


def test_what_the_budget_left_is_estimated() -> None:
    texts = ["".join(chr(97 + (i >> s) % 26) for s in (0, 3, 6, 9)) for i in range(6_000)]
    distinct = len(set(texts))
    profile = _tally(texts, 300, (1_000, 2_000)).profile()
    assert profile.templates == 300
    assert profile.rows_left > 0
    assert 0.75 * distinct < profile.left.value + 300 < 1.25 * distinct


def test_the_finder_is_asked_little_more_than_the_budget() -> None:
    texts = ["".join(chr(97 + (i >> s) % 26) for s in (0, 3, 6, 9)) for i in range(6_000)]
    tally, finder = TemplateTally(100), Marked()
    for start in range(0, len(texts), 500):
        tally.add(pa.array(texts[start : start + 500]), None, cast("Finder", finder))
    assert finder.read < 600
