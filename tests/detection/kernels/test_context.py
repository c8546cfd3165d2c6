"""Words that announce a hit, told apart from words that happen to be near."""

import pytest

from auditor.detection.kernels.context import introduced
from auditor.identifiers import REGISTRY


@pytest.mark.parametrize(
    "before",
    ["?nir=", "n° de sécu : ", '{"numSecu":"', "NIR ", "benefNir=", "<nir>", "Numéro INSEE : "],
)
def test_announced(before: str) -> None:
    assert introduced(REGISTRY["nir"], [before]).tolist() == [True]


@pytest.mark.parametrize(
    "before",
    ["", "ref ", "instance ", "avenir : ", "nir 1 82 05 et ref ", "dossier=", "Souvenir "],
)
def test_not_announced(before: str) -> None:
    assert introduced(REGISTRY["nir"], [before]).tolist() == [False]
