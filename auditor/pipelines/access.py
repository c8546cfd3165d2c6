"""What database rights contribute to a scan: roles as surfaces, what they read and may do."""

from collections.abc import Sequence

from auditor.connectors.base import Source
from auditor.exposure.access.alike import represented
from auditor.exposure.access.conforming import conforming
from auditor.exposure.access.effective import readable
from auditor.exposure.access.holdings import Holdings
from auditor.exposure.access.people import People
from auditor.exposure.access.reach import bounded, reaches
from auditor.exposure.access.records import Bench, data_records
from auditor.exposure.access.roles import EVERYONE, TECHNICAL, standings, surfaces, undeclared
from auditor.exposure.access.sights import Ground, Seen, sights
from auditor.exposure.access.whole import power_records, role_records
from auditor.facts import Family
from auditor.model.exposure import Reach
from auditor.pipelines.counting import seen_as
from auditor.pipelines.rights import Rights
from auditor.pipelines.scene import Scene
from auditor.pipelines.shares import Share


def access(scene: Scene, rights: Rights, sources: Sequence[Source] = ()) -> Share:
    """Who may read what, and whether they need it; edges alone where a source has no roles."""
    edges = rights.access
    standing, alike = represented(edges, standings(edges, scene.policy.roles, rights.accounts))
    if not standing:
        return Share(access=edges, gaps=rights.gaps)
    holdings = Holdings(scene.rooms, edges.lineage)
    wanted = [(one.source, one.role) for one in standing if one.kind != TECHNICAL]
    reads = readable(edges, wanted)
    counted = seen_as(scene, sources, reads)
    people = People(scene.counter, holdings, counted, scene.covered.unread)
    ground = Ground(
        holdings,
        people,
        scene.terms.purposes,
        {(one.source, one.container): one for one in edges.relations},
        scene.terms.environment,
    )
    seen = sights(standing, reads, ground)
    mine = [one for one in seen if one.standing.kind != EVERYONE]
    reached = reaches(mine, people)
    bench = Bench(
        scene.rooms,
        ground,
        edges,
        standing,
        seen,
        reached,
        scene.policy.limits,
        scene.policy.controllers,
    )
    return Share(
        families=frozenset({Family.ACCESS, Family.EXPOSURE}),
        records=(*data_records(bench), *power_records(bench), *role_records(bench)),
        access=edges,
        surfaces=surfaces(standing, _containers(mine)),
        exposures=tuple(one.exposure for one in mine),
        reach=reached,
        conforming=conforming(mine),
        gaps=(
            *rights.gaps,
            *alike,
            *undeclared(standing, _persons(mine, reached)),
            *bounded(mine, people),
        ),
    )


def _containers(seen: Sequence[Seen]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for one in seen:
        key = one.exposure.source, one.exposure.surface
        found.setdefault(key, set()).add(one.exposure.container)
    return found


def _persons(seen: Sequence[Seen], reached: Sequence[Reach]) -> dict[tuple[str, str], int]:
    """The most persons that each role lists; 0 where nobody was counted."""
    found = {(one.exposure.source, one.exposure.surface): 0 for one in seen}
    for reach in reached:
        key = reach.source, reach.surface
        found[key] = max(found.get(key, 0), reach.listable.value or 0)
    return found
