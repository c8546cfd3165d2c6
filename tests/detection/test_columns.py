"""Whole columns through the real probe, plan, pass and decision.

What holds only an identifier is called by its category, what looks like one is called nothing.
"""

import random

import pyarrow as pa
import pytest

from auditor.decide import judge
from auditor.detection.container_tally import ContainerTally
from auditor.detection.propose import Probe, first_plan, propose
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.refs import ContainerRef
from auditor.model.verdicts import Judgement
from auditor.model.vocabulary import Category, Form
from auditor.naming import read
from auditor.taxonomy import CATEGORIES
from tests.detection.makers import ALONE, CLEAN, NAMED, Maker, address, luhned, nir

ROWS = 200
MANY = 20_000
SECRET = b"a secret of this test"
NEUTRAL = "c17"
SEEDS = (1, 2, 3, 4, 5)


def table(
    name: str, columns: dict[str, list[str]], family: Family = Family.TEXT
) -> list[Judgement]:
    """The judgements of a table, in column order."""
    container = Container(
        ContainerRef("s", name),
        ContainerKind.TABLE,
        tuple(Column(column, family.value, family) for column in columns),
    )
    names = read(container)
    batch = pa.record_batch({column: pa.array(cells) for column, cells in columns.items()})
    probed = ContainerTally(first_plan(container), SECRET)
    probed.add(batch.slice(0, ROWS))
    profile = probed.profile(complete=False)
    probe = Probe(container, names, profile, judge(container, names, profile))
    tally = ContainerTally(propose(probe), SECRET)
    tally.add(batch)
    return list(judge(container, names, tally.profile(complete=True)))


def cells(make: Maker, seed: int, rows: int = ROWS) -> list[str]:
    rng = random.Random(seed)  # noqa: S311 - synthetic data
    return [make(rng) for _ in range(rows)]


def said(name: str, make: Maker, seed: int, rows: int = ROWS, family: Family = Family.TEXT) -> str:
    [judgement] = table("donnees", {name: cells(make, seed, rows)}, family)
    return "+".join(verdict.category.value for verdict in judgement.verdicts)


@pytest.mark.parametrize("name", list(ALONE))
def test_values_alone_carry_their_category(name: str) -> None:
    category, make = ALONE[name]
    assert {seed: said(NEUTRAL, make, seed) for seed in SEEDS} == dict.fromkeys(SEEDS, category)


@pytest.mark.parametrize("name", list(NAMED))
def test_a_name_and_its_values_carry_their_category(name: str) -> None:
    column, category, make = NAMED[name]
    assert {seed: said(column, make, seed) for seed in SEEDS} == dict.fromkeys(SEEDS, category)


@pytest.mark.parametrize(
    "name",
    # A Luhn key on nine digits speaks by itself, and ten that begin by 0 are a telephone number.
    [name for name in NAMED if name not in {"siren", "finess", "adeli", "idnps adeli"}],
)
def test_without_the_name_they_carry_nothing(name: str) -> None:
    _, _, make = NAMED[name]
    assert {said(NEUTRAL, make, seed) for seed in SEEDS} == {""}


@pytest.mark.parametrize("name", list(CLEAN))
def test_look_alikes_carry_nothing(name: str) -> None:
    assert {said(NEUTRAL, CLEAN[name], seed) for seed in SEEDS} == {""}


@pytest.mark.parametrize("name", [n for n in CLEAN if cells(CLEAN[n], 1, 1)[0].isdigit()])
def test_look_alikes_carry_nothing_as_numbers(name: str) -> None:
    def number(rng: random.Random) -> str:
        return str(int(CLEAN[name](rng)))

    assert {said(NEUTRAL, number, seed, family=Family.INTEGER) for seed in SEEDS} == {""}


def test_nine_digits_that_all_begin_with_a_department_are_establishments() -> None:
    _, _, make = NAMED["finess"]
    columns = {"c1": cells(make, 3), "c2": cells(ALONE["siret"][1], 3)}
    first, _ = table("donnees", columns)
    assert [v.category for v in first.verdicts] == [Category.FINESS]


def test_the_head_of_the_siret_beside_it_is_a_siren_whatever_its_department() -> None:
    sirets = [n for n in cells(ALONE["siret"][1], 3, 2 * ROWS) if "01" <= n[:2] <= "95"]
    first, _ = table("donnees", {"c1": [number[:9] for number in sirets], "c2": sirets})
    assert [v.category for v in first.verdicts] == [Category.SIREN]


@pytest.mark.parametrize("width", [7, 9])
def test_a_short_number_is_no_longer_one_that_lost_its_zeros(width: int) -> None:
    """Leading zeros leave a Luhn key as it is."""

    def number(rng: random.Random) -> str:
        return luhned(rng, width, rng.choice("123456789"))

    found = said(NEUTRAL, number, 3, family=Family.INTEGER)
    assert found == ("SIREN" if width == 9 else "")


