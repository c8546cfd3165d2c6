"""The working day around a scan, as a data protection officer walks through it."""

import csv
import io
import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.demo import policy_path
from auditor.desk.grids import Grid, read_grid, write_grid
from auditor.policy.load import load_policy
from auditor.reports import decision_sheet
from auditor.reports import json as result_json
from tests.cli.conftest import Audit


@pytest.fixture(scope="session")
def scanned(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result of the demonstration, by its own declarations."""
    from auditor.cli.main import run

    folder = tmp_path_factory.mktemp("scanned")
    run(
        [
            *("scan", str(base), "-c", str(policy_path()), "-q", "--lang", "fr"),
            *("-f", "json", "-o", str(folder / "result.json")),
            *("-f", "html", "-o", str(folder / "rapport.html")),
            *("--fail-on", "never", "--journal", str(folder / "journal.jsonl")),
        ]
    )
    return folder / "result.json"


@pytest.fixture(scope="session")
def outline(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same from the schema alone."""
    from auditor.cli.main import run

    kept = tmp_path_factory.mktemp("outline") / "result.json"
    run([*map(str, ("scan", base, *OUTLINE, "-f", "json", "-o", kept, "--fail-on", "never"))])
    return kept


@pytest.fixture(scope="session")
def undeclared(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without any declaration, from the schema alone."""
    from auditor.cli.main import run

    kept = tmp_path_factory.mktemp("undeclared") / "result.json"
    run(["scan", str(base), "--schema-only", "-q", "-f", "json", "-o", str(kept)])
    return kept


def edited(file: Path, **cells: dict[str, str]) -> None:
    """Fill cells of a sheet, by the reference in its first column."""
    grid = read_grid(file)
    places = {name: at for at, name in enumerate(decision_sheet.COLUMNS)}
    rows = []
    for row in grid.rows:
        filled = list(row)
        for name, text in cells.get(row[0], {}).items():
            filled[places[name]] = text
        rows.append(tuple(filled))
    file.write_bytes(write_grid(replace(grid, rows=tuple(rows)), file.suffix))


def findings(result: Path) -> list[dict[str, object]]:
    found = json.loads(result.read_text())["findings"]
    assert isinstance(found, list)
    return found


OUTLINE = ("-c", policy_path(), "--schema-only", "-q")
WHO = {"decided_by": "Mme Durand", "role": "DSI", "date": "31/01/2026", "reason": "contrat"}


def test_init_writes_a_file_that_loads_and_never_replaces_one(audit: Audit, tmp_path: Path) -> None:
    for lang in ("fr", "en"):
        file = tmp_path / f"audit.{lang}.yaml"
        assert audit("init", "-o", file, "--lang", lang).code == 0
        assert load_policy(file).targets
        mine = file.read_bytes()
        ran = audit("init", "-o", file, "--lang", lang)
        assert ran.code == 2
        assert str(file) in ran.err
        assert file.read_bytes() == mine


def test_what_init_takes_from_a_result_declares_nothing_yet(
    audit: Audit, base: Path, undeclared: Path, tmp_path: Path
) -> None:
    file, kept = tmp_path / "audit.yaml", tmp_path / "again.json"
    assert audit("init", "--from", undeclared, "-o", file).code == 0
    policy = load_policy(file)
    assert policy.tables
    assert all(rule.presumed for rule in policy.tables)
    audit("scan", base, "-c", file, "--schema-only", "-q", "-f", "json", "-o", kept)
    before, after = (json.loads(one.read_text()) for one in (undeclared, kept))
    assert after["surfaces"] == before["surfaces"]
    declared = file.read_text().replace("    presumed: true\n", "")
    file.write_text(declared)
    audit("scan", base, "-c", file, "--schema-only", "-q", "-f", "json", "-o", kept)
    assert all(one["declared"] for one in json.loads(kept.read_text())["surfaces"])


def test_doctor_reads_no_row_and_says_what_is_there(audit: Audit, base: Path) -> None:
    ran = audit("doctor", base)
    assert ran.code == 0
    assert "Prêt" in ran.out
    assert "sqlite" in ran.out
    assert audit("doctor", base.parent / "absent.sqlite").code == 2


def test_doctor_says_when_a_scan_would_be_incomplete(audit: Audit, tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE t (a)")
        made.execute("CREATE VIEW v AS SELECT a FROM t")
        made.execute("DROP TABLE t")
    made.close()
    ran = audit("doctor", file, "--lang", "en")
    assert ran.code == 3
    assert "incomplete" in ran.out


def test_prepare_writes_three_documents_without_the_password(
    audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "audit.yaml"
    config.write_text('mission: {client: "A | B"}\ntargets: {recette: "env:P6_URL"}\n')
    ran = audit("prepare", "@recette", "-c", config, "-o", tmp_path / "m")
    assert ran.code == 2
    assert "--dialect" in ran.err
    monkeypatch.setenv("P6_URL", "postgresql://lecteur:s3cret@db.example/recette")
    ran = audit("prepare", "@recette", "-c", config, "-o", tmp_path / "m", "--schema", "public")
    assert ran.code == 0
    texts = {file.name: file.read_text() for file in (tmp_path / "m").iterdir()}
    assert sorted(texts) == ["1-note-de-cadrage.md", "2-demande-de-compte.md", "3-registre.md"]
    assert not [name for name, text in texts.items() if "s3cret" in text]
    assert 'GRANT SELECT ON ALL TABLES IN SCHEMA "public"' in texts["2-demande-de-compte.md"]
    assert r"A \| B" in texts["1-note-de-cadrage.md"]
    monkeypatch.setenv("P6_URL", "postgresql://lecteur:s3cret@db.example/recette")
    again = audit("prepare", "@recette", "-c", config, "-o", tmp_path / "m")
    assert again.code == 2
    assert "1-note-de-cadrage.md" in again.err


def test_purposes_go_out_and_come_back_confirmed(
    audit: Audit, outline: Path, base: Path, tmp_path: Path
) -> None:
    sheet, made, kept = tmp_path / "q.csv", tmp_path / "new.yaml", tmp_path / "again.json"
    assert audit("purposes", "export", outline, "-o", sheet).code == 0
    grid = read_grid(sheet)
    at = {name: grid.header.index(name) for name in ("Confirmé par", "Le", "Parce que", "Question")}
    row = list(next(row for row in grid.rows if row[at["Question"]] == "donnée"))
    row[at["Confirmé par"]], row[at["Le"]], row[at["Parce que"]] = "DPO", "2026-01-31", "=contrat"
    row[grid.header.index("Nécessité")] = "nécessaire"
    row[grid.header.index("Conditions")] = ""
    filled = Grid(grid.header, (tuple(row), *grid.rows[1:]))
    sheet.write_bytes(write_grid(filled, ".csv"))
    ran = audit("purposes", "import", sheet, "-c", policy_path(), "-o", made)
    assert ran.code == 0, ran.err
    assert made.read_text().startswith(policy_path().read_text().rstrip())
    assert load_policy(made).confirmed == 1
    audit("scan", base, "-c", made, "--schema-only", "-q", "-f", "json", "-o", kept)
    confirmed = [
        one
        for one in json.loads(kept.read_text())["exposures"]
        if one["ground"] and one["ground"]["provenance"] == "confirmed"
    ]
    assert confirmed


def test_decisions_go_out_come_back_and_stand_in_every_report(
    audit: Audit, outline: Path, base: Path, tmp_path: Path
) -> None:
    sheet, made, kept = tmp_path / "d.xlsx", tmp_path / "decisions.yaml", tmp_path / "again.json"
    found = findings(outline)
    first, second = str(found[0]["fingerprint"]), str(found[1]["fingerprint"])
    assert audit("decisions", "export", outline, "-o", sheet).code == 0
    edited(
        sheet,
        **{
            first: WHO | {"state": "nécessité justifiée", "reason": "motif visible"},
            second: WHO | {"state": "risque accepté", "expires": "2020-01-01"},
        },
    )
    assert audit("decisions", "import", sheet, "-o", made).code == 0
    ran = audit(
        *("scan", base, *OUTLINE, "--decisions", made),
        *("-f", "json", "-o", kept, "-f", "html", "-o", tmp_path / "r.html", "-f", "terminal"),
    )
    states = {one["fingerprint"]: one["state"] for one in findings(kept)}
    assert states[first] == "decided"
    assert states[second] == "expired"
    assert "motif visible" in ran.out
    assert "motif visible" in (tmp_path / "r.html").read_text()
    assert "1 décision ne vaut plus" in ran.err
    ran = audit("diff", outline, kept, "--fail-on", "info", "-f", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["counts"]["decided"] == 1


def test_a_finding_that_everybody_decided_fails_nothing(
    audit: Audit, outline: Path, base: Path, tmp_path: Path
) -> None:
    sheet, made = tmp_path / "d.csv", tmp_path / "decisions.yaml"
    audit("decisions", "export", outline, "-o", sheet)
    told = {str(one["fingerprint"]): WHO | {"state": "false_positive"} for one in findings(outline)}
    edited(sheet, **told)
    assert audit("decisions", "import", sheet, "-o", made).code == 0
    arguments = ("scan", base, *OUTLINE, "-f", "json")
    assert audit(*arguments, "--decisions", made).code == 0
    assert audit(*arguments).code == 1


def test_a_faulty_decisions_file_is_told_before_anything_is_read(
    audit: Audit, tmp_path: Path
) -> None:
    faulty = tmp_path / "decisions.yaml"
    faulty.write_text("decisions:\n  - {finding: a}\n")
    ran = audit("scan", tmp_path / "absent.sqlite", "--decisions", faulty)
    assert ran.code == 2
    assert "decisions.yaml" in ran.err
    assert "absent" not in ran.err


def test_diff_tells_a_correction_from_a_place_not_read(
    audit: Audit, scanned: Path, base: Path, tmp_path: Path
) -> None:
    fixed, kept = tmp_path / "operateur.sqlite", tmp_path / "new.json"
    shutil.copyfile(base, fixed)
    with sqlite3.connect(fixed) as made:
        made.execute("UPDATE tickets SET message = 'vide'")
        made.execute("DROP TABLE assures_2023_bak")
    made.close()
    audit("scan", fixed, "-c", policy_path(), "-q", "-f", "json", "-o", kept)
    ran = audit("diff", scanned, kept, "-f", "json")
    states = {(one["container"], one["state"]) for one in json.loads(ran.out)["findings"]}
    assert ("tickets", "fixed") in states
    assert ("assures_2023_bak", "place_gone") in states
    assert ran.code == 0
    assert audit("diff", kept, scanned).code == 1
    assert audit("diff", kept, scanned, "--fail-on", "never").code == 0
    audit("scan", fixed, "--schema-only", "-q", "-f", "json", "-o", kept, "--include", "p*")
    page = audit("diff", scanned, kept, "--lang", "fr").out
    assert "hors du choix de tables" in page


def test_verify_recognises_its_own_and_sees_a_change(
    audit: Audit, scanned: Path, tmp_path: Path
) -> None:
    report = scanned.parent / "rapport.html"
    ran = audit("verify", scanned, report, "-c", policy_path())
    assert ran.code == 0, ran.out
    assert "ÉCART" not in ran.out
    altered = tmp_path / "altered.html"
    altered.write_text(report.read_text().replace("portail_ps", "portail_xx", 1))
    assert audit("verify", scanned, altered).code == 1
    other = tmp_path / "other.json"
    read = result_json.parse(scanned.read_bytes())
    other.write_bytes(result_json.render(replace(read, findings=())))
    assert audit("verify", other, report).code == 1
    other.write_text(scanned.read_text().replace('"schema": 1', '"schema":  1'))
    assert audit("verify", other).code == 1
    config = tmp_path / "audit.yaml"
    config.write_text("environment: synthetic\n")
    assert audit("verify", scanned, "-c", config).code == 1


def test_the_journal_holds_statements_and_no_value(scanned: Path, base: Path) -> None:
    lines = (scanned.parent / "journal.jsonl").read_text().splitlines()
    assert any("portail_droits" in line for line in lines)
    with sqlite3.connect(base) as made:
        nirs = [str(nir) for (nir,) in made.execute("SELECT nir_assure FROM portail_droits")]
    made.close()
    text = "\n".join(lines)
    assert not [nir for nir in nirs if nir in text]


def test_no_sheet_holds_a_value_of_the_audited_database(
    audit: Audit, scanned: Path, base: Path, tmp_path: Path
) -> None:
    for command in ("purposes", "decisions"):
        audit(command, "export", scanned, "-o", tmp_path / f"{command}.csv")
    text = "".join(file.read_text("utf-8-sig") for file in tmp_path.iterdir())
    with sqlite3.connect(base) as made:
        nirs = [str(nir) for (nir,) in made.execute("SELECT nir_assure FROM portail_droits")]
    made.close()
    assert not [nir for nir in nirs if nir in text]
    assert list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("decisions", "export", "RESULT", "-o", "x.ods"), ".xlsx"),
        (("decisions", "import", "absent.csv"), "absent.csv"),
        (("purposes", "import", "absent.csv"), "absent.csv"),
        (("diff", "absent.json", "RESULT"), "absent.json"),
        (("verify", "RESULT", "absent.html"), "absent.html"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(
    audit: Audit,
    scanned: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = audit(*(str(scanned) if one == "RESULT" else one for one in arguments))
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) <= 2
