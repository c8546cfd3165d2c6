"""Tables of names in several styles, each column with the category that its name should carry."""

import pytest

from auditor.model.catalogue import Family, ForeignKey
from auditor.model.naming import NameEvidence
from auditor.model.vocabulary import Category, Subject
from auditor.naming import read
from tests.naming.schemas import CASES, Sheet, column, sheets, table

ASSERTED = 0.6
SHEETS = [
    pytest.param(sheet, id=f"{path.stem}-{sheet.container.name}")
    for path in sorted(CASES.glob("*.txt"))
    for sheet in sheets(path.stem)
]


def _said(evidence: NameEvidence) -> str:
    strong = [clue for clue in evidence.clues if clue.strength >= ASSERTED]
    return strong[0].category.value if strong else "-"


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_column_says_what_it_should(sheet: Sheet) -> None:
    names = read(sheet.container)
    assert {evidence.column: _said(evidence) for evidence in names.columns} == sheet.expected


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_table_is_about_whom_it_should(sheet: Sheet) -> None:
    expected = "unknown" if sheet.subject == "-" else sheet.subject
    assert read(sheet.container).subject.value == expected


@pytest.mark.parametrize("sheet", SHEETS)
def test_clues_are_ordered_and_at_most_one_a_category(sheet: Sheet) -> None:
    for evidence in read(sheet.container).columns:
        strengths = [clue.strength for clue in evidence.clues]
        assert strengths == sorted(strengths, reverse=True)
        assert len({clue.category for clue in evidence.clues}) == len(evidence.clues)


@pytest.mark.parametrize(
    ("column_name", "subject"),
    [
        ("nir_od", Subject.INSURED),
        ("email_praticien", Subject.PRACTITIONER),
        ("nom_gestionnaire", Subject.STAFF),
        ("nom_conjoint", Subject.DEPENDANT),
        ("telephone", Subject.INSURED),
    ],
)
def test_a_column_may_speak_of_somebody_else_than_its_table(
    column_name: str, subject: Subject
) -> None:
    names = read(table("assures", column(column_name), column("nir")))
    assert names.of(column_name).subject is subject


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("assures", ""),
        ("assures_old", "copy"),
        ("assures_bak", "copy"),
        ("assures_2023", "copy"),
        ("assures_20230131", "copy"),
        ("tmp_assures", "copy"),
        ("assures_recette", "copy"),
        ("ref_actes", "reference"),
        ("type_contrat", "reference"),
        ("journal_acces", "log"),
        ("virements", "payment"),
        ("tickets", "ticket"),
        ("comptes_portail", "account"),
        ("public.assures_copie", "copy"),
    ],
)
def test_a_table_plays_a_role(name: str, role: str) -> None:
    assert read(table(name, column("x"))).role == role


@pytest.mark.parametrize("name", ["public", "republique", "lic", "applicable", "nomade", "passage"])
def test_tokens_are_whole_words(name: str) -> None:
    assert read(table("t", column(name))).of(name).clues == ()


@pytest.mark.parametrize(
    ("name", "declared", "code"),
    [
        ("email_verifie", "boolean", "boolean_about"),
        ("email_verifie", "varchar", "boolean_about"),
        ("nb_emails", "integer", "count_of"),
        ("type_telephone", "varchar", "kind_of"),
        ("statut_iban", "varchar", "state_of"),
        ("date_maj_adresse", "date", "state_of"),
        ("nir_ret", "char(2)", "control_code"),
        ("adresse_id", "integer", "reference_to"),
        ("nom_fichier", "varchar", "name_of_object"),
        ("prenom", "integer", "type_excludes"),
    ],
)
def test_what_surrounds_a_word_may_deny_it(name: str, declared: str, code: str) -> None:
    evidence = read(table("assures", column(name, declared))).of(name)
    assert evidence.clues == ()
    assert code in {veto.code for veto in evidence.vetoes}


def test_a_comment_speaks_where_the_name_does_not() -> None:
    described = column("zone_12", comment="Numéro de sécurité sociale de l'assuré")
    clue = read(table("t", described)).of("zone_12").clues[0]
    assert clue.category is Category.NIR


def test_a_foreign_key_is_no_datum_of_its_own() -> None:
    container = table("droits", column("assure", "bigint"))
    linked = type(container)(
        container.ref,
        container.kind,
        container.columns,
        foreign_keys=(ForeignKey(("assure",), "assures", ("id",)),),
    )
    assert read(linked).of("assure").clues == ()


def test_neighbours_settle_a_bank_account() -> None:
    alone = read(table("mouvements", column("compte"))).of("compte")
    beside = read(table("mouvements", column("compte"), column("code_guichet"))).of("compte")
    assert _said(alone) == "-"
    assert _said(beside) == Category.RIB.value


def test_a_name_is_a_person_beside_a_birth_date_and_nobody_in_a_table_of_products() -> None:
    person = read(table("x", column("nom"), column("date_naissance", "date"))).of("nom")
    thing = read(table("produits", column("nom"), column("prix", "decimal"))).of("nom")
    assert _said(person) == Category.PERSON.value
    assert _said(thing) == "-"


def test_a_boolean_may_be_the_datum_itself() -> None:
    names = read(table("assures", column("est_ald", "boolean"), column("c2s", "boolean")))
    assert [_said(evidence) for evidence in names.columns] == ["EXEMPTION", "SOCIAL_STATUS"]
    assert column("c2s", "boolean").family is Family.BOOLEAN
