"""Whole columns of identifiers: pass rate against chance, names on staging data, look-alikes."""

import pytest

from auditor.model.catalogue import Family
from auditor.model.vocabulary import Category, Evidence, Form, Mode
from tests.decide.profiles import categories, column, hits, judged, only, profile, single


def test_a_column_of_valid_nir_needs_no_name() -> None:
    verdict = only(single("c17", profile("c17", length=15, kind="digits", nir=hits(990, 10))))
    assert verdict.category is Category.NIR
    assert verdict.mode is Mode.IS
    assert verdict.evidence is Evidence.VALUES
    assert (verdict.rows, verdict.share) == (990, 0.99)


def test_fifteen_digits_that_pass_as_often_as_chance_are_nothing() -> None:
    judgement = single("numero_serie", profile("numero_serie", kind="digits", nir=hits(11, 989)))
    assert judgement.verdicts == ()
    assert Category.NIR not in categories(judgement)


@pytest.mark.parametrize("valid", [0, 10, 200, 750])
def test_on_staging_data_the_name_wins_over_wrong_keys(valid: int) -> None:
    seen = profile("nir", length=15, kind="digits", nir=hits(valid, 1000 - valid))
    verdict = only(single("nir", seen))
    assert verdict.category is Category.NIR
    assert verdict.form is Form.CLEAR
    assert verdict.rows == 1000


def test_values_without_the_shape_overrule_the_name() -> None:
    seen = profile("iban", kind="words", length=30, iban=hits())
    judgement = single("iban", seen)
    assert judgement.verdicts == ()
    assert [c.category for c in judgement.considered] == [Category.IBAN]


@pytest.mark.parametrize(
    ("name", "kernel", "category"),
    [
        ("siren", "siren", Category.SIREN),
        ("num_finess", "finess", Category.FINESS),
        ("numero_finess_et", "finess", Category.FINESS),
    ],
)
def test_names_settle_nine_digits(name: str, kernel: str, category: Category) -> None:
    seen = profile(name, length=9, kind="digits", siren=hits(1000), finess=hits(970, 0))
    verdict = only(single(name, seen))
    assert verdict.category is category, kernel
    assert verdict.alternatives == ()


def test_nine_digits_without_a_name_assert_the_likeliest_and_name_the_others() -> None:
    seen = profile("identifiant", length=9, kind="digits", siren=hits(1000), finess=hits(980))
    verdict = only(single("identifiant", seen))
    assert verdict.category is Category.SIREN
    assert {a.category for a in verdict.alternatives} == {Category.FINESS, Category.ADELI}


def test_a_table_of_practitioners_makes_nine_digits_a_finess() -> None:
    seen = profile("identifiant", length=9, kind="digits", siren=hits(1000), finess=hits(980))
    verdict = only(single("identifiant", seen, table="pharmacies"))
    assert verdict.category is Category.FINESS


def test_a_siret_beside_nine_digits_makes_them_a_siren() -> None:
    found = judged(
        "pharmacies",
        (column("siret"), column("x")),
        (
            profile("siret", length=14, kind="digits", siret=hits(1000)),
            profile("x", length=9, kind="digits", siren=hits(1000), finess=hits(980)),
        ),
    )
    assert only(found["x"]).category is Category.SIREN


def test_sequential_numbers_pass_luhn_one_time_in_ten_and_are_nothing() -> None:
    seen = profile("id", length=9, kind="digits", siren=hits(100, 900), finess=hits(98, 870))
    assert single("id", seen, family=Family.INTEGER).verdicts == ()


def test_bank_accounts_are_not_rpps() -> None:
    seen = profile("numero_operation", length=11, kind="digits", rpps=hits(101, 899))
    assert single("numero_operation", seen).verdicts == ()


def test_timestamps_of_fourteen_digits_are_not_siret() -> None:
    seen = profile("horodatage", length=14, kind="digits", siret=hits(7, 993, timestamp_like=1000))
    assert single("horodatage", seen).verdicts == ()


def test_a_few_repeated_codes_are_not_an_identifier() -> None:
    seen = profile(
        "code", length=9, kind="digits", distinct=2, siren=hits(1000, distinct=2), finess=hits()
    )
    assert single("code", seen).verdicts == ()


@pytest.mark.parametrize("digest", ["hex_32", "hex_40", "hex_64"])
def test_a_nir_kept_as_digest_is_a_hashed_pseudonym(digest: str) -> None:
    seen = profile("nir", length=64, kind="hex", facets={digest: 1000}, nir=hits())
    verdict = only(single("nir", seen))
    assert (verdict.category, verdict.form) == (Category.PSEUDONYM, Form.HASHED)


def test_a_nir_kept_as_uuid_is_a_tokenised_pseudonym() -> None:
    seen = profile("nir", length=36, facets={"uuid": 1000}, nir=hits())
    verdict = only(single("nir", seen))
    assert (verdict.category, verdict.form) == (Category.PSEUDONYM, Form.TOKENISED)


def test_file_checksums_are_nothing() -> None:
    seen = profile("checksum", length=64, kind="hex", facets={"hex_64": 1000}, nir=hits())
    assert single("checksum", seen, table="fichiers").verdicts == ()


def test_masked_values_keep_their_category() -> None:
    seen = profile("iban", length=27, facets={"masked": 1000}, iban=hits())
    verdict = only(single("iban", seen))
    assert (verdict.category, verdict.form) == (Category.IBAN, Form.MASKED)


def test_a_misnamed_column_is_judged_by_its_values() -> None:
    seen = profile("commentaire", length=24, email=hits(1000))
    verdict = only(single("commentaire", seen))
    assert verdict.category is Category.EMAIL_ADDRESS


def test_a_veto_of_the_name_does_not_hide_what_the_values_prove() -> None:
    seen = profile("type_contact", length=24, email=hits(990))
    assert only(single("type_contact", seen)).category is Category.EMAIL_ADDRESS


def test_an_empty_column_rests_on_its_name() -> None:
    seen = profile("nir", nulls=1000, lengths={}, nir=hits())
    verdict = only(single("nir", seen))
    assert verdict.evidence is Evidence.NAMES
    assert (verdict.rows, verdict.share) == (0, None)