@pytest.mark.parametrize("suffix", ["", "/32"])
def test_a_column_of_the_type_of_addresses(suffix: str) -> None:
    def typed(rng: random.Random) -> str:
        return address(rng) + suffix

    assert said(NEUTRAL, typed, 3, family=Family.OTHER) == "IP_ADDRESS"


@pytest.mark.parametrize("name", ["nir", "siret", "card", "rpps", "ipv4", "phone", "birth yymmdd"])
def test_more_rows_say_the_same(name: str) -> None:
    category, make = ALONE[name]
    assert said(NEUTRAL, make, 7, MANY) == category


@pytest.mark.parametrize("name", ["15 digits like a NIR", "16 digits", "9 digits", "6 digits"])
def test_more_look_alikes_are_still_nothing(name: str) -> None:
    assert said(NEUTRAL, CLEAN[name], 7, MANY) == ""


@pytest.mark.parametrize(
    ("name", "variant", "form"),
    [
        ("bcrypt", "bcrypt", Form.HASHED),
        ("argon2", "argon2", Form.HASHED),
        ("jwt", "jwt", Form.CLEAR),
        ("idnps", "IDNPS", Form.CLEAR),
        ("imei", "imei", Form.CLEAR),
    ],
)
def test_values_say_which_kind(name: str, variant: str, form: Form) -> None:
    [judgement] = table("donnees", {NEUTRAL: cells(ALONE[name][1], 3)})
    [verdict] = judgement.verdicts
    assert (verdict.variant, verdict.form) == (variant, form)


@pytest.mark.parametrize(
    ("name", "variant", "form"),
    [
        ("password clear", "", Form.CLEAR),
        ("password md5", "md5_hex", Form.HASHED),
        ("nnp", "NNP", Form.CLEAR),
        ("mig", "MIG", Form.CLEAR),
        ("nia13", "NIA", Form.CLEAR),
    ],
)
def test_named_values_say_which_kind(name: str, variant: str, form: Form) -> None:
    column, _, make = NAMED[name]
    [judgement] = table("donnees", {column: cells(make, 3)})
    [verdict] = judgement.verdicts
    assert (verdict.variant, verdict.form) == (variant, form)


@pytest.mark.parametrize("name", ["ccam", "cip13", "cim10"])
def test_codes_beside_persons_are_health_data(name: str) -> None:
    codes = cells(NAMED[name][2], 5)
    alone, beside = (
        table("donnees", {"c1": codes, "c2": ["x"] * ROWS})[0],
        table("donnees", {"c1": codes, "c2": cells(nir, 5)})[0],
    )
    assert alone.verdicts == ()
    assert [v.category for v in beside.verdicts] == [Category.HEALTH]


@pytest.mark.parametrize("codes", ["12", "MF", ("homme", "femme")])
def test_a_code_that_agrees_with_the_nir_is_the_sex(codes: tuple[str, str]) -> None:
    numbers = cells(nir, 5)
    agreeing = [codes[int(number[0]) - 1] for number in numbers]
    _, sex, other = table("donnees", {"c1": numbers, "c2": agreeing, "c3": agreeing[::-1]})
    assert [v.category for v in sex.verdicts] == [Category.SEX]
    assert other.verdicts == ()


@pytest.mark.parametrize(("last", "form"), [(8, Form.CLEAR), (10, Form.TEST), (11, Form.TEST)])
def test_the_oid_of_the_ins_settles_what_a_message_holds(last: int, form: Form) -> None:
    def pid(rng: random.Random) -> str:
        return f"PID|3|{nir(rng)}^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.{last}&ISO^INS"

    [judgement] = table("donnees", {NEUTRAL: cells(pid, 5)})
    verdict = judgement.verdict(Category.NIR)
    assert verdict is not None
    assert (verdict.variant, verdict.form) == ("INS", form)
    assert verdict.confidence >= 0.99


def test_a_column_of_test_oids_makes_the_numbers_beside_it_test_data() -> None:
    oids = ["1.2.250.1.213.1.4.10"] * ROWS
    number, oid = table("patient", {"ins": cells(nir, 5), "ins_oid": oids})
    verdict = number.verdict(Category.NIR)
    assert verdict is not None
    assert (verdict.variant, verdict.form) == ("INS", Form.TEST)
    assert oid.verdict(Category.NIR) is None


def test_every_category_that_values_alone_can_carry_is_personal_data() -> None:
    for category, _ in ALONE.values():
        assert CATEGORIES[Category(category)].personal.value != "no"
