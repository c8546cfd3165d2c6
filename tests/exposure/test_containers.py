from datetime import date

import pytest

from auditor.exposure.conforming import conforming
from auditor.exposure.containers import Terms, container_records, past_accounts
from auditor.exposure.linkage import linkable, person_link, pseudonymous
from auditor.exposure.rooms import Room
from auditor.facts import FactRecord
from auditor.model.verdicts import Verdict
from auditor.model.vocabulary import Category, Mode, Subject
from auditor.policy.model import RetentionRule
from auditor.policy.purposes import shipped_purposes
from tests.exposure.rooms import SOURCE, profile, room, rooms, verdict

TERMS = Terms(shipped_purposes(), (), date(2026, 6, 15), None)
PERSONS = room("assures", {"id": None, "nir": verdict(Category.NIR), "cle_patient": None})
IBAN = verdict(Category.IBAN, Subject.PRACTITIONER)


def _record(one: Room, *others: Room, terms: Terms = TERMS) -> FactRecord:
    return next(
        record
        for record in container_records(rooms(one, *others), terms)
        if record.get("container") == one.container.name
    )


def test_a_container_without_personal_data_has_no_record() -> None:
    places = room("communes", {"ville": verdict(Category.INSURER, Subject.ORGANISATION)})
    assert container_records(rooms(places), TERMS) == ()


def test_lines_that_a_key_ties_to_a_person_have_one() -> None:
    acts = {"code_acte": verdict(Category.HEALTH, Subject.UNKNOWN), "assure_id": None}
    lines = room("actes", acts, parents={"assure_id": "assures"})
    assert _record(lines, PERSONS).get("container") == "actes"
    assert container_records(rooms(lines), TERMS) == ()


def test_kinds_count_tasks_not_columns() -> None:
    wide = room(
        "fiche",
        {
            "nom": verdict(Category.PERSON),
            "ne_le": verdict(Category.BIRTH_DATE),
            "nir": verdict(Category.NIR),
            "mail": verdict(Category.EMAIL_ADDRESS),
            "tel": verdict(Category.PHONE_NUMBER),
        },
    )
    assert _record(wide).get("kinds") == 3
    assert _record(wide).get("unneeded_categories") is None
    assert _record(wide).get("retention_months") == 0


def test_health_reaches_a_person_by_its_row_or_by_its_keys() -> None:
    acts = {"code_acte": verdict(Category.HEALTH, Subject.UNKNOWN), "facture_id": None}
    bills = room("factures", {"id": None, "assure_id": None}, parents={"assure_id": "assures"})
    lines = room("lignes", acts, parents={"facture_id": "factures"})
    alone = room("nomenclature", acts)
    known = rooms(PERSONS, bills, lines, alone)
    assert [person_link(one, known) for one in (PERSONS, lines, alone)] == ["row", "key", "none"]


def test_keys_that_go_round_end() -> None:
    one = room("a", {"b_id": None}, parents={"b_id": "b"})
    other = room("b", {"a_id": None}, parents={"a_id": "a"})
    assert person_link(one, rooms(one, other)) == "none"


def test_a_pseudonym_alone_is_apart_and_beside_an_identity_is_not() -> None:
    study = room("etude", {"cle_patient": verdict(Category.PSEUDONYM), "annee": None})
    mapping = room(
        "correspondance",
        {"cle_patient": verdict(Category.PSEUDONYM), "nir": verdict(Category.NIR)},
    )
    assert pseudonymous(study)
    assert not linkable(study, rooms(study, PERSONS))
    assert linkable(study, rooms(study, mapping))
    assert linkable(mapping, rooms(mapping))
    assert not pseudonymous(PERSONS)


def test_a_table_that_calls_itself_anonymous_is_taken_at_its_word() -> None:
    export = room("export_anonymise", {"no_adherent": verdict(Category.MEMBER_NUMBER)})
    assert pseudonymous(export)
    assert linkable(export, rooms(export))


