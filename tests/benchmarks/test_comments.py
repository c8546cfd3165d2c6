"""The independent sentences: as many as promised, and floors under what the text stage does."""

import pytest

from benchmarks.comments import FOLDER, Seen, asserted, listed, read, seen


@pytest.fixture(scope="module")
def quiet() -> tuple[Seen, ...]:
    return seen(read("plain"))


@pytest.fixture(scope="module")
def loud() -> tuple[Seen, ...]:
    return seen(read("named"))


def test_marks_are_on_every_named_text_and_on_no_other() -> None:
    plain, named = read("plain"), read("named")
    assert len(plain) >= 700
    assert len(named) >= 400
    assert not any(one.names for one in plain)
    assert all(one.names for one in named)
    assert not any("[[" in one.text or "\\n" in one.text for one in (*plain, *named))
    assert len({one.text for one in (*plain, *named)}) == len(plain) + len(named)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 200_000


def test_a_fifth_of_the_names_stand_in_no_list() -> None:
    named = read("named")
    assert sum(not listed(one) for one in named) >= len(named) / 5


def test_business_sentences_stay_silent(quiet: tuple[Seen, ...]) -> None:
    assert sum(one.person for one in quiet) <= 0.02 * len(quiet)
    assert sum(one.address for one in quiet) <= 0.005 * len(quiet)


def test_names_are_found(loud: tuple[Seen, ...]) -> None:
    assert sum(one.person for one in loud) >= 0.8 * len(loud)
    unlisted = [one for one in loud if not listed(one.sentence)]
    assert sum(one.person for one in unlisted) >= 0.5 * len(unlisted)


def test_a_column_is_said_to_hold_names_only_if_some_comments_do() -> None:
    plain, named = read("plain"), read("named")
    assert asserted(plain, named, 0, draws=2) == 0
    assert asserted(plain, named, 40, draws=2) == 2
