"""Names into words: case, accents, digits, legacy concatenations, hostile names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.naming import read, words
from auditor.naming.split import plain, words_of
from auditor.naming.words import LISTS
from tests.naming.schemas import column, table


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("numero_securite_sociale", ("numero", "securite", "sociale")),
        ("numéroSécuritéSociale", ("numero", "securite", "sociale")),
        ("NIRAssure", ("nir", "assure")),
        ("BENNOM", ("ben", "nom")),
        ("ASSNIR", ("ass", "nir")),
        ("DTNAIS", ("dtnais",)),
        ("NUMSS", ("numss",)),
        ("numcomptban", ("num", "comptban")),
        ("codePostal2", ("codepostal", "2")),
        ("address_line1", ("address", "line1")),
        ("user_agent", ("useragent",)),
        ("public", ("public",)),
        ("passage", ("passage",)),
        ("N° Sécu", ("n", "secu")),
        ("", ()),
    ],
)
def test_words(name: str, expected: tuple[str, ...]) -> None:
    assert words_of(name) == expected


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_name_is_split_and_read(name: str) -> None:
    letters = [char for char in plain(name).lower() if char.isascii() and char.isalnum()]
    assert len("".join(words_of(name))) >= len(letters) * (not any(map(str.isupper, name)))
    assert read(table(name, column(name))).columns[0].column == name


@settings(deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz_", max_size=40))
def test_no_letter_is_lost(name: str) -> None:
    assert "".join(words_of(name)) == name.replace("_", "")


@pytest.mark.parametrize("name", LISTS)
def test_lists_hold_bare_upper_case_words(name: str) -> None:
    for word in words(name):
        assert word == plain(word).upper().strip()
        assert "  " not in word


def test_no_other_list_exists() -> None:
    with pytest.raises(KeyError):
        words("../secrets")
