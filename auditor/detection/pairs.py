"""Proofs between the columns of one row, such as a NIR that tells the birth date beside it."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from auditor.detection.kernels.buffers import only_digits, spans
from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.whole import match
from auditor.detection.months import Months, agreement, born_at, born_by_number
from auditor.detection.plan import PairPlan
from auditor.identifiers import REGISTRY
from auditor.identifiers.base import SEP

_RIB_WIDTHS = (5, 5, 11, 2)
_IBAN_HEAD = 4


class Compacted:
    """The columns of one batch without separators and in upper case, each made once."""

    def __init__(self, batch: pa.RecordBatch) -> None:
        self._batch = batch
        self._made: dict[str, pa.Array] = {}
        self._dates: dict[str, Months] = {}
        self._numbers: dict[str, Months] = {}

    def dates(self, name: str) -> Months:
        """The months that the column's cells tell as dates."""
        if name not in self._dates:
            self._dates[name] = born_at(self._batch.column(name))
        return self._dates[name]

    def numbers(self, name: str) -> Months:
        """The months that the column's cells tell as NIR."""
        if name not in self._numbers:
            self._numbers[name] = born_by_number(self.column(name))
        return self._numbers[name]

    def column(self, name: str) -> pa.Array:
        """The column compacted; empty cells are null."""
        if name not in self._made:
            self._made[name] = compact(self._batch.column(name))
        return self._made[name]


def compare(plan: PairPlan, columns: Compacted) -> tuple[int, int]:
    """How many rows could be compared, and in how many of them the columns agree."""
    if plan.kind == "nir_birth_date":
        dates = columns.dates(plan.columns[1])
        if not dates.rows.size:
            return 0, 0
        return agreement(columns.numbers(plan.columns[0]), dates)
    return _PROOFS[plan.kind](*(columns.column(name) for name in plan.columns))


def compact(column: pa.Array) -> pa.Array:
    """The cells without separators, in upper case; empty cells become null."""
    text = column.cast(pa.string())
    read = spans(text.drop_null() if text.null_count else text)
    data = read.data
    if only_digits(data) and read.sizes.all():
        return text
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


def _slice(text: pa.Array, start: int, length: int) -> pa.Array:
    return pc.utf8_slice_codeunits(text, start, start + length)


def _sex(number: pa.Array, sex: pa.Array) -> tuple[int, int]:
    """Rows whose sex is coded as 1 or 2, by letter or by word, as the NIR's first digit says."""
    shaped = pc.match_substring_regex(number, "^[12][0-9]{4}[0-9AB]{8}([0-9]{2})?$")
    men = pc.match_substring_regex(sex, "^(1|M|H|HOMME|MASCULIN|MALE)$")
    women = pc.match_substring_regex(sex, "^(2|F|FEMME|F[EÉ]MININ|FEMALE)$")
    said = pc.if_else(men, "1", pc.if_else(women, "2", None))
    return _counted(pc.equal(_slice(pc.if_else(shaped, number, None), 0, 1), said))


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
    "nir_sex": _sex,
    "rib_split": _rib_split,
    "iban_rib": _iban_rib,
    "siret_siren": _siret_siren,
}
