"""How far what a name tells is a matter of concern: by itself, beside a person, or not at all."""

import pytest

from auditor.desk.lock import Line, made
from auditor.exposure.changes.judged import Judged, Names, judged
from auditor.model.catalogue import Column, Container, ContainerKind, Family, ForeignKey
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import Category, Mode, Subject


def table(
    name: str, *columns: str, keys: tuple[ForeignKey, ...] = (), comment: str = ""
) -> Container:
    dates = ("date", "dt_", "_le")
    made_of = tuple(
        Column(
            column,
            "date" if any(part in column for part in dates) else "varchar(40)",
            Family.DATE if any(part in column for part in dates) else Family.TEXT,
            40,
        )
        for column in columns
    )
    ref = ContainerRef("migrations", name)
    return Container(ref, ContainerKind.TABLE, made_of, comment, foreign_keys=keys)


def concerns(found: Judged, column: str) -> set[str]:
    return {found.concern(verdict) for verdict in found.of(column)}


@pytest.mark.parametrize(
    ("container", "column", "expected"),
    [
        (table("assure", "nir", "nom"), "nir", {"own"}),
        (table("lot", "nir_assure"), "nir_assure", {"own"}),
        (table("virement", "iban", "montant"), "iban", {"own"}),
        (table("utilisateur", "login", "mot_de_passe"), "mot_de_passe", {"own"}),
        (table("assure", "nom", "sexe"), "sexe", {"joined"}),
        (table("praticien", "nom", "rpps", "siret"), "siret", {"joined"}),
        (table("etablissement", "finess", "siret"), "siret", {"none"}),
        (table("agence", "libelle", "telephone"), "telephone", {"none"}),
    ],
)
def test_what_is_of_concern(container: Container, column: str, expected: set[str]) -> None:
    assert concerns(judged(container), column) == expected


def test_health_is_of_concern_where_a_key_leads_to_a_person_and_not_in_a_list_of_codes() -> None:
    key = ForeignKey(("assure_id",), "assure", ("id",))
    care = judged(table("soin", "assure_id", "code_ccam", keys=(key,)))
    assert concerns(care, "code_ccam") == {"joined"}
    codes = judged(table("ref_acte", "code_ccam", "libelle"))
    assert concerns(codes, "code_ccam") <= {"none"}


def test_a_lock_tells_what_a_name_does_not() -> None:
    line = Line("public.zz", "c17", "", (Category.NIR,), Subject.INSURED, Mode.IS)
    known = made([line]).known()
    assert judged(table("zz", "c17")).of("c17") == ()
    (verdict,) = judged(table("ZZ", "C17"), known).of("C17")
    assert verdict.category is Category.NIR


def test_a_state_of_a_table_is_judged_once() -> None:
    names = Names({})
    first, same = table("assure", "nom"), table("assure", "nom")
    assert names.of(first) is names.of(same)
    assert names.of(table("assure", "nom", "nir")) is not names.of(first)
