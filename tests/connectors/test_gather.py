"""What stands beside the files asked about is read within bounds, and what they cut off is told."""

from pathlib import Path

import pytest

from auditor.connectors import gather
from auditor.connectors.gather import from_paths, from_range, from_text
from tests.cli.repository import commit, git, repository

NEW = b"ALTER TABLE praticien ADD COLUMN compte varchar(11);\n"
BASE = b"CREATE TABLE praticien (id int, code_guichet char(5));\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(gather, "LONGEST_AROUND", 400)
    monkeypatch.setattr(gather, "MOST_BYTES_AROUND", 500)
    (tmp_path / "V1__base.sql").write_bytes(BASE)
    (tmp_path / "V9__x.sql").write_bytes(NEW)
    return tmp_path


def test_neighbours_within_bounds_are_read_without_a_gap(folder: Path) -> None:
    found = from_paths([folder / "V9__x.sql"])
    assert {Path(name).name for name in found.now} == {"V1__base.sql", "V9__x.sql"}
    assert found.gaps == ()


def test_a_dump_beside_a_file_is_left_aside_and_told(folder: Path) -> None:
    (folder / "A0__dump.sql").write_bytes(b"-- rows\n" * 100)
    found = from_paths([folder / "V9__x.sql"])
    assert {Path(name).name for name in found.now} == {"V1__base.sql", "V9__x.sql"}
    assert [(gap.code, gap.kind.value, gap.count) for gap in found.gaps] == [
        ("context_bounded", "bounded", 1)
    ]
    assert {Path(name).name for name in found.asked} == {"V9__x.sql"}


def test_many_small_neighbours_end_at_the_bound_on_all_of_them(folder: Path) -> None:
    for number in range(2, 8):
        (folder / f"V{number}__x.sql").write_bytes(b"-- a hundred bytes\n" * 5)
    found = from_text(NEW, str(folder / "stdin.sql"))
    assert sum(len(text) for name, text in found.now.items() if name not in found.asked) <= 500
    assert [gap.count for gap in found.gaps] == [2]


def test_a_long_file_that_is_asked_about_is_read(folder: Path) -> None:
    dump = folder / "A0__dump.sql"
    dump.write_bytes(b"-- rows\n" * 100)
    found = from_paths([dump])
    assert dump.read_bytes() in found.now.values()
    assert found.gaps == ()


def test_the_same_bounds_hold_in_git(folder: Path, tmp_path: Path) -> None:
    base = {"db/V1.sql": BASE.decode(), "db/A0.sql": "-- rows\n" * 100}
    repo = repository(tmp_path / "repo", base)
    git(repo, "checkout", "-q", "-b", "topic")
    commit(repo, {"db/V2.sql": NEW.decode()})
    found = from_range(repo, "main", "HEAD")
    assert set(found.now) == {"db/V1.sql", "db/V2.sql"}
    assert [(gap.code, gap.count) for gap in found.gaps] == [("context_bounded", 1)]
