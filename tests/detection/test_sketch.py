import pickle

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.detection import sketch
from auditor.detection.sketch import Digests, digest_matrix, digest_strings
from auditor.model.profiles import Count

SECRET = b"a secret of this test"


@given(st.lists(st.text(max_size=40), max_size=30))
def test_equal_cells_and_only_they_share_a_digest(cells: list[str]) -> None:
    digests = digest_strings(pa.array(cells, pa.string()), SECRET).tolist()
    assert len(set(digests)) == len(set(cells))
    shifted = pa.array(["before", *cells, "after"], pa.large_string())[1:-1]
    assert digest_strings(shifted, SECRET).tolist() == digests


@given(st.lists(st.text("0123456789", min_size=15, max_size=15), min_size=1, max_size=20))
def test_a_row_of_a_matrix_has_the_digest_of_its_text(cells: list[str]) -> None:
    matrix = np.frombuffer("".join(cells).encode(), np.uint8).reshape(-1, 15)
    expected = digest_strings(pa.array(cells), SECRET)
    assert digest_matrix(matrix, SECRET).tolist() == expected.tolist()


def test_digests_depend_on_every_byte_and_on_the_secret() -> None:
    long = "x" * 10_000
    cells = pa.array(["", "a", "a\0", "\0a", long, long + "y", long[:4096], "x" * 8, "x" * 16])
    digests = digest_strings(cells, SECRET)
    assert len(set(digests.tolist())) == len(cells)
    assert not set(digest_strings(cells, b"another").tolist()) & set(digests.tolist())


def test_close_numbers_spread_evenly() -> None:
    cells = pa.array([f"{number:013}" for number in range(100_000)])
    high = digest_strings(cells, SECRET) >> np.uint64(56)
    counts = np.bincount(high.astype(np.int64), minlength=256)
    assert counts.min() > 280
    assert counts.max() < 510


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 50), max_size=10), min_size=1, max_size=6), st.randoms())
def test_merging_in_any_order_counts_the_union(parts: list[list[int]], random: object) -> None:
    def gathered(order: list[list[int]]) -> Digests:
        total = Digests()
        for numbers in order:
            part = Digests()
            part.add(digest_strings(pa.array([str(n) for n in numbers], pa.string()), SECRET))
            total.merge(pickle.loads(pickle.dumps(part)))  # noqa: S301 - our own bytes
        return total

    expected = len({number for part in parts for number in part})
    assert gathered(parts).count() == gathered(parts[::-1]).count() == Count(expected)


def test_beyond_the_limit_an_estimate_to_two_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketch, "EXACT_LIMIT", 1 << 12)
    monkeypatch.setattr(sketch, "KEPT", 1 << 13)
    cells = digest_strings(pa.array([str(number) for number in range(300_000)]), SECRET)
    whole = Digests()
    whole.add(cells)
    count = whole.count()
    assert not count.exact
    assert count.value in {290_000, 300_000, 310_000}
    assert count.error == pytest.approx(0.05)
    left, right = Digests(), Digests()
    left.add(cells[:200_000])
    right.add(cells[100_000:])
    left.merge(right)
    assert left.count() == count


def test_exact_up_to_the_limit() -> None:
    numbers = np.arange(sketch.EXACT_LIMIT, dtype=np.uint64)
    digests = Digests()
    digests.add(numbers[::2])
    digests.add(numbers)
    assert digests.count() == Count(sketch.EXACT_LIMIT)
    digests.add(numbers + np.uint64(7))
    assert not digests.count().exact
    assert digests.count().value == 1_000_000


def test_no_digest_is_shown() -> None:
    digests = Digests()
    digests.add(np.array([1234567890123], np.uint64))
    assert "1234567890123" not in repr(digests)
