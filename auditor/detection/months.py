"""Year and month of birth, as dates and as NIR tell them, side by side for many rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from auditor.detection.kernels.buffers import Bytes, Flags, Places, Spans, plain, spans

_ISO, _FRENCH, _COMPACT = "dddd-dd-dd", "dd/dd/dddd", "dddddddd"
_NIR = "hddddxxxxxxxx"
_NIR_KEYED = _NIR + "dd"
_CENTURIES = (18, 20)
_PSEUDO_MONTH = 20
"""NIR months from 20 on stand for an unknown month (INSEE)."""
_ZERO = np.uint8(ord("0"))


def _bytes_of(chars: str) -> Flags:
    table = np.zeros(256, np.bool_)
    table[[ord(char) for char in chars]] = True
    return table


_SIGNS = {
    "d": _bytes_of("0123456789"),
    "x": _bytes_of("0123456789AB"),
    "h": _bytes_of("12345678"),
    "-": _bytes_of("-"),
    "/": _bytes_of("/.-"),
}
"""Which bytes may stand for a sign of a form."""


@dataclass(frozen=True, slots=True, repr=False)
class Months:
    """Two digits of the year and the month of some rows of a batch."""

    rows: Places
    """Rows that tell them, ascending."""
    years: Bytes
    months: Bytes


def born_at(dates: pa.Array) -> Months:
    """From dates written YYYY-MM-DD (and longer), DD/MM/YYYY or YYYYMMDD."""
    filled, read = _filled(dates)
    found = [
        _told(read, np.flatnonzero(flags), *form)
        for flags, form in (
            (read.sizes >= len(_ISO), (_ISO, 2, 5)),
            (read.sizes == len(_FRENCH), (_FRENCH, 8, 3)),
            (read.sizes == len(_COMPACT), (_COMPACT, 2, 4)),
        )
        if flags.any()
    ]
    return _united(filled, found)


def born_by_number(numbers: pa.Array) -> Months:
    """From compacted NIR of 13 or 15 characters."""
    filled, read = _filled(numbers)
    found = [
        _told(read, np.flatnonzero(flags), form, 1, 3)
        for flags, form in (
            (read.sizes == len(_NIR), _NIR),
            (read.sizes == len(_NIR_KEYED), _NIR_KEYED),
        )
        if flags.any()
    ]
    return _united(filled, found)


def agreement(numbers: Months, dates: Months) -> tuple[int, int]:
    """Rows in which both tell a month, and those in which it may be the same one."""
    _, left, right = np.intersect1d(
        numbers.rows, dates.rows, assume_unique=True, return_indices=True
    )
    month = numbers.months[left]
    agreed = (numbers.years[left] == dates.years[right]) & (
        (month == dates.months[right]) | (month >= _PSEUDO_MONTH)
    )
    return int(left.size), int(np.count_nonzero(agreed))


def _filled(column: pa.Array) -> tuple[Places, Spans]:
    """The rows that are not null, and their bytes."""
    text = plain(column)
    if not text.null_count:
        return np.arange(len(text)), spans(text)
    rows = np.flatnonzero(text.is_valid().to_numpy(zero_copy_only=False))
    return rows, spans(text.drop_null())


def _told(read: Spans, rows: Places, form: str, year: int, month: int) -> Months:
    """The rows whose first bytes have that form, and the numbers at the two places."""
    for place, sign in enumerate(form):
        rows = rows[_SIGNS[sign][read.data[read.starts[rows] + place]]]
    if form == _COMPACT:
        century = _number(read, rows, 0)
        rows = rows[(century >= _CENTURIES[0]) & (century <= _CENTURIES[1])]
    return Months(rows, _number(read, rows, year), _number(read, rows, month))


def _number(read: Spans, rows: Places, place: int) -> Bytes:
    starts = read.starts[rows] + place
    tens, units = read.data[starts] - _ZERO, read.data[starts + 1] - _ZERO
    return np.asarray(tens * np.uint8(10) + units)


def _united(filled: Places, found: Sequence[Months]) -> Months:
    rows = np.concatenate([filled[:0], *(filled[part.rows] for part in found)])
    order = np.argsort(rows, kind="stable")
    empty = np.empty(0, np.uint8)
    years = np.concatenate([empty, *(part.years for part in found)])
    months = np.concatenate([empty, *(part.months for part in found)])
    return Months(rows[order], years[order], months[order])
