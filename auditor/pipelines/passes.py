"""The pass: every row of every container through its plan, in this process or in several."""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache

from auditor.connectors.base import Part, ReadRestartError, Source, SourceSpec
from auditor.detection.container_tally import ContainerTally
from auditor.detection.plan import ContainerPlan
from auditor.model.errors import ReadError
from auditor.model.gaps import Gap
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import GapKind
from auditor.pipelines.options import Depth, Listener, Progress, ReadOptions

_PART_ROWS = 500_000
"""A container is cut into slices of about this many rows, so that workers share a large table."""


@dataclass(frozen=True, slots=True)
class Work:
    """One slice of one container, for any worker."""

    spec: SourceSpec
    plan: ContainerPlan
    part: Part
    secret: bytes = field(repr=False)
    batch_rows: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one slice gave; no tally where it could not be read to its end."""

    ref: ContainerRef
    tally: ContainerTally | None
    gaps: tuple[Gap, ...] = ()
    interrupted: bool = False


@dataclass(slots=True)
class Harvest:
    """The tallies of all slices, merged by container; a container with a failed slice is out."""

    tallies: dict[ContainerRef, ContainerTally] = field(default_factory=dict)
    failed: set[ContainerRef] = field(default_factory=set)
    gaps: list[Gap] = field(default_factory=list)
    interrupted: bool = False

    def take(self, outcome: Outcome) -> None:
        """Merge one outcome; the order of outcomes does not matter."""
        self.gaps += outcome.gaps
        self.interrupted |= outcome.interrupted
        if outcome.tally is None:
            self.failed.add(outcome.ref)
        elif outcome.ref in self.tallies:
            self.tallies[outcome.ref].merge(outcome.tally)
        else:
            self.tallies[outcome.ref] = outcome.tally

    def whole(self) -> dict[ContainerRef, ContainerTally]:
        """The tallies of the containers of which every slice was read."""
        return {ref: tally for ref, tally in self.tallies.items() if ref not in self.failed}


def run(
    sources: Sequence[tuple[Source, Sequence[ContainerPlan]]],
    options: ReadOptions,
    secret: bytes,
    listen: Listener,
) -> Harvest:
    """Read what the options ask for; a container that fails becomes a gap and the rest goes on.

    An interrupt ends the reading: what was read whole is kept, the rest is out of the harvest.
    """
    if options.depth is Depth.SAMPLE:
        return _collect(_samples(sources, options, secret), sources, listen)
    works = [work for source, plans in sources for work in _works(source, plans, options, secret)]
    expected = sum(p.container.estimated_rows or 0 for _, plans in sources for p in plans)
    if options.jobs == 1 or len(works) == 1 or expected < options.pool_from_rows:
        opened = {source.spec: source for source, _ in sources}
        outcomes: Iterable[Outcome] = (read(work, opened[work.spec]) for work in works)
    else:
        outcomes = _in_processes(works, options.jobs)
    return _collect(outcomes, sources, listen)


def read(work: Work, source: Source) -> Outcome:
    """Read one slice with its plan; asked once more where the fast reader broke."""
    try:
        try:
            tally = _count(work, source)
        except ReadRestartError:
            source.take_gaps()
            tally = _count(work, source)
    except ReadError as fault:
        return Outcome(work.plan.ref, None, (unread(work.plan.ref, fault), *source.take_gaps()))
    return Outcome(work.plan.ref, tally, source.take_gaps())


def unread(ref: ContainerRef, fault: ReadError) -> Gap:
    """The gap that a failed container leaves."""
    detail = tuple(sorted((k, v) for k, v in fault.detail.items() if k != "container"))
    return Gap(GapKind.UNREAD, fault.code, ref.source, ref.container, detail=detail)


def _count(work: Work, source: Source) -> ContainerTally:
    tally = ContainerTally(work.plan, work.secret)
    columns = [column.column for column in work.plan.columns]
    for batch in source.batches(work.plan.container, columns, work.part, work.batch_rows):
        tally.add(batch)
    return tally


def _works(
    source: Source, plans: Sequence[ContainerPlan], options: ReadOptions, secret: bytes
) -> Iterator[Work]:
    for plan in plans:
        wanted = 1 + (plan.container.estimated_rows or 0) // _PART_ROWS
        parts = source.parts(plan.container, wanted if options.jobs > 1 else 1)
        for part in parts:
            yield Work(source.spec, plan, part, secret, options.batch_rows)


def _samples(
    sources: Sequence[tuple[Source, Sequence[ContainerPlan]]],
    options: ReadOptions,
    secret: bytes,
) -> Iterator[Outcome]:
    for source, plans in sources:
        for plan in plans:
            try:
                batch = source.sample(plan.container, options.sample_rows, options.seed)
            except ReadError as fault:
                yield Outcome(plan.ref, None, (unread(plan.ref, fault), *source.take_gaps()))
                continue
            tally = ContainerTally(plan, secret)
            tally.add(batch)
            yield Outcome(plan.ref, tally, source.take_gaps())


def _collect(
    outcomes: Iterable[Outcome],
    sources: Sequence[tuple[Source, Sequence[ContainerPlan]]],
    listen: Listener,
) -> Harvest:
    plans = [plan for _, plans in sources for plan in plans]
    expected = sum(plan.container.estimated_rows or 0 for plan in plans)
    harvest = Harvest()
    seen: set[ContainerRef] = set()
    try:
        for outcome in outcomes:
            harvest.take(outcome)
            seen.add(outcome.ref)
            rows = sum(tally.rows for tally in harvest.tallies.values())
            listen(Progress(outcome.ref.container, len(seen), len(plans), rows, expected))
    except KeyboardInterrupt:
        harvest.interrupted = True
    harvest.failed |= {plan.ref for plan in plans} - seen if harvest.interrupted else set()
    return harvest


def _in_processes(works: Sequence[Work], jobs: int) -> Iterator[Outcome]:
    """Outcomes as they come; the longest slices start first."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["auditor.pipelines.passes"])
    pool = ProcessPoolExecutor(min(jobs, len(works)), mp_context=context)
    futures: list[Future[Outcome]] = []
    try:
        futures = [pool.submit(_remote, work) for work in works]
        for future in as_completed(futures):
            yield future.result()
    finally:
        for future in futures:
            future.cancel()
        pool.shutdown(wait=True, cancel_futures=True)


def _remote(work: Work) -> Outcome:
    return read(work, _opened(work.spec))


@cache
def _opened(spec: SourceSpec) -> Source:
    """One connection a worker process and target, open until the process ends."""
    return spec.open()
