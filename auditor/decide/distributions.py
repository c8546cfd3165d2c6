"""What words and years say of a column whose name says nothing."""

from auditor.decide.case import Case, Cases, View, case_of
from auditor.model.catalogue import Family
from auditor.model.vocabulary import Category

_ENOUGH = 50
_MANY = 0.9
_MOSTLY = 0.5
_LONGEST_NAME = 40
_SPREAD = 45
"""Years between the 5th and the 95th of a hundred births: children to very old people."""
_AGE = 25
"""Years between the middle birth and the latest."""
_RECENT = 5


def weigh_words(view: View, cases: Cases) -> None:
    """A column without a telling name whose cells are names of people, or of places."""
    if view.filled < _ENOUGH or not view.profile.words or view.names.clues:
        return
    short = view.length_share(*range(_LONGEST_NAME + 1))
    if min(short, view.class_share("upper", "lower", "title", "mixed", "words")) < _MANY:
        return
    first, last = view.word_share("first_name"), view.word_share("surname")
    things = view.word_share("company", "product", "month", "insurer")
    place = view.word_share("place")
    varied = view.distinct >= 30  # noqa: PLR2004 - no closed vocabulary
    if things >= 0.15 or not varied or place > max(first, last):  # noqa: PLR2004 - a few words overlap
        return
    if first >= 0.6 or last >= 0.35:  # noqa: PLR2004 - what the lists know of French people
        case = case_of(cases, Category.PERSON, view)
        weight = 5.0 if first >= 0.6 else 4.0  # noqa: PLR2004 - as above
        case.value("known_names", weight, share=round(max(first, last), 3), rows=view.filled)


def weigh_years(view: View, cases: Cases) -> None:
    """How the years of a date column spread, relative to its own latest year."""
    years = view.profile.years
    counted = sum(years.values())
    named = Category.BIRTH_DATE in cases
    if counted * 2 < view.filled or counted < (5 if named else _ENOUGH):
        if named and view.filled >= 5 and _dated(view):  # noqa: PLR2004 - a handful says little
            cases[Category.BIRTH_DATE].add(
                "no_such_shape", -2.0, share=round(view.share(counted), 3)
            )
        return
    spread, age = _quantile(view, 0.95) - _quantile(view, 0.05), max(years) - _quantile(view, 0.5)
    if named:
        _named_years(cases[Category.BIRTH_DATE], spread, age, rows=counted)
        if view.facet_share("not_midnight") >= _MOSTLY:
            cases[Category.BIRTH_DATE].add("time_of_day", -5.0, rows=counted)
        return
    timed = view.profile.facets.get("not_midnight", 0)
    denied = any(veto.code == "technical_timestamp" for veto in view.names.vetoes)
    if view.names.clues or denied or view.share(timed) > 0.05:  # noqa: PLR2004 - births have no hour
        return
    if spread >= _SPREAD and age >= _AGE:
        case = case_of(cases, Category.BIRTH_DATE, view)
        case.value("years_of_births", 3.6, spread=spread, age=age, rows=counted)
        case.rows = counted


def _named_years(case: Case, spread: int, age: int, rows: int) -> None:
    if spread >= _SPREAD // 2 and age >= _AGE // 2:
        case.value("years_of_births", 2.0, spread=spread, age=age, rows=rows)
    elif spread <= _RECENT and rows >= _ENOUGH:
        case.add("years_close", -1.5, spread=spread, rows=rows)
    case.rows = rows


def _dated(view: View) -> bool:
    """Whether dates could have been read from the column."""
    return view.column.family in {Family.TEXT, Family.INTEGER, Family.DECIMAL}


def _quantile(view: View, part: float) -> int:
    years = view.profile.years
    wanted, seen = part * sum(years.values()), 0
    for year in sorted(years):
        seen += years[year]
        if seen >= wanted:
            return year
    return max(years)
