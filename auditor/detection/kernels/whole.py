"""Cells that are an identifier and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.detection.kernels.buffers import Bytes, Flags, Places
from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.checks import COMPACT, TWINS, Matrix
from auditor.detection.kernels.heads import beginning
from auditor.detection.kernels.sieve import holding
from auditor.identifiers import Identifier

LOST_ZEROS = 2
"""Leading zeros that a number column may have dropped from an identifier."""


def _alphanumeric() -> tuple[Flags, Bytes]:
    """Which bytes belong to a normalised value, and what they become."""
    keep = np.zeros(256, np.bool_)
    upper = np.arange(256, dtype=np.uint8)
    for byte in range(128):
        keep[byte] = chr(byte).isalnum()
        upper[byte] = ord(chr(byte).upper())
    return keep, upper


_KEEP, _UPPER = _alphanumeric()
_PHONE_DIGITS = 9
_ENTITLED = 13
_FRANCE, _MONACO = np.frombuffer(b"FR", np.uint8), np.frombuffer(b"MC", np.uint8)


@dataclass(frozen=True, slots=True, repr=False)
class Group:
    """Cells of one shape and width; `matrix` holds their normalised values, None for e-mail."""

    cells: Cells
    matrix: Matrix | None
    valid: Flags
    padded: bool = False
    """Whether leading zeros were put back."""


def match(identifier: Identifier, cells: Cells, *, number: bool) -> tuple[list[Group], Flags]:
    """The cells that have the identifier's shape, in groups, and which cells they are.

    With `number`, digits that one or two zeros complete to the identifier's width count too.
    """
    taken = np.zeros(len(cells), np.bool_)
    groups: list[Group] = []
    rows = _matching(identifier, cells, _sifted(identifier, cells))
    taken[rows] = True
    if rows.size:
        groups += by_width(identifier, cells if rows.size == len(cells) else cells.where(rows))
    if number and identifier.numeric:
        for width in identifier.widths:
            short = np.flatnonzero(_short(cells, width) & ~taken)
            padded = _padded(identifier, cells, short, width)
            if padded is not None:
                rows, group = padded
                taken[rows] = True
                groups.append(group)
    return groups, taken


def by_width(identifier: Identifier, cells: Cells, *, padded: bool = False) -> Iterator[Group]:
    """Groups of one width each, for cells that all have the identifier's shape."""
    if not identifier.widths:
        yield Group(cells, None, _strict(identifier, cells), padded)
        return
    widths = cells.digits + cells.letters
    for width in np.flatnonzero(np.bincount(widths)):
        rows = np.flatnonzero(widths == width)
        part = cells if rows.size == len(cells) else cells.where(rows)
        matrix = normalised(part, int(width))
        twin = TWINS.get(identifier.checksum)
        valid = np.ones(len(part), np.bool_) if twin is None else twin(matrix)
        yield Group(part, matrix, valid, padded)


def _strict(identifier: Identifier, cells: Cells) -> Flags:
    """Cells, as written, that have the identifier's strict pattern; all where it has none."""
    if not identifier.strict:
        return np.ones(len(cells), np.bool_)
    return matching(cells, identifier.strict)


def matching(cells: Cells, pattern: str) -> Flags:
    """Cells that are that pattern and nothing else."""
    flags = pc.match_substring_regex(cells.values, rf"\A(?:{pattern})\z")
    return np.asarray(flags.to_numpy(zero_copy_only=False), np.bool_)


def normalised(cells: Cells, width: int) -> Matrix:
    """Values without separators, in upper case; each must hold `width` letters and digits."""
    data = cells.spans.data
    if data.size != len(cells) * width:
        data = data[_KEEP[data]]
    matrix = data.reshape(len(cells), width)
    return _UPPER[matrix] if cells.letters_seen[1] and cells.lower.any() else matrix


def as_written(values: pa.Array | Matrix, cells: Cells) -> bool:
    """Whether canonical values are the cells themselves, byte for byte and all of them."""
    if not isinstance(values, np.ndarray):
        return values is cells.values
    whole = values.shape == (len(cells), cells.width) and values.flags.c_contiguous
    return bool(whole) and np.may_share_memory(values, cells.spans.data)


