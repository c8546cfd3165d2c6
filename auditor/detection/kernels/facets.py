"""Properties peculiar to an identifier, by which a column of real ones is told from chance."""

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np

from auditor.detection.kernels.buffers import Flags
from auditor.detection.kernels.checks import Matrix, timestamp_like
from auditor.detection.kernels.whole import Group, matching
from auditor.identifiers import Identifier
from auditor.identifiers.documented import (
    CONSUMER_MAIL,
    DOCUMENTED,
    FICTION_PHONES,
    RESERVED_IPV4,
    RESERVED_MAIL,
)

_ZERO = ord("0")
_CORSICA = 20
_FICTION = tuple(int(start[1:]) for start in FICTION_PHONES)
_WRITTEN = {
    "email": {"test": RESERVED_MAIL, "webmail": CONSUMER_MAIL},
    "ipv4": {
        "test": RESERVED_IPV4,
        # Releases have small numbers; private networks begin with 10.
        "version_like": r"(?:[0-9]|1[1-9]|2[0-9])(?:\.[0-9]{1,2}){3}",
    },
}
"""Facets of cells as they are written, for identifiers that have no fixed width."""
_ZEROES = frozenset({"luhn", "finess", "adeli", "siret"})
"""Checks of which numbers filled with zeros are told apart."""
_SPREADS = {"@year": "year_spread", "@department": "department_spread"}
"""Counts kept by value until the end, and the facet that says how many values there were."""


def facets(identifier: Identifier, group: Group) -> Counter[str]:
    """Rows by facet, right key or wrong; names that begin with `@` are for `finished` only."""
    counted: Counter[str] = Counter()
    if group.padded:
        counted["padded"] = group.cells.rows(np.ones(len(group.cells), np.bool_))
    if group.matrix is None:
        return counted + _written(identifier, group)
    if not len(group.matrix):
        return counted
    documented = _documented(group.matrix, DOCUMENTED.get(identifier.name, ()))
    if documented.any():
        counted["test"] = group.cells.rows(documented)
    if identifier.checksum in _ZEROES and (zeros := group.cells.rows(_zeros(group.matrix))):
        counted["all_zero"] = zeros
    of = _FACETS.get(identifier.name)
    if of is None:
        return counted
    for name, flags in of(group.matrix).items():
        rows = group.cells.rows(flags)
        if rows:
            counted[name] += rows
    if identifier.name in {"nir", "nir13"}:
        counted.update(_spread(group, "@year", 1))
        counted.update(_spread(group, "@department", 5))
    return counted


def _written(identifier: Identifier, group: Group) -> Counter[str]:
    """Rows by facet of the text itself, and by kind where an identifier has several."""
    patterns = dict(_WRITTEN.get(identifier.name, {}))
    if len(identifier.shapes) > 1:
        patterns |= {f"kind_{shape.name}": shape.pattern for shape in identifier.shapes}
    rows = {
        name: group.cells.rows(group.valid & matching(group.cells, pattern))
        for name, pattern in patterns.items()
    }
    return Counter({name: count for name, count in rows.items() if count})


def _zeros(matrix: Matrix) -> Flags:
    """Rows of nothing but zeros, which the key of Luhn accepts."""
    flags = (matrix[:, 0] == _ZERO) & (matrix[:, -1] == _ZERO)
    rows = np.flatnonzero(flags)
    flags[rows] = (matrix[rows] == _ZERO).all(axis=1)
    return np.asarray(flags)


def _documented(matrix: Matrix, values: tuple[str, ...]) -> Flags:
    """Rows that begin with one of those values, found by two of their middle characters first."""
    flags = np.zeros(len(matrix), np.bool_)
    for width in {len(value) for value in values if len(value) <= matrix.shape[1]}:
        known = np.array([list(v.encode()) for v in values if len(v) == width], np.uint8)
        at = width - 4
        rows = np.flatnonzero(np.isin(_code(matrix, at), _code(known, at)))
        for value in known:
            flags[rows] |= (matrix[rows, :width] == value).all(axis=1)
    return flags


def _code(matrix: Matrix, at: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return matrix[:, at].astype(np.int64) * 256 + matrix[:, at + 1]


def finished(counted: Mapping[str, int]) -> dict[str, int]:
    """Facets as a profile holds them: spreads as the number of values that occurred."""
    result = {name: rows for name, rows in counted.items() if not name.startswith("@")}
    for prefix, facet in _SPREADS.items():
        spread = sum(name.startswith(prefix) for name in counted)
        if spread:
            result[facet] = spread
    return dict(sorted(result.items()))


def _spread(group: Group, prefix: str, place: int) -> dict[str, int]:
    """Rows by the two characters at that place, Corsica as one."""
    matrix = group.matrix
    assert matrix is not None  # noqa: S101 - the caller has seen a matrix
    corsica = matrix[:, place + 1] >= ord("A")
    codes = np.where(corsica, _CORSICA, _two(matrix, place))
    return {f"{prefix}{code}": rows for code, rows in group.cells.tally(codes).items()}


def _two(matrix: Matrix, place: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    pair = matrix[:, place : place + 2].astype(np.int64) - _ZERO
    return pair[:, 0] * 10 + pair[:, 1]


def _nir(matrix: Matrix) -> dict[str, Flags]:
    month, department, sex = _two(matrix, 3), _two(matrix, 5), matrix[:, 0] - _ZERO
    corsica = matrix[:, 6] >= ord("A")
    return {
        "month_01_12": month <= 12,  # noqa: PLR2004 - months
        "month_pseudo": month > 12,  # noqa: PLR2004 - months
        "sex_1": sex == 1,
        "sex_2": sex == 2,  # noqa: PLR2004 - code of women
        "sex_other": sex > 2,  # noqa: PLR2004 - codes of temporary numbers
        "dept_corsica": corsica,
        "dept_overseas": ~corsica & ((department == 97) | (department == 98)),  # noqa: PLR2004
        "dept_99": ~corsica & (department == 99),  # noqa: PLR2004 - born abroad
    }


def _nir13(matrix: Matrix) -> dict[str, Flags]:
    # Milliseconds since 1970 of the years 2001 to 2033 have 13 digits and begin with 1.
    head = (matrix[:, :3].astype(np.int64) - _ZERO) @ np.array([100, 10, 1])
    return {**_nir(matrix), "epoch_like": (head >= 100) & (head < 200)}  # noqa: PLR2004


def _iban(matrix: Matrix) -> dict[str, Flags]:
    return {"french": (matrix[:, 0] == ord("F")) & (matrix[:, 1] == ord("R"))}


def _phone(matrix: Matrix) -> dict[str, Flags]:
    kind = matrix[:, -9] - _ZERO
    head = (matrix[:, -9:-4].astype(np.int64) - _ZERO) @ np.array([10_000, 1000, 100, 10, 1])
    return {
        "mobile": (kind == 6) | (kind == 7),  # noqa: PLR2004 - prefixes 06 and 07
        "test": np.isin(head, _FICTION),
    }


_FACETS: dict[str, Callable[[Matrix], dict[str, Flags]]] = {
    "nir": _nir,
    "nir13": _nir13,
    "iban": _iban,
    "phone": _phone,
    "siret": lambda matrix: {"timestamp_like": timestamp_like(matrix)},
    "ins_oid": lambda matrix: {"test": matrix[:, -2] == ord("1")},
    "rpps": lambda matrix: {
        "prefix_10": (matrix[:, 0] == ord("1")) & (matrix[:, 1] == _ZERO),
        "zero_led": (matrix[:, :3] == _ZERO).all(axis=1),
    },
}
