"""Proofs between the columns of one row, such as a NIR that tells the birth date beside it."""

from collections.abc import Callable
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from auditor.detection.kernels.buffers import spans
from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.whole import match
from auditor.detection.plan import PairPlan
from auditor.identifiers import REGISTRY
from auditor.identifiers.base import SEP

_RIB_WIDTHS = (5, 5, 11, 2)
_IBAN_HEAD = 4
_PSEUDO_MONTH = "20"
"""NIR months from 20 on stand for an unknown month (INSEE)."""


class Compacted:
    """The columns of one batch without separators and in upper case, each made once."""

    def __init__(self, batch: pa.RecordBatch) -> None:
        self._batch = batch
        self._made: dict[str, pa.Array] = {}

    def raw(self, name: str) -> pa.Array:
        """The column as it was read."""
        return self._batch.column(name)

    def column(self, name: str) -> pa.Array:
        """The column compacted; empty cells are null."""
        if name not in self._made:
            self._made[name] = compact(self._batch.column(name))
        return self._made[name]


def compare(plan: PairPlan, columns: Compacted) -> tuple[int, int]:
    """How many rows could be compared, and in how many of them the columns agree."""
    if plan.kind == "nir_birth_date":
        return _birth_date(columns.column(plan.columns[0]), columns.raw(plan.columns[1]))
    return _PROOFS[plan.kind](*(columns.column(name) for name in plan.columns))


def compact(column: pa.Array) -> pa.Array:
    """The cells without separators, in upper case; empty cells become null."""
    text = column.cast(pa.string())
    data = spans(text).data
    if _TO_DROP[data].any():
        text = pc.replace_substring_regex(text, SEP, "")
    if _TO_RAISE[data].any():
        text = pc.utf8_upper(text)
    return pc.if_else(pc.equal(pc.binary_length(text), 0), None, text)


def _bytes_that(wanted: Callable[[int], bool]) -> NDArray[np.bool_]:
    """For each byte, whether it may stand for a character of that kind."""
    return np.array([byte >= _NOT_ASCII or wanted(byte) for byte in range(256)], np.bool_)


_NOT_ASCII = 0x80
_TO_DROP = _bytes_that(lambda byte: chr(byte) in " \t.-/")
_TO_RAISE = _bytes_that(lambda byte: chr(byte).islower())


def assemble_rib(*parts: pa.Array) -> pa.Array:
    """The 23 characters of a RIB from its compacted parts; zeros lost by number types come back."""
    padded = [
        pc.utf8_lpad(part, width, "0") for part, width in zip(parts, _RIB_WIDTHS, strict=True)
    ]
    return pc.binary_join_element_wise(*padded, "")


def year_and_month(column: pa.Array) -> pa.Array:
    """`yymm` of dates written YYYY-MM-DD, DD/MM/YYYY or YYYYMMDD; null for anything else."""
    text = column.cast(pa.string())
    forms = (
        (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}", 2, 5),
        (r"^[0-9]{2}[/.\-][0-9]{2}[/.\-][0-9]{4}$", 8, 3),
        (r"^(18|19|20)[0-9]{6}$", 2, 4),
    )
    return reduce(
        pc.coalesce,
        [
            pc.if_else(
                pc.match_substring_regex(text, pattern),
                pc.binary_join_element_wise(_slice(text, year, 2), _slice(text, month, 2), ""),
                None,
            )
            for pattern, year, month in forms
        ],
    )


def _slice(text: pa.Array, start: int, length: int) -> pa.Array:
    return pc.utf8_slice_codeunits(text, start, start + length)


def _birth_date(number: pa.Array, date: pa.Array) -> tuple[int, int]:
    shaped = pc.match_substring_regex(number, "^[1-8][0-9]{4}[0-9AB]{8}([0-9]{2})?$")
    number = pc.if_else(shaped, number, None)
    born = year_and_month(date)
    same_year = pc.equal(_slice(number, 1, 2), _slice(born, 0, 2))
    month = _slice(number, 3, 2)
    same_month = pc.or_(pc.equal(month, _slice(born, 2, 2)), pc.greater_equal(month, _PSEUDO_MONTH))
    return _counted(pc.and_(same_year, same_month))


def _key(number: pa.Array, key: pa.Array) -> tuple[int, int]:
    whole = pc.binary_join_element_wise(number, pc.utf8_lpad(key, 2, "0"), "")
    return _checked("nir", whole)


def _rib_split(*parts: pa.Array) -> tuple[int, int]:
    return _checked("rib", assemble_rib(*parts))


def _iban_rib(iban: pa.Array, *rib: pa.Array) -> tuple[int, int]:
    account = pc.utf8_slice_codeunits(iban, _IBAN_HEAD)
    other = assemble_rib(*rib) if len(rib) == len(_RIB_WIDTHS) else rib[0]
    return _counted(pc.equal(account, other))


def _siret_siren(siret: pa.Array, siren: pa.Array) -> tuple[int, int]:
    head = _slice(pc.utf8_lpad(siret, 14, "0"), 0, 9)
    return _counted(pc.equal(head, pc.utf8_lpad(siren, 9, "0")))


def _checked(identifier: str, values: pa.Array) -> tuple[int, int]:
    present = values.drop_null()
    groups, _ = match(REGISTRY[identifier], Cells.of(present), number=False)
    return len(present), sum(group.cells.rows(group.valid) for group in groups)


def _counted(agreed: pa.Array) -> tuple[int, int]:
    return len(agreed) - agreed.null_count, pc.sum(agreed).as_py() or 0


_PROOFS: dict[str, Callable[..., tuple[int, int]]] = {
    "nir_key": _key,
    "rib_split": _rib_split,
    "iban_rib": _iban_rib,
    "siret_siren": _siret_siren,
}
