"""Accounts and screens of audit.yaml."""

from pathlib import Path

import pytest

from auditor.model.errors import ConfigurationError
from auditor.model.vocabulary import Audience, Category, Subject
from auditor.policy.accounts import resolved
from auditor.policy.load import read_policy
from auditor.policy.purposes import lookup

_ISSUE = """
accounts:
  pharmacie_a:
    audience: practitioner
    captures: ["captures/pharmacie_a_*.har"]
    own: {FINESS: "540000001", SIRET: "env:PH_A_SIRET", IBAN: "file:secrets/ph_a_iban"}
screens:
  - {match: "GET /api/droits*", purpose: rights_check}
  - {match: "* /exports/*", needs: {}}
  - {match: "GET /api/factures/*", needs: {PERSON: {of: asked_person}, AMOUNT: {}, IBAN: {of: own}}}
  - {match: "ConsulterDroits", purpose: rights_check}
purposes:
  rights_check: {GUARANTEE: {need: conditional, if: [asked_domain]}, NIR: {need: not_needed}}
"""


def test_the_declarations_of_the_issue() -> None:
    policy = read_policy(_ISSUE, "audit.yaml")
    (account,) = policy.accounts
    assert account.audience is Audience.PRACTITIONER
    assert account.recorded("/home/x/captures/pharmacie_a_3.har")
    assert account.recorded("pharmacie_a_3.har")
    assert not account.recorded("/home/x/captures/pharmacie_b_3.har")
    rights, exports, invoices, soap = policy.screens
    assert rights.covers("GET", ("/api/droits/12",), "")
    assert not rights.covers("POST", ("/api/droits/12",), "")
    assert exports.covers("DELETE", ("/exports/tout",), "")
    assert soap.covers("POST", ("/ws",), "consulterDroits")
    needs = invoices.needs
    assert needs is not None
    assert lookup(needs, "answer", Category.IBAN, Subject.PRACTITIONER).conditions == ("own",)  # type: ignore[union-attr]
    assert lookup(needs, "answer", Category.NIR, Subject.INSURED).need == "not_needed"  # type: ignore[union-attr]


def test_a_short_cell_is_laid_over_the_answer_side() -> None:
    rights = read_policy(_ISSUE, "audit.yaml").purposes["rights_check"]
    cell = lookup(rights, "answer", Category.NIR, Subject.INSURED)
    assert cell is not None
    assert cell.need == "not_needed"
    kept = lookup(rights, "answer", Category.MEMBER_NUMBER, Subject.INSURED)
    assert kept is not None
    assert kept.conditions == ("echo",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('accounts: {a: {own: {IBAN: "litteral"}}}', "policy_account_literal"),
        ('accounts: {a: {own: {NIR: "x"}}}', "policy_account_literal"),
        ("accounts: {a: {own: {AGE: x}}}", "yaml_unknown_key"),
        ('accounts: {"é": {}}', "policy_account_name"),
        ('screens: [{match: "/x"}]', "policy_screen_needs"),
        ('screens: [{match: "/x", purpose: rights_check, needs: {}}]', "policy_screen_needs"),
        ('screens: [{match: "/x", needs: {IBAN: {of: nobody}}}]', "yaml_unknown_word"),
    ],
)
def test_faults(text: str, code: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_policy(text, "audit.yaml")
    assert caught.value.code.startswith(code)


def test_references_are_read_from_the_environment_and_from_files(tmp_path: Path) -> None:
    accounts = read_policy(_ISSUE, "audit.yaml").accounts
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "ph_a_iban").write_text("an iban\n", encoding="utf-8")
    (account,) = resolved(accounts, {"PH_A_SIRET": "a siret"}, tmp_path)
    assert account.own[Category.SIRET] == ("a siret",)
    assert account.own[Category.IBAN] == ("an iban",)
    assert "siret" not in repr(account)


def test_a_missing_reference_says_which(tmp_path: Path) -> None:
    accounts = read_policy(_ISSUE, "audit.yaml").accounts
    with pytest.raises(ConfigurationError) as unset:
        resolved(accounts, {}, tmp_path)
    assert unset.value.code == "account_variable_unset"
    with pytest.raises(ConfigurationError) as missing:
        resolved(accounts, {"PH_A_SIRET": "1"}, tmp_path)
    assert missing.value.code == "account_file"
