"""The pass: every row of every container through its plan, in this process or in several."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.connectors.base import Part, Source
from auditor.detection.container_tally import ContainerTally
from auditor.detection.plan import ContainerPlan
from auditor.model.catalogue import Container
from auditor.model.errors import ReadError
from auditor.model.gaps import Gap
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import GapKind
from auditor.pipelines.options import Depth, Listener, Progress, ReadOptions
from auditor.pipelines.slices import Outcome, Work, read, unread
from auditor.pipelines.workers import in_processes, warm

_PART_ROWS = 250_000
"""A container is cut into slices of about this many rows, so that workers share a large table."""
_PARTS_A_JOB = 16
"""Slices of a very large container, for each process: few, since all of them are merged."""


@dataclass(slots=True)
class Harvest:
    """The tallies of all slices, merged by container; a container with a failed slice is out."""

    tallies: dict[ContainerRef, ContainerTally] = field(default_factory=dict)
    failed: set[ContainerRef] = field(default_factory=set)
    gaps: list[Gap] = field(default_factory=list)
    interrupted: bool = False

    def take(self, outcome: Outcome) -> None:
        """Merge one outcome; the order of outcomes does not matter."""
        for gap in outcome.gaps:
            self._note(gap)
        self.interrupted |= outcome.interrupted
        if outcome.tally is None:
            self.failed.add(outcome.ref)
        elif outcome.ref in self.tallies:
            self.tallies[outcome.ref].merge(outcome.tally)
        else:
            self.tallies[outcome.ref] = outcome.tally

    def _note(self, gap: Gap) -> None:
        """One gap for all slices of a container; cells are added up, a failure is told once."""
        for place, known in enumerate(self.gaps):
            if replace(known, count=gap.count) == gap:
                if gap.kind is not GapKind.UNREAD:
                    self.gaps[place] = replace(gap, count=known.count + gap.count)
                return
        self.gaps.append(gap)

    def whole(self) -> dict[ContainerRef, ContainerTally]:
        """The tallies of the containers of which every slice was read."""
        return {ref: tally for ref, tally in self.tallies.items() if ref not in self.failed}


def prepare(containers: Iterable[Container], options: ReadOptions) -> None:
    """Start to load what the processes of a pass need, so that the probe need not be waited for."""
    if _several(containers, options):
        warm()


def _several(containers: Iterable[Container], options: ReadOptions) -> bool:
    rows = sum(container.estimated_rows or 0 for container in containers)
    return options.depth is Depth.FULL and options.jobs > 1 and rows >= options.pool_from_rows


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
        each = dict.fromkeys((plan.ref for _, plans in sources for plan in plans), 1)
        return _collect(_samples(sources, options, secret), sources, listen, each)
    works = [work for source, plans in sources for work in _works(source, plans, options, secret)]
    containers = [plan.container for _, plans in sources for plan in plans]
    opened = {source.spec: source for source, _ in sources}
    if len(works) == 1 or not _several(containers, options):
        outcomes: Iterable[Outcome] = (read(work, opened[work.spec]) for work in works)
    else:
        outcomes = in_processes(works, options.jobs, opened)
    return _collect(outcomes, sources, listen, Counter(work.plan.ref for work in works))


def _works(
    source: Source, plans: Sequence[ContainerPlan], options: ReadOptions, secret: bytes
) -> Iterator[Work]:
    for plan in plans:
        wanted = (plan.container.estimated_rows or 0) // _PART_ROWS
        wanted = min(max(wanted, 1), options.jobs * _PARTS_A_JOB)
        for part in _parts(source, plan, wanted if options.jobs > 1 else 1):
            yield Work(source.spec, plan, part, secret, options.batch_rows)


def _parts(source: Source, plan: ContainerPlan, wanted: int) -> Sequence[Part]:
    """The slices of a container; one where it cannot be asked, whose reading then tells why."""
    try:
        return source.parts(plan.container, wanted)
    except ReadError:
        return (Part(plan.container.name, 0, 1),)


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
    slices: Mapping[ContainerRef, int],
) -> Harvest:
    """Merge outcomes; `slices` says of how many a container is whole."""
    plans = [plan for _, plans in sources for plan in plans]
    expected = sum(plan.container.estimated_rows or 0 for plan in plans)
    harvest = Harvest()
    left = Counter(slices)
    try:
        for outcome in outcomes:
            harvest.take(outcome)
            left[outcome.ref] -= 1
            done = sum(count <= 0 for count in left.values())
            rows = sum(tally.rows for tally in harvest.tallies.values())
            listen(Progress(outcome.ref.container, done, len(plans), rows, expected))
    except KeyboardInterrupt:
        harvest.interrupted = True
    if harvest.interrupted:
        harvest.failed |= {ref for ref, count in left.items() if count > 0}
    return harvest
