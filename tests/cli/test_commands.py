import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.demo import policy_path
from tests.cli.conftest import Audit


def _small(path: Path, *statements: str) -> Path:
    with sqlite3.connect(path) as base:
        for statement in statements:
            base.execute(statement)
    base.close()
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A database without personal data."""
    return _small(
        tmp_path / "clean.sqlite",
        "CREATE TABLE reglages (cle TEXT, valeur TEXT)",
        "INSERT INTO reglages VALUES ('couleur', 'bleu'), ('taille', 'grande')",
    )


def test_demo_ends_well_and_says_what_to_do_next(audit: Audit, tmp_path: Path) -> None:
    ran = audit("demo", "-o", tmp_path / "demo", "--lang", "fr")
    assert ran.code == 0
    assert "portail_ps" in ran.out
    assert "Confrontation à l" in ran.out
    assert "rapport.html" in ran.out
    assert "audit scan" in ran.out
    assert {"operateur.sqlite", "captures", "audit.yaml", "result.json", "rapport.html"} == {
        file.name for file in (tmp_path / "demo").iterdir()
    }
    assert "/api/annuaire" in ran.out


def test_findings_give_exit_code_1_and_never_gives_0(
    audit: Audit, base: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "result.json"
    ran = audit("scan", base, "-c", policy_path(), "-f", "json", "-o", kept, "-q")
    assert ran.code == 1
    assert ran.out == ""
    assert json.loads(kept.read_text())["schema"] == 1
    again = audit(
        "scan", base, "-c", policy_path(), "-f", "json", "-o", kept, "-q", "--fail-on", "never"
    )
    assert again.code == 0


def test_reports_can_be_read_by_their_owner_only(audit: Audit, clean: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert audit("scan", clean, "-o", page, "-q").code == 0
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert page.read_text().startswith("<!doctype html>")


def test_machine_output_goes_to_stdout_alone(audit: Audit, clean: Path) -> None:
    ran = audit("scan", clean, "-f", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["summary"]["complete"] is True


def test_a_row_budget_is_kept_and_told(audit: Audit, base: Path, tmp_path: Path) -> None:
    kept = tmp_path / "r.json"
    asked = ("--max-rows", "1000", "--include", "factures", "--fail-on", "never")
    ran = audit("scan", base, "-o", kept, "-q", *asked)
    assert ran.code == 0
    (entry,) = json.loads(kept.read_text())["coverage"]
    assert (entry["state"], entry["rows_read"]) == ("partly", 1_000)


def test_the_terminal_report_is_the_default(audit: Audit, clean: Path) -> None:
    ran = audit("scan", clean, "-q")
    assert ran.code == 0
    assert "Couverture" in ran.out
    english = audit("scan", clean, "-q", "--lang", "en")
    assert "Coverage" in english.out


def test_a_kept_result_renders_to_the_same_bytes(audit: Audit, clean: Path, tmp_path: Path) -> None:
    kept, page, again = tmp_path / "r.json", tmp_path / "a.html", tmp_path / "b.html"
    ran = audit("scan", clean, "-f", "json", "-o", kept, "-f", "html", "-o", page, "-q")
    assert ran.code == 0
    assert audit("report", kept, "-f", "html", "-o", again).code == 0
    assert page.read_bytes() == again.read_bytes()


def test_what_was_not_read_gives_exit_code_3(audit: Audit, tmp_path: Path) -> None:
    path = _small(
        tmp_path / "base.sqlite",
        "CREATE TABLE a (x TEXT)",
        "CREATE VIEW broken AS SELECT * FROM a",
        "DROP TABLE a",
    )
    assert audit("scan", path, "-q").code == 3
    assert audit("scan", path, "-q", "--allow-partial").code == 0


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nowhere.sqlite", "nowhere.sqlite"),
        ("oracl://host/base", "oracl"),
        ("postgresql://nobody:SECRETPASS@127.0.0.1:1/base", "127.0.0.1"),
        ("env:AUDIT_NO_SUCH_VARIABLE", "AUDIT_NO_SUCH_VARIABLE"),
        ("@inconnu", "inconnu"),
    ],
)
def test_a_target_that_cannot_be_opened_is_told_in_a_line_or_two(
    audit: Audit, target: str, said: str
) -> None:
    ran = audit("scan", target, "-q")
    assert ran.code == 2
    assert said in ran.err
    assert "SECRETPASS" not in ran.err + ran.out
    assert "Traceback" not in ran.err
    assert 1 <= len(ran.err.strip().splitlines()) <= 2


def test_a_file_that_is_no_database_is_told(audit: Audit, tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    file.write_text("ceci n'est pas une base")
    ran = audit("scan", file, "-q")
    assert ran.code == 2
    assert len(ran.err.strip().splitlines()) <= 2


def test_a_typo_in_audit_yaml_is_told_with_its_line_and_the_nearest_word(
    audit: Audit, clean: Path, tmp_path: Path
) -> None:
    config = tmp_path / "audit.yaml"
    config.write_text("environment:\n  kind: syntetic\n")
    ran = audit("scan", clean, "-c", config, "-q")
    assert ran.code == 2
    assert "2" in ran.err
    assert "synthetic" in ran.err


def test_a_failed_run_leaves_an_older_report_intact(audit: Audit, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("older")
    assert audit("scan", tmp_path / "none.sqlite", "-o", page, "-q").code == 2
    assert page.read_text() == "older"


def test_an_output_folder_that_does_not_exist_is_told_before_reading(
    audit: Audit, clean: Path, tmp_path: Path
) -> None:
    ran = audit("scan", clean, "-o", tmp_path / "none" / "page.html", "-q")
    assert ran.code == 2
    assert "none" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["scan"],
        ["scan", "x", "-f", "pdf"],
        ["scan", "x", "--full", "--schema-only"],
        ["scan", "x", "--sample", "0"],
        ["scna", "x"],
        ["report", "missing.json"],
        ["rules", "show", "INC-01"],
    ],
)
def test_wrong_usage_gives_exit_code_2_and_no_traceback(audit: Audit, arguments: list[str]) -> None:
    ran = audit(*arguments)
    assert ran.code == 2
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_a_misspelt_command_names_the_nearest(audit: Audit) -> None:
    assert "scan" in audit("scna", "x").err


def test_a_file_that_is_no_result_is_told_without_its_content(audit: Audit, tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_text('{"schema": 1, "run": "255081416802538"}')
    ran = audit("report", file)
    assert ran.code == 2
    assert "255081416802538" not in ran.err


def test_explain_gives_reasons_for_and_against(audit: Audit, base: Path, tmp_path: Path) -> None:
    ran = audit("explain", base, "portail_fiche_ps.iban", "-c", policy_path())
    assert ran.code == 0
    assert "IBAN" in ran.out
    kept = tmp_path / "r.json"
    audit("scan", base, "-c", policy_path(), "-o", kept, "-q")
    assert audit("explain", kept, "portail_fiche_ps.iban").code == 0
    missing = audit("explain", kept, "portail_fiche_ps.ibna")
    assert missing.code == 2
    assert "portail_fiche_ps.iban" in missing.err


def test_rules_are_listed_shown_proved_and_linted(audit: Audit) -> None:
    listed = audit("rules", "list")
    assert listed.code == 0
    assert "INC-001" in listed.out
    shown = audit("rules", "show", "inc-001")
    assert shown.code == 0
    assert "RIB" in shown.out
    assert audit("rules", "test").code == 0
    assert audit("rules", "lint").code == 0


def test_the_target_is_not_changed(audit: Audit, base: Path) -> None:
    before = (base.read_bytes(), sorted(base.parent.iterdir()))
    audit("scan", base, "-q", "-f", "json")
    assert (base.read_bytes(), sorted(base.parent.iterdir())) == before


def test_an_internal_error_prints_no_message(
    audit: Audit, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("255081416802538")

    monkeypatch.setattr("auditor.cli.outputs.deliver", fail)
    ran = audit("scan", clean, "-q")
    assert ran.code == 4
    assert "255081416802538" not in ran.err
    assert "RuntimeError" in ran.err


def test_a_closed_pipe_is_not_a_crash(clean: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "scan", str(clean), "-q"],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    os.close(writer)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0


def test_help_speaks_the_language_of_the_locale() -> None:
    for locale, word in (("fr_FR.UTF-8", "Lire"), ("en_GB.UTF-8", "Read")):
        done = subprocess.run(
            [sys.executable, "-m", "auditor", "scan", "--help"],
            capture_output=True,
            check=True,
            text=True,
            env=os.environ | {"LC_ALL": locale},
        )
        assert word in done.stdout
