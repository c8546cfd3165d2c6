"""What words and years say of a column whose name says nothing."""

from auditor.decide.case import Case, Cases, View, case_of
from auditor.model.catalogue import Family
from auditor.model.vocabulary import Category, Mode

_ENOUGH = 50
_MANY = 0.9
_MOSTLY = 0.5
_CLOSED = 30
"""Different cells under which a column is a closed vocabulary."""
_OPEN = 100
_TOWNS = 220
_LETTERS = 0.8
"""Share of cells without a digit or sign: in one surname of ten a hyphen or apostrophe stands."""
_UNDECIDED = 0.3
"""Confidence from which what a name says of a column is not refused by its values."""
_OVERLAP = 0.15
"""Share of cells with a word of things that names of people may have by chance."""
_FIRST_NAMES, _SURNAMES, _SOME_SURNAMES = 0.6, 0.35, 0.2
_LONGEST_NAME = 40
_SPREAD = 45
"""Years between the 5th and the 95th of a hundred births: children to very old people."""
_LONGEST_TOWN = 24
"""A sentence may hold the name of a town too; « lot » is a department."""
_AGE = 25
"""Years between the middle birth and the latest."""
_RECENT = 5


def weigh_words(view: View, cases: Cases) -> None:
    """A column without a telling name whose cells are names of people, or of places."""
    if view.filled < _ENOUGH or not view.profile.words:
        return
    firm = cases.get(Category.COMPANY)
    if firm is not None and firm.named and firm.asserted:
        _people_among_firms(view, cases)
    if _said(cases):
        return
    short = view.length_share(*range(_LONGEST_NAME + 1))
    if min(short, view.class_share("upper", "lower", "title", "mixed", "words")) < _LETTERS:
        return
    first, last = view.word_share("first_name"), view.word_share("surname")
    place = view.word_share("place")
    if view.distinct >= _OPEN:
        _weigh_places_and_firms(view, cases, place, max(first, last))
    if view.distinct < _CLOSED or place > max(first, last):
        return
    if view.word_share("product", "month", "insurer", "company") < _OVERLAP:
        if weight := _weight_of_names(view, first, last, place):
            case = case_of(cases, Category.PERSON, view)
            case.value("known_names", weight, share=round(max(first, last), 3), rows=view.filled)
    elif view.word_share("product", "month") < _OVERLAP:
        _mixed(view, cases)


def _said(cases: Cases) -> bool:
    """Whether a name says what the column is, and its values do not refuse it."""
    return any(case.named and case.confidence >= _UNDECIDED for case in cases.values())


def _people_among_firms(view: View, cases: Cases) -> None:
    """A column of firms in which first names stand without any word of a firm."""
    given = min(view.word_share("first_name"), view.word_share("person"))
    if given >= _FIRST_NAMES / 2 and Category.PERSON not in cases:
        _mixed(view, cases)


def _weight_of_names(view: View, first: float, last: float, place: float) -> float:
    """The lists know nearly all first names, and of surnames those of every third person."""
    if first >= _FIRST_NAMES:
        return 5.0
    if last >= _SURNAMES:
        return 4.0
    open_list = view.distinct >= _OPEN and place * 3 <= last
    return 3.6 if open_list and last >= _SOME_SURNAMES else 0.0


def _weigh_places_and_firms(view: View, cases: Cases, place: float, people: float) -> None:
    """More places than there are departments or countries are towns; firms say what they are."""
    firms, insurers = view.word_share("company"), view.word_share("insurer")
    brief = view.length_share(*range(_LONGEST_TOWN + 1)) >= _MANY
    if brief and place >= _MOSTLY and view.distinct >= _TOWNS and place > 2 * max(people, firms):
        case = case_of(cases, Category.CITY, view)
        case.value("known_words", 3.6, share=round(place, 3), rows=view.filled)
    elif (
        firms >= _MOSTLY and max(place, insurers) < firms and view.word_share("product") < _OVERLAP
    ):
        case = case_of(cases, Category.COMPANY, view)
        case.value("known_words", 3.6, share=round(firms, 3), rows=view.filled)


def _mixed(view: View, cases: Cases) -> None:
    """A column of persons and firms: the share of the persons is told."""
    persons, firms = view.word_share("person"), view.word_share("company", "insurer")
    if persons < _FIRST_NAMES / 2 or view.distinct < _OPEN or view.word_share("place") >= persons:
        return
    case = case_of(cases, Category.PERSON, view)
    case.value("persons_and_firms", 4.0, persons=round(persons, 3), firms=round(firms, 3))
    case.mode, case.rows = Mode.CONTAINS, view.profile.words["person"]


def weigh_years(view: View, cases: Cases) -> None:
    """How the years of a date column spread, relative to its own latest year."""
    years = view.profile.years
    counted = sum(years.values())
    born = cases.get(Category.BIRTH_DATE)
    if born and born.mode is Mode.CONTAINS:
        return  # announced inside longer text
    named = born is not None
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
    # Small numbers are days since 1970 as well as anything else: a name must say so.
    if view.facet_share("date_year", "date_days", "date_seconds", "date_milliseconds") >= _MOSTLY:
        return
    timed = view.profile.facets.get("not_midnight", 0)
    denied = any(veto.code == "technical_timestamp" for veto in view.names.vetoes)
    if _said(cases) or denied or view.share(timed) > 0.05:  # noqa: PLR2004 - births have no hour
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
