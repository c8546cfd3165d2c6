"""The same people in every format."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from auditor.connectors.files.options import FileOptions
from auditor.policy.layouts import Layout, LayoutField, Position, Record
from tests.connectors.source_contract import people

NAMES = ("id", "nir", "note")
FIXED = FileOptions(
    layouts=(
        Layout(
            ("*.b2",),
            (
                Record(
                    "020",
                    "",
                    (
                        LayoutField("id", 4, 6),
                        LayoutField("nir", 10, 13, "numéro de sécurité sociale"),
                        LayoutField("note", 23, 10),
                    ),
                ),
                Record("000", "entete", (LayoutField("emetteur", 4, 14),)),
            ),
            Position(1, 3),
        ),
    )
)


def delimited(delimiter: str = ";", encoding: str = "utf-8", quoting: int = 0) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type] # one of csv's constants
    writer.writerow(NAMES)
    # An empty cell without quotes is a cell without a value.
    writer.writerows([["" if cell is None else cell for cell in row] for row in people()])
    return text.getvalue().encode(encoding)


def _csv(path: Path) -> None:
    path.write_bytes(delimited())


def _utf16(path: Path) -> None:
    path.write_bytes(delimited("\t", "utf-16"))


def _gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(delimited(",")))


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.csv", delimited("|"))


def _objects() -> list[dict[str, str | int | None]]:
    return [{"id": int(i), "nir": nir, "note": note} for i, nir, note in people()]


def _ndjson(path: Path) -> None:
    path.write_text("".join(json.dumps(one) + "\n" for one in _objects()))


def _json(path: Path) -> None:
    path.write_text(json.dumps(_objects(), indent=1))


def _parquet(path: Path) -> None:
    columns = list(zip(*people(), strict=True))
    table = pa.table(
        {
            "id": pa.array([int(one) for one in columns[0]]),
            "nir": pa.array(columns[1]).dictionary_encode(),
            "note": pa.array(columns[2]),
        }
    )
    pq.write_table(table, path, row_group_size=2_500)


def _xlsx(path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Assurés")
    sheet.append(NAMES)
    for row in people():
        sheet.append([int(row[0]), *row[1:]])
    book.save(path)


def _fixed(path: Path) -> None:
    lines = ["000ORGANISME 0001"]
    lines += [f"020{i:>6}{nir}{note or '':<10}" for i, nir, note in people()]
    path.write_text("\r\n".join(lines) + "\r\n")


WORLDS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "csv": ("assures.csv", _csv),
    "utf16": ("assures.txt", _utf16),
    "gzip": ("assures.csv.gz", _gzip),
    "zip": ("assures.zip", _zip),
    "ndjson": ("assures.ndjson", _ndjson),
    "json": ("assures.json", _json),
    "parquet": ("assures.parquet", _parquet),
    "xlsx": ("assures.xlsx", _xlsx),
    "fixed": ("assures.b2", _fixed),
}
