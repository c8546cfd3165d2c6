import re

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.detection.months import Months, agreement, born_at, born_by_number

_DATES = (
    (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", 2, 5),
    (r"[0-9]{2}[/.\-][0-9]{2}[/.\-][0-9]{4}\Z", 8, 3),
    (r"(?:18|19|20)[0-9]{6}\Z", 2, 4),
)
_NUMBER = (r"[1-8][0-9]{4}[0-9AB]{8}(?:[0-9]{2})?\Z", 1, 3)

_CELLS = st.lists(
    st.none()
    | st.text("0123456789-/.AB é", max_size=16)
    | st.dates().map(str)
    | st.dates().map(lambda day: f"{day:%d/%m/%Y}")
    | st.dates().map(lambda day: f"{day} 00:00:00")
    | st.integers(17_00_00_00, 21_99_99_99).map(str)
    | st.integers(10**12, 9 * 10**12).map(str)
    | st.integers(10**14, 9 * 10**14).map(str)
    | st.just("2840" + "52A321025"),
    max_size=15,
)


def _told(months: Months) -> dict[int, str]:
    rows = zip(months.rows, months.years, months.months, strict=True)
    return {int(row): f"{year:02}{month:02}" for row, year, month in rows}


def _expected(cells: list[str | None], *forms: tuple[str, int, int]) -> dict[int, str]:
    return {
        row: cell[year : year + 2] + cell[month : month + 2]
        for row, cell in enumerate(cells)
        for pattern, year, month in forms
        if cell is not None and re.match(pattern, cell, re.ASCII)
    }


@settings(max_examples=300, deadline=None)
@given(cells=_CELLS)
def test_months_are_those_that_patterns_tell(cells: list[str | None]) -> None:
    for column in (
        pa.array(cells, pa.string()),
        pa.array(["x", *cells], pa.large_string())[1:],
    ):
        assert _told(born_at(column)) == _expected(cells, *_DATES)
        assert _told(born_by_number(column)) == _expected(cells, _NUMBER)


def test_a_month_that_nobody_knows_agrees_with_any() -> None:
    numbers = pa.array(["2840521632102", "2844221632102", None, "2840521632102", "x"])
    dates = pa.array(["1984-05-31", "31/01/1984", "1984-05-31", "19840631", "1984-05-31"])
    assert agreement(born_by_number(numbers), born_at(dates)) == (3, 2)
    nothing = born_at(pa.array([None, "84-05-31"], pa.string()))
    assert nothing.rows.dtype == np.int64
    assert agreement(born_by_number(numbers), nothing) == (0, 0)
