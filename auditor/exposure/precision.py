"""Conditions of the matrix that a column answers by itself: how precise dates and places are.

A person is born in one of some 130 years and lives in one of some 110 departments: a column with
more different values than that holds something finer.
"""

from collections.abc import Sequence

from auditor.model.profiles import ColumnProfile
from auditor.model.vocabulary import Category
from auditor.naming.split import words_of

_MOST = {"year": 150, "department": 120}
"""More different values than there are years of birth, or departments and territories."""
_ASKED = {Category.BIRTH_DATE: "year", Category.POSTCODE: "department"}
_SAID = {
    "year": frozenset({"year", "annee", "an", "yob", "millesime", "yr"}),
    "department": frozenset({"department", "departement", "dep", "dept", "dpt", "dpmt"}),
}


def precision(
    category: Category, columns: Sequence[tuple[str, ColumnProfile | None]]
) -> dict[str, bool | None]:
    """Whether dates of birth are years, or postcodes departments; None where nothing tells."""
    condition = _ASKED.get(category)
    if condition is None:
        return {}
    answers = {_one(condition, name, profile) for name, profile in columns}
    if False in answers:
        return {condition: False}
    return {condition: None if None in answers else True}


def _one(condition: str, name: str, profile: ColumnProfile | None) -> bool | None:
    if profile is not None and profile.distinct.value > _MOST[condition]:
        return False
    return True if {*words_of(name), name.lower()} & _SAID[condition] else None
