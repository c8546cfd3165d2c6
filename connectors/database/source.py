"""A database as a `Source`: choice of the reader, restart, gaps and journal."""

import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.connectors.base import BATCH_ROWS, AccessReading, Part, ReadRestartError
from auditor.connectors.database import arrow, counting
from auditor.connectors.database.budget import Spending, exceeds, spending, thin
from auditor.connectors.database.counting import Rows
from auditor.connectors.database.dialect import Database, Draw, Query
from auditor.connectors.database.failures import STATEMENT_TIMEOUT, Failure
from auditor.connectors.database.spec import DatabaseSpec
from auditor.model.catalogue import Catalogue, Column, Container
from auditor.model.errors import ReadError
from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind

if TYPE_CHECKING:
    import pyarrow as pa

SAMPLE_READ_ROWS = 100_000
"""Rows read at most to draw a sample from a container that cannot be drawn from by key."""
BUDGET_ROWS = 4_096
"""Rows between two looks at a budget."""
_FINAL = (STATEMENT_TIMEOUT, "lock_timeout", "not_allowed")
"""Failures that another reader would meet again."""


class DatabaseSource:
    """An opened database; one a worker, not to be shared between threads."""

    def __init__(self, database: Database, spec: DatabaseSpec, *, password_in_url: bool) -> None:
        self._database = database
        self._spec = spec
        self._password_in_url = password_in_url
        self._by_rows: set[str] = set()
        self._replaced: Counter[tuple[str, str]] = Counter()
        self._gaps: list[Gap] = []

    def __repr__(self) -> str:
        return f"DatabaseSource({self._spec!r})"

    @property
    def name(self) -> str:
        """The name that references carry."""
        return self._spec.name

    @property
    def dialect(self) -> str:
        """The dialect's name, as results carry it."""
        return self._database.dialect

    @property
    def location(self) -> str:
        """The target as it may be shown, without its password."""
        return self._spec.location

    @property
    def spec(self) -> DatabaseSpec:
        """How to open the same database again; a worker then sees the same rows if it can."""
        return self._spec.at(self._database.snapshot)

    def catalogue(self) -> Catalogue:
        """The containers in name order, with gaps for what the account may not read."""
        with self._told_of("*"):
            found = self._database.catalogue(self.name)
        warnings = found.warnings
        if self._password_in_url:
            warnings = ("password_in_url", *warnings)
        containers = sorted(found.containers, key=lambda container: container.name)
        gaps = sorted(found.gaps, key=lambda gap: (gap.container, gap.column, gap.code))
        return replace(found, containers=tuple(containers), gaps=tuple(gaps), warnings=warnings)

    def sample(self, container: Container, rows: int, seed: int) -> "pa.RecordBatch":
        """`rows` rows of the readable columns, or all of a smaller container, seeded."""
        columns = [column for column in container.columns if column.readable]
        names = [column.name for column in columns]
        if not columns or rows <= 0:
            return arrow.empty(names)
        with self._told_of(container.name):
            draw = self._database.sample_select(container, columns, rows, seed)
        seen = Counter[tuple[str, str]]()
        stream = self._stream(Query(draw.sql, container, tuple(names)), seen, by_arrow=False)
        with closing(stream):
            if not draw.bounded:
                return arrow.draw(stream, names, rows, seed)
            reading = arrow.Head(stream, SAMPLE_READ_ROWS)
            batch = arrow.draw(iter(reading), names, rows, seed)
        if reading.cut:
            self._gap("sample_of_head", container, rows=SAMPLE_READ_ROWS)
        return batch

    def parts(self, container: Container, wanted: int) -> Sequence[Part]:
        """Slices by physical key of tables large enough, else one part."""
        # A budget is of the whole container, whatever the number of workers.
        whole = spending(container, self._spec.options) is not None
        with self._told_of(container.name):
            bounds = self._database.slices(container, 1 if whole else wanted)
        return [
            Part(container.name, index, len(bounds), low, high)
            for index, (low, high) in enumerate(bounds)
        ]

    def batches(
        self, container: Container, columns: Sequence[str], part: Part, batch_rows: int = BATCH_ROWS
    ) -> "Iterator[pa.RecordBatch]":
        """Every row of the slice, or as many as the budget allows; at most `batch_rows` each."""
        wanted = [container.column(name) for name in columns]
        if not wanted:
            return
        budget = spending(container, self._spec.options)
        if budget is None:
            yield from self._read(container, wanted, part, batch_rows)
            return
        with closing(self._within(budget, container, wanted, part)) as stream:
            yield from arrow.even(stream, batch_rows)
        left = budget.gap()
        if left:
            self._gap(left[0], container, **left[1])

    def _within(
        self, budget: Spending, container: Container, wanted: Sequence[Column], part: Part
    ) -> "Generator[pa.RecordBatch]":
        """The rows that a budget allows, spread over the whole table where its size is known."""
        options = self._spec.options
        draw: Draw | None = None
        if exceeds(container, options):
            with self._told_of(container.name):
                draw = self._database.sample_select(container, wanted, options.max_rows, 0)
        read = self._read(container, wanted, part, BUDGET_ROWS, draw)
        stream: Iterator[pa.RecordBatch] = read
        if draw is not None and not draw.bounded:
            budget.thinned = True
            expected = draw.expected or container.estimated_rows or 1
            stream = thin(read, options.max_rows / expected)
        with closing(read):
            yield from budget.over(stream)

    def _read(
        self,
        container: Container,
        wanted: Sequence[Column],
        part: Part,
        batch_rows: int,
        draw: Draw | None = None,
    ) -> "Generator[pa.RecordBatch]":
        """The rows of a statement by the fast reader, else by the universal one."""
        with self._told_of(container.name):
            plain = self._database.select(container, wanted, part)
        sql = plain if draw is None or draw.bounded else draw.sql
        query = Query(sql, container, tuple(column.name for column in wanted))
        handed = False
        if self._uses_arrow(container):
            try:
                for batch in self._part(query, batch_rows, by_arrow=True):
                    handed = True
                    yield batch
            except ReadError as error:
                if self._spec.reader == "adbc" or error.code in _FINAL:
                    raise
            else:
                return
            self._by_rows.add(container.name)
        if handed:
            raise ReadRestartError("read_restarted", container=container.name)
        yield from self._part(query, batch_rows, by_arrow=False)

    def access(self) -> AccessReading:
        """Who may read what; a gap where the account may not see the rights themselves."""
        try:
            return self._database.access(self.name)
        except self._database.errors as error:
            failure = self._database.failure(error)
            detail = (("sqlstate", failure.sqlstate or "?"),)
            return AccessReading(
                gaps=(Gap(GapKind.UNREAD, "access_unread", self.name, detail=detail),)
            )

    def persons(self, container: Container, columns: Sequence[str], role: str = "") -> int | None:
        """Distinct combinations of the columns, as that role sees them; None where unknown."""
        rows = self._counted(counting.distinct(self._address(container), columns), role)
        return int(str(rows[0][0])) if rows else None

    def persons_by(
        self, container: Container, columns: Sequence[str], by: str
    ) -> tuple[tuple[str, int], ...]:
        """The same for each value of `by`; the values are for naming, never for writing."""
        rows = self._counted(counting.distinct_by(self._address(container), columns, by), "")
        return tuple((str(value), int(str(count))) for value, count in rows)

    def _address(self, container: Container) -> tuple[str, ...]:
        return container.address or (container.name,)

    def _counted(self, sql: str, role: str) -> Rows:
        """What could not be counted is nothing: a count is never worth a failed scan."""
        try:
            return self._database.counted(sql, role) or ()
        except self._database.errors:
            return ()

    def take_gaps(self) -> tuple[Gap, ...]:
        """Gaps noticed while reading since the last call."""
        gaps = list(self._gaps)
        for (container, column), count in sorted(self._replaced.items()):
            gaps.append(
                Gap(GapKind.BOUNDED, "invalid_text", self.name, container, column, count=count)
            )
        self._gaps.clear()
        self._replaced.clear()
        return tuple(gaps)

    def close(self) -> None:
        """Close every connection; safe to call twice."""
        self._database.close()

    @contextmanager
    def _told_of(self, container: str) -> Iterator[None]:
        """Whatever a driver raises comes out as a `ReadError` about that container."""
        try:
            yield
        except self._database.errors as error:
            raise self._database.failure(error).error(container) from None

    def _uses_arrow(self, container: Container) -> bool:
        if self._spec.reader == "sqlalchemy" or container.name in self._by_rows:
            return False
        if self._spec.reader == "adbc":
            return self._database.has_arrow(container)
        return self._database.prefers_arrow(container)

    def _part(
        self, query: Query, batch_rows: int, *, by_arrow: bool
    ) -> "Generator[pa.RecordBatch]":
        """The even batches of one statement; what it replaced counts once it is through."""
        seen = Counter[tuple[str, str]]()
        with closing(self._stream(query, seen, by_arrow=by_arrow)) as stream:
            yield from arrow.even(stream, batch_rows)
        self._replaced.update(seen)

    def _stream(
        self, query: Query, seen: Counter[tuple[str, str]], *, by_arrow: bool
    ) -> "Generator[pa.RecordBatch]":
        """Run one statement; its failure comes as a `ReadError` in our words."""
        started = time.monotonic()
        rows = 0
        failure: Failure | None = None
        container = query.container.name
        try:
            with closing(self._cells(query, by_arrow=by_arrow)) as chunks:
                for cells in chunks:
                    rows += cells.batch.num_rows
                    for column, count in cells.replaced.items():
                        seen[container, column] += count
                    yield cells.batch
        except self._database.errors as error:
            failure = self._database.failure(error)
        finally:
            fast, universal = self._database.readers
            reader = fast if by_arrow else universal
            self._spec.options.note(query.sql, time.monotonic() - started, rows, reader)
        if failure is not None:
            raise failure.error(container)

    def _cells(self, query: Query, *, by_arrow: bool) -> "Generator[arrow.Cells]":
        if by_arrow:
            with closing(self._database.arrow(query)) as columns:
                for chunk in columns:
                    yield arrow.of_arrays(chunk, query.columns)
        else:
            with closing(self._database.rows(query)) as rows:
                for group in rows:
                    yield arrow.of_rows(group, query.columns)

    def _gap(self, code: str, container: Container, **detail: int | str) -> None:
        self._gaps.append(
            Gap(
                GapKind.BOUNDED,
                code,
                self.name,
                container.name,
                detail=tuple((key, str(value)) for key, value in sorted(detail.items())),
            )
        )
