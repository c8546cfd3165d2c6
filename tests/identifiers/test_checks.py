"""Documented values, and python-stdnum as an independent witness where it checks the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.fr import nir, siren, siret

from auditor.identifiers import REGISTRY
from auditor.identifiers.base import normalise

DOCUMENTED = {
    "nir": (
        "2 55 08 14 168 025 38",
        "2 94 03 75 120 005 91",
        "1 53 12 45 007 231 60",
        "2 84 05 88 321 025 32",
        "2 84 05 2A 321 025 52",
        "2 84 05 2b 321 025 79",
        "2 84 20 2B 321 025 28",
        "2 84 99 2B 321 025 31",
        "295109912611193",
        "253072B07300470",
        "253072a07300443",
        "279035121518989",
    ),
    "iban": (
        "FR1420041010050500013M02606",
        "FR7630006000011234567890189",
        "FR76 3000 4000 0312 3456 7890 143",
        "MC5811222000010123456789030",
        "DE89370400440532013000",
        "GB82 WEST 1234 5698 7654 32",
    ),
    "rib": ("20041010050500013M02606", "30006 00001 12345678901 89"),
    "siren": ("404833048", "732 829 320"),
    "siret": ("73282932000074", "772 201 489 00022", "35600000009075", "35600000000048"),
    "rpps": ("01234567897",),
    "finess": ("010000016", "010000156", "010780195", "010787190", "2A0000014", "2b0000020"),
    "email": ("a.b@exemple.fr",),
    "phone": ("01 99 00 12 34", "+33639981234", "0033 6 39 98 12 34", "+33 (0)6 39 98 12 34"),
    "date_iso": ("2000-02-29",),
    "nir13": ("2 55 08 14 168 025", "284052A321025"),
}
WRONG = {
    "nir": (
        "2 84 05 88 321 025 30",
        "170017510112313",
        "194052203228988",
        "000000000000097",
        "2 84 13 88 321 025 32",
        "284050088321025",
    ),
    "iban": ("FR0630006000011234567890188", "FR7630006000011234567890188", "XX7630006000011"),
    "rib": ("20041010050500013M02607", "30006000011234567890100"),
    "siren": ("404833049",),
    "siret": ("73282932000079", "20240131235959", "73282932100074"),
    "rpps": ("10102727017", "10101201234", "10001234567"),
    "finess": ("010000017", "000000000", "960000000"),
    "date_iso": ("1900-02-29", "2023-04-31"),
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in DOCUMENTED.items() for value in values]
)
def test_documented_values_are_recognised_alone_and_in_text(name: str, value: str) -> None:
    identifier = REGISTRY[name]
    assert identifier.check is None or identifier.check(normalise(value))
    text = f"vu : {value}, merci"
    assert [text[hit.start : hit.end] for hit in identifier.search(text) if hit.valid] == [value]


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_wrong_keys_are_refused(name: str, value: str) -> None:
    check = REGISTRY[name].check
    assert check is not None
    assert not check(normalise(value))
    assert not REGISTRY[name].holds(value)


@pytest.mark.parametrize("name", [name for name in REGISTRY if REGISTRY[name].check])
@given(value=st.text("0123456789ABFRMC²٣é", max_size=30) | st.text(max_size=20))
def test_checks_take_any_text(name: str, value: str) -> None:
    check = REGISTRY[name].check
    assert check is not None
    if check(value):
        assert value.isascii()


@given(digits=st.integers(10**14, 10**15 - 1).map(str))
def test_nir_key_is_that_of_stdnum(digits: str) -> None:
    check = REGISTRY["nir"].check
    assert check is not None
    key = nir.calc_check_digits(digits)
    shaped = bool(list(REGISTRY["nir"].search(digits[:13] + key)))
    assert check(digits[:13] + key) == shaped


def test_nir_is_stricter_than_stdnum() -> None:
    """Python-stdnum takes any first digit, month and department."""
    check = REGISTRY["nir"].check
    assert check is not None
    assert nir.is_valid("000000000000097")
    assert not check("000000000000097")


@given(st.text("0123456789", min_size=8, max_size=10))
def test_siren_is_that_of_stdnum(digits: str) -> None:
    check = REGISTRY["siren"].check
    assert check is not None
    assert check(digits) == siren.is_valid(digits)


@given(st.text("0123456789", min_size=12, max_size=13))
def test_siret_is_that_of_stdnum_but_for_timestamps(body: str) -> None:
    check = REGISTRY["siret"].check
    assert check is not None
    digits = body + luhn.calc_check_digit(body)
    expected = siret.is_valid(digits)
    if digits.startswith(("19", "20")):
        assert check(digits) <= expected
    else:
        assert check(digits) == expected


@given(bank=st.integers(0, 99999), branch=st.integers(0, 99999), account=st.integers(0, 10**11 - 1))
def test_the_rib_key_makes_a_number_that_97_divides(bank: int, branch: int, account: int) -> None:
    check = REGISTRY["rib"].check
    assert check is not None
    body = f"{bank:05}{branch:05}{account:011}"
    right = [key for key in range(100) if check(f"{body}{key:02}")]
    assert len(right) == 1
    assert int(f"{body}{right[0]:02}") % 97 == 0


@given(account=st.text("0123456789", min_size=18, max_size=18))
def test_foreign_iban_is_that_of_stdnum(account: str) -> None:
    check = REGISTRY["iban"].check
    assert check is not None
    value = "DE" + iban.calc_check_digits("DE00" + account) + account
    assert check(value)
    assert not check("FR" + value[2:])


def test_a_french_iban_needs_both_keys() -> None:
    check = REGISTRY["iban"].check
    assert check is not None
    wrong_rib_key = "FR0630006000011234567890188"
    assert iban.is_valid(wrong_rib_key, check_country=False)
    assert not check(wrong_rib_key)


@pytest.mark.parametrize(
    "text", ["12550814168025380", "x255081416802538", "25508141680253", "2  55 08 14 168 025 38"]
)
def test_longer_runs_glued_letters_and_doubled_separators_are_no_nir(text: str) -> None:
    assert not REGISTRY["nir"].holds(text)


def test_no_words_are_swallowed_after_an_iban() -> None:
    hits = list(REGISTRY["iban"].search("ES91 2100 0418 4502 0005 1332 pour vous"))
    assert [(hit.start, hit.end, hit.valid) for hit in hits] == [(0, 29, True)]


def test_what_only_a_name_may_settle() -> None:
    assert [name for name, identifier in REGISTRY.items() if not identifier.alone] == [
        "nir13",
        "date_iso",
    ]
    assert all(identifier.name == name for name, identifier in REGISTRY.items())