def canonical(identifier: Identifier, group: Group) -> list[pa.Array | Matrix]:
    """The valid values as they are counted, so that one person or account counts once.

    A NIR without its key, a French IBAN as its RIB, a phone number as its nine last digits, an
    address in lower case; everything else as normalised.
    """
    if group.matrix is None:
        values = group.cells.values
        if not group.valid.all():
            values = values.filter(group.valid)
        return [pc.utf8_lower(values) if group.cells.upper.any() else values]
    matrix = group.matrix if group.valid.all() else group.matrix[group.valid]
    if identifier.name == "nir":
        return [matrix[:, :_ENTITLED]]
    if identifier.name == "phone":
        return [matrix[:, -_PHONE_DIGITS:]]
    if identifier.name == "iban":
        french = (matrix[:, :2] == _FRANCE).all(axis=1) | (matrix[:, :2] == _MONACO).all(axis=1)
        return [matrix[french, 4:], matrix[~french]]
    return [matrix]


def _sifted(identifier: Identifier, cells: Cells) -> Places:
    """Cells whose numbers of digits and letters fit."""
    if cells.numeric and cells.width and identifier.name in COMPACT:
        fits = cells.width in identifier.widths
        return np.arange(len(cells) if fits else 0)
    flags = np.ones(len(cells), np.bool_)
    for counts, (low, high), (least, most) in (
        (cells.digits, cells.digits_seen, identifier.digits),
        (cells.letters, cells.letters_seen, identifier.letters),
    ):
        if high < least or low > most:
            return np.empty(0, np.int64)
        if low < least:
            flags &= counts >= least
        if high > most:
            flags &= counts <= most
    if identifier.literal:
        flags &= holding(cells, identifier.literal)
    if identifier.coded:
        flags &= cells.digits + cells.letters <= max(identifier.widths)
    return np.flatnonzero(flags)


def _matching(identifier: Identifier, cells: Cells, rows: Places) -> Places:
    """Those of the rows whose whole cell has one of the shapes."""
    compact = COMPACT.get(identifier.name)
    if compact is None or not rows.size:
        return _by_pattern(identifier, cells, rows)
    lettered = identifier.letters[1] > 1
    if cells.numeric and cells.width in identifier.widths and rows.size == len(cells):
        return rows[compact(cells.fixed(rows, cells.width))]
    sizes = cells.sizes[rows]
    bare = (cells.digits[rows] + (cells.letters[rows] if lettered else 0)) == sizes
    found = [] if bare.all() else [_by_pattern(identifier, cells, rows[~bare])]
    for width in identifier.widths:
        sized = rows[bare & (sizes == width)]
        if sized.size:
            found.append(sized[compact(cells.fixed(sized, width))])
    return found[0] if len(found) == 1 else np.sort(np.concatenate([rows[:0], *found]))


def _by_pattern(identifier: Identifier, cells: Cells, rows: Places) -> Places:
    rows = beginning(identifier.name, cells, rows)
    if not rows.size:
        return rows
    values = cells.values
    if rows.size < len(cells):
        values = values.take(pa.array(rows))
    pattern = "|".join(f"(?:{shape.pattern})" for shape in identifier.shapes)
    flags = pc.match_substring_regex(values, rf"\A(?:{pattern})\z")
    return np.asarray(rows[flags.to_numpy(zero_copy_only=False)])


def _short(cells: Cells, width: int) -> Flags:
    """Cells of digits that lack one or two to the width."""
    sizes = cells.sizes
    return np.asarray((cells.digits == sizes) & (sizes < width) & (sizes >= width - LOST_ZEROS))


def _padded(
    identifier: Identifier, cells: Cells, rows: Places, width: int
) -> tuple[Places, Group] | None:
    if not rows.size:
        return None
    filled = pc.utf8_lpad(cells.values.take(pa.array(rows)), width, "0")
    weights = None if cells.weights is None else cells.weights[rows]
    whole = Cells.of(filled, weights)
    fits = _matching(identifier, whole, np.arange(rows.size))
    if not fits.size:
        return None
    return rows[fits], next(by_width(identifier, whole.where(fits), padded=True))
