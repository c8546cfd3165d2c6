import pytest

from auditor.model.vocabulary import Audience, Category, Provenance, Subject
from auditor.policy.model import CONDITIONS, NEEDS, Cell
from auditor.policy.purposes import cells_of, lookup, override, shipped_purposes
from auditor.strictyaml import YamlError, load

INS, DEP, PRO, ANY = Subject.INSURED, Subject.DEPENDANT, Subject.PRACTITIONER, Subject.UNKNOWN


def cell(purpose: str, side: str, category: Category, subject: Subject) -> Cell | None:
    return lookup(shipped_purposes()[purpose], side, category, subject)


def overridden(text: str) -> Cell | None:
    purposes = override(shipped_purposes(), load(text, "audit.yaml"))
    return lookup(purposes["rights_check"], "answer", Category.NIR, INS)


def test_the_matrix_holds_every_purpose() -> None:
    assert set(shipped_purposes()) == {
        "rights_check",
        "coverage_calculation",
        "claim_submission",
        "payment_statement",
        "payment_run",
        "member_reimbursement",
        "practitioner_onboarding",
        "practitioner_account",
        "practitioner_directory",
        "insured_account",
        "card_issue",
        "rights_feed",
        "insurer_access",
        "rejects_recovery",
        "fraud_audit",
        "statistics",
        "hotline",
        "access_administration",
        "security_logging",
        "rights_requests",
        "litigation_archive",
        "testing",
    }


@pytest.mark.parametrize(
    ("purpose", "side", "category", "subject", "need", "conditions", "provenance"),
    [
        ("rights_check", "answer", Category.COVERAGE_PERIOD, INS, "needed", (), "text"),
        ("rights_check", "answer", Category.NIR, INS, "conditional", ("echo",), "hypothesis"),
        ("rights_check", "answer", Category.RIB, PRO, "not_needed", (), "hypothesis"),
        ("rights_check", "answer", Category.EMAIL_ADDRESS, INS, "not_needed", (), "hypothesis"),
        ("rights_check", "answer", Category.LOGIN, PRO, "conditional", ("own",), "hypothesis"),
        ("rights_check", "request", Category.RPPS, PRO, "conditional", ("own",), "usage"),
        ("claim_submission", "request", Category.NIR, INS, "needed", (), "usage"),
        ("payment_run", "stored", Category.IBAN, PRO, "needed", (), "hypothesis"),
        ("payment_run", "stored", Category.RIB, ANY, "needed", (), "hypothesis"),
        ("payment_run", "stored", Category.PERSON, PRO, "needed", (), "hypothesis"),
        ("payment_run", "stored", Category.PERSON, DEP, "not_needed", (), "hypothesis"),
        ("payment_run", "stored", Category.NIR, INS, "not_needed", (), "hypothesis"),
        ("practitioner_directory", "answer", Category.RIB, PRO, "not_needed", (), "hypothesis"),
        (
            "insured_account",
            "answer",
            Category.NIR,
            DEP,
            "conditional",
            ("declared_dependant",),
            "hypothesis",
        ),
        ("insured_account", "answer", Category.NIR, INS, "conditional", ("own",), "hypothesis"),
        ("insured_account", "answer", Category.RIB, PRO, "not_needed", (), "hypothesis"),
        ("rights_feed", "stored", Category.NIR, DEP, "needed", (), "usage"),
        ("rights_feed", "stored", Category.PHONE_NUMBER, INS, "not_needed", (), "hypothesis"),
        ("statistics", "stored", Category.BIRTH_DATE, INS, "conditional", ("year",), "hypothesis"),
        ("hotline", "answer", Category.NIR, INS, "conditional", ("match_only",), "hypothesis"),
        ("testing", "stored", Category.NIR, INS, "conditional", ("synthetic",), "hypothesis"),
    ],
)
def test_cells(
    purpose: str,
    side: str,
    category: Category,
    subject: Subject,
    need: str,
    conditions: tuple[str, ...],
    provenance: str,
) -> None:
    found = cell(purpose, side, category, subject)
    assert found is not None
    assert (found.need, found.conditions, found.provenance) == (need, conditions, provenance)


