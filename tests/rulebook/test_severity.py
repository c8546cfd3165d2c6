import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.facts import FACTS, FactValue
from auditor.model.vocabulary import Audience, Form, Provenance, Severity
from auditor.policy.model import Limits
from auditor.rulebook.severity import MODIFIER_FACTS, graded
from tests.rulebook.packs import shown

NAMES = tuple(MODIFIER_FACTS)


def level(base: Severity, **values: FactValue) -> Severity:
    return graded(base, NAMES, shown(**values), Limits())[0]


@pytest.mark.parametrize(
    ("base", "persons", "expected"),
    [
        (Severity.LOW, 9_999, Severity.LOW),
        (Severity.LOW, 10_000, Severity.MEDIUM),
        (Severity.LOW, 30_000_000, Severity.MEDIUM),
        (Severity.MEDIUM, 10_000, Severity.MEDIUM),
        (Severity.MEDIUM, 100_000, Severity.HIGH),
        (Severity.HIGH, 100_000, Severity.HIGH),
        (Severity.HIGH, 2_000_000, Severity.CRITICAL),
        (Severity.HIGH, None, Severity.HIGH),
    ],
)
def test_persons_raise_one_step_up_to_the_level_of_the_limit(
    base: Severity, persons: int | None, expected: Severity
) -> None:
    assert level(base, persons=persons) is expected


def test_the_clients_own_limits_count() -> None:
    limits = Limits(medium=5, high=10, critical=20)
    assert graded(Severity.HIGH, NAMES, shown(persons=20), limits)[0] is Severity.CRITICAL


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"audience": "public"}, Severity.CRITICAL),
        ({"audience": "support"}, Severity.MEDIUM),
        ({"linkability": 3}, Severity.CRITICAL),
        ({"linkability": 2}, Severity.HIGH),
        ({"form": "masked"}, Severity.MEDIUM),
        ({"form": "encrypted"}, Severity.LOW),
        ({"necessity": "to_justify"}, Severity.MEDIUM),
        ({"environment": "synthetic"}, Severity.LOW),
        ({"environment": "production_copy"}, Severity.HIGH),
        ({"subject": "practitioner", "public_register": True}, Severity.MEDIUM),
        ({"subject": "insured", "public_register": True}, Severity.HIGH),
    ],
)
def test_steps(values: dict[str, FactValue], expected: Severity) -> None:
    assert level(Severity.HIGH, **values) is expected


def test_a_hypothesis_alone_is_never_critical_but_for_practitioner_bank_details() -> None:
    hypothesis = Provenance.HYPOTHESIS.value
    assert level(Severity.CRITICAL, provenance=hypothesis) is Severity.HIGH
    assert level(Severity.HIGH, provenance=hypothesis, persons=10**7) is Severity.HIGH
    bank: dict[str, FactValue] = {"category": "RIB", "subject": "practitioner"}
    assert level(Severity.CRITICAL, provenance=hypothesis, **bank) is Severity.CRITICAL
    shown_to_support = {**bank, "audience": "insured"}
    assert level(Severity.CRITICAL, provenance=hypothesis, **shown_to_support) is Severity.HIGH


@given(
    st.sampled_from(Severity),
    st.fixed_dictionaries(
        {
            "persons": st.none() | st.integers(0, 10**8),
            "linkability": st.integers(0, 4),
            "form": st.sampled_from([form.value for form in Form]),
            "audience": st.none() | st.sampled_from([who.value for who in Audience]),
            "provenance": st.none() | st.sampled_from([one.value for one in Provenance]),
        }
    ),
)
def test_every_step_is_shown_with_the_fact_that_caused_it(
    base: Severity, values: dict[str, FactValue]
) -> None:
    severity, modifiers = graded(base, NAMES, shown(**values), Limits())
    for modifier in modifiers:
        assert modifier.steps != 0
        assert modifier.value == str(shown(**values).get(modifier.fact))
    if not modifiers:
        assert severity is base


def test_only_the_named_modifiers_work() -> None:
    record = shown(persons=10**7, audience="public", linkability=4)
    assert graded(Severity.LOW, (), record, Limits()) == (Severity.LOW, ())


def test_modifiers_read_known_facts() -> None:
    assert {fact for facts in MODIFIER_FACTS.values() for fact in facts} <= set(FACTS)
