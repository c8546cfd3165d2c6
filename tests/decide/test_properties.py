"""What holds for any profile: monotony, determinism, one verdict a category, no value printed."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.decide import judge
from auditor.decide.score import ASSERTED, confidence, name_weight, surprise
from auditor.identifiers import REGISTRY
from auditor.model.catalogue import Family
from auditor.model.vocabulary import Category, Personal
from auditor.naming import read
from auditor.taxonomy import CATEGORIES
from tests.decide.profiles import column, container, hits, judged, profile, single

NAMES = st.sampled_from(
    [
        "nir",
        "identifiant",
        "c1",
        "commentaire",
        "siren",
        "email",
        "type_mail",
        "nom",
        "code",
        "iban",
    ]
)
CHECKED = ["nir", "iban", "rib", "siret", "siren", "rpps", "finess"]


def _confidence(name: str, kernel: str, valid: int, shaped: int) -> float:
    found = {kernel: hits(valid, shaped - valid)}
    judgement = single(name, profile(name, kind="digits", found=found))
    category = REGISTRY[kernel].category
    verdict = judgement.verdict(category)
    if verdict:
        return verdict.confidence
    return next((c.confidence for c in judgement.considered if c.category is category), 0.0)


@settings(deadline=None)
@given(
    NAMES,
    st.sampled_from(CHECKED),
    st.integers(500, 1000),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_more_valid_values_never_lower_the_confidence(
    name: str, kernel: str, shaped: int, rates: tuple[float, float]
) -> None:
    fewer, more = sorted(int(rate * shaped) for rate in rates)
    assert _confidence(name, kernel, fewer, shaped) <= _confidence(name, kernel, more, shaped)


@settings(deadline=None)
@given(st.integers(1, 10_000), st.floats(0.0001, 0.5), st.integers(0, 10_000))
def test_surprise_grows_with_hits_and_is_never_negative(
    trials: int, chance: float, found: int
) -> None:
    less, more = min(found, trials), min(found + 1, trials)
    assert 0 <= surprise(less, trials, chance) <= surprise(more, trials, chance)


@settings(deadline=None)
@given(st.floats(0.03, 0.97))
def test_a_name_alone_leads_to_a_confidence_of_its_strength(strength: float) -> None:
    assert abs(confidence(name_weight(strength)) - strength) < 0.02


COUNTS = st.integers(0, 1000)
HITS = st.builds(
    hits, valid=COUNTS, wrong=COUNTS, inside=COUNTS, month_01_12=COUNTS, sex_1=COUNTS, sex_2=COUNTS
)
PROFILES = st.fixed_dictionaries(
    {
        "nulls": st.integers(0, 1000),
        "distinct": COUNTS,
        "length": st.integers(1, 64),
        "kind": st.sampled_from(["digits", "hex", "upper", "title", "words", "other"]),
        "words": st.dictionaries(st.sampled_from(["first_name", "product", "place"]), COUNTS),
        "years": st.dictionaries(st.integers(1850, 2100), st.integers(1, 300)),
        "facets": st.dictionaries(st.sampled_from(["hex_64", "masked", "not_midnight"]), COUNTS),
        "hits": st.dictionaries(st.sampled_from(sorted(REGISTRY)), HITS),
    }
)


@settings(max_examples=60, deadline=None)
@given(NAMES, st.sampled_from(list(Family)), PROFILES)
def test_any_profile_is_judged_alike_twice(name: str, family: Family, seen: dict) -> None:  # type: ignore[type-arg]
    fields = {key: value for key, value in seen.items() if key != "hits"}
    counted = profile(name, **fields, found=seen["hits"])
    first = judged("donnees", (column(name, family),), (counted,))[name]
    assert first == judged("donnees", (column(name, family),), (counted,))[name]
    asserted = [verdict.category for verdict in first.verdicts]
    everything = asserted + [considered.category for considered in first.considered]
    assert len(set(everything)) == len(everything)
    for verdict in first.verdicts:
        assert CATEGORIES[verdict.category].personal is not Personal.NO
        assert ASSERTED <= verdict.confidence <= 1
        assert verdict.share is None or 0 <= verdict.share <= 1
        assert verdict.reasons


@settings(deadline=None)
@given(st.lists(st.text(string.printable, min_size=1, max_size=20), unique=True, max_size=6))
def test_one_judgement_a_column_in_column_order(names: list[str]) -> None:
    described = container("donnees", *(column(name) for name in names))
    judgements = judge(described, read(described), None)
    assert [judgement.ref.column for judgement in judgements] == names
    assert all(v.rows is None and v.share is None for j in judgements for v in j.verdicts)


def test_names_alone_assert_what_they_hardly_can_mean_otherwise() -> None:
    described = container("assures", column("nir"), column("col1"))
    nir, other = judge(described, read(described), None)
    assert [verdict.category for verdict in nir.verdicts] == [Category.NIR]
    assert other.verdicts == ()
