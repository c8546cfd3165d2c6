"""Check digits of many values at once: the twins of the scalar checks of `auditor.identifiers`.

A twin takes a matrix of ASCII bytes, one normalised value a row, that already has the shape.
Sums are in 32-bit integers: products of floats would wake the threads of the BLAS library.
"""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from auditor.detection.kernels.buffers import Bytes, Flags
from auditor.identifiers import bank

Matrix = NDArray[np.uint8]

_ZERO = np.uint8(ord("0"))
_MODULUS = 97
_A, _B = ord("A"), ord("B")
_DINERS = 14
_VAT = 11
"""Characters of a French VAT number without its country code."""


def _bank_values() -> Bytes:
    """Value of a character in a RIB: its digit, or that of its letter (A, J 1; B, K, S 2…)."""
    table = np.zeros(256, np.uint8)
    for place, letter in enumerate("ABCDEFGHI"):
        table[ord(letter)] = place + 1
    for place, letter in enumerate("JKLMNOPQR"):
        table[ord(letter)] = place + 1
    for place, letter in enumerate("STUVWXYZ"):
        table[ord(letter)] = place + 2
    for digit in range(10):
        table[_ZERO + digit] = digit
    return table


_BANK = _bank_values()
_BASE36 = np.zeros(256, np.uint8)
for _place, _char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
    _BASE36[ord(_char)] = _place
_VAT_VALUES = np.zeros(256, np.uint8)
for _place, _char in enumerate("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"):
    _VAT_VALUES[ord(_char)] = _place
_DOUBLED = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9], np.uint8)


def _powers(places: Iterable[int]) -> NDArray[np.int32]:
    """10ⁿ modulo 97 for each place of a number."""
    return np.array([pow(10, place, _MODULUS) for place in places], np.int32)


def _remainder(digits: Matrix, weights: NDArray[np.int32]) -> NDArray[np.int32]:
    """Of the weighted sum of each row, modulo 97."""
    total: NDArray[np.int32] = digits.astype(np.int32) @ weights
    return total % _MODULUS


def _pair(matrix: Matrix) -> NDArray[np.uint8]:
    """The number that the last two columns write."""
    return (matrix[:, -2] - _ZERO) * np.uint8(10) + (matrix[:, -1] - _ZERO)


def _luhn(digits: Matrix) -> Flags:
    total = np.zeros(len(digits), np.uint8)
    for place, column in enumerate(digits.T[::-1]):
        total += _DOUBLED[column] if place & 1 else column
    return np.asarray(total % np.uint8(10) == 0)


def _all(columns: Flags) -> Flags:
    """Rows that are flagged in every column; numpy is slow along short rows."""
    return np.asarray(np.logical_and.reduce(columns, axis=0))


def luhn(matrix: Matrix) -> Flags:
    """Twin of `identifiers.base.luhn`."""
    return _luhn(matrix - _ZERO)


def nir(matrix: Matrix) -> Flags:
    """Twin of `identifiers.nir.check`."""
    digits = matrix[:, :13] - _ZERO
    letter = matrix[:, 6]
    for code, stands in ((_A, (1, 9)), (_B, (1, 8))):
        rows = letter == code
        if rows.any():
            digits[rows, 5], digits[rows, 6] = stands
    return np.asarray(_MODULUS - _remainder(digits, _powers(range(12, -1, -1))) == _pair(matrix))


def rib(matrix: Matrix) -> Flags:
    """Twin of `identifiers.bank.check_rib`."""
    remainder = _remainder(_BANK[matrix[:, :21]], _powers(range(22, 1, -1)))
    return np.asarray(_MODULUS - remainder == _pair(matrix))


def siret(matrix: Matrix) -> Flags:
    """Twin of `identifiers.company.check_siret`."""
    digits = matrix - _ZERO
    valid = _luhn(digits)
    post = (digits[:, 0] == 3) & (digits[:, 1] == 5) & (digits[:, 2] == 6)  # noqa: PLR2004
    post[post] = ~digits[post, 3:9].any(axis=1)
    post[post] = ~(digits[post, 9:] == (0, 0, 0, 4, 8)).all(axis=1)
    valid[post] = digits[post].sum(axis=1, dtype=np.int32) % 5 == 0
    return valid & _luhn(digits[:, :9]) & ~timestamp_like(matrix)


