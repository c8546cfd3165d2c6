"""What each format gives: nested values, types, sheets, layouts."""

import datetime as dt
import decimal
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from auditor.connectors.files.open import open_files
from auditor.connectors.files.options import FileOptions
from auditor.model.catalogue import Family
from auditor.model.errors import TargetError
from auditor.policy.layouts import Layout, LayoutField, Position, Record
from tests.connectors.files.conftest import Make
from tests.connectors.source_contract import read


class TestJson:
    def test_numbers_as_written_and_nested_values_as_json(self, make: Make) -> None:
        source = make(
            "a.ndjson",
            '{"n": 123456789012345678901, "t": "é", "o": {"a": [1, 2]}, "b": true, "z": null}\n'
            '{"n": 1.50, "late": "x"}\n\n',
        )
        (container,) = source.catalogue().containers
        assert read(source, container).to_pylist() == [
            {
                "n": "123456789012345678901",
                "t": "é",
                "o": '{"a": [1, 2]}',
                "b": "true",
                "z": None,
                "late": None,
            },
            {"n": "1.50", "t": None, "o": None, "b": None, "z": None, "late": "x"},
        ]

    def test_lines_that_hold_no_object_are_counted(self, make: Make) -> None:
        source = make("a.ndjson", '{"a": 1}\n{"a": \n[1]\n{"a": NaN}\n{"a": "x"}\n{"a": 2}\n')
        (container,) = source.catalogue().containers
        assert read(source, container).num_rows == 4
        (gap,) = source.take_gaps()
        assert (gap.code, gap.count) == ("ragged_rows", 2)

    def test_arrays_of_objects_are_tables(self, make: Make) -> None:
        document = {
            "date": "2024-01-01",
            "lot": {"assures": [{"nir": "1", "x": {"y": 1.5}}, {"nir": "2"}], "n": 2},
            "praticiens": [{"rpps": "3"}],
            "codes": [1, 2],
        }
        source = make("a.json", json.dumps(document))
        containers = {one.name: one for one in source.catalogue().containers}
        assert list(containers) == ["a.json", "a.json#lot.assures", "a.json#praticiens"]
        assert read(source, containers["a.json#lot.assures"]).to_pylist() == [
            {"nir": "1", "x": '{"y":1.5}'},
            {"nir": "2", "x": None},
        ]
        assert read(source, containers["a.json"]).to_pylist() == [
            {"date": "2024-01-01", "lot": '{"n":2}', "codes": "[1,2]"}
        ]

    def test_keys_that_hold_identifiers_are_masked(self, make: Make) -> None:
        source = make("a.ndjson", '{"180017512345632": 1}\n{"b": 2}\n')
        (container,) = source.catalogue().containers
        assert [column.name for column in container.columns] == ["{NIR}", "b"]

    def test_keys_of_a_map_are_values_not_names(self, make: Make) -> None:
        names = [f"MARTIN {chr(65 + i % 26)}{i}" for i in range(60)]
        source = make("a.json", json.dumps({name: {"age": 3} for name in names}))
        (container,) = source.catalogue().containers
        table = read(source, container)
        assert table.column("cle").to_pylist() == names
        assert table.column("valeur").to_pylist() == ['{"age":3}'] * 60

    def test_keys_that_one_line_has_among_many_are_no_names(self, make: Make) -> None:
        lines = [json.dumps({"id": i, f"MARTIN {i}": 1}) for i in range(80)]
        source = make("a.ndjson", "\n".join(lines))
        (container,) = source.catalogue().containers
        assert [column.name for column in container.columns] == ["id"]
        assert read(source, container).num_rows == 80
        assert [(g.code, g.count) for g in source.take_gaps()] == [("keys_unseen", 80)]

    @pytest.mark.parametrize(("document", "rows"), [("[1, 2, 3]", 3), ("[[1], [2]]", 2), ("7", 1)])
    def test_documents_without_objects(self, make: Make, document: str, rows: int) -> None:
        source = make("a.json", document)
        (container,) = source.catalogue().containers
        assert read(source, container).num_rows == rows

    @pytest.mark.parametrize("document", ["[]", "{}", "[[]]"])
    def test_documents_without_values(self, make: Make, document: str) -> None:
        try:
            source = make("a.json", document)
        except TargetError as fault:
            assert fault.code == "file_empty"  # noqa: PT017 - one of two right answers
        else:
            assert read(source, source.catalogue().containers[0]).num_rows == 1

    def test_deep_nesting_is_text_or_nothing_but_no_crash(self, make: Make) -> None:
        deep = "[" * 5_000 + "]" * 5_000
        source = make("a.json", f'[{{"a": {deep}, "b": 1}}]')
        (container,) = source.catalogue().containers
        assert read(source, container).column("b").to_pylist() == ["1"]

    def test_a_truncated_document_is_a_fault(self, make: Make) -> None:
        with pytest.raises(TargetError) as caught:
            make("a.json", json.dumps([{"a": i} for i in range(100)])[:-10])
        assert caught.value.code == "file_truncated"

    def test_a_log_in_brackets_is_no_json(self, make: Make) -> None:
        source = make("a.log", "[INFO] un\n[INFO] deux\n")
        assert read(source, source.catalogue().containers[0]).num_rows == 2


