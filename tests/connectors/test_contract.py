"""What every database and reader must do alike."""

import io
import logging
import pickle
import traceback
from collections.abc import Sequence

import pyarrow as pa
import pytest

from auditor.connectors.base import Part, ReadRestartError
from auditor.connectors.database.options import DatabaseOptions, Statement
from auditor.connectors.database.source import DatabaseSource
from auditor.model.catalogue import Container
from auditor.model.errors import ReadError
from tests.connectors.conftest import Opened
from tests.connectors.worlds import FIRST_TEXT, HOSTILE_NAMES, PEOPLE, SECRET_VALUE, quoted


def read(
    source: DatabaseSource,
    container: Container,
    columns: Sequence[str] = (),
    batch_rows: int = 4_096,
    wanted: int = 1,
) -> pa.Table:
    """All rows, by the protocol that a caller follows."""
    names = list(columns or [column.name for column in container.columns])
    batches: list[pa.RecordBatch] = []
    for part in source.parts(container, wanted):
        for _ in range(2):
            try:
                batches += list(source.batches(container, names, part, batch_rows))
            except ReadRestartError:
                continue
            break
    schema = pa.schema([(name, pa.string()) for name in names])
    return pa.Table.from_batches(batches, schema)


def failure(source: DatabaseSource, container: Container) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(source, container)
    return caught.value


