"""Documented values, and python-stdnum as an independent witness where it checks the same thing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import bic, ean, iban, imei, luhn, mac
from stdnum.fr import nir, siren, siret, tva

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
    "nnp": ("7112312345678", "8278965432189"),
    "mig": ("5112312345678",),
    "nia13": ("7550814168025",),
    "ins_oid": tuple(f"1.2.250.1.213.1.4.{last}" for last in (8, 9, 10, 11)),
    "tva": ("FR44732829320", "Fr 40 303 265 045", "FR83404833048", "FRK7399859412"),
    "tva_bare": ("44732829320",),
    "bic": ("AGRIFRPP882", "ABNABE2A"),
    "adeli": ("319203121",),
    "idnps": ("801234567897",),
    "idnps_adeli": ("0319203121",),
    "amo": ("01 441 0001",),
    "amc": ("75004407",),
    "cip13": ("3400935955838",),
    "ccam": ("AANB741", "HBMD038"),
    "cim10": ("C84.1", "C841"),
    "postcode": ("01143", "01053", "97400", "20000"),
    "card": ("4111 1111 1111 1111", "378282246310005", "3530111333300000"),
    "imei": ("490154203237518", "35-686800-004141-8"),
    "mac": ("D0:50:99:84:A2:A0",),
    "ipv4": ("192.0.2.1", "10.0.0.7", "255.255.255.255"),
    "ipv6": ("2001:db8::1",),
    "date_fr": ("29/02/2000", "03.03.1961"),
    "born": ("né le 3 mars 1961", "née 03/03/1961", "Né(e) le : 1er août 1944", "DDN 03.03.61"),
    "date_words": ("3 mars 1961", "03 févr 1961", "1er août 1944"),
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
    "date_fr": ("29/02/1900", "31.04.2023"),
    "tva": ("FR45732829320", "FR44732829321", "FRIO334175221"),
    "tva_bare": ("45732829320",),
    "adeli": ("319203122", "A19203121", "000000001"),
    "idnps": ("801234567898", "701234567897"),
    "idnps_adeli": ("0319203122", "1319203121"),
    "cip13": ("3400935955839", "3401597000000"),
    "card": ("4111111111111112", "73282932000074"),
    "imei": ("490154203237519",),
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
    """Values without check digits, or with a shape that any code may have, prove nothing."""
    assert {name for name, identifier in REGISTRY.items() if not identifier.alone} == {
        *("nir13", "nnp", "mig", "nia13", "ins_oid", "postcode", "sex"),
        *("date_iso", "date_fr", "date_words", "bic", "amo", "amc", "idnps_adeli"),
        *("phone_short", "mac_other", "ccam", "ngap", "cim10", "lpp", "cip7", "cip13"),
    }
    assert all(identifier.name == name for name, identifier in REGISTRY.items())


@given(st.from_regex(r"(FR)?[0-9A-Z]{2}[0-9]{9}", fullmatch=True) | st.just("FR44732829320"))
def test_tva_is_that_of_stdnum(value: str) -> None:
    check = REGISTRY["tva"].check
    assert check is not None
    assert check(value) == tva.is_valid(value)


@given(number=st.integers(1, 10**9 - 1))
def test_a_tva_number_with_its_key_is_right(number: int) -> None:
    body = f"{number:09}"
    body = body[:8] + luhn.calc_check_digit(body[:8])
    value = f"FR{(int(body) * 100 + 12) % 97:02}{body}"
    check = REGISTRY["tva"].check
    assert check is not None
    assert tva.is_valid(value)
    assert check(value)


@given(st.from_regex(r"3400[89][0-9]{8}", fullmatch=True))
def test_cip13_is_an_ean_of_the_french_drug_range(value: str) -> None:
    check = REGISTRY["cip13"].check
    assert check is not None
    assert check(value) == ean.is_valid(value)


@given(st.from_regex(r"[0-9]{15}", fullmatch=True))
def test_imei_is_that_of_stdnum(value: str) -> None:
    check = REGISTRY["imei"].check
    assert check is not None
    assert check(value) == imei.is_valid(value)


@given(st.from_regex(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", fullmatch=True))
def test_a_bic_is_that_of_stdnum(value: str) -> None:
    assert REGISTRY["bic"].holds(value) == bic.is_valid(value)


@given(st.from_regex(r"[0-9A-F]{2}(:[0-9A-F]{2}){5}", fullmatch=True))
def test_a_mac_address_is_that_of_stdnum(value: str) -> None:
    assert mac.is_valid(value, validate_manufacturer=False)
    assert REGISTRY["mac"].holds(value)


@given(st.from_regex(r"4[0-9]{14}", fullmatch=True))
def test_a_card_has_the_key_of_luhn(body: str) -> None:
    check = REGISTRY["card"].check
    assert check is not None
    assert check(body + luhn.calc_check_digit(body))


@given(st.ip_addresses(v=4).map(str))
def test_addresses_of_the_standard_library_are_found(value: str) -> None:
    assert REGISTRY["ipv4"].holds(value) == (not value.endswith(".0.0.0"))


@pytest.mark.parametrize(
    "text",
    [
        "1.2.250.1.213.1.4.8",
        "01.02.03.04.05",
        "01.02.03.04",
        "Chrome/120.0.0.0 Safari/537.36",
        "Chrome/49.0.2623.112",
        "300.1.1.1",
    ],
)
def test_dotted_numbers_that_are_no_address(text: str) -> None:
    assert not REGISTRY["ipv4"].holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "0612345678",
        "+33612345678",
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "+33(0)612345678",
        "(+33) 6 12 34 56 78",
        "+33 612 345 678",
        "0033 6 12 34 56 78",
        "0033612345678",
        "(0)6 12 34 56 78",
        "0262 12 34 56",
        "+262 692 12 34 56",
        "0596 12 34 56",
        "+687 26 12 34",
        "+689 40 12 34 56",
        "+508 41 12 34",
    ],
)
def test_telephones_of_france_and_overseas(text: str) -> None:
    assert [(m.start, m.end) for m in REGISTRY["phone"].search(text)] == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("$2y$10$" + "a" * 53, "bcrypt"),
        ("$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$" + "A" * 43, "argon2"),
        ("$6$rounds=5000$salt$" + "a" * 86, "sha512_crypt"),
        ("$5$salt$" + "a" * 43, "sha256_crypt"),
        ("$1$salt$" + "a" * 22, "md5_crypt"),
        ("$y$j9T$salt$" + "a" * 43, "yescrypt"),
        ("pbkdf2_sha256$600000$salt$" + "a" * 43 + "=", "pbkdf2"),
        ("pbkdf2:sha256:600000$salt$" + "0" * 64, "pbkdf2"),
        ("scrypt:32768:8:1$salt$" + "0" * 128, "scrypt"),
        ("$P$B" + "a" * 30, "phpass"),
        ("md5$salt$" + "0" * 32, "salted_fast"),
    ],
)
def test_a_password_digest_says_its_kind(text: str, kind: str) -> None:
    found = [s.name for s in REGISTRY["password_hash"].shapes if re.fullmatch(s.pattern, text)]
    assert found == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "journée le 12/03/2022",
        "tournée du 03/04/2023",
        "réunion menée le 04/05/2021",
        "soins du 3 mars 1961",
        "ne pas rappeler avant le 03/04/2023",
        "donnée 2023-01-05",
    ],
)
def test_other_dates_are_not_announced_as_births(text: str) -> None:
    assert list(REGISTRY["born"].search(text)) == []


def test_the_end_of_a_date_and_a_number_are_no_telephone() -> None:
    assert list(REGISTRY["phone"].search("le 04/05/2021 1234")) == []
    (hit,) = REGISTRY["phone"].search("tel 06/39/98/12/34")
    assert (hit.start, hit.end) == (4, 18)
