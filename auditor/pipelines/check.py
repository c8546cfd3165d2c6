"""`audit check`: from files of migrations to the Result, top to bottom; nothing is ever run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.connectors.migrations.read import read_scripts
from auditor.connectors.migrations.replay import replay
from auditor.desk.lock import place_of
from auditor.exposure.changes.conforming import conforming_changes
from auditor.exposure.changes.files import file_verdicts
from auditor.exposure.changes.judged import Known
from auditor.exposure.changes.novel import without_those_before
from auditor.exposure.changes.records import SOURCE, change_records
from auditor.exposure.changes.seen import Looker, Seen
from auditor.exposure.changes.standing import Purposes
from auditor.facts import Family
from auditor.model.catalogue import Container
from auditor.model.gaps import Gap
from auditor.model.migrations import CreateTable, CreateView, Script, Waiver
from auditor.model.result import PolicyNote, Result, Run, Summary
from auditor.model.vocabulary import GapKind
from auditor.pipelines.summary import summarise
from auditor.policy.model import Policy
from auditor.rulebook.evaluate import evaluate
from auditor.rulebook.model import Rulebook

FAMILIES = frozenset(
    {Family.PLACE, Family.VERDICT, Family.SCHEMA, Family.POLICY, Family.EXPOSURE, Family.MIGRATION}
)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of migrations as they are, as they were, and which of them are asked about."""

    now: Mapping[str, bytes] = field(repr=False)
    """Every file, with those that only tell the schema so far."""
    asked: frozenset[str]
    before: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """What the changed files, and those around them, were before; empty where all is new."""
    dialect: str = ""
    gaps: tuple[Gap, ...] = ()
    """What could not be read before its text was at hand."""


@dataclass(frozen=True, slots=True)
class Against:
    """What migrations are held against; `start` and `known` are those of a lock."""

    policy: Policy
    rulebook: Rulebook
    start: tuple[Container, ...] = ()
    known: Known = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """The result, and what the files themselves ask to be let through."""

    result: Result
    waivers: Mapping[str, tuple[Waiver, ...]]
    """In-file waivers, by file."""
    lines: Mapping[str, tuple[int, ...]]
    """The lines at which statements begin, by file."""


def check(files: Files, against: Against, run: Run) -> Checked:
    """What the asked files do to personal data, and what rules and purposes say of it."""
    policy = against.policy
    purposes = Purposes(policy)
    scripts = read_scripts(files.now, files.dialect)
    seen, missed = _seen(scripts, files.asked, against, purposes)
    seen = without_those_before(seen, _before(files, against, purposes))
    asked = tuple(script for script in scripts if script.file in files.asked)
    gaps = (*files.gaps, *_gaps(scripts, files.asked), *missed)
    records = change_records(seen, purposes, policy.environment.kind)
    evaluation = evaluate(against.rulebook, records, FAMILIES, policy.limits)
    result = Result(
        run=run,
        mission=policy.mission,
        environment=policy.environment,
        policy=PolicyNote(policy.digest, policy.confirmed, policy.cells),
        changes=tuple(one.change for one in seen),
        files=file_verdicts({script.file: script.ecosystem for script in asked}, seen, gaps),
        findings=evaluation.findings,
        conforming=(*conforming_changes(seen, purposes), *evaluation.conforming),
        gaps=(*gaps, *evaluation.gaps),
        summary=Summary(),
    )
    return Checked(
        replace(result, summary=summarise(result)),
        {script.file: script.waivers for script in asked if script.waivers},
        {script.file: tuple(sorted({s.line for s in script.steps})) for script in asked},
    )


def _seen(
    scripts: Sequence[Script], wanted: frozenset[str], against: Against, purposes: Purposes
) -> tuple[tuple[Seen, ...], tuple[Gap, ...]]:
    """What the wanted files do, in the schema that all files make."""
    history = replay(scripts, _not_made_by(scripts, against.start))
    effects = (effect for effect in history.effects if effect.file in wanted)
    seen = Looker(purposes, against.known, history.containers).look(effects)
    missed = ((dict(gap.detail).get("file", ""), gap) for gap in history.gaps)
    return seen, tuple(placed(gap, file) for file, gap in missed if file in wanted)


def _not_made_by(scripts: Sequence[Script], start: Sequence[Container]) -> tuple[Container, ...]:
    """The tables of a lock that no script makes itself: the others are those of the scripts."""
    made = {
        place_of(name, "")
        for script in scripts
        for step in script.steps
        if (name := getattr(step.operation, "view", getattr(step.operation, "table", "")))
        and isinstance(step.operation, CreateTable | CreateView)
        and not step.down
    }
    return tuple(one for one in start if place_of(one.name, "") not in made)


def _before(files: Files, against: Against, purposes: Purposes) -> tuple[Seen, ...]:
    """What the asked files did before they were edited; nothing where all of them are new."""
    edited = frozenset(name for name in files.asked if name in files.before)
    if not edited:
        return ()
    scripts = read_scripts(files.before, files.dialect)
    return _seen(scripts, edited, against, purposes)[0]


def _gaps(scripts: Sequence[Script], asked: frozenset[str]) -> Iterable[Gap]:
    """The gaps of the asked files at their place; those of the others as one, the schema so far."""
    others = 0
    for script in scripts:
        if script.file in asked:
            yield from (placed(gap, script.file) for gap in script.gaps)
        else:
            others += any(gap.kind is GapKind.UNREAD for gap in script.gaps)
    if others:
        yield Gap(GapKind.BOUNDED, "context_unread", SOURCE, count=others)


def placed(gap: Gap, file: str) -> Gap:
    """The gap with its file as the container and, where it had one, its table in the detail."""
    detail = tuple((name, value) for name, value in gap.detail if name != "file")
    if gap.container and gap.container != file and "table" not in dict(detail):
        detail = (*detail, ("table", gap.container))
    return replace(gap, source=SOURCE, container=file, column="", detail=detail)