@pytest.mark.parametrize(
    ("purpose", "side", "category", "subject"),
    [
        ("payment_run", "stored", Category.EMAIL_ADDRESS, PRO),
        ("rights_check", "answer", Category.SEX, INS),
        ("rights_check", "stored", Category.NIR, INS),
        ("practitioner_directory", "answer", Category.NIR, INS),
    ],
)
def test_what_the_matrix_does_not_name_is_undetermined(
    purpose: str, side: str, category: Category, subject: Subject
) -> None:
    assert cell(purpose, side, category, subject) is None


def test_every_cell_is_well_formed() -> None:
    for one in cells_of(shipped_purposes().values()):
        assert one.need in NEEDS
        assert set(one.conditions) <= set(CONDITIONS)
        assert (one.need == "conditional") == bool(one.conditions)
        assert one.provenance is not Provenance.TEXT or one.basis


def test_every_condition_serves_but_those_of_a_portal_only() -> None:
    used = {name for one in cells_of(shipped_purposes().values()) for name in one.conditions}
    assert set(CONDITIONS) - used == {"masked"}


def test_a_side_never_says_two_things_of_one_subject() -> None:
    for purpose in shipped_purposes().values():
        for cells in purpose.sides.values():
            pairs = [(c.category, s) for c in cells for s in c.subjects or (None,)]
            assert len(pairs) == len(set(pairs))


def test_a_client_cell_replaces_the_shipped_one_and_is_a_hypothesis() -> None:
    found = overridden("rights_check: {answer: [{need: needed, what: NIR, who: insured}]}")
    assert found is not None
    assert (found.need, found.provenance) == ("needed", Provenance.HYPOTHESIS)


def test_a_confirmed_cell_says_who_when_and_why() -> None:
    found = overridden(
        "rights_check: {answer: [{need: not_needed, what: NIR,"
        " confirmed: {by: DPO, on: 2026-01-31, because: contrat}}]}"
    )
    assert found is not None
    assert found.provenance is Provenance.CONFIRMED
    assert found.confirmation is not None
    assert (found.confirmation.by, found.confirmation.on) == ("DPO", "2026-01-31")


def test_an_override_of_one_subject_leaves_the_others() -> None:
    text = "rights_check: {answer: [{need: needed, what: EMAIL_ADDRESS, who: dependant}]}"
    purpose = override(shipped_purposes(), load(text, "audit.yaml"))["rights_check"]
    dependant = lookup(purpose, "answer", Category.EMAIL_ADDRESS, DEP)
    insured = lookup(purpose, "answer", Category.EMAIL_ADDRESS, INS)
    assert dependant is not None
    assert insured is not None
    assert (dependant.need, insured.need) == ("needed", "not_needed")


def test_a_new_purpose_needs_a_label_and_an_audience() -> None:
    with pytest.raises(YamlError) as caught:
        override(shipped_purposes(), load("my_own: {answer: []}", "audit.yaml"))
    assert [caught.value.code, *(f.code for f in caught.value.others)] == ["yaml_missing_key"] * 2
    text = "my_own: {label: À nous, audience: support, answer: [{need: needed, what: contacts}]}"
    mine = override(shipped_purposes(), load(text, "audit.yaml"))["my_own"]
    assert (mine.audience, mine.label["en"]) == (Audience.SUPPORT, "À nous")
    assert len(mine.sides["answer"]) == 5


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{need: conditional, what: NIR}", "purpose_conditions"),
        ("{need: needed, what: NIR, when: own}", "purpose_conditions"),
        ("{need: needed, what: NIRR}", "yaml_unknown_word_near"),
        ("{need: needed, what: NIR, provenance: text}", "yaml_unknown_key"),
        ("{need: needed, what: NIR, confirmed: {by: a, on: hier, because: b}}", "yaml_not_date"),
        ("{need: needed, what: NIR}, {need: needed, what: NIR}", "purpose_cell_twice"),
    ],
)
def test_faulty_cells_are_refused(line: str, code: str) -> None:
    with pytest.raises(YamlError) as caught:
        overridden(f"rights_check: {{answer: [{line}]}}")
    assert caught.value.code == code
