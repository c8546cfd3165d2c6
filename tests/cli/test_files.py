"""`audit scan` on files and folders, as a person types it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Audit

BODY = 13
PERSONS = 400


def nir(index: int) -> str:
    body = f"1{60 + index % 40:02}{1 + index % 12:02}75{1 + index % 300:03}{1 + index % 900:03}"
    return f"{body}{97 - int(body) % 97:02}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "exports"
    path.mkdir()
    rows = [f"{i};{nir(i)};0{i % 4}" for i in range(PERSONS)]
    (path / "assures.csv").write_text("id;nir;code\n" + "\n".join(rows))
    lines = [json.dumps({"id": i, "num_secu": nir(i)}) for i in range(PERSONS)]
    (path / "flux.ndjson").write_text("\n".join(lines))
    (path / f"dossier_{nir(1)}.txt").write_text("".join(f"02{nir(i)}\n" for i in range(PERSONS)))
    return path


def fields(report: str) -> dict[str, list[str]]:
    found = json.loads(report)["fields"]
    return {
        f"{one['container']}:{one['column']}": [v["category"] for v in one["verdicts"]]
        for one in found
    }


def test_a_folder_is_read_whole_and_shows_no_value(audit: Audit, folder: Path) -> None:
    (folder / "audit.yaml").write_text(
        'layouts:\n  - match: "dossier_*"\n    discriminator: {start: 1, length: 2}\n'
        '    records: [{type: "02", fields: [{name: ident, start: 3, length: 15}]}]\n'
    )
    config = folder / "audit.yaml"
    ran = audit(
        "scan", folder, "-c", config, "--exclude", "audit.yaml", "-f", "json", "--fail-on", "never"
    )
    assert ran.code == 0, ran.err
    verdicts = fields(ran.out)
    assert verdicts["assures.csv:nir"] == ["NIR"]
    assert verdicts["flux.ndjson:num_secu"] == ["NIR"]
    assert verdicts["dossier_{NIR}.txt#02:ident"] == ["NIR"]
    for index in range(PERSONS):
        assert nir(index) not in ran.out + ran.err


def test_one_file_to_one_page(audit: Audit, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    ran = audit("scan", folder / "assures.csv", "-f", "html", "-o", page, "--fail-on", "never")
    assert ran.code == 0, ran.err
    assert "assures.csv" in page.read_text()


def test_jobs_and_seeds_do_not_change_the_answer(audit: Audit, folder: Path) -> None:
    answers = [
        fields(audit("scan", folder, "-f", "json", "--fail-on", "never", "--jobs", jobs).out)
        for jobs in ("1", "2")
    ]
    assert answers[0] == answers[1]


def test_what_is_not_read_makes_the_scan_incomplete(audit: Audit, folder: Path) -> None:
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    ran = audit("scan", folder, "-f", "json", "--fail-on", "never")
    assert ran.code == 3
    gaps = [gap for gap in json.loads(ran.out)["gaps"] if gap["container"] == "scan.pdf"]
    assert [gap["code"] for gap in gaps] == ["file_unknown_format"]


def test_faults_in_one_line(audit: Audit, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "vide.csv").touch()
    empty = audit("scan", tmp_path / "vide.csv")
    assert empty.code == 2
    assert "fichier vide" in empty.err
    assert len(empty.err.strip().splitlines()) <= 2
    missing = audit("scan", folder / f"{nir(3)}.csv")
    assert missing.code == 2
    assert nir(3) not in missing.err
