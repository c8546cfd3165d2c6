from datetime import date

from auditor.exposure.access.accounts import account_facts, small_groups
from auditor.exposure.access.surroundings import consulted
from auditor.model.vocabulary import Category, Subject
from tests.exposure.rooms import profile, room, verdict

TODAY = date(2026, 6, 1)
LOGIN = verdict(Category.LOGIN, Subject.PRACTITIONER)
SECRET = verdict(Category.SECRET, Subject.PRACTITIONER)
MAIL = verdict(Category.EMAIL_ADDRESS, Subject.PRACTITIONER)


def test_accounts_by_password_alone_dormant_and_shared() -> None:
    table = room(
        "comptes",
        {"login": LOGIN, "mot_de_passe": SECRET, "email": MAIL, "derniere_connexion": "date"},
        profile("email", distinct=97),
        profile("derniere_connexion", nulls=3, years={2023: 20, 2024: 11, 2025: 40, 2026: 26}),
    )
    assert account_facts(table, TODAY) == {
        "accounts": 100,
        "second_factor": False,
        "dormant_accounts": 31,
        "shared_accounts": 3,
    }


def test_a_second_factor_is_told_by_a_column() -> None:
    for name in ("totp_secret", "mfa_active", "second_facteur", "webauthn_id", "OTP"):
        table = room("users", {"login": LOGIN, "password": SECRET, name: None})
        assert account_facts(table, TODAY)["second_factor"] is True, name
    plain = room("users", {"login": LOGIN, "password": SECRET, "facture": None})
    assert account_facts(plain, TODAY)["second_factor"] is False


def test_a_table_without_logins_or_secrets_has_no_accounts() -> None:
    nothing = {"accounts": 0, "second_factor": True, "dormant_accounts": 0, "shared_accounts": 0}
    assert account_facts(room("journal", {"login": LOGIN}), TODAY) == nothing
    assert account_facts(room("jetons", {"jeton": SECRET}), TODAY) == nothing


def test_what_was_not_read_is_not_known() -> None:
    facts = account_facts(room("comptes", {"login": LOGIN, "mdp": SECRET}), TODAY)
    assert facts["accounts"] is None
    assert facts["second_factor"] is False


def test_more_combinations_than_a_fifth_of_the_rows_leave_small_groups() -> None:
    columns = {
        "naissance": verdict(Category.BIRTH_DATE),
        "sexe": verdict(Category.SEX),
        "cp": verdict(Category.POSTCODE),
    }

    def held(births: int) -> bool | None:
        counts = (("naissance", births), ("sexe", 2), ("cp", 10))
        return small_groups(room("bi", columns, *(profile(name, distinct=n) for name, n in counts)))

    assert held(21) is True
    assert held(20) is None
    assert small_groups(room("bi", columns)) is None
    named = columns | {"nom": verdict(Category.PERSON)}
    assert small_groups(room("bi", named, profile("naissance"))) is False


def test_a_log_of_consultations_names_an_account() -> None:
    assert consulted([room("journal_acces", {"login": LOGIN})])
    assert consulted([room("traces", {"qui": None}, role="log")])
    assert not consulted([room("factures", {"login": LOGIN})])
    assert not consulted([room("journal", {"texte": None})])