class TestContract:
    def test_every_row_once_in_order_of_the_request(self, opened: Opened) -> None:
        source = opened.source()
        people = opened.container(source, "people")
        table = read(source, people, ["note", "id"])
        assert table.column_names == ["note", "id"]
        assert table.column("id").to_pylist() == [str(n) for n in range(1, PEOPLE + 1)]
        notes = table.column("note").to_pylist()
        assert notes[: FIRST_TEXT - 1] == [None] * (FIRST_TEXT - 1)
        assert notes[-1] == f"n{PEOPLE}"

    def test_batches_are_bounded_and_even(self, opened: Opened) -> None:
        source = opened.source()
        people = opened.container(source, "people")
        part = source.parts(people, 1)[0]
        sizes = [b.num_rows for b in source.batches(people, ["id"], part, 7_000)]
        assert sizes == [7_000] * 4 + [2_000]

    def test_a_view_reads_like_its_table(self, opened: Opened) -> None:
        source = opened.source()
        table = read(source, opened.container(source, "people"))
        assert read(source, opened.container(source, "people_view")).equals(table)

    def test_both_readers_give_the_same_text(self, opened: Opened) -> None:
        source = opened.source()
        universal = Opened(opened.world, "sqlalchemy", opened._stack).source()
        types = opened.container(source, "types")
        assert read(source, types).equals(read(universal, types))
        row = read(source, types, ["id", "big", "flag", "amount", "ratio", "day", "moment", "raw"])
        assert row.slice(0, 1).to_pylist() == [
            {
                "id": "1",
                "big": "180017512345678",
                "flag": "true",
                "amount": "123456789012345",
                "ratio": "0.1",
                "day": "2024-02-03",
                "moment": "2024-02-03 04:05:06",
                "raw": "00ff",
            }
        ]
        assert set(row.slice(1, 1).to_pylist()[0].values()) == {"2", None}

    @pytest.mark.parametrize("name", HOSTILE_NAMES)
    def test_names_are_never_sql(self, opened: Opened, name: str) -> None:
        source = opened.source()
        names = opened.world.hostile
        if name not in names:
            pytest.skip(f"{opened.world.dialect} keeps no such name")
        container = opened.container(source, name)
        assert [column.name for column in container.columns] == list(names)
        expected = {column: [str(n)] for n, column in enumerate(names)}
        assert read(source, container).to_pydict() == expected
        assert source.sample(container, 5, 1).to_pydict() == expected

    def test_the_fast_reader_is_the_one_that_ran(self, opened: Opened) -> None:
        journal: list[Statement] = []
        source = opened.source(DatabaseOptions(journal=journal.append))
        people = opened.container(source, "people")
        journal.clear()
        read(source, people)
        readers = {entry.reader for entry in journal if entry.rows == PEOPLE}
        world = opened.world
        assert readers == {world.universal if opened.reader == "sqlalchemy" else world.fast}

    def test_the_journal_tells_statements_and_rows_but_no_value(self, opened: Opened) -> None:
        journal: list[Statement] = []
        source = opened.source(DatabaseOptions(journal=journal.append))
        people = opened.container(source, "people")
        read(source, people)
        source.sample(people, 100, 1)
        assert any(entry.rows == PEOPLE for entry in journal)
        assert all(entry.seconds >= 0 for entry in journal)
        assert SECRET_VALUE not in repr(journal)

    def test_a_sample_comes_from_the_whole_table_and_repeats(self, opened: Opened) -> None:
        source = opened.source()
        people = opened.container(source, "people")
        draw = source.sample(people, 500, 1)
        ids = sorted(int(value) for value in draw.column("id").to_pylist())
        assert len(set(ids)) == len(ids) == 500
        fifths = [sum(n * PEOPLE / 5 < i <= (n + 1) * PEOPLE / 5 for i in ids) for n in range(5)]
        assert min(fifths) > 50
        assert source.sample(people, 500, 1).equals(draw)
        assert not source.sample(people, 500, 2).equals(draw)
        assert source.take_gaps() == ()

    def test_a_sample_of_a_view_is_not_its_head(self, opened: Opened) -> None:
        source = opened.source()
        draw = source.sample(opened.container(source, "people_view"), 500, 1)
        assert draw.num_rows == 500
        assert max(int(value) for value in draw.column("id").to_pylist()) > PEOPLE * 0.9

    def test_a_sample_of_a_small_table_is_the_table(self, opened: Opened) -> None:
        source = opened.source()
        types = opened.container(source, "types")
        draw = pa.Table.from_batches([source.sample(types, 500, 1)])
        assert draw.equals(read(source, types))

    def test_a_sample_of_what_never_ends_is_bounded(self, opened: Opened) -> None:
        source = opened.source(DatabaseOptions(statement_timeout_ms=20_000))
        assert source.sample(opened.container(source, "flood"), 10, 1).num_rows == 10
        assert [gap.code for gap in source.take_gaps()] == ["sample_of_head"]
        assert source.take_gaps() == ()

    @pytest.mark.parametrize("view", ["endless", "flood"])
    def test_a_view_that_never_ends_is_stopped(self, opened: Opened, view: str) -> None:
        source = opened.source()
        assert failure(source, opened.container(source, view)).code == "statement_timeout"
        assert read(source, opened.container(source, "types")).num_rows > 1

    def test_a_view_that_breaks_stops_alone(self, opened: Opened) -> None:
        source = opened.source()
        caught = failure(source, opened.container(source, "breaks"))
        assert caught.detail["container"] == opened.world.name("breaks")
        assert caught.code in {"computation_failed", "read_failed"}
        assert read(source, opened.container(source, "types")).num_rows > 1

    def test_a_table_dropped_after_the_catalogue(self, opened: Opened) -> None:
        opened.world.run("CREATE TABLE brief (id int)")
        source = opened.source()
        brief = opened.container(source, "brief")
        opened.world.run("DROP TABLE brief")
        assert failure(source, brief).code in {"container_gone", "read_failed"}

    def test_it_opens_again_from_its_spec(self, opened: Opened) -> None:
        source = opened.source()
        people = opened.container(source, "people")
        again = pickle.loads(pickle.dumps(source.spec)).open()  # noqa: S301 - our own bytes
        try:
            parts = source.parts(people, 4)
            read_again = [b for part in parts for b in again.batches(people, ["id"], part)]
            assert pa.Table.from_batches(read_again).equals(read(source, people, ["id"]))
            assert again.spec == source.spec
        finally:
            again.close()

    def test_early_end_and_two_streams_at_once(self, opened: Opened) -> None:
        source = opened.source()
        people = opened.container(source, "people")
        part = Part(people.name, 0, 1)
        first = source.batches(people, ["id"], part, 1_000)
        second = source.batches(people, ["id"], part, 1_000)
        assert next(first).equals(next(second))
        first.close()  # type: ignore[attr-defined] # an iterator in the protocol, here a generator
        assert sum(batch.num_rows for batch in second) == PEOPLE - 1_000
        assert read(source, people).num_rows == PEOPLE

    def test_nothing_can_be_written(self, opened: Opened) -> None:
        opened.world.run("CREATE TABLE target_of_writes (id int)")
        source = opened.source()
        container = opened.container(source, "target_of_writes")
        table = quoted("target_of_writes")
        database = source._database
        from auditor.connectors.database.dialect import Query

        for statement in (f"INSERT INTO {table} VALUES (1)", f"DROP TABLE {table}"):
            for run in (database.rows, database.arrow):
                with pytest.raises(database.errors):
                    list(run(Query(statement, container, ("id",))))
        assert read(source, container).num_rows == 0
        source.close()
        opened.world.run("DROP TABLE target_of_writes")

    def test_what_is_raised_shows_no_value(
        self, opened: Opened, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        caplog.set_level(logging.WARNING)
        source = opened.source()
        caught = failure(source, opened.container(source, "leaks"))
        written = io.StringIO()
        traceback.print_exception(caught, file=written)
        printed = "".join(capfd.readouterr())
        shown = f"{caught!r} {caught} {caught.detail} {written.getvalue()} {caplog.text} {printed}"
        assert SECRET_VALUE not in shown

    def test_a_table_of_many_columns_and_one_without_rows(self, opened: Opened) -> None:
        names = [f"c{n}" for n in range(300)]
        columns = ", ".join(f"{name} text" for name in names)
        values = ", ".join(f"'{n}'" for n in range(300))
        opened.world.run(
            f"CREATE TABLE wide ({columns})",
            f"INSERT INTO wide VALUES ({values})",
            f"CREATE TABLE bare ({columns})",
        )
        try:
            source = opened.source()
            wide, bare = (opened.container(source, name) for name in ("wide", "bare"))
            expected = {name: [str(n)] for n, name in enumerate(names)}
            assert read(source, wide).to_pydict() == expected
            assert source.sample(wide, 5, 1).to_pydict() == expected
            assert read(source, bare).num_rows == source.sample(bare, 5, 1).num_rows == 0
            assert [part.of for part in source.parts(bare, 4)] == [1]
            source.close()
        finally:
            opened.world.run("DROP TABLE wide", "DROP TABLE bare")

    def test_closing_twice(self, opened: Opened) -> None:
        source = opened.source()
        source.close()
        source.close()
