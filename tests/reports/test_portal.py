"""The portal's part of a report."""

from pathlib import Path

from auditor.policy.load import read_policy
from auditor.reports import portal
from auditor.reports.terminal import render
from auditor.reports.wording import Wording
from tests.corpus.portal import tuning
from tests.corpus.portal.scan import policy, scanned


def test_accounts_by_category_and_flags(tmp_path: Path) -> None:
    cases = tuning.cases()
    result = scanned(cases, tmp_path, policy(cases))
    assert portal.accounts(result) == ("me",)
    rows = portal.seen(result)
    assert [cell.value for cell in rows[0].cells if cell] == ["excessive"]
    assert portal.only(result) == {}
    flags = {row.flag: row.exchanges for row in portal.flagged(result)}
    assert flags["export"] == 1
    assert flags["list"] >= 5
    wording = Wording.of(result, "fr", None)
    assert any("sans clé" in portal.reach_sentence(wording, one) for one in portal.obtained(result))


def test_the_terminal_says_it_in_both_languages(tmp_path: Path) -> None:
    cases = tuning.cases()
    result = scanned(cases, tmp_path, read_policy("", "audit.yaml"))
    french, english = render(result, lang="fr"), render(result, lang="en")
    assert "Ce que chaque compte du portail a vu" in french
    assert "NIR dans l'adresse" in french
    assert "What each account of the portal saw" in english
    assert "label.flag" not in french + english
