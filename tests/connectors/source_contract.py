"""What every source must do alike, whatever its target: the part of the contract without SQL."""

import io
import pickle
import traceback
from collections.abc import Callable, Sequence

import pyarrow as pa
import pytest

from auditor.connectors.base import Part, ReadRestartError, Source
from auditor.model.catalogue import Container
from auditor.model.errors import AuditError

PEOPLE = 30_000
SECRET_VALUE = "1800175123456"
Person = tuple[str, str, str | None]


def people() -> list[Person]:
    """Rows of `id`, `nir`, `note`; notes are missing for the first third."""
    return [(str(i), SECRET_VALUE, f"n{i}" if i > 10_000 else None) for i in range(1, PEOPLE + 1)]


def read(
    source: Source,
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
    return pa.Table.from_batches(batches, pa.schema([(name, pa.string()) for name in names]))


def shown_of(error: AuditError) -> str:
    """Everything that a caller could print of an error."""
    written = io.StringIO()
    traceback.print_exception(error, file=written)
    return f"{error!r} {error} {error.detail} {written.getvalue()}"


class SourceContract:
    """Inherited with a fixture `whole`: a source whose first container holds `people()`."""

    @pytest.fixture
    def container(self, whole: Source) -> Container:
        return whole.catalogue().containers[0]

    def test_every_row_once_in_order_of_the_request(
        self, whole: Source, container: Container
    ) -> None:
        table = read(whole, container, ["note", "id"])
        assert table.column_names == ["note", "id"]
        assert table.column("id").to_pylist() == [row[0] for row in people()]
        assert table.column("note").to_pylist() == [row[2] for row in people()]

    def test_batches_are_bounded_and_even(self, whole: Source, container: Container) -> None:
        part = whole.parts(container, 1)[0]
        sizes = [b.num_rows for b in whole.batches(container, ["id"], part, 7_000)]
        assert sizes == [7_000] * 4 + [2_000]

    def test_slices_hold_every_row_once(self, whole: Source, container: Container) -> None:
        assert read(whole, container, wanted=4).equals(read(whole, container))

    def test_a_sample_comes_from_the_whole_and_repeats(
        self, whole: Source, container: Container
    ) -> None:
        draw = whole.sample(container, 500, 1)
        ids = [int(value) for value in draw.column("id").to_pylist()]
        assert len(set(ids)) == len(ids) == 500
        fifths = [sum(n * PEOPLE / 5 < i <= (n + 1) * PEOPLE / 5 for i in ids) for n in range(5)]
        assert min(fifths) > 50
        assert whole.sample(container, 500, 1).equals(draw)
        assert not whole.sample(container, 500, 2).equals(draw)
        assert whole.take_gaps() == ()

    def test_it_opens_again_from_its_spec(self, whole: Source, container: Container) -> None:
        again = pickle.loads(pickle.dumps(whole.spec)).open()  # noqa: S301 - our own bytes
        assert read(again, container, ["id"]).equals(read(whole, container, ["id"]))
        assert again.spec == whole.spec
        again.close()

    def test_early_end_and_two_streams_at_once(self, whole: Source, container: Container) -> None:
        part = Part(container.name, 0, 1)
        first = whole.batches(container, ["id"], part, 1_000)
        second = whole.batches(container, ["id"], part, 1_000)
        assert next(first).equals(next(second))
        first.close()  # type: ignore[attr-defined] # an iterator in the protocol, here a generator
        assert sum(batch.num_rows for batch in second) == PEOPLE - 1_000

    def test_closing_twice(self, whole: Source) -> None:
        whole.close()
        whole.close()


Make = Callable[[str, bytes], Source]
