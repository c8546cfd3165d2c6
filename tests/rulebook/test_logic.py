from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from auditor.facts import FactRecord, FactValue, Unit
from auditor.rulebook.logic import conjunction, disjunction, dropped, facts_of, truth, unknown
from auditor.rulebook.model import AllOf, AnyOf, AtLeast, Condition, Has, Is, Not

FACTS = ("category", "subject", "audience")
LEAVES = st.builds(Is, st.sampled_from(FACTS), st.sampled_from([("a",), ("b",), ("a", "b")]))
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=6,
)
RECORDS = st.fixed_dictionaries({name: st.sampled_from(["a", "b", "c", None]) for name in FACTS})


def record(values: Mapping[str, str | None]) -> FactRecord:
    facts: dict[str, FactValue] = {**values}
    return FactRecord(Unit.EXPOSURE, facts)


@given(CONDITIONS, RECORDS)
def test_what_is_decided_stays_decided_once_the_unknown_is_known(
    condition: Condition, values: dict[str, str | None]
) -> None:
    decided = truth(condition, record(values))
    if decided is None:
        return
    for word in ("a", "b", "c"):
        filled = {name: value or word for name, value in values.items()}
        assert truth(condition, record(filled)) is decided


@given(CONDITIONS, RECORDS)
def test_unknown_names_a_missing_fact_exactly_where_undecided(
    condition: Condition, values: dict[str, str | None]
) -> None:
    missing = unknown((condition,), record(values))
    assert bool(missing) == (truth(condition, record(values)) is None)
    assert all(values[name] is None for name in missing)
    assert missing <= set(facts_of((condition,)))


@given(CONDITIONS, RECORDS)
def test_negation_is_its_own_inverse(condition: Condition, values: dict[str, str | None]) -> None:
    assert truth(Not(Not(condition)), record(values)) is truth(condition, record(values))


@given(st.lists(LEAVES, max_size=4), RECORDS)
def test_de_morgan(conditions: list[Condition], values: dict[str, str | None]) -> None:
    one = record(values)
    negated = disjunction(truth(Not(c), one) for c in conditions)
    both = conjunction(conditions, one)
    assert (None if both is None else not both) is negated


def test_numbers_and_words() -> None:
    one = FactRecord(Unit.FIELD, {"rows": 10, "container_categories": ("NIR", "RIB")})
    assert truth(AtLeast("rows", 10), one) is True
    assert truth(AtLeast("rows", 11), one) is False
    assert truth(AtLeast("distinct", 1), one) is None
    assert truth(Has("container_categories", ("RIB", "PERSON"), every=False), one) is True
    assert truth(Has("container_categories", ("RIB", "PERSON"), every=True), one) is False


def test_every_condition_is_dropped_in_turn_however_deep() -> None:
    a, b, c = Is("category", ("a",)), Is("subject", ("b",)), Is("audience", ("c",))
    smaller = [left for _, left in dropped((a, AnyOf((b, AllOf((c, a))))))]
    assert smaller == [
        (AnyOf((b, AllOf((c, a)))),),
        (a,),
        (a, AnyOf((AllOf((c, a)),))),
        (a, AnyOf((b,))),
        (a, AnyOf((b, AllOf((a,))))),
        (a, AnyOf((b, AllOf((c,))))),
    ]
