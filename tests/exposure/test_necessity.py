from auditor.exposure.necessity import Sight, judge, observe
from auditor.model.vocabulary import (
    Category,
    Form,
    Necessity,
    Origin,
    Provenance,
    Scope,
    Subject,
)
from auditor.policy.model import Cell, Purpose


def _purpose(name: str, *cells: Cell, side: str = "answer") -> Purpose:
    return Purpose(name, {"fr": name, "en": name}, None, {side: cells})


def _cell(
    category: Category, need: str, *conditions: str, subject: Subject = Subject.INSURED
) -> Cell:
    return Cell(category, (subject,), need, conditions, Provenance.USAGE)


def _sight(
    category: Category,
    *,
    scope: Scope | None = None,
    origin: Origin | None = None,
    form: Form = Form.CLEAR,
    subject: Subject = Subject.INSURED,
) -> Sight:
    return Sight(category, subject, form, scope, origin)


RIGHTS = _purpose(
    "rights_check",
    _cell(Category.COVERAGE_PERIOD, "needed"),
    _cell(Category.NIR, "conditional", "echo"),
    _cell(Category.PERSON, "conditional", "asked_person"),
    _cell(Category.GUARANTEE, "conditional", "asked_domain"),
    _cell(Category.IBAN, "not_needed"),
)
PURPOSES = {"rights_check": RIGHTS}
SIDES = ("answer", "stored")


def _necessity(sight: Sight) -> Necessity:
    return judge(PURPOSES, ("rights_check",), SIDES, sight)[0]


def test_a_needed_cell_is_needed() -> None:
    assert _necessity(_sight(Category.COVERAGE_PERIOD)) is Necessity.NEEDED


def test_a_cell_named_as_not_needed_is_excessive() -> None:
    assert _necessity(_sight(Category.IBAN)) is Necessity.EXCESSIVE


def test_a_category_that_no_cell_names_is_undetermined_never_excessive() -> None:
    assert _necessity(_sight(Category.RELIGION)) is Necessity.UNDETERMINED


def test_the_same_category_of_another_subject_is_another_cell() -> None:
    other = _sight(Category.IBAN, subject=Subject.PRACTITIONER)
    assert _necessity(other) is Necessity.UNDETERMINED


def test_an_echo_is_needed_and_a_revelation_is_not() -> None:
    assert _necessity(_sight(Category.NIR, origin=Origin.ECHOED)) is Necessity.NEEDED
    assert _necessity(_sight(Category.NIR, origin=Origin.REVEALED)) is Necessity.EXCESSIVE


def test_what_lists_everyone_cannot_be_an_echo() -> None:
    assert _necessity(_sight(Category.NIR, scope=Scope.EVERYONE)) is Necessity.EXCESSIVE


def test_a_condition_that_nothing_shows_is_to_justify() -> None:
    assert _necessity(_sight(Category.NIR)) is Necessity.TO_JUSTIFY
    assert _necessity(_sight(Category.GUARANTEE)) is Necessity.TO_JUSTIFY


def test_the_ground_names_the_cell_and_its_conditions() -> None:
    _, ground = judge(PURPOSES, ("rights_check",), SIDES, _sight(Category.GUARANTEE))
    assert ground is not None
    assert (ground.purpose, ground.side, ground.cell) == ("rights_check", "answer", "conditional")
    assert ground.conditions == {"asked_domain": None}
    assert ground.provenance is Provenance.USAGE


def test_of_several_purposes_the_one_that_needs_it_speaks() -> None:
    payment = _purpose("payment_run", _cell(Category.IBAN, "needed"), side="stored")
    purposes = PURPOSES | {"payment_run": payment}
    both = judge(purposes, ("rights_check", "payment_run"), SIDES, _sight(Category.IBAN))
    assert both[0] is Necessity.NEEDED
    assert both[1] is not None
    assert both[1].purpose == "payment_run"


def test_a_silent_purpose_does_not_excuse_what_another_calls_not_needed() -> None:
    silent = _purpose("card_issue", _cell(Category.PERSON, "needed"), side="stored")
    purposes = PURPOSES | {"card_issue": silent}
    both = judge(purposes, ("rights_check", "card_issue"), SIDES, _sight(Category.IBAN))
    assert both[0] is Necessity.EXCESSIVE


def test_no_purpose_is_undetermined_without_a_ground() -> None:
    assert judge(PURPOSES, (), SIDES, _sight(Category.IBAN)) == (Necessity.UNDETERMINED, None)
    assert judge(PURPOSES, ("unknown",), SIDES, _sight(Category.IBAN))[0] is (
        Necessity.UNDETERMINED
    )


def test_the_public_register_covers_practitioners_only() -> None:
    rpps = _sight(Category.RPPS, subject=Subject.PRACTITIONER)
    assert observe("public_register", rpps) is True
    assert observe("public_register", _sight(Category.PERSON)) is False
    rib = _sight(Category.RIB, subject=Subject.PRACTITIONER)
    assert observe("public_register", rib) is False


def test_a_plain_hash_is_no_keyed_token() -> None:
    assert observe("keyed_token", _sight(Category.PSEUDONYM, form=Form.HASHED)) is False
    assert observe("keyed_token", _sight(Category.PSEUDONYM, form=Form.TOKENISED)) is None


def test_own_and_asked_person_follow_the_declared_scope() -> None:
    assert observe("own", _sight(Category.IBAN, scope=Scope.OWN)) is True
    assert observe("own", _sight(Category.IBAN, scope=Scope.EVERYONE)) is False
    assert observe("asked_person", _sight(Category.PERSON, scope=Scope.ASKED_PERSON)) is True
    assert observe("asked_person", _sight(Category.PERSON)) is None


def test_a_mask_meets_the_masked_condition() -> None:
    assert observe("masked", _sight(Category.IBAN, form=Form.TRUNCATED)) is True
    assert observe("masked", _sight(Category.IBAN)) is False
