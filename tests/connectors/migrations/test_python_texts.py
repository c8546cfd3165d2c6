import ast

from hypothesis import given
from hypothesis import strategies as st

from auditor.connectors.migrations.python.run import open_module
from auditor.connectors.migrations.python.values import Made, Value

_WORDS = st.text(st.sampled_from("ab é\n\\'\"{}%"), max_size=12)


def _first(source: str) -> Value:
    seen: list[Made] = []

    def watch(made: Made) -> Value:
        seen.append(made)
        return made

    open_module(source, watch, lambda _: None)
    return seen[0].args[0]


@given(st.lists(_WORDS, min_size=1, max_size=4))
def test_literals_in_a_row_are_what_python_makes_of_them(words: list[str]) -> None:
    source = "f(\n" + "\n".join(repr(word) for word in words) + "\n)"
    value = _first(source)
    assert value == "".join(words)
    assert value.marks[0][1] == 2


@given(st.lists(st.text(st.sampled_from("abc ;"), max_size=6), min_size=1, max_size=6))
def test_each_line_of_a_long_literal_knows_its_line_of_the_file(lines: list[str]) -> None:
    body = "\n".join(lines)
    value = _first(f'x = 1\nf("""{body}""")')
    text, numbers = value.laid_out()  # type: ignore[union-attr]
    assert text == body
    assert numbers == list(range(2, 2 + len(lines)))


@given(_WORDS, _WORDS, st.integers(0, 999))
def test_templates_are_filled_as_python_fills_them(left: str, right: str, number: int) -> None:
    plain = left.replace("{", "").replace("}", "").replace("%", "")
    for source in (
        f"{plain!r} + {right!r}",
        f"{plain + '{}'!r}.format({right!r})",
        f"{plain + '{a}'!r}.format(a={right!r})",
        f"{plain + '%s'!r} % {right!r}",
        f"{plain + '%03d'!r} % {number}",
        f"{right!r}.join([{left!r}, {plain!r}])",
        f"{left!r}.strip().upper()",
        f"{left!r}.replace('a', {plain!r})",
    ):
        assert _first(f"f({source})") == eval(source), source  # noqa: S307 - our own literals


def test_a_literal_that_continues_after_a_backslash_begins_on_the_next_line() -> None:
    value = _first('f("""\\\nCREATE\nTABLE""")')
    assert value.laid_out() == ("CREATE\nTABLE", [2, 3])  # type: ignore[union-attr]


def test_what_is_not_known_is_a_hole_and_not_a_guess() -> None:
    value = _first('f(f"ALTER TABLE {name} ADD x")')
    assert value == "ALTER TABLE ${name} ADD x"
    assert not value.whole
    assert ast.literal_eval(repr(str(value))) == value
