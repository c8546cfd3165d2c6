"""What the pages for people say of a check: every file and every change, not only findings."""

from dataclasses import replace

import pytest

from auditor.model.changes import NARROWING, WIDENING, Change, FileVerdict
from auditor.model.result import Result
from auditor.model.vocabulary import Category
from auditor.reports import html, terminal
from auditor.reports.messages import Messages
from tests.reports.cases import CASES

FILES = (
    FileVerdict("db/V1__index.sql", "harmless"),
    FileVerdict("db/V2__rib.sql", "flag"),
    FileVerdict("db/V3__retrait.sql", "improvement"),
)
CHANGES = (
    Change("db/V2__rib.sql", 4, "add", "praticien", "rib", (Category.RIB,)),
    Change("db/V2__rib.sql", 9, "grant", "praticien", "", (Category.RIB,), role="portail"),
    Change("db/V3__retrait.sql", 1, "drop", "assure", "religion", (Category.RELIGION,)),
)


@pytest.fixture
def result() -> Result:
    return replace(CASES["empty"](), files=FILES, changes=CHANGES)


def test_the_terminal_lists_files_with_their_changes_the_gravest_first(result: Result) -> None:
    text = terminal.render(result, lang="fr", width=100)
    told = [name for name in text.split() if name.startswith("db/V")]
    assert told == ["db/V2__rib.sql", "db/V3__retrait.sql", "db/V1__index.sql"]
    assert "1 à examiner, 1 amélioration, 1 sans effet sur les données personnelles" in " ".join(
        text.split()
    )
    assert "praticien.rib" in text
    assert "praticien → portail" in text
    assert "assure.religion" in text


def test_html_has_a_section_of_files_and_changes(result: Result) -> None:
    page = html.render(result, lang="en").decode().replace("<wbr>", "")
    assert 'id="migrations"' in page
    assert all(one.file in page for one in FILES)
    assert "db/V2__rib.sql:9" in page
    assert 'id="migrations"' not in html.render(CASES["empty"](), lang="en").decode()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_action_has_words(lang: str) -> None:
    messages = Messages(lang)
    assert all(messages.known(f"label.action.{action}") for action in (*WIDENING, *NARROWING))
