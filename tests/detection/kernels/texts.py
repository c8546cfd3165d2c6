"""Strings for both engines: values that are nearly right, in surroundings that are nearly wrong."""

from hypothesis import strategies as st

from auditor.identifiers import REGISTRY

VALUES = {
    "nir": ("255081416802538", "2 84 05 2a 321 025 52", "2-94-03-75-120-005-91"),
    "nir13": ("2550814168025", "1.85.05.78.006.084"),
    "iban": (
        "FR1420041010050500013M02606",
        "FR14 2004 1010 0505 0001 3M02 606",
        "MC5811222000010123456789030",
        "DE89370400440532013000",
        "ES91 2100 0418 4502 0005 1332",
        "GB82 WEST 1234 5698 7654 32",
    ),
    "rib": ("20041010050500013M02606", "30006 00001 12345678901 89"),
    "siret": ("73282932000074", "732 829 320 00074", "35600000009075", "20240131235959"),
    "siren": ("732829320", "404 833 048"),
    "rpps": ("01234567897", "10001234567"),
    "finess": ("2A0000014", "010780195", "01 078 019 5"),
    "email": ("marie.durand@exemple.fr", "a-b_c%d@e-f.g.co"),
    "phone": (
        "+33 6 39 98 12 34",
        "0199001234",
        "0033639981234",
        "0033 (0)6.39.98.12.34",
        "+262 692 00 12 34",
        "+33 612 345 678",
        "(0)6 39 98 12 34",
        "+687 26 12 34",
        "+689 40 12 34 56",
    ),
    "phone_bare": ("33639981234", "2620692001234"),
    "phone_short": ("6 39 98 12 34", "199001234"),
    "date_iso": ("1984-05-31", "1984-02-30"),
    "date_fr": ("31/05/1984", "30.02.1984"),
    "date_words": ("3 mars 1961", "03 févr. 1961", "1er AOÛT 1950"),
    "born": ("née le 3 mars 1961", "NE LE 03/03/1961", "naissance : 1961-03-03", "DDN 3.03.61"),
    "nnp": ("7 1 123 12345678", "8278965432189"),
    "mig": ("5 1 123 12345678", "6278965432189"),
    "nia13": ("7 55 08 14 168 025", "384052A321025"),
    "ins_oid": ("1.2.250.1.213.1.4.8", "1.2.250.1.213.1.4.10"),
    "postcode": ("01143", "97400", "20090"),
    "sex": ("M", "2", "féminin"),
    "bic": ("AGRIFRPP882", "ABNABE2A"),
    "card": (
        "4111 1111 1111 1111",
        "5555555555554444",
        "3782 822463 10005",
        "30569309025904",
        "4111111111111112",
        "4917 6100 0000 0000 003",
    ),
    "tva": ("FR44732829320", "fr 44 732 829 320", "FR45732829320", "FRK7399859412"),
    "tva_bare": ("44732829320", "44 732 829 321"),
    "amo": ("014410001", "01 441 0001"),
    "amc": ("75004407", "750044071"),
    "adeli": ("319203121", "9A1234566", "31 9 20312 2"),
    "idnps": ("801234567897", "801234567898"),
    "idnps_adeli": ("0319203121", "0319203122"),
    "ipv4": ("192.0.2.17", "1.2.250.1.213.1.4.8", "01.02.03.04.05", "300.1.2.3", "120.0.0.0"),
    "ipv6": ("2001:db8::ff00:42:8329", "2001:0db8:0:0:0:ff00:42:8329"),
    "mac": ("00:1b:44:11:3A:B7",),
    "mac_other": ("00-1B-44-11-3A-B7", "001b.4411.3ab7"),
    "imei": ("35-209900-176148-1", "490154203237518"),
    "jwt": ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmN-HG_w",),
    "private_key": ("-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN PRIVATE KEY"),
    "api_token": ("AKIAIOSFODNN7EXAMPLE", "xoxb-0123456789-abcdef", "sk_test_0123456789abcdef"),
    "secret_url": ("postgresql://user:p4ss@db.example/x",),
    "password_hash": (
        "$2b$12$" + "abcdefghijklmnopqrstuv./ABCDEFGHIJKLMNOPQRSTUVWXYZ01234"[:53],
        "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG",
        "pbkdf2_sha256$260000$c2FsdHNhbHQ$" + "A" * 43 + "=",
        "$1$saltsalt$" + "a" * 22,
        "sha1$abc$" + "0" * 40,
    ),
    "ldap_hash": ("{SSHA}" + "A" * 32, "{noop}secret", "{MD5}" + "b" * 22),
    "ccam": ("HBMD038", "HBQK002 1 0", "YYYY600"),
    "ngap": ("AMI 1,5", "CS", "K50"),
    "cim10": ("C84.1", "E119", "I10"),
    "lpp": ("2242118",),
    "cip7": ("3595583",),
    "cip13": ("3400935955838", "34009 359 558 38", "3400935955839"),
}
"""Well-formed values, of which some have a wrong key."""

SEPARATORS = (" ", "\t", ".", "-", "/", "\u00a0", "\u2009", "\u202f", "  ", "\n", "\x00", "")
SURROUNDINGS = ("", " ", "x", "é", "_", "٣", "1", "(", "\n", "\x00", "\u00a0", "clé ", ", ", "K")

_values = st.sampled_from([value for values in VALUES.values() for value in values])


@st.composite
def _damaged(draw: st.DrawFn) -> str:
    """A value of which one character was replaced, doubled or taken away."""
    value = draw(_values)
    place = draw(st.integers(0, len(value) - 1))
    patch = draw(st.sampled_from([*SEPARATORS, "0", "7", "A", "b", "٣", value[place] * 2]))
    return value[:place] + patch + value[place + 1 :]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A cell: values, damaged values, digit runs and noise, glued in many ways."""
    piece = st.one_of(
        _values,
        _damaged(),
        st.text("0123456789", min_size=1, max_size=40),
        st.text("0123456789 .-/\u00a0", max_size=40),
        st.text(max_size=8),
        st.text("abFRMC@.-_+()0129", max_size=30),
    )
    parts = draw(st.lists(piece, max_size=5))
    glue = draw(st.lists(st.sampled_from(SURROUNDINGS), min_size=6, max_size=6))
    return "".join(left + part for left, part in zip(glue, parts, strict=False)) + glue[-1]


def names() -> list[str]:
    """The identifiers by name."""
    return list(REGISTRY)
