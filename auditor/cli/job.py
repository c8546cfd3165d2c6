"""One scan as a command asks for it: open, read, decide, close."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from auditor import __version__
from auditor.cli.clock import utc_now
from auditor.cli.targets import Named, opened
from auditor.connectors.base import Portal, Source
from auditor.connectors.database.options import DatabaseOptions, Reader
from auditor.model.result import Result, Run, Target
from auditor.pipelines.options import Depth, Listener, ReadOptions, silent
from auditor.pipelines.scan import Brief, scan
from auditor.policy.incidents import load_incidents
from auditor.policy.model import Policy
from auditor.rulebook.load import load_rulebook


@dataclass(frozen=True, slots=True)
class Job:
    """What to scan, and how."""

    command: str
    targets: tuple[Named, ...]
    policy: Policy
    reading: ReadOptions = field(default_factory=ReadOptions)
    database: DatabaseOptions = field(default_factory=DatabaseOptions)
    reader: Reader = "auto"
    wanted: str = ""
    """`portal` or `data` where the user says what the files are."""


def perform(job: Job, listen: Listener = silent, clock: Callable[[], str] = utc_now) -> Result:
    """Scan and give back the result; every source is closed whatever happens."""
    started = clock()
    rulebook = load_rulebook()
    brief = Brief(job.policy, rulebook, load_incidents())
    with opened(job.targets, job.database, job.reader, job.policy, job.wanted) as held:
        run = _run(job, [*held.sources, *held.portals], started, rulebook.digest)
        result = scan(held.sources, brief, run, job.reading, listen, held.portals)
    return replace(result, run=replace(result.run, finished=clock()))


def _run(job: Job, sources: Sequence[Source | Portal], started: str, rules: str) -> Run:
    return Run(
        tool="strict-necessaire",
        version=__version__,
        command=job.command,
        started=started,
        finished="",
        seed=job.reading.seed,
        mode=job.reading.depth.value,
        sample_rows=job.reading.sample_rows if job.reading.depth is Depth.SAMPLE else None,
        targets=tuple(Target(s.name, s.dialect, s.location) for s in sources),
        rules=rules,
        selected=_selected(job.database),
    )


def _selected(options: DatabaseOptions) -> tuple[str, ...]:
    """Which containers were asked for, so that one left out is never taken for one gone."""
    chosen = {"include": options.include, "exclude": options.exclude, "schema": options.schemas}
    return tuple(f"{name}={glob}" for name, globs in chosen.items() for glob in globs)
