import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from auditor.reports.names import shorten, visible

ANY = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("assures", "assures"),
        ("bénéficiaire", "bénéficiaire"),
        ("a\nb", "a⟨U+000A⟩b"),
        ("\u202egnp.exe", "⟨U+202E⟩gnp.exe"),
        ("\x1b[2J", "⟨U+001B⟩[2J"),
        ("zero\u200bwidth", "zero⟨U+200B⟩width"),
    ],
)
def test_hidden_characters_are_spelled_out(name: str, printed: str) -> None:
    assert visible(name) == printed


@given(ANY)
def test_nothing_hidden_is_left_and_the_rest_is_kept(name: str) -> None:
    printed = visible(name)
    hidden = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert not [char for char in printed if unicodedata.category(char) in hidden]
    assert visible(printed) == printed
    printed.encode()


@given(ANY.map(visible), st.integers(1, 40))
def test_a_shortened_name_fits_and_keeps_both_ends(name: str, width: int) -> None:
    short = shorten(name, width)
    assert cell_len(short) <= width
    if cell_len(name) <= width:
        assert short == name


def test_the_middle_is_left_out() -> None:
    assert shorten("a_very_long_column_name", 11) == "a_ver…_name"
