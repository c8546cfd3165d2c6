"""`audit scan`: from sources and declarations to the Result, top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.connectors.base import Portal, Source
from auditor.exposure.incidents import Stage, replay
from auditor.exposure.reach import headline
from auditor.model.result import PolicyNote, Result, Run, Summary
from auditor.pipelines.access import access
from auditor.pipelines.counting import by_controller, split
from auditor.pipelines.coverage import cover
from auditor.pipelines.environment import settle
from auditor.pipelines.options import Listener, ReadOptions, silent
from auditor.pipelines.portal import portal_share, read_captures
from auditor.pipelines.reading import read
from auditor.pipelines.rights import rights_of
from auditor.pipelines.scene import look
from auditor.pipelines.shares import together
from auditor.pipelines.stored import stored
from auditor.pipelines.summary import summarise
from auditor.policy.incidents import Incident, chosen
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
    portals: Sequence[Portal] = (),
) -> Result:
    """Read sources and portals, decide, and hold the outcome against purposes, rules, incidents.

    The same data, seed and declarations give the same result, times apart.
    """
    reading = read(sources, options, listen)
    policy, presumed = settle(
        brief.policy, (*(s.name for s in sources), *(p.name for p in portals))
    )
    covered = cover(reading, options)
    scene = look(policy, reading, covered, run.started)
    rights = rights_of(() if reading.interrupted else sources)
    captures = read_captures(portals, policy, reading.secret)
    share = together(
        [
            stored(scene),
            access(scene, rights, sources),
            portal_share(captures, policy, reading.census),
        ]
    )
    evaluation = evaluate(brief.rulebook, share.records, share.families, policy.limits)
    splits = by_controller(scene, sources)
    stage = Stage(
        scene.held, scene.placements, covered.unread, scene.counter, share.exposures, splits
    )
    incidents = chosen(brief.incidents, policy.incidents)
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
        reach=split(share.reach, share.exposures, splits),
        incidents=tuple(replay(incident, stage) for incident in incidents),
        links=share.links,
        findings=evaluation.findings,
        conforming=(*share.conforming, *evaluation.conforming),
        gaps=(*reading.gaps, *covered.gaps, *presumed, *share.gaps, *evaluation.gaps),
        warnings=tuple(sorted({w for c in reading.catalogues for w in c.warnings})),
        summary=Summary(interrupted=reading.interrupted, headline=page),
    )
    return replace(result, summary=summarise(result))
