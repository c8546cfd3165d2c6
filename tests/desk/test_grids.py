import csv
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from auditor.desk.grids import MAX_BYTES, Grid, by_name, read_grid, write_grid
from auditor.model.errors import AuditError

CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
ROWS = st.lists(st.tuples(CELLS, CELLS, st.just("x")), min_size=1, max_size=5)
HOSTILE = (
    "=1+1",
    "+33",
    "-2",
    "@SUM(A1)",
    "'=1",
    "''=1",
    "\t=1",
    '=HYPERLINK("http://x","y")',
    "a;b",
    'a"b',
    "é\u00a0€",
    "ligne\nsuite",
)


def refused(file: Path) -> str:
    with pytest.raises(AuditError) as caught:
        read_grid(file)
    return caught.value.code


@given(ROWS)
@example([(cell, cell, "x") for cell in HOSTILE])
def test_csv_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    file = tmp_path_factory.mktemp("csv") / "sheet.csv"
    grid = Grid(("a", "b", "c"), tuple(rows))
    file.write_bytes(write_grid(grid, ".csv"))
    assert read_grid(file).rows == grid.rows


@pytest.mark.parametrize("cell", HOSTILE)
def test_xlsx_comes_back_as_it_was_and_holds_no_formula(tmp_path: Path, cell: str) -> None:
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(write_grid(Grid(("a", "b"), ((cell, "x"),)), ".xlsx"))
    assert read_grid(file).rows == ((cell, "x"),)
    sheet = load_workbook(file).worksheets[0]
    assert sheet.cell(2, 1).data_type == "s"


def test_no_csv_cell_is_evaluated_by_a_spreadsheet() -> None:
    written = write_grid(Grid(("a",), tuple((cell,) for cell in HOSTILE)), ".csv")
    assert written.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"):
        assert row[0][0] not in "=+-@\t\r"


def test_the_same_grid_gives_the_same_bytes() -> None:
    grid = Grid(("a",), (("b",),), {"a": ("b", "c")})
    assert write_grid(grid, ".xlsx") == write_grid(grid, ".xlsx")


@pytest.mark.parametrize(
    "content",
    ["a,b\r\n1,2\r\n", "a\tb\n1\t2\n", "\ufeffa;b\n1;2\n", '"a";"b"\n"1";"2"\n\n;\n'],
)
def test_what_other_programs_save_is_read(tmp_path: Path, content: str) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(content, encoding="utf-8", newline="")
    assert read_grid(file) == Grid(("a", "b"), (("1", "2"),))


def test_the_code_page_of_old_spreadsheets_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_bytes("décision;motif\nà corriger;€\n".encode("cp1252"))
    assert read_grid(file) == Grid(("décision", "motif"), (("à corriger", "€"),))


def test_a_date_that_the_spreadsheet_typed_is_a_day(tmp_path: Path) -> None:
    from datetime import datetime

    from openpyxl import Workbook

    file = tmp_path / "sheet.xlsx"
    book = Workbook()
    book.worksheets[0].append(["le", "n"])
    book.worksheets[0].append([datetime(2026, 12, 31), 3.0])  # noqa: DTZ001 - spreadsheets have no zone
    book.save(file)
    assert read_grid(file).rows == (("2026-12-31", "3"),)


def test_what_is_no_sheet_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent.csv") == "sheet_missing"
    (tmp_path / "empty.csv").write_bytes(b"")
    assert refused(tmp_path / "empty.csv") == "sheet_empty"
    for name, content in {"a.xlsx": b"PK\x03\x04junk", "b.xlsx": b"PK"}.items():
        (tmp_path / name).write_bytes(content)
        assert refused(tmp_path / name) == "sheet_unreadable"
    (tmp_path / "large.csv").write_bytes(b"a;b\n" * (MAX_BYTES // 4 + 1))
    assert refused(tmp_path / "large.csv") == "sheet_too_large"


def test_a_bomb_and_an_entity_are_refused(tmp_path: Path) -> None:
    bomb, entity = tmp_path / "bomb.xlsx", tmp_path / "entity.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * (MAX_BYTES + 1))
    with zipfile.ZipFile(entity, "w") as parts:
        parts.writestr("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    assert refused(bomb) == "sheet_too_large"
    assert refused(entity) == "sheet_unreadable"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for prefix in (b"", b"PK\x03\x04"):
        file = folder / "sheet"
        file.write_bytes(prefix + content)
        with suppress(AuditError):
            read_grid(file)


def test_columns_are_found_by_any_of_their_names_in_any_order() -> None:
    grid = Grid(("Motif", "STATE"), (("r", "s"),))
    names = {"state": ["Décision", "State"], "reason": ["Motif"]}
    assert by_name(grid, names, Path("x")) == ({"state": "s", "reason": "r"},)
    with pytest.raises(AuditError) as caught:
        by_name(grid, {"due": ["Échéance"]}, Path("x"))
    assert caught.value.detail["column"] == "Échéance"