class TestParquet:
    def test_types_are_canonical(self, tmp_path: Path) -> None:
        moment = dt.datetime(2024, 2, 3, 4, 5, 6, 500_000, tzinfo=dt.UTC)
        zone = dt.timezone(dt.timedelta(hours=2))
        table = pa.table(
            {
                "entier": pa.array([180017512345678], pa.int64()),
                "zoné": pa.array([moment.astimezone(zone)], pa.timestamp("us", "Europe/Paris")),
                "moment": pa.array([dt.datetime(2024, 2, 3, 4, 5, 6)], pa.timestamp("ns")),  # noqa: DTZ001 - without a zone on purpose
                "jour": pa.array([dt.date(2024, 2, 3)]),
                "vrai": pa.array([True]),
                "prix": pa.array([decimal.Decimal("12.50")]),
                "octets": pa.array([b"\x00\xff"]),
                "texte": pa.array(["Hélène".encode()]),
                "liste": pa.array([["a", None]]),
                "objet": pa.array([{"nir": "1", "d": dt.date(2024, 1, 1)}]),
                "point.é": pa.array(["x"]),
                "rien": pa.nulls(1),
            }
        )
        pq.write_table(table, tmp_path / "a.parquet")
        source = open_files(tmp_path / "a.parquet", "s")
        (container,) = source.catalogue().containers
        assert read(source, container).to_pylist() == [
            {
                "entier": "180017512345678",
                "zoné": "2024-02-03 04:05:06.5",
                "moment": "2024-02-03 04:05:06",
                "jour": "2024-02-03",
                "vrai": "true",
                "prix": "12.50",
                "octets": "00ff",
                "texte": "Hélène",
                "liste": '["a",null]',
                "objet": '{"nir":"1","d":"2024-01-01"}',
                "point.é": "x",
                "rien": None,
            }
        ]
        families = {column.name: column.family for column in container.columns}
        assert families["entier"] is Family.INTEGER
        assert families["texte"] is Family.TEXT
        assert families["objet"] is Family.DOCUMENT

    def test_many_row_groups_are_sampled_by_group(self, tmp_path: Path) -> None:
        table = pa.table({"id": list(range(10_000))})
        pq.write_table(table, tmp_path / "a.parquet", row_group_size=100)
        source = open_files(tmp_path / "a.parquet", "s")
        (container,) = source.catalogue().containers
        draw = [int(one) for one in source.sample(container, 640, 1).column(0).to_pylist()]
        assert 500 < len(draw) <= 640
        assert max(draw) > 8_000
        assert [gap.code for gap in source.take_gaps()] == ["sample_of_groups"]

    def test_a_truncated_file_is_a_fault(self, tmp_path: Path) -> None:
        pq.write_table(pa.table({"a": list(range(1_000))}), tmp_path / "a.parquet")
        data = (tmp_path / "a.parquet").read_bytes()
        (tmp_path / "a.parquet").write_bytes(data[:-20])
        assert open_codes(tmp_path) == ["file_malformed"]


