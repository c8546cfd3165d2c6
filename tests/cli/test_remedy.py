"""`audit remedy`: a script, a forecast, a page, and clear errors."""

from pathlib import Path

import pytest

from auditor.model.access import PUBLIC
from auditor.reports import json
from tests.cli.conftest import Audit
from tests.desk.remedies.test_plan import WORLDS, outcome, whole


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A kept result of a role that reads too much."""
    file = tmp_path / "resultat.json"
    file.write_bytes(json.render(outcome(whole(WORLDS["everyone"]))))
    return file


def test_the_script_is_the_default(audit: Audit, kept: Path) -> None:
    done = audit("remedy", str(kept), "--for", "portail", "--dialect", "postgresql", "--lang", "fr")
    assert done.code == 0
    assert 'REVOKE SELECT ON "b"."assures" FROM PUBLIC;' in done.out
    assert 'GRANT SELECT ("id", "nom") ON "b"."assures" TO "portail";' in done.out
    assert "Jamais exécuté par l'outil" in done.out
    assert all(
        line.startswith(("-- ", "REVOKE ", "GRANT ", "BEGIN;", "COMMIT;"))
        for line in done.out.splitlines()
        if line
    )


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("fr", "Retirez ces 2 colonnes → 48\u202f210 → 0"),
        ("en", "Remove these 2 columns → 48,210 → 0"),
    ],
)
def test_what_if_says_before_and_after(audit: Audit, kept: Path, lang: str, sentence: str) -> None:
    asked = ("--for", "portail", "--dialect", "postgresql", "--what-if", "--lang", lang)
    done = audit("remedy", str(kept), *asked)
    assert done.code == 0
    assert sentence in done.out


def test_a_page_holds_the_forecast_and_the_script(audit: Audit, kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "avant-apres.html"
    asked = ("--for", "portail", "--dialect", "postgresql", "-o", str(file), "--lang", "fr")
    assert audit("remedy", str(kept), *asked).code == 0
    page = file.read_text("utf-8")
    assert "<strong>Retirez ces 2 colonnes" in page
    assert "FROM PUBLIC;\n" in page
    assert "Content-Security-Policy" in page


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("inconnu", "aucun rôle"),
        ("portail", "--dialect"),
        (PUBLIC, "--dialect"),
    ],
)
def test_what_cannot_be_done_is_said(audit: Audit, kept: Path, role: str, words: str) -> None:
    done = audit("remedy", str(kept), "--for", role, "--lang", "fr")
    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.err


def test_a_role_with_nothing_too_many(audit: Audit, kept: Path) -> None:
    done = audit("remedy", str(kept), "--for", "batch", "--dialect", "mariadb", "--lang", "fr")
    assert done.code == 0
    assert "Rien à retirer à ce rôle." in done.out
