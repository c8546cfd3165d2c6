"""Whose records a table holds, and whose data a column: the conventions that severity hangs on."""

import pytest

from auditor.decide import judge
from auditor.model.catalogue import ForeignKey
from auditor.model.vocabulary import Category, Subject
from auditor.naming import read
from tests.naming.schemas import column, table


def _about(name: str, *columns: str) -> Subject:
    return read(table(name, *(column(c) for c in columns))).subject


@pytest.mark.parametrize(
    ("name", "columns", "subject"),
    [
        ("salaries", ("nom", "nir", "salaire_brut"), Subject.STAFF),
        ("payslip", ("nir", "full_name", "gross_salary"), Subject.STAFF),
        ("etablissements", ("finess", "siret", "raison_sociale"), Subject.ORGANISATION),
        ("etablissements", ("finess", "iban", "raison_sociale"), Subject.PRACTITIONER),
        ("cabinets", ("rpps", "raison_sociale"), Subject.PRACTITIONER),
        ("fournisseurs", ("siret", "iban"), Subject.ORGANISATION),
        ("decomptes", ("code_ccam", "rpps", "montant"), Subject.INSURED),
        ("beneficiaires", ("nom", "nir_od"), Subject.DEPENDANT),
        ("beneficiaires", ("nom", "nir"), Subject.INSURED),
        ("session_portail", ("jeton", "ip"), Subject.PRACTITIONER),
        ("courriers", ("nom", "prenom", "adresse"), Subject.INSURED),
        ("parametres", ("code", "libelle"), Subject.UNKNOWN),
    ],
)
def test_a_table_is_about_somebody(name: str, columns: tuple[str, ...], subject: Subject) -> None:
    assert _about(name, *columns) is subject


def test_a_beneficiary_of_a_payment_is_the_payee() -> None:
    names = read(table("virements", column("nom_beneficiaire"), column("iban"), column("rpps")))
    assert names.of("nom_beneficiaire").subject is Subject.PRACTITIONER


def test_a_table_that_refers_to_the_insured_is_about_them() -> None:
    bare = table("releves", column("assure", "bigint"), column("zone"))
    keys = (ForeignKey(("assure",), "assures", ("id",)),)
    linked = type(bare)(bare.ref, bare.kind, bare.columns, foreign_keys=keys)
    assert read(linked).subject is Subject.INSURED


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("siret", Subject.ORGANISATION),
        ("finess", Subject.ORGANISATION),
        ("rpps", Subject.PRACTITIONER),
        ("nom", Subject.INSURED),
    ],
)
def test_a_number_of_a_register_keeps_its_owner(name: str, subject: Subject) -> None:
    container = table("factures_assures", column("nir"), column("nom"), column(name))
    judged = {j.ref.column: j for j in judge(container, read(container), None)}
    assert judged[name].verdicts[0].subject is subject


def test_an_insurer_belongs_to_whom_the_table_is_about() -> None:
    names = read(table("assures", column("nom_amc"), column("nir")))
    clue = names.of("nom_amc").clues[0]
    assert clue.category is Category.INSURER
    assert names.of("nom_amc").subject is Subject.INSURED
