"""The lock: a column a line, read back as written, strict where it was edited."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.desk.lock import SCHEMA, Line, Lock, made, place_of, read, write
from auditor.model.errors import ConfigurationError
from auditor.model.vocabulary import Category, Form, Mode, Subject

_NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=12,
).filter(lambda name: bool(name.strip()))
_LINES = st.builds(
    Line,
    _NAMES,
    _NAMES,
    st.just("") | st.just("/a/*"),
    st.lists(st.sampled_from(Category), min_size=1, max_size=3, unique=True).map(
        lambda found: tuple(sorted(found))
    ),
    st.sampled_from(Subject),
    st.sampled_from(Mode),
    st.sampled_from(Form),
    st.lists(st.sampled_from(["payment_run", "rights_check"]), unique=True).map(
        lambda found: tuple(sorted(found))
    ),
)
ONE = Line("public.assure", "nir", "", (Category.NIR,), Subject.INSURED, Mode.IS)


@given(st.lists(_LINES, max_size=6))
def test_a_lock_is_read_back_as_it_was_written(lines: list[Line]) -> None:
    lock = made(lines)
    text = write(lock)
    assert read(text, lock.file) == lock
    rows = text.splitlines()
    for line in lock.lines:
        number = lock.location(line.container, line.column).line
        assert (
            f"column: {line.column}" in rows[number - 1].replace('"', "") or '"' in rows[number - 1]
        )


def test_a_column_is_a_line_in_the_order_of_names() -> None:
    lines = [Line("t", f"c{n}", "", (Category.NIR,), Subject.INSURED, Mode.IS) for n in range(9)]
    random.Random(1).shuffle(lines)  # noqa: S311 - an order, not a secret
    rows = write(made(lines)).splitlines()
    assert [row for row in rows if "column:" in row] == [
        f"  - {{table: t, column: c{n}, category: NIR, subject: insured, mode: is}}"
        for n in range(9)
    ]


def test_an_edited_lock_is_read_strictly() -> None:
    text = write(made([ONE]))
    edited = text.replace("category: NIR", "category: [NIR]  ")
    assert read(edited, "l").lines == (ONE,)
    for wrong in ("category: NIRR", "mode: maybe", "kategory: NIR"):
        with pytest.raises(ConfigurationError):
            read(
                text.replace("category: NIR", wrong).replace("mode: is", wrong[:0] + "mode: is"),
                "l",
            )
    with pytest.raises(ConfigurationError) as fault:
        read(text.replace(f"schema: {SCHEMA}", "schema: 9"), "l")
    assert fault.value.code == "lock_schema"


def test_a_place_is_the_same_with_and_without_the_usual_schema() -> None:
    assert place_of("public.Assure", "NIR") == place_of("assure", "nir")
    assert place_of("archive.assure", "nir") != place_of("assure", "nir")


def test_a_finding_points_at_its_column_else_its_table_else_the_first_line() -> None:
    lock = read(write(made([ONE])), "x.yaml")
    assert lock.location("public.assure", "nir").line == 5
    assert lock.location("public.assure", "other").line == 5
    assert lock.location("elsewhere", "x").line == 1
    assert Lock().location("a", "b").line == 1
