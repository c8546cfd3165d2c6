import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from auditor.model.exposure import PersonCount
from auditor.model.result import Headline, Result, Summary
from auditor.model.vocabulary import Basis, Severity
from auditor.reports import terminal
from tests.reports.build import finding, measured, run, summary
from tests.reports.cases import CASES

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def hidden(text: str) -> set[str]:
    return {char for char in text if unicodedata.category(char) in HIDDEN} - {"\n"}


@pytest.mark.parametrize("width", [60, 79, 100, 160])
@pytest.mark.parametrize("case", CASES)
def test_no_line_is_wider_than_asked_nor_ends_in_blanks(case: str, width: int) -> None:
    for line in terminal.render(CASES[case](), width=width).split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize(("asked", "given"), [(10, 60), (400, 160)])
def test_the_width_is_kept_within_its_limits(asked: int, given: int) -> None:
    story = CASES["story"]()
    assert terminal.render(story, width=asked) == terminal.render(story, width=given)


@pytest.mark.parametrize("case", CASES)
def test_no_hidden_character_reaches_the_terminal(case: str) -> None:
    assert not hidden(terminal.render(CASES[case]()))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_name_is_printed_safely(name: str) -> None:
    result = replace(
        CASES["one_finding"](),
        findings=(finding(container=name, column=name, surface=name, message={"fr": name}),),
    )
    text = terminal.render(result, width=60)
    assert not hidden(text)
    assert all(cell_len(line) <= 60 for line in text.split("\n"))


def test_colour_is_only_added_when_asked() -> None:
    story = CASES["story"]()
    plain, coloured = terminal.render(story), terminal.render(story, colour=True)
    assert "\x1b" not in plain
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in stripped.split("\n")] == plain.split("\n")


def test_the_environment_of_the_process_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = terminal.render(CASES["story"](), colour=True)
    for name, value in {
        "COLUMNS": "43",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "FORCE_COLOR": "1",
        "COLORTERM": "truecolor",
    }.items():
        monkeypatch.setenv(name, value)
    assert terminal.render(CASES["story"](), colour=True) == before


def test_no_break_spaces_hold_a_number_together() -> None:
    for width in range(60, 161, 7):
        text = terminal.render(CASES["story"](), width=width)
        assert not re.search("20\n\\s*000|«\n|\n\\s*»", text)


def test_the_number_of_findings_shown_is_bounded_and_the_rest_is_counted() -> None:
    found = tuple(
        finding(f"SN-{index:03}", Severity.LOW if index > 40 else Severity.MEDIUM)
        for index in range(50)
    )
    text = terminal.render(summary(Result(run=run(), findings=found)))
    assert text.count("NIR révélé par une réponse") == terminal.MAX_GROUPS
    assert "… et 38 autres constats (29 moyens, 9 faibles)" in text


def headline(insured: PersonCount, practitioners: PersonCount, audience: str) -> str:
    opening = Headline("portail", audience, (), insured, practitioners, ())
    result = Result(run=run(), summary=Summary(headline=opening))
    return " ".join(terminal.render(result, width=160).split("\n\n")[1].split("\n"))


@pytest.mark.parametrize(
    ("insured", "practitioners", "audience", "said"),
    [
        (
            measured(20_000),
            measured(3_000),
            "practitioner",
            (
                "de 20\u202f000 assurés et bénéficiaires rattachés et les coordonnées bancaires de "
                "3\u202f000 confrères"
            ),
        ),
        (
            measured(1),
            measured(0),
            "practitioner",
            "permet d'atteindre les données de 1 assuré ou bénéficiaire.",
        ),
        (
            measured(0),
            measured(12),
            "support",
            "permet d'atteindre les coordonnées bancaires de 12 professionnels de santé.",
        ),
        (
            PersonCount(None, Basis.STRUCTURE),
            measured(0),
            "insurer",
            "les données d'assurés, en nombre non mesuré.",
        ),
        (
            PersonCount(33_000_000, Basis.DECLARED, exact=False),
            measured(0),
            "practitioner",
            "environ 33\u202f000\u202f000 assurés",
        ),
        (measured(0), measured(0), "practitioner", "n'atteint les données d'aucun assuré"),
    ],
)
def test_the_opening_sentence(
    insured: PersonCount, practitioners: PersonCount, audience: str, said: str
) -> None:
    assert said in headline(insured, practitioners, audience)


def test_a_declared_count_is_never_written_as_a_measured_one() -> None:
    text = headline(PersonCount(20_000, Basis.DECLARED), measured(0), "practitioner")
    assert "Nombre de personnes déclaré par le client" in text
    assert "Personnes dénombrées" not in text


def test_without_a_declared_surface_the_report_says_what_would_settle_more() -> None:
    text = terminal.render(CASES["one_finding"]())
    assert "audit.yaml" in text
    assert "la portée d'un compte n'est pas calculée" in text.replace("\n", " ")
