import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.detection.kernels.cells import Cells
from auditor.detection.kernels.inside import find, search
from auditor.detection.kernels.sieve import Sieve
from auditor.identifiers import REGISTRY
from auditor.recognizers import FrenchRecognizer
from tests.detection.kernels.texts import VALUES, names, texts

_RECOGNIZERS = {name: FrenchRecognizer(identifier) for name, identifier in REGISTRY.items()}

Hit = tuple[int, int, int, bool]


def _presidio(name: str, cells: list[str | None]) -> list[Hit]:
    """What Presidio's own engine matches, with the verdict of the check on each match."""
    recognizer = _RECOGNIZERS[name]
    hits = []
    for row, cell in enumerate(cells):
        if cell is None:
            continue
        for pattern in recognizer.patterns:  # type: ignore[has-type]  # Presidio's attribute
            recognizer.analyze(cell, recognizer.supported_entities)
            for match in pattern.compiled_regex.finditer(cell):
                agrees = REGISTRY[name].agrees(match.group())
                hits.append((row, match.start(), match.end(), agrees))
    return sorted(hits)


def _columnar(name: str, cells: list[str | None]) -> list[Hit]:
    present = [row for row, cell in enumerate(cells) if cell is not None]
    hits = search(REGISTRY[name], Sieve.of(Cells.of(pa.array(cells, pa.string()).drop_null())))
    return sorted(
        (present[row], start, end, valid)
        for row, start, end, valid in zip(
            hits.rows.tolist(),
            hits.starts.tolist(),
            hits.ends.tolist(),
            hits.valid.tolist(),
            strict=True,
        )
    )


@pytest.mark.parametrize("name", names())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=st.lists(st.none() | texts(), max_size=8))
def test_both_engines_match_the_same_places(name: str, cells: list[str | None]) -> None:
    assert _columnar(name, cells) == _presidio(name, cells)


@pytest.mark.parametrize("name", names())
def test_find_gives_what_presidio_reports_as_valid(name: str) -> None:
    cells: list[str | None] = [f"vu : {value}, merci" for value in VALUES[name]]
    cells += [None, "", *[value for values in VALUES.values() for value in values]]
    recognizer = _RECOGNIZERS[name]
    reported = [
        (row, result.start, result.end)
        for row, cell in enumerate(cells)
        for result in recognizer.analyze(cell or "", recognizer.supported_entities)
        if REGISTRY[name].check is None
        or result.analysis_explanation.validation_result
        or not REGISTRY[name].alone
    ]
    assert find(REGISTRY[name], pa.array(cells, pa.string())) == sorted(reported)
    assert reported


def test_every_match_of_a_value_that_a_wrong_one_precedes() -> None:
    wrong, right = "284058832102530", "284058832102532"
    cell = f"{wrong} puis {right}"
    assert find(REGISTRY["nir"], pa.array([cell])) == [(0, 21, 36)]
