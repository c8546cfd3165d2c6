"""Columns that take a short way through the kernels end in the counts of the long way."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.detection import sketch
from auditor.detection.kernels.buffers import Spans
from auditor.detection.plan import ColumnPlan
from auditor.detection.sketch import Digests, Run, digest_spans
from auditor.detection.tally import ColumnTally
from auditor.identifiers import REGISTRY
from auditor.model.catalogue import Family
from auditor.model.profiles import ColumnProfile
from tests.detection.kernels.texts import VALUES, texts

SECRET = b"a secret of this test"
_KNOWN = [value for values in VALUES.values() for value in values]


def _profile(cells: list[str], **options: bool) -> ColumnProfile:
    tally = ColumnTally(ColumnPlan("c", Family.TEXT, tuple(REGISTRY), **options), SECRET)
    tally.add(pa.array(cells, pa.string()))
    return tally.profile()


def _of_one_width(width: int) -> st.SearchStrategy[list[str]]:
    digits = st.text("0123456789", min_size=width, max_size=width)
    known = [value for value in _KNOWN if len(value) == width and value.isascii()]
    cell = digits | st.sampled_from(known) if known else digits
    return st.lists(cell, min_size=1, max_size=12)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=st.integers(5, 27).flatmap(_of_one_width), distinct=st.booleans())
def test_a_column_of_one_width_counts_as_among_other_cells(
    cells: list[str], *, distinct: bool
) -> None:
    alone = _profile(cells, distinct_first=distinct)
    among = _profile(["é", *cells, "? ?"], distinct_first=distinct)
    assert {name: found for name, found in among.hits.items() if name != "sex"} == {
        name: found for name, found in alone.hits.items() if name != "sex"
    }
    assert among.facets == alone.facets
    assert among.distinct.value == alone.distinct.value + 2
    assert {**alone.lengths, 1: 1, 3: 1} == dict(among.lengths)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=st.lists(st.sampled_from(_KNOWN) | texts(), min_size=1, max_size=8))
def test_identifiers_inside_text_are_those_of_the_scalar_definition(cells: list[str]) -> None:
    found = _profile(cells, text=True).hits
    stripped = [cell.strip() for cell in cells]
    for name, identifier in REGISTRY.items():
        pattern = "|".join(shape.pattern for shape in identifier.shapes)
        holding = [
            cell
            for cell in stripped
            if identifier.within
            and not re.fullmatch(pattern, cell, re.ASCII)
            and identifier.holds(cell)
        ]
        assert found[name].inside == len(holding), name


@pytest.mark.parametrize("width", [1, 7, 8, 9, 15, 16, 17])
def test_digests_do_not_depend_on_how_cells_lie(width: int) -> None:
    data = np.random.default_rng(width).integers(0, 256, 40 * width).astype(np.uint8)
    starts = np.arange(0, data.size, width, dtype=np.int64)
    sizes = np.full(40, width, np.int64)
    straight = digest_spans(Spans(data, starts, sizes), SECRET)
    turned = digest_spans(Spans(data, starts[::-1], sizes), SECRET)
    assert straight.tolist() == turned[::-1].tolist()
    longer = np.append(data, np.uint8(1))
    assert digest_spans(Spans(longer, starts, sizes), SECRET).tolist() == straight.tolist()


def test_a_run_may_be_in_several_sets() -> None:
    run = Run(np.array([3, 1, 3, 2], np.uint64))
    first, second = Digests(), Digests()
    first.add(run)
    second.add(run)
    first.add(np.array([9, 1], np.uint64))
    assert (first.count().value, second.count().value) == (4, 3)
    second.merge(first)
    assert (first.count().value, second.count().value) == (4, 4)


def test_a_cut_set_merges_late_or_early_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketch, "EXACT_LIMIT", 50)
    monkeypatch.setattr(sketch, "KEPT", 64)
    numbers = np.random.default_rng(1).integers(0, 2**63, 400).astype(np.uint64)
    parts = []
    for piece in np.array_split(numbers, 5):
        part = Digests()
        part.add(piece)
        parts.append(part)
    whole, backwards = Digests(), Digests()
    whole.add(numbers)
    for part in reversed(parts):
        backwards.merge(part)
        backwards.add(part.kept)
    assert backwards.count() == whole.count()
    assert backwards.kept.tolist() == whole.kept.tolist()
