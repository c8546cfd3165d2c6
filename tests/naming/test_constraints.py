"""CHECK constraints as databases give them back: closed lists, patterns, what they leave open."""

import pytest

from auditor.model.catalogue import Column, Family
from auditor.model.vocabulary import Category
from auditor.naming import read
from tests.naming.schemas import table


def _read(name: str, check: str, declared: str = "varchar(20)") -> list[str]:
    column = Column(name, declared, Family.TEXT, checks=(check,) if check else ())
    return [clue.category.value for clue in read(table("t", column)).of(name).clues]


@pytest.mark.parametrize(
    ("check", "category"),
    [
        ("zone IN ('M','F')", Category.SEX),
        ("((zone)::text = ANY ((ARRAY['M'::varchar, 'F'::varchar, 'X'::varchar])::text[]))", "SEX"),
        ("zone IS NULL OR zone IN ('Homme', 'Femme')", Category.SEX),
        ("zone in ('MARIE','CELIBATAIRE','VEUF','DIVORCE')", Category.FAMILY_LINK),
        ("zone IN ('conjoint', 'enfant', 'autre')", Category.FAMILY_LINK),
        ("zone IN ('CGT','CFDT','FO','AUTRE')", Category.UNION),
        ("zone IN ('C2S', 'AME', 'AUCUNE')", Category.SOCIAL_STATUS),
        ("((zone)::text ~ '^[12][0-9]{14}$'::text)", Category.NIR),
        ("zone ~ '^[12]\\d{12}$'", Category.NIR),
        ("zone REGEXP '^[0-9]{15}$'", Category.NIR),
        ("regexp_like(zone, '^FR[0-9]{2}[0-9A-Z]{23}$')", Category.IBAN),
        ("zone ~* '^[^@ ]+@[^@ ]+$'", Category.EMAIL_ADDRESS),
        ("zone ~ '^\\d{14}$'", Category.SIRET),
        ("zone ~ '^0[1-9][0-9]{8}$'", Category.PHONE_NUMBER),
    ],
)
def test_a_constraint_speaks_where_the_name_does_not(check: str, category: str) -> None:
    assert _read("zone", check) == [category]


@pytest.mark.parametrize(
    "check",
    [
        "",
        "zone IN ('O','N')",
        "zone IN ('A','B','C')",
        "zone NOT IN ('M','F')",
        "zone > 0",
        "zone ~ '^[A-Z]{3}$'",
        "zone = 'M' AND autre IN ('M', 'F')",
        "zone <> ''",
    ],
)
def test_other_constraints_say_nothing(check: str) -> None:
    assert _read("zone", check) == []


@pytest.mark.parametrize("name", ["email", "iban", "nir", "telephone", "siret", "nom_assure"])
def test_a_closed_list_is_no_identifier(name: str) -> None:
    assert _read(name, f"{name} IN ('FOURNI','ABSENT','INVALIDE')") == []
    assert _read(name, "") != []


def test_a_closed_list_may_be_the_datum() -> None:
    assert _read("exo_ald", "exo_ald IN ('O','N')") == ["EXEMPTION"]


def test_labels_of_an_enumerated_type_are_read() -> None:
    assert _read("zone", "", "enum('M','F')") == ["SEX"]


def test_no_label_stands_in_the_reasons() -> None:
    column = Column("iban", "text", Family.TEXT, checks=("iban IN ('FR7630006','SECRET')",))
    assert "FR763" not in repr(read(table("t", column)))
