from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.exposure.retention import dated, ended_rows, kept, least_age, retention_gaps
from auditor.exposure.rooms import Room
from auditor.model.vocabulary import Category
from auditor.policy.model import RetentionRule
from tests.exposure.rooms import profile, room, verdict

TODAY = date(2026, 6, 15)
RULE = RetentionRule(("factures*",), "emise_le", 60)


def _bills(**years: int) -> Room:
    counts = {int(year[1:]): rows for year, rows in years.items()}
    return room(
        "factures",
        {"nir": verdict(Category.NIR), "emise_le": "date"},
        profile("emise_le", rows=sum(counts.values()), years=counts),
    )


def test_only_years_that_prove_the_excess_count_as_overdue() -> None:
    (period,) = kept(_bills(y2019=5, y2020=7, y2021=11, y2022=13), [RULE], TODAY)
    assert (period.overdue, period.undecided, period.in_time) == (12, 11, False)


def test_rows_younger_than_the_period_are_in_time() -> None:
    (period,) = kept(_bills(y2022=1, y2026=2), [RULE], TODAY)
    assert period.in_time


def test_a_period_that_ends_with_the_first_day_of_a_year_leaves_nothing_open() -> None:
    (period,) = kept(_bills(y2021=4), [RULE], date(2026, 1, 1))
    assert (period.overdue, period.undecided) == (0, 0)


@given(
    st.dates(date(2000, 1, 1), date(2026, 6, 15)),
    st.integers(1, 240),
)
def test_a_single_row_is_never_called_overdue_before_its_day(day: date, months: int) -> None:
    (period,) = kept(
        room("factures", {"emise_le": "date"}, profile("emise_le", rows=1, years={day.year: 1})),
        [RetentionRule(("*",), "emise_le", months)],
        TODAY,
    )
    age = (TODAY.year - day.year) * 12 + TODAY.month - day.month - (day.day > TODAY.day)
    if period.overdue:
        assert age >= months
    if period.in_time:
        assert age <= months


def test_without_a_day_or_a_reading_nothing_is_decided() -> None:
    assert kept(_bills(y2001=5), [RULE], None)[0].overdue is None
    unread = room("factures", {"emise_le": "date"})
    assert kept(unread, [RULE], TODAY)[0].overdue is None
    assert [gap.code for gap in retention_gaps([unread], [RULE], TODAY)] == [
        "retention_dates_unread"
    ]


def test_a_text_column_without_recognised_dates_is_not_called_in_time() -> None:
    text = room("factures", {"emise_le": None}, profile("emise_le"))
    assert kept(text, [RULE], TODAY)[0].overdue is None


def test_zero_dates_tell_no_age_and_are_not_called_in_time() -> None:
    (period,) = kept(_bills(y1900=3, y1970=2, y9999=4, y2025=1), [RULE], TODAY)
    assert (period.overdue, period.undecided, period.undated) == (0, 0, 9)
    assert not period.in_time


def test_years_to_come_are_in_time() -> None:
    (period,) = kept(_bills(y2025=1, y2031=4), [RULE], TODAY)
    assert period.in_time


def test_declarations_that_miss_their_table_or_column_are_told() -> None:
    other = RetentionRule(("devis",), "emise_le", 12)
    typo = RetentionRule(("factures",), "emis_le", 12)
    codes = [gap.code for gap in retention_gaps([_bills(y2026=1)], [other, typo], TODAY)]
    assert codes == ["retention_matches_nothing", "retention_column_missing"]


def test_the_year_that_is_cut_is_a_gap_with_its_rows() -> None:
    (gap,) = retention_gaps([_bills(y2021=11)], [RULE], TODAY)
    assert (gap.code, dict(gap.detail)["rows"]) == ("retention_year", "11")


@pytest.mark.parametrize(("years", "age"), [({2024: 1}, 17), ({2025: 9}, 5), ({2026: 9}, 0)])
def test_the_age_of_the_oldest_row_is_what_is_certain(years: dict[int, int], age: int) -> None:
    log = room("journal", {"quand": "date"}, profile("quand", years=years))
    assert least_age(log, TODAY) == age


def test_birth_dates_and_ends_of_validity_do_not_age_a_row() -> None:
    persons = room(
        "journal",
        {"ne_le": verdict(Category.BIRTH_DATE), "expire_le": "date"},
        profile("ne_le", years={1950: 100}),
        profile("expire_le", years={2001: 100}),
    )
    assert least_age(persons, TODAY) is None
    assert dated(persons) == ("expire_le",)


def test_rights_ended_long_ago_are_counted_by_their_end() -> None:
    rights = room(
        "droits",
        {
            "debut_droits": verdict(Category.COVERAGE_PERIOD),
            "fin_droits": verdict(Category.COVERAGE_PERIOD),
        },
        profile("debut_droits", years={2001: 100}),
        profile("fin_droits", years={2022: 4, 2023: 5, 2024: 6, 2027: 85}),
    )
    assert ended_rows(rights, ["debut_droits", "fin_droits"], TODAY) == 9
    assert ended_rows(rights, ["debut_droits"], TODAY) is None
    assert ended_rows(rights, ["fin_droits"], None) is None


def test_running_numbers_are_no_dates() -> None:
    days = profile("id", years={2020: 60, 2021: 40})
    numbered = room("t", {"id": "number"}, days)
    assert dated(numbered) == ()
    moment = room("t", {"maj_ms": "number"}, profile("maj_ms", years={2020: 100}))
    assert dated(moment) == ("maj_ms",)