IBANS = {"iban": IBAN}


def test_past_accounts_are_told_by_the_name_of_the_table() -> None:
    assert past_accounts(room("rib_historique", IBANS, profile("iban"))) is True
    assert past_accounts(room("comptes", IBANS, profile("iban"))) is False


@pytest.mark.parametrize("open_rows", [1, 70])
def test_past_accounts_are_told_by_a_date_of_end_that_some_have(open_rows: int) -> None:
    columns: dict[str, Verdict | str | None] = {"iban": IBAN, "valide_au": "date"}
    ended = profile("valide_au", nulls=open_rows)
    assert past_accounts(room("comptes", columns, profile("iban"), ended)) is True
    never = profile("valide_au", nulls=100)
    assert past_accounts(room("comptes", columns, profile("iban"), never)) is False


def test_a_ledger_keeps_the_account_that_was_paid() -> None:
    amount = verdict(Category.AMOUNT)
    columns: dict[str, Verdict | str | None] = {
        "iban": IBAN,
        "montant": amount,
        "valide_au": "date",
    }
    ledger = room("virements", columns, profile("iban"), profile("valide_au", nulls=70))
    assert past_accounts(ledger) is False


@pytest.mark.parametrize("accounts", [100, 125])
def test_several_accounts_a_holder_are_past_ones(accounts: int) -> None:
    held = room(
        "comptes",
        {"ps_id": None, "iban": IBAN},
        profile("ps_id", distinct=100),
        profile("iban", distinct=accounts),
        parents={"ps_id": "professionnels"},
    )
    assert past_accounts(held) is (accounts == 125)


def test_accounts_inside_text_make_no_history() -> None:
    note = verdict(Category.IBAN)
    inside = type(note)(note.category, note.subject, Mode.CONTAINS, note.evidence, 0.9)
    assert past_accounts(room("rib_historique", {"texte": inside})) is False


def test_a_parent_with_a_date_dates_its_lines() -> None:
    dated = room("factures", {"emise_le": "date"})
    lines = room(
        "lignes",
        {"nir": verdict(Category.NIR), "facture_id": None},
        parents={"facture_id": "factures"},
    )
    assert _record(lines, dated).get("purge_date") is True
    assert _record(room("seule", {"nir": verdict(Category.NIR)})).get("purge_date") is False


def _checks(*all_rooms: Room, terms: Terms = TERMS) -> set[tuple[str, str]]:
    found = conforming(rooms(*all_rooms), (), (), terms)
    assert all(one.source == SOURCE for one in found)
    return {(one.check, one.container) for one in found}


def test_what_is_right_is_told_of_what_was_read_whole() -> None:
    log = room(
        "journal",
        {"login": verdict(Category.LOGIN, Subject.STAFF), "quand": "date"},
        profile("login"),
        profile("quand", years={2026: 100}),
        role="log",
    )
    codes = room("codes", {"libelle": None}, profile("libelle"), role="reference")
    payment = room("paie", {"iban": IBAN}, profile("iban"), role="payment")
    unread = room("autre", {"libelle": None})
    terms = Terms(TERMS.purposes, (RetentionRule(("journal",), "quand", 12),), TERMS.today, None)
    assert _checks(log, codes, payment, unread, terms=terms) == {
        ("log_without_identifiers", "journal"),
        ("retention_respected", "journal"),
        ("reference_without_persons", "codes"),
        ("payment_apart", "paie"),
    }


def test_what_is_not_right_is_not_told() -> None:
    log = room("journal", {"nir": verdict(Category.NIR)}, profile("nir"), role="log")
    payment = room(
        "paie",
        {"iban": IBAN, "mail": verdict(Category.EMAIL_ADDRESS)},
        profile("iban"),
        role="payment",
    )
    copy = room("assures_old", {"nom": verdict(Category.PERSON)}, profile("nom"), role="copy")
    assert _checks(log, payment, copy) == {("insured_without_bank_details", "journal")}
