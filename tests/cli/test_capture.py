"""`audit capture`, as a user runs it."""

import json
import os
from pathlib import Path

import pytest

from auditor.cli.exit_codes import ExitCode
from auditor.cli.main import run

RECORDED = Path(__file__).parents[1] / "connectors" / "portal" / "recorded" / "pharmacie_a.har"


def test_clean_writes_a_private_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "propre.har"
    assert run(["capture", "clean", str(RECORDED), "-o", str(out), "--lang", "fr"]) == ExitCode.OK
    assert len(json.loads(out.read_text())["log"]["entries"]) == 28
    assert out.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["propre.har"]
    assert "cookies retirés : " in capsys.readouterr().out


def test_clean_never_writes_over_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capture = tmp_path / "c.har"
    capture.write_bytes(RECORDED.read_bytes())
    os.link(capture, tmp_path / "same.har")
    (tmp_path / "other.har").write_text("kept")
    for name in ("c.har", "same.har", "other.har"):
        code = run(["capture", "clean", str(capture), "-o", str(tmp_path / name)])
        assert code == ExitCode.USAGE
    assert capture.read_bytes() == RECORDED.read_bytes()
    assert (tmp_path / "other.har").read_text() == "kept"
    assert "Traceback" not in capsys.readouterr().err


def test_clean_of_something_else_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.har").write_text("{}")
    out = tmp_path / "out.har"
    assert run(["capture", "clean", str(tmp_path / "a.har"), "-o", str(out)]) == ExitCode.USAGE
    assert [path.name for path in tmp_path.iterdir()] == ["a.har"]


def test_clean_of_a_truncated_capture_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.har").write_bytes(RECORDED.read_bytes()[:50_000])
    out = tmp_path / "out.har"
    assert run(["capture", "clean", str(tmp_path / "a.har"), "-o", str(out)]) == ExitCode.INCOMPLETE
    json.loads(out.read_text())


def test_check_tells_what_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["capture", "check", str(RECORDED), "--lang", "en"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert "28 exchanges" in text
    assert "portail.operateur-fictif.example" in text
    assert "lcroquelanterne007" not in text


def test_check_of_a_truncated_capture(tmp_path: Path) -> None:
    (tmp_path / "a.har").write_bytes(RECORDED.read_bytes()[:50_000])
    assert run(["capture", "check", str(tmp_path / "a.har")]) == ExitCode.INCOMPLETE


def scanned(tmp_path: Path, *arguments: str) -> tuple[int, dict[str, list[dict[str, object]]]]:
    out = tmp_path / "r.json"
    code = run(["scan", *arguments, "-f", "json", "-o", str(out), "--fail-on", "never", "-q"])
    return code, json.loads(out.read_text())


def test_a_capture_is_scanned_as_a_portal(tmp_path: Path) -> None:
    code, result = scanned(tmp_path, str(RECORDED))
    assert code == ExitCode.OK
    assert len(result["entries"]) == 28
    assert "Croquelanterne" not in (tmp_path / "r.json").read_text()


@pytest.mark.parametrize(
    "content", ['{"hello": 1}', "", '{"log": {"entries": [{"request": {"url": "h']
)
def test_a_capture_that_cannot_be_read_is_incomplete(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.har").write_text(content)
    assert scanned(tmp_path, str(tmp_path / "a.har"))[0] == ExitCode.INCOMPLETE


def test_what_the_user_says_the_files_are(tmp_path: Path) -> None:
    (tmp_path / "droits.json").write_text('[{"nom": "A", "ville": "Lyon"}]')
    path = str(tmp_path / "droits.json")
    assert scanned(tmp_path, path)[1]["entries"] == []
    assert len(scanned(tmp_path, path, "--as", "portal")[1]["entries"]) == 1
    policy = tmp_path / "audit.yaml"
    policy.write_text('accounts:\n  a: {captures: ["droits.json"]}\n')
    (entry,) = scanned(tmp_path, path, "-c", str(policy))[1]["entries"]
    assert entry["account"] == "a"


def test_doctor_tells_that_it_is_a_portal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", str(RECORDED), "--lang", "en"]) == ExitCode.OK
    assert "audit capture check" in capsys.readouterr().out
