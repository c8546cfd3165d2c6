"""One slice of one container: what a worker is given, what it gives back, and how it reads."""

from collections.abc import Callable
from dataclasses import dataclass, field

from auditor.connectors.base import Part, ReadRestartError, Source, SourceSpec
from auditor.detection.container_tally import ContainerTally
from auditor.detection.plan import ContainerPlan
from auditor.model.errors import ReadError
from auditor.model.gaps import Gap
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import GapKind


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


def read(work: Work, source: Source, stopped: Callable[[], bool] = lambda: False) -> Outcome:
    """Read one slice with its plan; asked once more where the fast reader broke.

    Where `stopped` says so between two batches, the outcome is interrupted and has no tally.
    """
    try:
        try:
            tally = _count(work, source, stopped)
        except ReadRestartError:
            source.take_gaps()
            tally = _count(work, source, stopped)
    except ReadError as fault:
        return Outcome(work.plan.ref, None, (unread(work.plan.ref, fault), *source.take_gaps()))
    return Outcome(work.plan.ref, tally, source.take_gaps(), interrupted=tally is None)


def unread(ref: ContainerRef, fault: ReadError) -> Gap:
    """The gap that a failed container leaves."""
    detail = tuple(sorted((k, v) for k, v in fault.detail.items() if k != "container"))
    return Gap(GapKind.UNREAD, fault.code, ref.source, ref.container, detail=detail)


def _count(work: Work, source: Source, stopped: Callable[[], bool]) -> ContainerTally | None:
    tally = ContainerTally(work.plan, work.secret)
    columns = [column.column for column in work.plan.columns]
    batches = source.batches(work.plan.container, columns, work.part, work.batch_rows)
    for batch in batches:
        tally.add(batch)
        if stopped():
            return None
    tally.settle()
    return tally
