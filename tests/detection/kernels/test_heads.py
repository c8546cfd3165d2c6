"""No value of an identifier may be lost to its first two bytes."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.heads import WORTH, beginning
from auditor.identifiers import REGISTRY


@pytest.mark.parametrize("name", sorted(REGISTRY))
@settings(max_examples=30)
@given(data=st.data())
def test_every_value_is_kept(name: str, data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from(REGISTRY[name].shapes))
    value = data.draw(st.from_regex(rf"(?a)\A(?:{shape.pattern})\Z"))
    if len(value.encode()) < 2:
        return
    cells = Cells.of(pa.array([value] * WORTH, pa.large_string()))
    rows = np.arange(WORTH)
    assert beginning(name, cells, rows).size == WORTH


def test_other_beginnings_are_left_out() -> None:
    cells = Cells.of(pa.array(["9912345678", "0612345678"] * (WORTH // 2), pa.large_string()))
    kept = beginning("phone", cells, np.arange(WORTH))
    assert kept.tolist() == list(range(1, WORTH, 2))