class TestWorkbooks:
    def test_titles_names_dates_numbers_and_formulas(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Feuille"
        sheet.append(["Export du mois"])
        sheet.append([])
        sheet.append(["nir", "naissance", "montant", "actif", "calcul"])
        day = dt.datetime(1961, 3, 12)  # noqa: DTZ001 - a workbook knows no zone
        sheet.append([180017512345632, day, 12.5, True, "=1+1"])
        hidden = book.create_sheet("Cachée")
        hidden.sheet_state = "hidden"
        hidden.append(["nom", "prenom"])
        hidden.append(["Martin", "Jean"])
        book.create_sheet("Vide")
        book.save(tmp_path / "a.xlsx")
        source = open_files(tmp_path / "a.xlsx", "s")
        containers = source.catalogue().containers
        assert [one.name for one in containers] == ["a.xlsx#Cachée", "a.xlsx#Feuille"]
        assert read(source, containers[1]).to_pylist() == [
            {
                "nir": "180017512345632",
                "naissance": "1961-03-12",
                "montant": "12.5",
                "actif": "true",
                "calcul": None,
            }
        ]

    @pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
    def test_a_damaged_workbook_is_a_fault(self, tmp_path: Path, part: str) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["nir", "nom"])
        book.save(tmp_path / "clean.xlsx")
        with (
            zipfile.ZipFile(tmp_path / "clean.xlsx") as clean,
            zipfile.ZipFile(tmp_path / "a.xlsx", "w") as damaged,
        ):
            for name in clean.namelist():
                damaged.writestr(name, b"<x" if name == part else clean.read(name))
        (tmp_path / "clean.xlsx").unlink()
        assert open_codes(tmp_path) == ["file_malformed"]

    def test_a_hostile_workbook_is_a_fault(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.save(tmp_path / "clean.xlsx")
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
        with (
            zipfile.ZipFile(tmp_path / "clean.xlsx") as clean,
            zipfile.ZipFile(tmp_path / "a.xlsx", "w") as hostile,
        ):
            for name in clean.namelist():
                hostile.writestr(name, bomb if name == "xl/workbook.xml" else clean.read(name))
        (tmp_path / "clean.xlsx").unlink()
        assert open_codes(tmp_path) in (["file_malformed"], ["file_empty"])


class TestFixedWidth:
    LAYOUT = Layout(
        ("*.b2",),
        (
            Record("02", "patient", (LayoutField("nir", 3, 13, "NIR"), LayoutField("nom", 16, 8))),
            Record("09", "", (LayoutField("total", 3, 5),)),
        ),
        Position(1, 2),
    )

    def test_record_types_are_tables(self, make: Make) -> None:
        lines = ["021800175123456MARTIN  ", "0200000", "0900042", "77inconnu", "022800175123456HÉ"]
        source = make(
            "x.b2", "\r\n".join(lines), FileOptions(layouts=(self.LAYOUT,)), encoding="cp1252"
        )
        patient, total = source.catalogue().containers[::-1]
        assert [patient.name, total.name] == ["x.b2#patient", "x.b2#09"]
        assert patient.columns[0].comment == "NIR"
        assert patient.columns[0].width == 13
        assert read(source, patient).to_pylist() == [
            {"nir": "1800175123456", "nom": "MARTIN"},
            {"nir": "00000", "nom": None},
            {"nir": "2800175123456", "nom": "HÉ"},
        ]
        assert read(source, total).column("total").to_pylist() == ["00042"]
        (gap,) = source.take_gaps()
        assert (gap.code, gap.count) == ("record_types_undeclared", 1)

    def test_records_without_line_ends_in_ebcdic(self, make: Make) -> None:
        fields = (LayoutField("nir", 1, 13), LayoutField("nom", 14, 7))
        layout = Layout(("*",), (Record("", "", fields),), None, "cp1140", 20)
        text = "".join(f"18001751234{i:02}{'HÉLÈNE':<7}" for i in range(60))
        source = make("x.dat", text, FileOptions(layouts=(layout,)), encoding="cp1140")
        (container,) = source.catalogue().containers
        table = read(source, container)
        assert table.num_rows == 60
        assert table.column("nir").to_pylist()[59] == "1800175123459"


class TestArchives:
    def test_each_member_is_a_container(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("un.csv", "id;nom\n1;a\n")
            archive.writestr("d/deux.csv", "id;nom\n2;b\n")
            archive.writestr("image.png", b"\x89PNG")
        source = open_files(tmp_path / "a.zip", "s")
        names = [one.name for one in source.catalogue().containers]
        assert names == ["a.zip/d/deux.csv", "a.zip/un.csv"]
        assert [gap.code for gap in source.catalogue().gaps] == ["file_unknown_format"]

    def test_a_bomb_is_left_alone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("auditor.connectors.files.entry.EXPANSION_FROM", 1_000_000)
        monkeypatch.setattr("auditor.connectors.files.entry.EXPANSION", 10)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("zero.csv", b"a;b\n" * 1_000_000)
        (tmp_path / "a.zip").write_bytes(packed.getvalue())
        assert open_codes(tmp_path) == ["expansion_limit"]


def open_codes(folder: Path) -> list[str]:
    return [gap.code for gap in open_files(folder, "s").catalogue().gaps]
