"""Thirteen digits without a key, split storage, and proofs between columns."""

from auditor.model.catalogue import Family
from auditor.model.profiles import PairProfile
from auditor.model.vocabulary import Category, Evidence
from tests.decide.profiles import categories, column, hits, judged, only, profile, single

REAL = {"month_01_12": 985, "sex_1": 500, "sex_2": 500, "year_spread": 80}


def test_epoch_milliseconds_are_never_a_nir() -> None:
    seen = profile(
        "valeur",
        length=13,
        kind="digits",
        nir13=hits(910, month_01_12=120, sex_1=910, epoch_like=910),
    )
    assert single("valeur", seen, family=Family.INTEGER).verdicts == ()


def test_thirteen_digits_are_not_a_nir_by_value_alone() -> None:
    seen = profile("c3", length=13, kind="digits", nir13=hits(1000, **REAL))
    assert single("c3", seen).verdicts == ()


def test_a_name_and_months_make_thirteen_digits_a_nir() -> None:
    seen = profile("nir", length=13, kind="digits", nir=hits(), nir13=hits(1000, **REAL))
    verdict = only(single("nir", seen))
    assert verdict.category is Category.NIR
    assert verdict.evidence is Evidence.BOTH
    assert verdict.rows == 1000


def test_a_key_column_proves_the_number_beside_it() -> None:
    found = judged(
        "donnees",
        (column("c1"), column("c2")),
        (
            profile("c1", length=13, kind="digits", nir13=hits(1000, **REAL)),
            profile("c2", length=2, kind="digits", distinct=97),
        ),
        (PairProfile("nir_key", ("c1", "c2"), 1000, 998),),
    )
    assert only(found["c1"]).category is Category.NIR
    key = only(found["c2"])
    assert (key.category, key.variant) == (Category.NIR, "key")


def test_a_birth_date_proves_the_number_and_the_number_the_date() -> None:
    found = judged(
        "donnees",
        (column("c1"), column("c2", Family.DATE)),
        (
            profile("c1", length=13, kind="digits", nir13=hits(1000, **REAL)),
            profile("c2", years={1950: 300, 1980: 400, 2010: 300}),
        ),
        (PairProfile("nir_birth_date", ("c1", "c2"), 1000, 990),),
    )
    assert only(found["c1"]).category is Category.NIR
    assert only(found["c2"]).category is Category.BIRTH_DATE


def test_pairs_that_agree_by_chance_prove_nothing() -> None:
    found = judged(
        "donnees",
        (column("c1"), column("c2")),
        (
            profile("c1", length=13, kind="digits", nir13=hits(1000, month_01_12=120)),
            profile("c2", length=2, kind="digits"),
        ),
        (PairProfile("nir_key", ("c1", "c2"), 1000, 12),),
    )
    assert categories(found["c1"]) == []
    assert categories(found["c2"]) == []


def _rib(names: tuple[str, str, str, str], agreed: int) -> dict[str, str]:
    widths = (5, 5, 11, 2)
    found = judged(
        "donnees",
        tuple(column(name) for name in names),
        tuple(
            profile(name, length=width, kind="digits", distinct=90)
            for name, width in zip(names, widths, strict=True)
        ),
        (PairProfile("rib_split", names, 1000, agreed),),
    )
    return {
        name: verdict.variant
        for name, judgement in found.items()
        if (verdict := judgement.verdict(Category.RIB))
    }


def test_four_columns_that_make_a_rib_are_its_parts_whatever_their_names() -> None:
    assert _rib(("a", "b", "c", "d"), 1000) == {
        "a": "bank_code",
        "b": "branch_code",
        "c": "account_number",
        "d": "key",
    }
    assert _rib(("a", "b", "c", "d"), 10) == {}


def test_four_names_in_a_row_are_a_rib_even_with_wrong_keys() -> None:
    names = ("code_banque", "code_guichet", "num_compte", "cle_rib")
    assert list(_rib(names, 12).values()) == [
        "bank_code",
        "branch_code",
        "account_number",
        "key",
    ]
