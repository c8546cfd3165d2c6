"""Free text, names of people and of things, dates."""

import pytest

from auditor.model.catalogue import Family
from auditor.model.vocabulary import Category, Mode
from tests.decide.profiles import categories, hits, only, profile, single


def test_a_nir_in_one_row_of_ten_thousand_comments_is_found() -> None:
    seen = profile("commentaire", rows=100_000, length=60, kind="words", nir=hits(inside=10))
    judgement = single("commentaire", seen)
    assert categories(judgement) == ["NIR", "FREE_TEXT"] or categories(judgement) == [
        "FREE_TEXT",
        "NIR",
    ]
    verdict = judgement.verdict(Category.NIR)
    assert verdict is not None
    assert verdict.mode is Mode.CONTAINS
    assert (verdict.rows, verdict.share) == (10, 0.0001)


def test_hits_as_rare_as_chance_among_many_long_numbers_are_refused() -> None:
    seen = profile(
        "commentaire",
        rows=100_000,
        length=60,
        kind="words",
        nir=hits(inside=1030, inside_wrong_key=98_970),
    )
    judgement = single("commentaire", seen)
    assert categories(judgement) == ["FREE_TEXT"]
    assert Category.NIR in {c.category for c in judgement.considered}


def test_announced_hits_stand_out_of_as_many_references_as_one_likes() -> None:
    nir = hits(inside=1033, inside_wrong_key=98_967, introduced=3)
    seen = profile("trace", rows=100_000, length=60, kind="other", nir=nir)
    verdict = only(single("trace", seen))
    assert (verdict.category, verdict.mode, verdict.rows) == (Category.NIR, Mode.CONTAINS, 3)


def test_a_word_before_every_reference_announces_nothing() -> None:
    nir = hits(inside=1030, inside_wrong_key=98_970, introduced=1030, introduced_wrong_key=98_970)
    seen = profile("trace", rows=100_000, length=60, kind="other", nir=nir)
    assert single("trace", seen).verdicts == ()


@pytest.mark.parametrize("name", ["siren", "rpps", "finess"])
def test_easy_checks_are_never_sought_inside_text(name: str) -> None:
    found = {name: hits(inside=100)}
    seen = profile("commentaire", length=60, kind="words", found=found)
    assert categories(single("commentaire", seen)) == ["FREE_TEXT"]


def test_products_named_nom_are_nobody() -> None:
    words = {"product": 700, "company": 20, "first_name": 30, "surname": 20, "place": 50}
    seen = profile("nom", length=25, kind="words", words=words)
    assert single("nom", seen, table="patients").verdicts == ()


def test_people_named_nom_are_persons() -> None:
    words = {"surname": 450, "first_name": 300, "place": 150}
    seen = profile("nom", kind="upper", words=words)
    assert only(single("nom", seen, table="patients")).category is Category.PERSON


def test_people_in_a_column_that_says_nothing() -> None:
    words = {"surname": 450, "first_name": 950, "place": 150}
    seen = profile("col7", kind="words", length=16, words=words)
    assert only(single("col7", seen)).category is Category.PERSON


@pytest.mark.parametrize(
    "words",
    [
        {"place": 950, "surname": 300, "first_name": 200},
        {"month": 1000, "first_name": 400, "place": 50},
        {"insurer": 800, "company": 700, "first_name": 100},
        {"product": 700, "first_name": 100},
        {"first_name": 620, "place": 900},
    ],
)
def test_places_months_insurers_drugs_and_streets_are_nobody(words: dict[str, int]) -> None:
    judgement = single("col7", profile("col7", kind="words", length=16, words=words))
    assert Category.PERSON not in {verdict.category for verdict in judgement.verdicts}


@pytest.mark.parametrize(
    ("words", "distinct", "category"),
    [
        ({"surname": 240, "first_name": 60}, 700, Category.PERSON),
        ({"surname": 700, "first_name": 200}, 400, Category.PERSON),
        ({"place": 700, "surname": 150, "first_name": 110}, 400, Category.CITY),
        ({"company": 800, "surname": 400, "first_name": 200}, 400, Category.COMPANY),
    ],
)
def test_words_tell_what_a_mute_column_is_made_of(
    words: dict[str, int], distinct: int, category: Category
) -> None:
    seen = profile("col7", kind="words", length=16, words=words, distinct=distinct)
    assert only(single("col7", seen)).category is category


@pytest.mark.parametrize(
    ("words", "distinct"),
    [
        ({"surname": 240}, 80),
        ({"surname": 240, "place": 150}, 700),
        ({"place": 980}, 101),
        ({"company": 800, "product": 300}, 400),
        ({"surname": 30, "first_name": 30}, 900),
    ],
)
def test_closed_lists_and_chance_words_are_nothing(words: dict[str, int], distinct: int) -> None:
    seen = profile("col7", kind="words", length=16, words=words, distinct=distinct)
    assert single("col7", seen).verdicts == ()


def test_a_column_of_persons_and_firms_tells_the_share_of_the_persons() -> None:
    words = {"first_name": 550, "surname": 400, "company": 350, "person": 600}
    verdict = only(single("col7", profile("col7", kind="words", length=20, words=words)))
    assert (verdict.category, verdict.mode, verdict.share) == (Category.PERSON, Mode.CONTAINS, 0.6)


BIRTHS = {1935: 60, 1945: 140, 1960: 250, 1975: 250, 1990: 150, 2005: 100, 2020: 50}
CONTRACTS = {2015: 200, 2018: 200, 2020: 300, 2023: 300}


def test_a_date_called_birth_is_enough() -> None:
    seen = profile("date_naissance", years=CONTRACTS, facets={"date": 1000})
    assert only(single("date_naissance", seen, family=Family.DATE)).category is Category.BIRTH_DATE


def test_years_that_spread_as_births_do_need_no_name() -> None:
    seen = profile("d1", years=BIRTHS, facets={"date": 1000})
    assert only(single("d1", seen, family=Family.DATE)).category is Category.BIRTH_DATE


def test_other_dates_are_no_births() -> None:
    seen = profile("d1", years=CONTRACTS, facets={"date": 1000})
    assert single("d1", seen, family=Family.DATE).verdicts == ()


def test_times_of_day_are_no_births() -> None:
    seen = profile("d1", years=BIRTHS, facets={"date": 1000, "not_midnight": 990, "midnight": 10})
    assert single("d1", seen, family=Family.TIMESTAMP).verdicts == ()


def test_a_comment_column_of_three_codes_is_no_free_text() -> None:
    seen = profile("commentaire", length=2, kind="upper", distinct=3)
    assert single("commentaire", seen).verdicts == ()
