"""What every report looks like, case by case; read the diff before updating."""

import re
from collections.abc import Callable

import pytest

from auditor.model.refs import FieldAddress
from auditor.reports import explain, html, json, terminal
from auditor.reports.messages import LANGUAGES
from tests.reports.build import REFERENCES
from tests.reports.cases import CASES

Golden = Callable[[str, str], None]
_ASSETS = re.compile(r"<(style|script)>.*?</\1>|<meta http-equiv[^>]*>", re.DOTALL)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_terminal(case: str, lang: str, golden: Golden) -> None:
    text = terminal.render(CASES[case](), lang=lang, width=100, references=REFERENCES)
    golden(f"{case}.{lang}.txt", text)


@pytest.mark.parametrize("width", [60, 160])
def test_terminal_widths(width: int, golden: Golden) -> None:
    golden(f"story.{width}.txt", terminal.render(CASES["story"](), width=width))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_html(case: str, lang: str, golden: Golden) -> None:
    page = html.render(CASES[case](), lang=lang, references=REFERENCES).decode()
    golden(f"{case}.{lang}.html", _ASSETS.sub("", page))


@pytest.mark.parametrize("case", CASES)
def test_json(case: str, golden: Golden) -> None:
    golden(f"{case}.json", json.render(CASES[case]()).decode())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "container", "column"),
    [
        ("certain", "assures", "nir"),
        ("comment", "tickets", "commentaire"),
        ("nothing", "tickets", "statut"),
        ("absent", "tickets", "no_such_column"),
    ],
)
def test_explain(name: str, container: str, column: str, lang: str, golden: Golden) -> None:
    address = FieldAddress("demo", container, column)
    golden(f"explain_{name}.{lang}.txt", explain.render(CASES["story"](), address, lang=lang))
