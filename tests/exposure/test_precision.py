"""Dates of birth that are years, postcodes that are departments, told by values before names."""

import pytest

from auditor.exposure.precision import precision
from auditor.model.profiles import ColumnProfile, Count
from auditor.model.vocabulary import Category


def _profile(distinct: int) -> ColumnProfile:
    return ColumnProfile("c", rows=9_000, distinct=Count(distinct))


@pytest.mark.parametrize(
    ("name", "distinct", "answer"),
    [
        ("date_naissance", 8_000, False),
        ("annee_naissance", 8_000, False),
        ("birth_year", 90, True),
        ("an_nais", 90, True),
        ("naissance", 90, None),
    ],
)
def test_dates_of_birth(name: str, distinct: int, answer: object) -> None:
    assert precision(Category.BIRTH_DATE, [(name, _profile(distinct))]) == {"year": answer}


@pytest.mark.parametrize(
    ("name", "distinct", "answer"),
    [("code_postal", 5_000, False), ("dept", 96, True), ("cp", 96, None)],
)
def test_postcodes(name: str, distinct: int, answer: object) -> None:
    found = precision(Category.POSTCODE, [(name, _profile(distinct))])
    assert found == {"department": answer}


def test_without_a_row_only_the_name_speaks() -> None:
    assert precision(Category.BIRTH_DATE, [("birth_date", None)]) == {"year": None}
    assert precision(Category.BIRTH_DATE, [("birth_year", None)]) == {"year": True}


def test_one_full_date_among_years_is_enough() -> None:
    columns = [("birth_year", _profile(90)), ("birth_date", _profile(8_000))]
    assert precision(Category.BIRTH_DATE, columns) == {"year": False}


def test_other_categories_have_no_such_condition() -> None:
    assert precision(Category.NIR, [("nir", _profile(9_000))]) == {}
