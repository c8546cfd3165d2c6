"""Storage forms of dates that other data may have too: only a whole column of one form counts."""

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from auditor.detection.kernels.buffers import Flags, Places
from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.checks import calendar
from auditor.identifiers.dates import MONTHS

_Numbers = NDArray[np.int64]
_Read = Callable[[Cells], tuple[_Numbers, Flags]]
"""The years of some cells, and which of them are dates of that form at all."""

_DIGITS, _NUMBER = "digits", "number"
"""In place of a pattern: nothing but digits, or digits that a minus may precede."""
_YEAR_BASE = 10_000
_FIRST, _LAST = 1850, 2100
_PIVOT = 30
"""Two digits below it are years of this century: few data are older than they are young."""
_ALMOST_ALL = 0.9
_DAYS = (-44_000, 47_500)
_SECONDS_A_DAY = 86_400


def count(cells: Cells) -> dict[int, int]:
    """Rows by form and year, `10000 * form + year`; a cell may have several forms."""
    counted: dict[int, int] = {}
    for place, (pattern, digits, read) in enumerate(_FORMS.values()):
        rows = np.flatnonzero((cells.digits >= digits[0]) & (cells.digits <= digits[1]))
        if not rows.size:
            continue
        part = cells.where(rows[_fits(cells, rows, pattern)])
        if len(part):
            years, real = read(part)
            kept = np.flatnonzero(real & (years >= _FIRST) & (years <= _LAST))
            counted |= part.where(kept).tally(place * _YEAR_BASE + years[kept])
    return counted


def _fits(cells: Cells, rows: Places, pattern: str) -> Flags:
    """Which of the rows are written so; a whole number needs no pattern."""
    if pattern not in {_DIGITS, _NUMBER}:
        found = pc.match_substring_regex(cells.values.take(pa.array(rows)), rf"\A(?:{pattern})\z")
        return np.asarray(found.to_numpy(zero_copy_only=False), np.bool_)
    digits, sizes = cells.digits[rows], cells.sizes[rows]
    bare = digits == sizes
    if pattern == _NUMBER and not bare.all():
        signed = cells.spans.data[cells.spans.starts[rows]] == ord("-")
        bare |= signed & (digits == sizes - 1)
    return np.asarray(bare)


def resolve(
    counted: Mapping[int, int], years: Mapping[int, int], filled: int
) -> tuple[dict[int, int], dict[str, int]]:
    """The years of the column and the facet of its form, if nearly all cells have one such form.

    Of forms that fit as many cells the first of the list is meant: 19610 is a year-month-day
    before it is a number of days.
    """
    totals: Counter[int] = Counter()
    for code, rows in counted.items():
        totals[code // _YEAR_BASE] += rows
    if not totals:
        return dict(years), {}
    best = min(totals, key=lambda form: (-totals[form], form))
    if totals[best] < _ALMOST_ALL * filled or totals[best] <= sum(years.values()):
        return dict(years), {}
    found = {code % _YEAR_BASE: n for code, n in counted.items() if code // _YEAR_BASE == best}
    return found, {f"date_{list(_FORMS)[best]}": totals[best]}


def _two_digits(years: _Numbers) -> _Numbers:
    return np.where(years < _PIVOT, 2000 + years, 1900 + years)


def _real(years: _Numbers, months: _Numbers, days: _Numbers) -> Flags:
    """Whether they are days of the calendar."""
    number = np.clip(years, 0, 9999) * 10_000 + months * 100 + days
    places = 10 ** np.arange(7, -1, -1)
    return calendar((number[:, None] // places % 10 + ord("0")).astype(np.uint8))


def _integers(values: pa.Array) -> _Numbers:
    return np.asarray(values.cast(pa.int64()).to_numpy(zero_copy_only=False), np.int64)


def _day_first(cells: Cells) -> tuple[_Numbers, Flags]:
    parts = pc.extract_regex(
        cells.values, r"\A(?P<d>[0-9]{1,2})[/.\-](?P<m>[0-9]{1,2})[/.\-](?P<y>[0-9]{2,4})"
    )
    day, month, year = (_integers(parts.field(place)) for place in range(3))
    short = year < 100  # noqa: PLR2004 - two digits
    year = np.where(short, _two_digits(year), year)
    return year, _real(year, month, day)


def _compact(order: str, width: int) -> _Read:
    """Digits in a row, in the order of `y`, `m` and `d`; a number may have lost its first zero."""

    def read(cells: Cells) -> tuple[_Numbers, Flags]:
        filled = pc.utf8_lpad(cells.values, width, "0")
        parts = {}
        for letter in "ymd":
            start = order.index(letter)
            stop = start + order.count(letter)
            parts[letter] = _integers(pc.utf8_slice_codeunits(filled, start, stop))
        year = parts["y"] if order.count("y") > 2 else _two_digits(parts["y"])  # noqa: PLR2004
        return year, _real(year, parts["m"], parts["d"])

    return read


def _last_year(cells: Cells) -> tuple[_Numbers, Flags]:
    parts = pc.extract_regex(cells.values, r"(?P<y>[0-9]{4}|[0-9]{2})\z")
    year = _integers(parts.field(0))
    return np.where(year < 100, _two_digits(year), year), np.ones(len(cells), np.bool_)  # noqa: PLR2004


def _since_epoch(units_a_day: int) -> _Read:
    def read(cells: Cells) -> tuple[_Numbers, Flags]:
        days: Places = _integers(cells.values) // units_a_day
        likely = (days >= _DAYS[0]) & (days <= _DAYS[1])
        dates = np.where(likely, days, 0).astype("datetime64[D]")
        return dates.astype("datetime64[Y]").astype(np.int64) + 1970, likely

    return read


_FORMS: dict[str, tuple[str, tuple[int, int], _Read]] = {
    "day_first": (
        r"[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-](?:[0-9]{2}|[12][0-9]{3})",
        (4, 8),
        _day_first,
    ),
    "words": (
        rf"(?:1er|[0-9]{{1,2}})[ .\-](?:{MONTHS})[ .\-]{{1,2}}(?:[12][0-9]{{3}}|[0-9]{{2}})",
        (3, 6),
        _last_year,
    ),
    "ddmmyyyy": (_DIGITS, (7, 8), _compact("ddmmyyyy", 8)),
    "yymmdd": (_DIGITS, (5, 6), _compact("yymmdd", 6)),
    "ddmmyy": (_DIGITS, (5, 6), _compact("ddmmyy", 6)),
    "year": ("(?:1[89]|20)[0-9]{2}", (4, 4), _last_year),
    "days": (_NUMBER, (1, 5), _since_epoch(1)),
    "seconds": (_NUMBER, (1, 10), _since_epoch(_SECONDS_A_DAY)),
    "milliseconds": (_NUMBER, (1, 13), _since_epoch(1000 * _SECONDS_A_DAY)),
}
"""By name: pattern of the cell, fewest and most digits, and how to read it."""
