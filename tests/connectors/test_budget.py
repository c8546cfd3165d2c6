"""Budgets of rows and bytes, and the journal in a file, for every database and reader."""

import json
import multiprocessing
import stat
from pathlib import Path

import pytest

from auditor.connectors.database.journal import FileJournal
from auditor.connectors.database.options import DatabaseOptions, Statement
from auditor.model.errors import TargetError
from tests.connectors.conftest import Opened
from tests.connectors.test_contract import read
from tests.connectors.worlds import PEOPLE, SECRET_VALUE


def test_a_budget_of_rows_is_spent_over_the_whole_table(opened: Opened) -> None:
    if opened.world.dialect == "sqlite":
        pytest.skip("a file without statistics has no estimate")
    source = opened.source(DatabaseOptions(max_rows=5_000))
    people = opened.container(source, "people")
    ids = [int(v) for v in read(source, people, ["id"], wanted=4).column("id").to_pylist()]
    assert 3_000 < len(ids) <= 5_000
    assert len(set(ids)) == len(ids)
    fifths = [sum(n * PEOPLE / 5 < i <= (n + 1) * PEOPLE / 5 for i in ids) for n in range(5)]
    assert min(fifths) > 400
    (gap,) = source.take_gaps()
    detail = dict(gap.detail)
    assert (gap.code, detail["rows"]) == ("row_budget", str(len(ids)))
    assert PEOPLE * 0.5 < int(detail["of"]) < PEOPLE * 2
    again = read(source, people, ["id"], batch_rows=777).column("id").to_pylist()
    assert [int(v) for v in again] == ids


def test_a_budget_of_what_has_no_size_ends_it(opened: Opened) -> None:
    source = opened.source(DatabaseOptions(max_rows=1_000))
    view = opened.container(source, "people_view")
    assert read(source, view, batch_rows=300).num_rows == 1_000
    assert [gap.code for gap in source.take_gaps()] == ["row_budget_head"]
    assert read(source, opened.container(source, "types")).num_rows > 1
    assert source.take_gaps() == ()


def test_a_budget_of_bytes_ends_it(opened: Opened) -> None:
    source = opened.source(DatabaseOptions(max_bytes=100_000))
    table = read(source, opened.container(source, "people"))
    assert 100_000 <= table.nbytes < 1_000_000
    assert 0 < table.num_rows < PEOPLE
    assert [gap.code for gap in source.take_gaps()] == ["byte_budget"]


def test_the_journal_in_a_file_tells_no_value(opened: Opened, tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    source = opened.source(DatabaseOptions(journal=FileJournal.begin(file)))
    read(source, opened.container(source, "people"))
    entries = [json.loads(line) for line in file.read_text().splitlines()]
    assert {frozenset(entry) for entry in entries} == {
        frozenset({"text", "seconds", "rows", "reader"})
    }
    assert PEOPLE in [entry["rows"] for entry in entries]
    assert SECRET_VALUE not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def note(journal: FileJournal, text: str) -> None:
    for _ in range(200):
        journal(Statement(text * 500, 0.1, 1, "catalogue"))


def test_the_lines_of_several_processes_stay_whole(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    journal = FileJournal.begin(file)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.starmap(note, [(journal, "é"), (journal, "b")])
    texts = [json.loads(line)["text"] for line in file.read_text().splitlines()]
    assert sorted(texts) == sorted(["é" * 500, "b" * 500] * 200)


def test_a_journal_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(TargetError) as caught:
        FileJournal.begin(tmp_path / "no" / "journal")
    assert caught.value.code == "journal_unwritable"
