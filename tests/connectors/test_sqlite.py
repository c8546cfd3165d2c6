"""What only SQLite has: types by cell, holes in rowids, files that are no database."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions, Reader
from auditor.model.catalogue import Family, ForeignKey
from auditor.model.errors import ReadError, TargetError
from tests.connectors.test_contract import read

READERS: tuple[Reader, ...] = ("auto", "adbc", "sqlalchemy")
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a database of these statements."""

    def build(*statements: str, rows: Sequence[tuple[object, ...]] = ()) -> Path:
        path = tmp_path / "base 100%?#.bin"
        with closing(sqlite3.connect(path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO t VALUES ({marks})", rows)
        return path

    return build


@pytest.mark.parametrize("reader", READERS)
def test_cells_of_any_class_under_any_declaration(make: Make, reader: Reader) -> None:
    path = make(
        "CREATE TABLE t (a TEXT, b INTEGER, c BLOB, d BOOLEAN, e REAL, f)",
        rows=[
            (None,) * 6,
            ("x", "y", "z", "maybe", "w", "v"),
            (b"caf\xc3\xa9", b"\x01", b"\xff" * 1000, 1, 180017512345678.0, 1.5),
            (12, 1.5, 3, 0, 1e300, b"\x0a"),
        ],
    )
    with closing(open_source(str(path), "base", reader=reader)) as source:
        rows = read(source, source.catalogue().containers[0]).to_pylist()
    assert list(rows[1].values()) == ["x", "y", "z", "maybe", "w", "v"]
    assert list(rows[2].values()) == ["café", "01", "ff" * 256, "true", "180017512345678", "1.5"]
    assert list(rows[3].values()) == ["12", "1.5", "3", "false", "1.0e+300", "0a"]


@pytest.mark.parametrize("reader", READERS)
def test_invalid_text_is_replaced_and_counted(make: Make, reader: Reader) -> None:
    path = make(
        "CREATE TABLE t (a TEXT)",
        "INSERT INTO t VALUES ('é'), (CAST(x'e9' AS TEXT)), (CAST(x'610062' AS TEXT)), (NULL)",
    )
    with closing(open_source(str(path), "base", reader=reader)) as source:
        table = read(source, source.catalogue().containers[0])
        assert table.column("a").to_pylist() == ["é", "\ufffd", "a\x00b", None]
        assert [(g.code, g.column, g.count) for g in source.take_gaps()] == [
            ("invalid_text", "a", 1)
        ]


def test_the_catalogue(make: Make) -> None:
    path = make(
        'CREATE TABLE parent (id INTEGER PRIMARY KEY, "Clé" VARCHAR(3) NOT NULL UNIQUE)',
        """CREATE TABLE child (a INT REFERENCES PARENT, amount NUMERIC(14, 0) -- CHECK (no)
        CHECK (amount > 0), note TEXT DEFAULT 'CHECK (a)', born DATE, UNIQUE (a, amount),
        CHECK (note <> ')' AND a > 1)) """,
        "CREATE TABLE pairs (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID",
        "CREATE VIRTUAL TABLE words USING fts5(body)",
        "CREATE VIEW fine AS SELECT a FROM child",
        "CREATE VIEW broken AS SELECT * FROM gone",
        "INSERT INTO parent VALUES (1, 'x'), (2, 'y')",
        "ANALYZE",
    )
    with closing(open_source(str(path), "base")) as source:
        catalogue = source.catalogue()
    found = {container.name: container for container in catalogue.containers}
    assert list(found) == ["broken", "child", "fine", "pairs", "parent", "words"]
    assert [(gap.code, gap.container) for gap in catalogue.gaps] == [("broken_view", "broken")]
    parent, child = found["parent"], found["child"]
    assert (parent.primary_key, parent.unique) == (("id",), (("Clé",),))
    assert (parent.column("Clé").width, parent.column("Clé").nullable) == (3, False)
    assert parent.estimated_rows == 2
    assert child.foreign_keys == (ForeignKey(("a",), "parent", ("id",)),)
    assert child.unique == (("a", "amount"),)
    assert child.column("amount").checks == ("amount > 0",)
    assert child.column("note").checks == ("note <> ')' AND a > 1",)
    assert (child.column("amount").width, child.column("born").family) == (14, Family.DATE)
    assert found["pairs"].primary_key == ("b", "a")


@pytest.mark.parametrize(
    "table",
    [
        "CREATE TABLE t (id INTEGER PRIMARY KEY, x)",
        "CREATE TABLE t (id INTEGER, x, PRIMARY KEY (id)) WITHOUT ROWID",
        "CREATE TABLE t (rowid TEXT, _rowid_ TEXT)",
        "CREATE TABLE t (rowid TEXT, oid TEXT)",
    ],
)
@pytest.mark.parametrize("gap", [1, 10, 1 << 40])
def test_samples_with_holes_and_without_rowids(make: Make, table: str, gap: int) -> None:
    path = make(table, rows=[(n * gap, n) for n in range(20_000)])
    with closing(open_source(str(path), "base")) as source:
        container = source.catalogue().containers[0]
        column = container.columns[1].name
        draw = source.sample(container, 300, 5)
        again = source.sample(container, 300, 5)
        parts = source.parts(container, 3)
        read_by_parts = [
            value
            for part in parts
            for batch in source.batches(container, [column], part)
            for value in batch.column(0).to_pylist()
        ]
    places = sorted(int(value) for value in draw.column(column).to_pylist())
    assert draw.num_rows == len(set(places)) == 300
    assert draw.equals(again)
    assert places[60] > 1_500
    assert places[240] < 18_500
    assert len(read_by_parts) == len(set(read_by_parts)) == 20_000


def test_bounds_of_parts_are_no_keys(make: Make) -> None:
    path = make(
        "CREATE TABLE t (nir INTEGER PRIMARY KEY)",
        rows=[(180_017_512_345_600 + n * 7_919,) for n in range(2_000)],
    )
    with closing(open_source(str(path), "base")) as source:
        parts = source.parts(source.catalogue().containers[0], 4)
    assert (parts[0].low, parts[-1].high) == ("", "")
    assert [part.high for part in parts[:-1]] == [part.low for part in parts[1:]]
    assert len(parts) == 4


def test_the_file_is_left_as_it_was(make: Make) -> None:
    path = make("CREATE TABLE t (a)", rows=[(1,)])
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    for reader in READERS:
        with closing(open_source(str(path), "base", reader=reader)) as source:
            read(source, source.catalogue().containers[0])
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("reader", READERS)
def test_a_damaged_table_stops_alone(make: Make, reader: Reader) -> None:
    path = make(
        "CREATE TABLE t (a TEXT)",
        "CREATE TABLE sound AS SELECT 1 AS a",
        rows=[("x" * 500,)] * 2_000,
    )
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size // 4))
    with closing(open_source(str(path), "base", reader=reader)) as source:
        found = {container.name: container for container in source.catalogue().containers}
        with pytest.raises(ReadError) as caught:
            read(source, found["t"])
        assert caught.value.code in {"corrupt", "read_failed"}
        assert read(source, found["sound"]).num_rows == 1


def test_a_locked_file(make: Make) -> None:
    path = make("CREATE TABLE t (a)")
    options = DatabaseOptions(lock_timeout_ms=50)
    with (
        # ADBC brings its own SQLite, whose locks this process cannot hold against itself.
        closing(open_source(str(path), "base", reader="sqlalchemy", options=options)) as source,
        closing(sqlite3.connect(path, isolation_level=None)) as writer,
    ):
        container = source.catalogue().containers[0]
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ReadError) as caught:
            read(source, container)
    assert caught.value.code == "lock_timeout"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_database"),
        (b"PK\x03\x04 a spreadsheet", "not_a_database"),
        (b"SQLite format 3\x00" + b"\xff" * 4096, "not_a_database"),
        (b"SQLite format 3\x00", "not_a_database"),
    ],
)
def test_files_that_are_no_database(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "base.sqlite"
    path.write_bytes(content)
    for target in (str(path), f"sqlite:///{path}"):
        with pytest.raises(TargetError) as caught:
            open_source(target, "base")
        assert caught.value.code == code
    assert path.read_bytes() == content


def test_targets_that_are_no_file(tmp_path: Path) -> None:
    for target, code in (
        (str(tmp_path / "none.db"), "file_missing"),
        (str(tmp_path), "not_a_database"),
        ("sqlite://", "not_a_database"),
        ("sqlite:///:memory:", "file_missing"),
    ):
        with pytest.raises(TargetError) as caught:
            open_source(target, "base")
        assert caught.value.code == code
