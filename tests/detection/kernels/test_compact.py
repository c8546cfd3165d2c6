import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.detection.kernels.checks import COMPACT, TWINS
from auditor.identifiers import REGISTRY
from auditor.identifiers.bank import STRUCTURES

_ALNUM = "0123456789" * 4 + "ABFRMCZabfrmcz"


@st.composite
def _compact(draw: st.DrawFn, name: str) -> str:
    """A compact value of one of the identifier's widths, of digits or of digits and letters."""
    identifier = REGISTRY[name]
    width = draw(st.sampled_from(identifier.widths))
    lettered = identifier.letters[1] > 1
    value = draw(st.text(_ALNUM if lettered else "0123456789", min_size=width, max_size=width))
    head = draw(st.sampled_from(("", "FR76", "fr76", "Fr76", "fR76", "DE89", "de89", "Mc58")))
    return (head + value)[:width] if name == "iban" else value


@pytest.mark.parametrize("name", list(COMPACT))
@given(data=st.data())
def test_compact_values_have_the_shape_that_the_pattern_says(
    name: str, data: st.DataObject
) -> None:
    value = data.draw(_compact(name))
    matrix = np.frombuffer(value.encode(), np.uint8).reshape(1, -1)
    pattern = "|".join(shape.pattern for shape in REGISTRY[name].shapes)
    assert bool(COMPACT[name](matrix)[0]) == bool(re.fullmatch(pattern, value, re.ASCII))


@pytest.mark.parametrize("country", sorted(STRUCTURES))
def test_every_registered_country_has_a_pattern_and_a_twin(country: str) -> None:
    """Two values of each structure, one of them with the key that ISO 7064 asks for."""
    identifier = REGISTRY["iban"]
    bban = "".join({"n": "1", "a": "Q", "c": "7"}[kind] for kind in STRUCTURES[country])
    number = int("".join(str(int(char, 36)) for char in bban + country + "00"))
    for key in (98 - number % 97, 50):
        value = f"{country}{key:02}{bban}"
        assert [hit.end for hit in identifier.search(value)] == [len(value)]
        matrix = np.frombuffer(value.encode(), np.uint8).reshape(1, -1)
        assert identifier.check is not None
        assert bool(TWINS["iban"](matrix)[0]) == identifier.check(value)
