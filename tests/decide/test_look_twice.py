"""What a name promises and values refuse, and what values say where a name says something else."""

from dataclasses import replace

import pytest

from auditor.model.verdicts import Judgement
from auditor.model.vocabulary import Category, Form, Mode
from tests.decide.profiles import hits, profile, single


def asserted(judgement: Judgement) -> set[Category]:
    return {verdict.category for verdict in judgement.verdicts}


@pytest.mark.parametrize(
    ("name", "facet"), [("siret", "timestamp_like"), ("rpps", "zero_led"), ("finess", "all_zero")]
)
def test_wrong_keys_that_are_not_even_test_data_refuse_a_name(name: str, facet: str) -> None:
    seen = profile(name, kind="digits", found={name: hits(0, 1000, distinct=0, **{facet: 1000})})
    assert single(name, seen).verdicts == ()
    staging = profile(name, kind="digits", found={name: hits(0, 1000, distinct=0)})
    assert asserted(single(name, staging)) == {Category(name.upper())}


def test_zeros_pass_the_key_of_luhn_and_are_no_number() -> None:
    zeros = hits(1000, distinct=1, all_zero=1000)
    assert single("rpps", profile("rpps", kind="digits", distinct=1, rpps=zeros)).verdicts == ()


def test_numbers_written_in_groups_stand_out_of_references_without_any() -> None:
    nir = hits(inside=7, occurrences=7, inside_wrong_key=500, grouped=2)
    found = single("texte", profile("texte", kind="words", length=90, nir=nir))
    verdict = found.verdict(Category.NIR)
    assert verdict is not None
    assert (verdict.mode, verdict.rows) == (Mode.CONTAINS, 2)
    chance = hits(inside=5, occurrences=5, inside_wrong_key=500)
    refused = single("texte", profile("texte", kind="words", length=90, nir=chance))
    assert refused.verdict(Category.NIR) is None


def test_many_groups_with_wrong_keys_are_chance_too() -> None:
    nir = hits(inside=7, occurrences=7, inside_wrong_key=500, grouped=2, grouped_wrong_key=190)
    refused = single("texte", profile("texte", kind="words", length=90, nir=nir))
    assert refused.verdict(Category.NIR) is None


@pytest.mark.parametrize("name", ["tel_masque", "mail_masque", "nom_usuel"])
def test_stars_are_a_form_of_what_the_name_says(name: str) -> None:
    seen = profile(name, kind="other", facets={"masked": 1000})
    assert [verdict.form for verdict in single(name, seen).verdicts] == [Form.MASKED]


def test_names_of_people_under_a_name_that_values_refuse() -> None:
    seen = profile("ayant_droit", kind="words", words={"first_name": 800, "surname": 600})
    assert asserted(single("ayant_droit", seen)) == {Category.PERSON}


def test_surnames_of_which_some_have_a_hyphen() -> None:
    seen = profile("c09", kind="upper", words={"surname": 650, "person": 660})
    seen = replace(seen, classes={"upper": 860, "other": 140})
    assert asserted(single("c09", seen)) == {Category.PERSON}


def test_practitioners_in_a_column_of_firms() -> None:
    words = {"first_name": 550, "surname": 500, "person": 560, "company": 400}
    found = single("raison_sociale", profile("raison_sociale", kind="words", words=words))
    verdict = found.verdict(Category.PERSON)
    assert verdict is not None
    assert (verdict.mode, verdict.rows) == (Mode.CONTAINS, 560)
    firms = {"first_name": 100, "surname": 300, "person": 150, "company": 800}
    clean = single("raison_sociale", profile("raison_sociale", kind="words", words=firms))
    assert clean.verdict(Category.PERSON) is None


def test_names_of_files_and_sentences_are_no_names_of_people() -> None:
    assert single("nom", profile("nom", kind="other", length=16)).verdicts == ()
    sentences = profile("nom", kind="words", length=90, words={"first_name": 300})
    assert Category.PERSON not in asserted(single("nom", sentences))


def test_an_address_under_the_name_of_a_person_is_an_address() -> None:
    seen = profile("contact", words={"first_name": 400}, email=hits(1000))
    assert asserted(single("contact", seen)) == {Category.EMAIL_ADDRESS}


def test_births_announced_in_sentences() -> None:
    seen = profile("obs", kind="words", length=80, born=hits(inside=50, occurrences=50))
    verdict = single("obs", seen).verdict(Category.BIRTH_DATE)
    assert verdict is not None
    assert verdict.mode is Mode.CONTAINS


def test_dates_are_no_account_and_may_be_of_birth() -> None:
    seen = profile(
        "nai_cpt",
        length=8,
        years=dict.fromkeys(range(1925, 2020), 10),
        facets={"date_day_first": 1000},
    )
    found = single("nai_cpt", seen)
    assert asserted(found) == {Category.BIRTH_DATE}
    assert Category.RIB in {refused.category for refused in found.considered}


def test_a_token_for_an_account_opens_no_session() -> None:
    seen = profile("iban_jeton", kind="other", length=36)
    found = single("iban_jeton", seen)
    assert [(v.category, v.form) for v in found.verdicts] == [(Category.IBAN, Form.TOKENISED)]