def timestamp_like(matrix: Matrix) -> Flags:
    """Whether 14 digits read as `yyyymmddhhmmss` of the 20th or 21st century."""
    century, _, month, day, hour, minute, second = (
        _pair(matrix[:, place : place + 2]) for place in range(0, 14, 2)
    )
    likely = (century == 19) | (century == 20)  # noqa: PLR2004 - centuries
    for value, low, high in (
        (month, 1, 12),
        (day, 1, 31),
        (hour, 0, 23),
        (minute, 0, 59),
        (second, 0, 59),
    ):
        likely &= (value >= low) & (value <= high)
    return np.asarray(likely)


def finess(matrix: Matrix) -> Flags:
    """Twin of `identifiers.health.check_finess`."""
    letters = matrix[:, 1] >= _A
    digits = matrix - _ZERO
    digits[letters, 1] = matrix[letters, 1] - (_A - 1)
    department = digits[:, 0].astype(np.int64) * 10 + digits[:, 1]
    known = letters | ((department > 0) & (department != 96) & (department != 99))  # noqa: PLR2004
    return np.asarray(known & _luhn(digits))


def calendar(matrix: Matrix) -> Flags:
    """Twin of `identifiers.dates.check`."""
    digits = (matrix - _ZERO).astype(np.int64)
    year = digits[:, :4] @ np.array([1000, 100, 10, 1])
    month = digits[:, 4] * 10 + digits[:, 5]
    day = digits[:, 6] * 10 + digits[:, 7]
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    days = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    last = days[np.where(month <= 12, month, 0)] + (leap & (month == 2))  # noqa: PLR2004 - months
    return np.asarray((year > 0) & (day >= 1) & (day <= last))


def iban(matrix: Matrix) -> Flags:
    """Twin of `identifiers.bank.check_iban`; all rows have the same length."""
    valid = _iso7064(matrix)
    codes = matrix[:, 0].astype(np.int64) * 256 + matrix[:, 1]
    for code in np.flatnonzero(np.bincount(codes[valid])):
        rows = np.flatnonzero(valid & (codes == code))
        country = _country(int(code))
        valid[rows] = _structured(matrix[rows, 4:], bank.STRUCTURES.get(country, ""))
        if country in bank.RIB_COUNTRIES:
            valid[rows] = valid[rows] & rib(matrix[rows, 4:])
    return valid


def _country(code: int) -> str:
    return bytes(divmod(code, 256)).decode("ascii")


def _iso7064(matrix: Matrix) -> Flags:
    """Whether the number, four first characters last and letters as 10 to 35, is 1 modulo 97."""
    values = _BASE36[np.roll(matrix, -4, axis=1)]
    plain = _all(values[:, :-4].T < 10)  # noqa: PLR2004 - digits
    # Without letters in the account every place has a fixed weight.
    places = [*range(values.shape[1] + 1, 5, -1), 4, 2, 1, 0]
    right = _remainder(values, _powers(places)) == 1
    if not plain.all():
        right[~plain] = _long_division(values[~plain]) == 1
    return np.asarray(right)


def _long_division(values: Matrix) -> NDArray[np.int32]:
    """Remainder modulo 97 of the numbers that values from 0 to 35 write one after another."""
    remainder = np.zeros(len(values), np.int32)
    for column in np.ascontiguousarray(values.T):
        scale = np.where(column < 10, np.int32(10), np.int32(100))  # noqa: PLR2004 - digits
        remainder = (remainder * scale + column) % _MODULUS
    return remainder


def _structured(bban: Matrix, structure: str) -> Flags:
    """Whether each character is of the kind that the country's registry entry wants."""
    if bban.shape[1] != len(structure):
        return np.zeros(len(bban), np.bool_)
    letter = bban >= _A
    digit_wanted = np.frombuffer(structure.encode(), np.uint8) == ord("n")
    letter_wanted = np.frombuffer(structure.encode(), np.uint8) == ord("a")
    wrong = (letter & digit_wanted) | (~letter & letter_wanted)
    return _all(~wrong.T)


def calendar_french(matrix: Matrix) -> Flags:
    """Twin of `identifiers.dates.check_french`."""
    return calendar(matrix[:, [4, 5, 6, 7, 2, 3, 0, 1]])


def adeli(matrix: Matrix) -> Flags:
    """Twin of `identifiers.health.check_adeli`."""
    digits = matrix - _ZERO
    letters = matrix[:, 1] >= _A
    digits[letters, 1] = matrix[letters, 1] - (_A - 1)
    return _luhn(digits)


def idnps(matrix: Matrix) -> Flags:
    """Twin of `identifiers.health.check_idnps`."""
    return luhn(matrix[:, 1:])


