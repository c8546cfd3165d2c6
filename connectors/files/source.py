"""A file or a folder as a `Source`: each table of each file is a container."""

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from auditor.connectors.base import BATCH_ROWS, AccessReading, Part
from auditor.connectors.database import arrow
from auditor.connectors.database.arrow import Cells
from auditor.connectors.files.entry import grown
from auditor.connectors.files.failures import told_of
from auditor.connectors.files.formats import tables
from auditor.connectors.files.listing import Listing, Place, kind_of, look
from auditor.connectors.files.options import FileSpec
from auditor.connectors.files.table import WHOLE, Lost
from auditor.model.catalogue import Catalogue, Container
from auditor.model.errors import ReadError
from auditor.model.gaps import Gap

if TYPE_CHECKING:
    import pyarrow as pa


class FileSource:
    """An opened file or folder; one a worker, not to be shared between threads."""

    def __init__(self, spec: FileSpec) -> None:
        self._spec = spec
        self._listing: Listing | None = None
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def __repr__(self) -> str:
        return f"FileSource({self._spec!r})"

    @property
    def name(self) -> str:
        """The name that references carry."""
        return self._spec.name

    @property
    def dialect(self) -> str:
        """`files`, whatever their formats."""
        return "files"

    @property
    def location(self) -> str:
        """The path as it may be shown."""
        return self._spec.location

    @property
    def spec(self) -> FileSpec:
        """How to open the same path again."""
        return self._spec

    def catalogue(self) -> Catalogue:
        """The tables of all files in name order, with gaps for what is not read."""
        listing = self.listing
        containers = tuple(place.container for place in listing.places.values())
        return Catalogue(self.name, self.dialect, containers, listing.gaps)

    def sample(self, container: Container, rows: int, seed: int) -> "pa.RecordBatch":
        """Rows from all over the table, seeded; every row of a small one."""
        names = [column.name for column in container.columns]
        if not names or rows <= 0:
            return arrow.empty(names)
        place = self._place(container)
        with told_of(container.name):
            drawn = place.table.draw(rows, seed)
            # A row that looks ragged may just have been met in its middle.
            stream = (
                place.table.stream(range(len(names)), WHOLE)
                if drawn is None
                else (one for one in drawn if not _is_ragged(one))
            )
            batch = arrow.draw(self._batches(stream, container.name), names, rows, seed)
            self._check(place)
        return batch

    def parts(self, container: Container, wanted: int) -> Sequence[Part]:
        """Slices of whole rows of a large table, else one part."""
        with told_of(container.name):
            slices = self._place(container).table.slices(wanted)
        return [
            Part(container.name, index, len(slices), low, high)
            for index, (low, high) in enumerate(slices)
        ]

    def batches(
        self, container: Container, columns: Sequence[str], part: Part, batch_rows: int = BATCH_ROWS
    ) -> "Iterator[pa.RecordBatch]":
        """Every row of the slice, in batches of at most `batch_rows`."""
        if not columns:
            return
        place = self._place(container)
        names = [column.name for column in container.columns]
        places = [names.index(column) for column in columns]
        with told_of(container.name):
            stream = place.table.stream(places, (part.low, part.high))
            yield from arrow.even(self._batches(stream, container.name), batch_rows)
            self._check(place, last=part.index == part.of - 1)

    def access(self) -> AccessReading:
        """No rights are told of this source yet."""
        return AccessReading()

    def take_gaps(self) -> tuple[Gap, ...]:
        """Gaps noticed while reading since the last call."""
        gaps = [
            Gap(kind_of(code), code, self.name, container, column, count=count)
            for (container, column, code), count in sorted(self._counts.items())
        ]
        self._counts.clear()
        return tuple(gaps)

    def close(self) -> None:
        """Nothing stays open between two reads."""

    def _place(self, container: Container) -> Place:
        place = self.listing.places.get(container.name)
        if place is None:
            raise ReadError("file_gone", container=container.name)
        return place if place.container == container else self._as_it_was(place, container)

    def _as_it_was(self, place: Place, container: Container) -> Place:
        """The place for a worker that found the file when it had grown already."""
        size, mtime = (int(one) for one in container.address[-2:])
        if place.entry.size < size:
            raise ReadError("file_changed", container=container.name)
        entry = replace(place.entry, size=size, mtime_ns=mtime)
        with told_of(container.name):
            again = tables(entry, self._spec.options)
        for table in again:
            if table.label == place.table.label and table.columns == container.columns:
                return Place(entry, table, container)
        raise ReadError("file_changed", container=container.name)

    def _check(self, place: Place, *, last: bool = True) -> None:
        """Fault a file that was rewritten; one that grew is told once, by its last slice."""
        if grown(place.entry) and last:
            self._counts[place.container.name, "", "file_grew"] = 1

    def _batches(
        self, stream: "Iterator[Cells | Lost]", container: str
    ) -> "Generator[pa.RecordBatch]":
        with closing(cast("Generator[Cells | Lost]", stream)):
            for one in stream:
                if isinstance(one, Lost):
                    self._counts[container, "", one.code] += one.count
                    continue
                for column, count in one.replaced.items():
                    self._counts[container, column, "invalid_text"] += count
                yield one.batch

    @property
    def listing(self) -> Listing:
        """What was found, looked for once."""
        if self._listing is None:
            self._listing = look(self._spec)
        return self._listing


def _is_ragged(one: "Cells | Lost") -> bool:
    return isinstance(one, Lost) and one.code == "ragged_rows"
