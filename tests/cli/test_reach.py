import json
from pathlib import Path

import pytest

from auditor.demo import build, policy_path
from tests.cli.conftest import Audit
from tests.corpus.rights.build import built
from tests.corpus.rights.worlds import FRENCH
from tests.databases import postgresql_server

World = tuple[Path, str]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A kept result of the French world, and the prefix of its roles."""
    from auditor.cli.main import run

    folder = tmp_path_factory.mktemp("reach")
    result, config = folder / "result.json", folder / "audit.yaml"
    with postgresql_server() as server, built(FRENCH, server) as (url, prefix):
        split = "controllers: {by: public.assures.code_amc}\n"
        config.write_text(FRENCH.policy.replace("~", prefix) + split, encoding="utf-8")
        plain = url.render_as_string(hide_password=False)
        run(["scan", plain, "-c", str(config), "-f", "json", "-o", str(result), "-q"])
    return result, prefix


def test_the_sheet_is_of_the_widest_account_from_outside(audit: Audit, kept: World) -> None:
    result, prefix = kept
    ran = audit("reach", result, "--lang", "fr")
    assert ran.code == 0
    assert ran.out.startswith(f"Si ce compte est usurpé : {prefix}portail_ps")
    for said in (
        "RGPD, art. 33(3)",
        "public.assures (iban)",
        "Usurpation d'identité",
        "Fraude au changement de RIB",
        "À compléter",
        "art. 33(2)",
        "organisme n° 1",
        "Plafond théorique",
    ):
        assert said in ran.out


def test_another_account_is_asked_for_by_name(audit: Audit, kept: World) -> None:
    result, prefix = kept
    ran = audit("reach", result, "--account", f"{prefix}PORTAIL_FONCTION", "--lang", "en")
    assert ran.code == 0
    assert "NIR and date of birth" in ran.out
    assert "400" in ran.out
    assert "portail_ps" not in ran.out


def test_an_unknown_account_names_the_known_ones(audit: Audit, kept: World) -> None:
    result, prefix = kept
    ran = audit("reach", result, "--account", "portail", "--lang", "fr")
    assert ran.code == 2
    assert f"{prefix}portail" in ran.err


def test_the_report_has_the_sheets_and_the_terminal_the_numbers(audit: Audit, kept: World) -> None:
    result, prefix = kept
    page = audit("report", result, "-f", "html", "--lang", "fr").out
    assert 'id="stolen"' in page
    assert f"Compte de « {prefix}portail_ps »" in page
    text = audit("report", result, "-f", "terminal", "--lang", "fr").out
    assert "Portée d'un compte compromis" in text
    assert "Par responsable de traitement" in text


def test_a_database_without_roles_has_its_surfaces(audit: Audit, tmp_path: Path) -> None:
    build(tmp_path / "operateur.sqlite", 7)
    target = tmp_path / "operateur.sqlite"
    ran = audit("reach", target, "-c", policy_path(), "--account", "portail_ps", "--lang", "fr")
    assert ran.code == 0
    assert "groupe de tables « portail_ps »" in ran.out


def test_without_any_reach_one_is_told_what_to_declare(audit: Audit, tmp_path: Path) -> None:
    table = tmp_path / "produits.csv"
    table.write_text("code,libelle\nA1,Vis\nA2,Clou\n", encoding="utf-8")
    result = tmp_path / "result.json"
    assert audit("scan", table, "-f", "json", "-o", result, "-q").code == 0
    assert json.loads(result.read_text(encoding="utf-8"))["reach"] == []
    ran = audit("reach", result, "--lang", "fr")
    assert ran.code == 2
    assert "audit.yaml" in ran.err


def test_an_extract_tells_one_controller_nothing_of_the_others(audit: Audit, kept: World) -> None:
    result, _ = kept
    one = audit("reach", result, "--controller", "2", "--lang", "fr").out
    assert "Extrait destiné à : organisme n° 2" in one
    assert "organisme n° 1" not in one
    assert "240" not in one
    assert "professionnels" not in one.partition("(a) Catégories de données")[2]
    every = audit("reach", result, "--controller", "all", "--lang", "fr").out
    assert every.count("Extrait destiné à") == 3
    ran = audit("reach", result, "--controller", "9", "--lang", "fr")
    assert ran.code == 2
    assert "Connus : 1, 2, 3" in ran.err
