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
    ),
    "date_iso": ("1984-05-31", "1984-02-30"),
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