def idnps_adeli(matrix: Matrix) -> Flags:
    """Twin of `identifiers.health.check_idnps_adeli`."""
    return adeli(matrix[:, 1:])


def card(matrix: Matrix) -> Flags:
    """Twin of `identifiers.payment.check_card`."""
    valid = luhn(matrix)
    if matrix.shape[1] == _DINERS:
        valid &= ~siret(matrix)
    return valid


def ean13(matrix: Matrix) -> Flags:
    """Twin of `identifiers.products.check_cip13`."""
    digits = (matrix - _ZERO).astype(np.int32)
    return np.asarray((digits[:, ::2].sum(axis=1) + 3 * digits[:, 1::2].sum(axis=1)) % 10 == 0)


def tva(matrix: Matrix) -> Flags:
    """Twin of `identifiers.company.check_tva`; the country code stands first or not at all."""
    matrix = matrix[:, -_VAT:]
    number = (matrix[:, 2:] - _ZERO).astype(np.int64) @ 10 ** np.arange(8, -1, -1)
    monaco = number < 10**6
    digits = matrix[:, 0] < _A
    both = digits & (matrix[:, 1] < _A)
    first, second = (_VAT_VALUES[matrix[:, place]].astype(np.int64) for place in (0, 1))
    key = (number * 100 + 12) % _MODULUS == first * 10 + second
    letters = np.where(digits, first * 24 + second - 10, first * 34 + second - 100)
    lettered = (number + 1 + letters // 11) % 11 == letters % 11
    return np.asarray((monaco | _luhn(matrix[:, 2:] - _ZERO)) & np.where(both, key, lettered))


TWINS: dict[str, Callable[[Matrix], Flags]] = {
    "nir": nir,
    "rib": rib,
    "iban": iban,
    "siret": siret,
    "luhn": luhn,
    "finess": finess,
    "calendar": calendar,
    "calendar_french": calendar_french,
    "adeli": adeli,
    "idnps": idnps,
    "idnps_adeli": idnps_adeli,
    "card": card,
    "ean13": ean13,
    "tva": tva,
}
"""By `Identifier.checksum`."""


def _nir_shape(matrix: Matrix) -> Flags:
    first = np.zeros(256, np.bool_)
    first[list(b"123478")] = True
    return first[matrix[:, 0]] & _born(matrix)


def _nir13_shape(matrix: Matrix) -> Flags:
    return np.asarray(((matrix[:, 0] == ord("1")) | (matrix[:, 0] == ord("2"))) & _born(matrix))


def _born(matrix: Matrix) -> Flags:
    """Whether month and department of a NIR of digits only are possible."""
    tens, units = matrix[:, 3], matrix[:, 4]
    month = (tens >= ord("2")) | ((tens == ord("1")) & (units <= ord("2")))
    month |= (tens == _ZERO) & (units > _ZERO)
    return np.asarray(month & ((matrix[:, 5] > _ZERO) | (matrix[:, 6] > _ZERO)))


def _rib_shape(matrix: Matrix) -> Flags:
    ends = np.concatenate([matrix[:, :10], matrix[:, -2:]], axis=1)
    return _all(ord("9") >= ends.T)


def _iban_shape(matrix: Matrix) -> Flags:
    fits = (matrix[:, 2] <= ord("9")) & (matrix[:, 3] <= ord("9"))
    codes = matrix[:, 0].astype(np.int64) * 256 + matrix[:, 1]
    for code in np.flatnonzero(np.bincount(codes[fits])):
        country = _country(int(code))
        # Like the pattern: French codes in any case but fR, others in upper case.
        if country in {"fr", "mc", "Fr", "Mc"}:
            country = country.upper()
        length = len(bank.STRUCTURES.get(country, ""))
        if length != matrix.shape[1] - 4:
            fits &= codes != code
    return fits


def _any(matrix: Matrix) -> Flags:
    return np.ones(len(matrix), np.bool_)


COMPACT: dict[str, Callable[[Matrix], Flags]] = {
    "nir": _nir_shape,
    "nir13": _nir13_shape,
    "rib": _rib_shape,
    "iban": _iban_shape,
    "siret": _any,
    "siren": _any,
    "rpps": _any,
    "finess": _any,
}
"""By name: whether compact values of one of the identifier's widths have its shape.

Compact is digits only, or digits and letters where the identifier admits several
letters. It spares most cells the pattern; a test holds it to the pattern.
"""
