"""`audit scan`: from sources and declarations to the Result, top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.connectors.base import Source
from auditor.exposure.incidents import Stage, replay
from auditor.exposure.reach import headline
from auditor.model.result import PolicyNote, Result, Run, Summary
from auditor.pipelines.coverage import cover, summarise
from auditor.pipelines.environment import settle
from auditor.pipelines.options import Listener, ReadOptions, silent
from auditor.pipelines.reading import read
from auditor.pipelines.scene import look
from auditor.pipelines.shares import together
from auditor.pipelines.stored import stored
from auditor.policy.incidents import Incident
from auditor.policy.model import Policy
from auditor.rulebook.evaluate import evaluate
from auditor.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class Brief:
    """What a scan is held against: declarations, rules, past incidents."""

    policy: Policy
    rulebook: Rulebook
    incidents: tuple[Incident, ...]


def scan(
    sources: Sequence[Source],
    brief: Brief,
    run: Run,
    options: ReadOptions,
    listen: Listener = silent,
) -> Result:
    """Read the sources, decide, and hold the outcome against purposes, rules and incidents.

    The same data, seed and declarations give the same result, times apart.
    """
    reading = read(sources, options, listen)
    policy, presumed = settle(brief.policy, tuple(source.name for source in sources))
    covered = cover(reading, options)
    scene = look(policy, reading, covered, run.started)
    share = together([stored(scene)])
    evaluation = evaluate(brief.rulebook, share.records, share.families, policy.limits)
    stage = Stage(scene.held, scene.placements, covered.unread, scene.counter)
    declared = frozenset(surface.id for surface in share.surfaces if surface.declared)
    page = headline(share.exposures, declared, scene.counter)
    result = Result(
        run=run,
        mission=policy.mission,
        environment=policy.environment,
        policy=PolicyNote(policy.digest, policy.confirmed, policy.cells),
        coverage=share.coverage,
        fields=share.fields,
        access=share.access,
        entries=share.entries,
        surfaces=share.surfaces,
        exposures=share.exposures,
        reach=share.reach,
        incidents=tuple(replay(incident, stage) for incident in brief.incidents),
        links=share.links,
        findings=evaluation.findings,
        conforming=(*share.conforming, *evaluation.conforming),
        gaps=(*reading.gaps, *covered.gaps, *presumed, *share.gaps, *evaluation.gaps),
        warnings=tuple(sorted({w for c in reading.catalogues for w in c.warnings})),
        summary=Summary(interrupted=reading.interrupted, headline=page),
    )
    return replace(result, summary=summarise(result))
