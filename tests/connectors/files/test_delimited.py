"""Dialects, encodings and headers, as exports are found in the wild."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.connectors.files.dialect import detect_dialect, is_header, records_of
from auditor.connectors.files.encoding import detect
from tests.connectors.files.conftest import Make
from tests.connectors.source_contract import read

ROWS = [["1", "Émile Zoé", "a;b,c"], ["2", "Noël", 'dit "le\ngrand"'], ["3", "François", ""]]
NAMES = ["id", "nom", "commentaire"]


def written(delimiter: str, quoting: int = csv.QUOTE_MINIMAL, header: bool = True) -> str:  # noqa: FBT001, FBT002 - a test's switch
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type] # one of csv's constants
    writer.writerows([NAMES, *ROWS] if header else ROWS)
    return text.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_dialects_and_encodings(make: Make, delimiter: str, encoding: str) -> None:
    source = make("export.csv", written(delimiter), encoding=encoding)
    (container,) = source.catalogue().containers
    assert [column.name for column in container.columns] == NAMES
    table = read(source, container)
    assert table.column("nom").to_pylist() == [row[1] for row in ROWS]
    assert table.column("commentaire").to_pylist() == ["a;b,c", 'dit "le\r\ngrand"', None] or (
        table.column("commentaire").to_pylist() == ["a;b,c", 'dit "le\ngrand"', None]
    )
    assert source.take_gaps() == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(make: Make, encoding: str) -> None:
    source = make("export.csv", written(";"), encoding=encoding)
    (container,) = source.catalogue().containers
    assert [column.name for column in container.columns] == NAMES


def test_the_old_encoding_of_dos(make: Make) -> None:
    text = "id;nom;ville\r\n" + "".join(
        f"{i};Hélène François;Besançon à côté\r\n" for i in range(200)
    )
    source = make("export.txt", text, encoding="cp850")
    (container,) = source.catalogue().containers
    assert read(source, container).column("nom").to_pylist()[0] == "Hélène François"


def test_a_file_without_names_shows_no_value_as_name(make: Make) -> None:
    rows = "".join(f"MARTIN{chr(65 + i)};Jean;PARIS\n" for i in range(20))
    source = make("noms.csv", rows)
    (container,) = source.catalogue().containers
    assert [column.name for column in container.columns] == ["colonne_1", "colonne_2", "colonne_3"]
    assert read(source, container).num_rows == 20


@pytest.mark.parametrize(
    ("first", "body", "header"),
    [
        (["id", "nir"], [["1", "2"]], True),
        (["Nom", "Prénom"], [["Martin", "Jean"]], True),
        (["NUMERO CLIENT", "LIB"], [["12", "abc"], ["13", "abc"]], True),
        (["Martin", "Jean"], [["Dupond", "Luc"]], False),
        (["Martin", "Jean"], [["Dupond", "Jean"]], False),
        (["1", "Martin"], [["2", "Durand"]], False),
        (["a@b.fr", "Martin"], [["c@d.fr", "Durand"]], False),
        (["Martin", "12/03/1961"], [["Durand", "12/03/1962"]], False),
        (["Martin", "1800175123456 32"], [["Durand", "x"]], False),
        (["", ""], [["1", "2"]], False),
        (["code_acte", "lib_acte"], [], True),
        (["id", "nir"], [["1", "2"], ["id", "nir"], ["3", "4"]], True),
        (["Part", "%", "n"], [["a", "1", "2"]], True),
        (["Remarque"], [["Rappeler le patient demain"]] * 9, True),
        (["Rappeler lundi"], [["Rappeler le patient"]] * 9, False),
    ],
)
def test_what_is_a_line_of_names(first: list[str], body: list[list[str]], header: bool) -> None:  # noqa: FBT001 - the expected answer
    assert is_header(first, body) is header


def test_a_title_may_stand_before_the_names(make: Make) -> None:
    body = "".join(f"{i};Martin;0{i % 10}\n" for i in range(30))
    source = make("export.csv", "Export des bénéficiaires\n\nid;nom;code\n" + body)
    (container,) = source.catalogue().containers
    assert [column.name for column in container.columns] == ["id", "nom", "code"]
    assert read(source, container).num_rows == 30


def test_ragged_rows_are_counted_and_leave_the_others(make: Make) -> None:
    rows = [f"{i};Martin;x\n" for i in range(100)]
    rows[50] = "50;Martin;x;y;z\n"
    rows[60] = "60\n"
    source = make("export.csv", "id;nom;note\n" + "".join(rows))
    (container,) = source.catalogue().containers
    assert read(source, container).num_rows == 98
    (gap,) = source.take_gaps()
    assert (gap.kind, gap.code, gap.count) == ("unread", "ragged_rows", 2)


def test_a_file_of_lines_is_one_column(make: Make) -> None:
    lines = [f'{i} "GET /droits?nir=1800175123456{i:02}' + ", ok" * (i % 3) for i in range(50)]
    source = make("acces.log", "\n".join(lines))
    (container,) = source.catalogue().containers
    assert [column.name for column in container.columns] == ["ligne"]
    assert read(source, container).column(0).to_pylist() == lines


def test_one_column_with_its_name(make: Make) -> None:
    source = make("nir.csv", "nir\n180017512345632\n280017512345644\n")
    (container,) = source.catalogue().containers
    assert [column.name for column in container.columns] == ["nir"]
    assert read(source, container).num_rows == 2


def test_names_that_repeat_or_are_missing(make: Make) -> None:
    source = make("export.csv", "nom;nom;;180017512345632\n" + "a;b;1;2\n" * 5)
    (container,) = source.catalogue().containers
    names = [column.name for column in container.columns]
    assert len(set(names)) == 4
    assert not any("180017512345632" in name for name in names)


def test_damaged_utf8_is_replaced_and_counted(make: Make) -> None:
    data = b"id;nom\n" + "".join(f"{i};Hélène\n" for i in range(50)).encode() + b"99;H\xff\n"
    source = make("export.csv", data)
    (container,) = source.catalogue().containers
    assert read(source, container).column("nom").to_pylist()[-1] == "H\ufffd"
    (gap,) = source.take_gaps()
    assert (gap.kind, gap.code, gap.column, gap.count) == ("bounded", "invalid_text", "nom", 1)


def test_single_quotes(make: Make) -> None:
    source = make("export.csv", "'id','nom'\n'1','a,b'\n'2','c'\n'3','d'\n")
    (container,) = source.catalogue().containers
    assert read(source, container).column("nom").to_pylist() == ["a,b", "c", "d"]


def test_a_quote_that_is_never_closed_swallows_no_row(make: Make) -> None:
    rows = [f'{i};"a;{i}";n{i}\n' for i in range(20_000)]
    rows[150] = '150;"x";"note\n'
    rows[200] = "200;x;y;z\n"
    source = make("export.csv", "id;nom;note\n" + "".join(rows))
    (container,) = source.catalogue().containers
    table = read(source, container)
    assert table.num_rows == 19_999
    assert table.slice(150, 2).to_pylist() == [
        {"id": "150", "nom": "x", "note": "note"},
        {"id": "151", "nom": "a;151", "note": "n151"},
    ]
    assert [(gap.code, gap.count) for gap in source.take_gaps()] == [("ragged_rows", 1)]


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\0\x1f"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=3, max_size=20))
def test_a_detected_dialect_reads_every_record(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    assert records_of(text.getvalue(), ";", '"') == rows
    dialect = detect_dialect(text.getvalue())
    assert dialect.width >= 1
    assert dialect.skipped <= len(rows)


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_have_an_encoding(data: bytes) -> None:
    data.decode(detect([data]), "replace")
