"""What whole schemas taught at their first reading: each cause, and what it must not do."""

import pytest

from auditor.model.naming import ContainerNames
from auditor.model.vocabulary import Category, Subject
from auditor.naming import read
from auditor.naming.split import ideas_of
from tests.naming.schemas import column, table

ASSERTED = 0.6


def _said(names: ContainerNames, name: str) -> set[str]:
    return {c.category.value for c in names.of(name).clues if c.strength >= ASSERTED}


@pytest.mark.parametrize(
    ("name", "ideas"),
    [
        ("decSalaireBrut", ("salaire", "gross")),
        ("strNom", ("nom",)),
        ("mbr_nbr", ("adherent", "numero")),
        ("nbr_enfants", ("nombre", "dependant")),
        ("CL_NIR", ("cle", "nir")),
        ("NO_SIRT", ("numero", "siret")),
        ("DT_DECS", ("deces",)),
        ("sort_code", ("guichet",)),
        ("CD_PRIV", ("code", "priv")),
        ("vaccin_covid", ("diagnostic", "clinical")),
        ("ACT_DEPASS", ("acte", "montant")),
    ],
)
def test_words_of_further_styles(name: str, ideas: tuple[str, ...]) -> None:
    assert ideas_of(name) == ideas


@pytest.mark.parametrize(
    ("name", "declared", "category"),
    [
        ("tabac", "char", "HEALTH"),
        ("est_diabetique", "bool", "HEALTH"),
        ("plaie_type", "varchar", "HEALTH"),
        ("poids_kg", "decimal", "HEALTH"),
        ("regime_halal", "bool", "RELIGION"),
        ("rqth_fin", "date", "DISABILITY"),
        ("signup_token", "varchar", "SECRET"),
        ("benef_deces", "varchar", "PERSON"),
    ],
)
def test_a_person_s_column(name: str, declared: str, category: str) -> None:
    names = read(table("patients", column("prenom"), column(name, declared)))
    assert category in _said(names, name)


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("ordre_tri", "varchar"),
        ("taille_police", "int"),
        ("num_guichet", "smallint"),
        ("disabled_at", "timestamp"),
        ("uf_responsable", "varchar"),
        ("cog_naissance_source", "varchar"),
        ("capital_deces", "decimal"),
    ],
)
def test_what_only_looks_like_a_person_s(name: str, declared: str) -> None:
    names = read(table("patients", column("prenom"), column(name, declared)))
    assert not _said(names, name) & {
        "HEALTH", "RIB", "DISABILITY", "PERSON", "BIRTH_DATE", "DEATH_DATE", "MEMBER_NUMBER"
    }  # fmt: skip


def test_a_code_belongs_to_the_word_before_it() -> None:
    names = read(table("mbr_dim", column("mbr_race_cd"), column("mbr_nbr"), column("load_ts")))
    assert _said(names, "mbr_race_cd") == {"ETHNICITY"}
    assert _said(names, "mbr_nbr") == {"MEMBER_NUMBER"}


def test_a_contract_of_employment_is_no_coverage() -> None:
    names = read(table("hr_contract", column("date_start", "date"), column("wage", "decimal")))
    assert names.subject is Subject.STAFF
    assert not _said(names, "date_start")
    assert _said(names, "wage") == {Category.SALARY.value}


def test_a_bank_card_is_no_insurance_card() -> None:
    names = read(
        table("cards", column("card_number"), column("cvv"), column("expiry_month", "int"))
    )
    assert _said(names, "card_number") == {"PAYMENT_CARD"}
    assert not _said(names, "expiry_month")


def test_two_letters_before_every_name_of_a_mainframe_file() -> None:
    words = ["NOMP", "PREN", "DTNA", "SEXE", "INSE", "ADR1", "VILL", "TELE"]
    names = read(table("FASSURES", *(column(f"AS{word}", "char") for word in words)))
    assert names.subject is Subject.INSURED
    assert [_said(names, f"AS{word}") for word in words[:3]] == [
        {"PERSON"}, {"PERSON"}, {"BIRTH_DATE"}
    ]  # fmt: skip


def test_a_catalogue_of_products_is_about_nobody() -> None:
    names = read(table("catalogue_produit", column("cip13"), column("libelle")))
    assert names.subject is Subject.UNKNOWN
