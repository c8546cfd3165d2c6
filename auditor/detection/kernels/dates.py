"""Cells that are dates or times in a known storage form, counted by year."""

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from auditor.detection.kernels.buffers import Flags, Places
from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.checks import Matrix, calendar

_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
_ZONE = r"(?: ?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?))?"


@dataclass(frozen=True, slots=True)
class _Form:
    """A way of storing a date: pattern, fewest and most digits, whether the day comes first."""

    pattern: str
    digits: tuple[int, int]
    sign: tuple[int, bytes]
    """Where a sign stands in every such cell, and which; it spares most cells the pattern."""
    day_first: bool = False


_FORMS = (
    _Form(rf"\A[12][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}(?:[ T]{_TIME}{_ZONE})?\z", (8, 30), (4, b"-")),
    _Form(
        rf"\A[0-9]{{2}}[/.\-][0-9]{{2}}[/.\-][12][0-9]{{3}}(?: {_TIME})?\z",
        (8, 30),
        (2, b"/.-"),
        True,
    ),
    _Form(r"\A(?:1[89]|20)[0-9]{6}(?:[0-9]{6})?\z", (8, 14), (0, b"12")),
)
_DATE = 8
_CLOCK = 14
_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_SECONDS, _MILLISECONDS = 10, 13


@dataclass(frozen=True, slots=True)
class Dates:
    """Rows by year, and rows by facet (`date`, `pseudo_date`, `midnight`, `not_midnight`)."""

    years: dict[int, int]
    facets: dict[str, int]


def read(cells: Cells) -> Dates:
    """The dates among the cells.

    `pseudo_date` has a plausible year but no such day, as the lunar dates of civil registers
    (`1953-00-31`). `midnight` and `not_midnight` are told apart where the cell holds a time.
    """
    years: dict[int, int] = {}
    facets: dict[str, int] = {}
    for form in _FORMS:
        fewest, most = form.digits
        rows = np.flatnonzero((cells.digits >= fewest) & (cells.digits <= most))
        place, signs = form.sign
        signed = cells.spans.data[cells.spans.starts[rows] + place]
        rows = rows[np.isin(signed, np.frombuffer(signs, np.uint8))]
        if not rows.size:
            continue
        fits = pc.match_substring_regex(cells.values.take(rows), form.pattern)
        part = cells.where(rows[fits.to_numpy(zero_copy_only=False)])
        for width in np.unique(part.digits):
            sized = part.where(np.flatnonzero(part.digits == width))
            matrix = _digits(sized)
            if form.day_first:
                matrix[:, :_DATE] = matrix[:, [4, 5, 6, 7, 2, 3, 0, 1]]
            _count(sized, matrix, years, facets)
    return Dates(years, facets)


def epoch_like(cells: Cells) -> Flags:
    """Digits that may be seconds or milliseconds since 1970, from 2001 to 2036."""
    sizes = cells.sizes
    if cells.width and cells.width not in {_SECONDS, _MILLISECONDS}:
        return np.zeros(len(cells), np.bool_)
    flags = (cells.digits == sizes) & ((sizes == _SECONDS) | (sizes == _MILLISECONDS))
    rows = np.flatnonzero(flags)
    starts = cells.spans.starts[rows]
    head = cells.spans.data[starts].astype(np.int64) * 10 + cells.spans.data[starts + 1]
    head -= ord("0") * 11
    flags[rows] = (head >= 10) & (head <= 20)  # noqa: PLR2004 - 1.0 to 2.0 thousand million
    return np.asarray(flags)


def _count(cells: Cells, matrix: Matrix, years: dict[int, int], facets: dict[str, int]) -> None:
    year = (matrix[:, :4].astype(np.int64) - ord("0")) @ np.array([1000, 100, 10, 1])
    plausible = (year >= _FIRST_YEAR) & (year <= _LAST_YEAR)
    real = calendar(matrix[:, :_DATE]) & plausible
    dated = np.flatnonzero(real)
    for value, rows in cells.where(dated).tally(year[dated]).items():
        years[value] = years.get(value, 0) + rows
    noted = {"date": real, "pseudo_date": plausible & ~real}
    if matrix.shape[1] > _DATE:
        midnight = (matrix[:, _DATE:_CLOCK] == ord("0")).all(axis=1)
        noted |= {"midnight": real & midnight, "not_midnight": real & ~midnight}
    for name, flags in noted.items():
        rows = cells.rows(flags)
        if rows:
            facets[name] = facets.get(name, 0) + rows


def _digits(cells: Cells) -> Matrix:
    data = cells.spans.data
    digits: Places = np.flatnonzero((data >= ord("0")) & (data <= ord("9")))
    return data[digits].reshape(len(cells), -1)
