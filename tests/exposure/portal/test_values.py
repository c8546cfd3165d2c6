"""The same value in another form is the same value."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.exposure.portal.values import Supplied, date_of, forms, is_reference
from auditor.model.exchanges import Leaf


def _sent(**values: str) -> Supplied:
    return Supplied.of(Leaf("form", (name,), value) for name, value in values.items())


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ({"nir": "2 84 05 88 321 025"}, "284058832102532"),
        ({"nir": "284058832102532"}, "2840588321025"),
        ({"ddn": "12/05/1984"}, "1984-05-12"),
        ({"ddn": "1984-05-12"}, "12051984"),
        ({"jour": "12", "mois": "5", "annee": "1984"}, "1984-05-12"),
        ({"tel": "+33 6 12 34 56 78"}, "0612345678"),
        ({"nom": "ÉLODIE"}, "Élodie"),
        ({"nir": "284058832102532"}, "2 84 05 ** *** *** **"),
    ],
)
def test_repeats(sent: dict[str, str], answered: str) -> None:
    assert _sent(**sent).repeats(answered)


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ({"nir": "284058832102532"}, "184058832102530"),
        ({"ddn": "12/05/1984"}, "1984-12-05"),
        ({"id": "12"}, "1984-05-12"),
        ({"nir": "284058832102532"}, "1 99 ** *** *** **"),
        ({}, "x"),
    ],
)
def test_reveals(sent: dict[str, str], answered: str) -> None:
    assert not _sent(**sent).repeats(answered)


def test_a_name_is_repeated_in_any_order_but_whole() -> None:
    supplied = _sent(nom="Garnier", prenom="Nadia")
    assert supplied.repeats("Nadia GARNIER", name=True)
    assert not supplied.repeats("Nadia Garnier-Moreau", name=True)


@given(st.dates(date(1850, 1, 1), date(2099, 12, 31)))
def test_a_day_is_one_day_however_it_is_written(day: date) -> None:
    iso = day.isoformat()
    year, month, last = iso.split("-")
    assert date_of(iso) == date_of(f"{last}/{month}/{year}") == f"{year}{month}{last}"


@given(st.text())
def test_any_text_has_forms_and_is_never_shown(text: str) -> None:
    supplied = _sent(a=text)
    assert supplied.repeats(text) == bool(forms(text))
    assert repr(supplied) == "Supplied()"


def test_a_short_number_named_after_a_record_is_a_reference() -> None:
    assert is_reference(Leaf("query", ("dossier",), "5512"))
    assert not is_reference(Leaf("query", ("page",), "2"))
    assert not is_reference(Leaf("query", ("numAdherent",), "55120"))
