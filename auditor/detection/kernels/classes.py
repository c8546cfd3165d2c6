"""What cells are made of, whatever they mean."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from auditor.detection.kernels.buffers import Flags
from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.sieve import holding

NAMES = (
    "digits",
    "hex",
    "digits_and_letters",
    "upper",
    "lower",
    "title",
    "mixed",
    "words",
    "other",
)
_HASHES = (32, 40, 56, 64, 96, 128)
_UUID = 36
_SHORT = 64
_SHORTEST_HEX = 8
_HEX = r"\A(?:[0-9a-f]+|[0-9A-F]+)\z"
_MARKS = (b"**", b"XX", b"xx", "•".encode()[:1])
"""Bytes of which any masked value has some: stars, crosses, or the first byte of a bullet."""


def classify(cells: Cells) -> NDArray[np.int8]:
    """The class of each cell as an index of `NAMES`; the first that fits.

    `digits`: ASCII digits only. `hex`: at least eight digits and letters a to f of one case.
    `digits_and_letters`: ASCII digits and letters. `upper`, `lower`, `title`, `mixed`: letters
    only, accented ones included and taken as lower case unless all ASCII letters are upper.
    `words`: letters, and a space somewhere. `other`: the rest.
    """
    if cells.numeric and cells.digits_seen[0]:
        return np.full(len(cells), NAMES.index("digits"), np.int8)
    sizes, high = cells.sizes, cells.sizes - cells.digits - cells.letters - cells.other
    plain = (high == 0) & (cells.other == 0)
    both = plain & (cells.digits > 0) & (cells.letters > 0)
    word = (cells.digits == 0) & (cells.other == 0) & (sizes > 0)
    initial = cells.spans.data[cells.spans.starts] if sizes.all() else np.zeros(sizes.size)
    capital = (initial >= ord("A")) & (initial <= ord("Z"))
    spoken = (cells.letters + high > 0) & (cells.other > 0)
    result = np.full(sizes.size, len(NAMES) - 1, np.int8)
    for name, flags in (
        ("words", spoken & _spaced(cells) if spoken.any() else spoken),
        ("mixed", word),
        ("title", word & (cells.upper == 1) & capital),
        ("lower", word & (cells.upper == 0)),
        ("upper", word & (cells.lower == 0) & (cells.upper > 0)),
        ("digits_and_letters", both),
        ("hex", _where(cells, both & (sizes >= _SHORTEST_HEX), _HEX)),
        ("digits", (cells.digits == sizes) & (sizes > 0)),
    ):
        result[flags] = NAMES.index(name)
    return result


def forms(cells: Cells, classes: NDArray[np.int8]) -> dict[str, Flags]:
    """Marks of values that are not in clear: hashes by length, UUID, masked by stars or crosses."""
    if cells.numeric:
        return {}
    sizes = cells.sizes
    hexadecimal = classes == NAMES.index("hex")
    flags = {f"hex_{size}": hexadecimal & (sizes == size) for size in _HASHES}
    flags["uuid"] = _where(
        cells,
        (sizes == _UUID) & (cells.other == 4),  # noqa: PLR2004 - four hyphens
        r"\A[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\z",
    )
    high = sizes > cells.digits + cells.letters + cells.other
    crossed = (cells.digits > 0) & (cells.letters >= 3)  # noqa: PLR2004 - XXX
    masked = _occurs(cells, _MARKS) & (sizes <= _SHORT) & ((cells.other >= 2) | high | crossed)  # noqa: PLR2004 - two stars
    flags["masked"] = _where(
        cells,
        masked,
        r"\*{2}|[•●]{2}|[0-9 .\-](?:XXX|xxx)|(?:XXX|xxx)[0-9 .\-]"
        r"|(?:XX|xx)[ .\-](?:XX|xx)",
    )
    return flags


def _occurs(cells: Cells, marks: tuple[bytes, ...]) -> bool:
    """Whether any of those runs of one byte stands anywhere in the column."""
    for mark in marks:
        same = cells.spans.data == mark[0]
        if not same.any():
            continue
        for _ in mark[1:]:
            same = same[1:] & same[:-1]
        if same.any():
            return True
    return False


def _where(cells: Cells, among: Flags, pattern: str) -> Flags:
    """Cells that the pattern is found in, looked at only where `among` says so."""
    flags = np.zeros(len(cells), np.bool_)
    rows = np.flatnonzero(among)
    if rows.size:
        values = cells.values if rows.size == len(cells) else cells.values.take(pa.array(rows))
        found = pc.match_substring_regex(values, pattern)
        flags[rows] = _flags(found)
    return flags


def _spaced(cells: Cells) -> Flags:
    return holding(cells, " ")


def _flags(found: pa.Array) -> Flags:
    return np.asarray(found.to_numpy(zero_copy_only=False), np.bool_)
