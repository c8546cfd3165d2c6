import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.policy.load import read_policy
from auditor.policy.model import RetentionRule
from auditor.policy.retention import months_of


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("P5Y", 60),
        ("P18M", 18),
        ("P1Y6M", 18),
        ("60 mois", 60),
        ("5 ans", 60),
        ("1 an", 12),
        ("12 months", 12),
        ("1 year", 12),
        ("3years", 36),
    ],
)
def test_periods_are_read_in_months(text: str, months: int) -> None:
    assert months_of(text) == months


@pytest.mark.parametrize(
    "text", ["", "P", "P0Y", "0 mois", "5", "P5D", "five years", "-1 an", "P5Y "]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    assert months_of(text) is None


@given(st.integers(0, 80), st.integers(0, 90))
def test_years_and_months_add_up(years: int, months: int) -> None:
    written = f"P{years}Y{months}M"
    assert months_of(written) == ((12 * years + months) or None)


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = months_of(text)
    assert found is None or found > 0


def test_audit_yaml_declares_periods_by_table_and_column() -> None:
    text = """
retention:
  - {match: "factures*", column: date_facture, period: P5Y}
  - {match: [journal_acces, "logs_*"], column: horodatage, period: "12 mois"}
"""
    policy = read_policy(text, "audit.yaml")
    assert policy.retention == (
        RetentionRule(("factures*",), "date_facture", 60),
        RetentionRule(("journal_acces", "logs_*"), "horodatage", 12),
    )


def test_there_is_no_default_period() -> None:
    assert read_policy("", "audit.yaml").retention == ()
