"""What stored data contributes to a scan: fields, exposures by table, facts."""

from auditor.exposure.conforming import conforming
from auditor.exposure.containers import container_records
from auditor.exposure.placements import surfaces, undeclared
from auditor.exposure.reach import reach
from auditor.exposure.records import exposure_records, field_records
from auditor.exposure.retention import retention_gaps
from auditor.exposure.stored import exposures
from auditor.facts import Family
from auditor.pipelines.coverage import field_entries
from auditor.pipelines.scene import Scene
from auditor.pipelines.shares import Share

_FAMILIES = frozenset(
    {Family.PLACE, Family.VERDICT, Family.SCHEMA, Family.VALUES, Family.POLICY, Family.EXPOSURE}
)


def stored(scene: Scene) -> Share:
    """What is kept where, who is declared to read it, and whether they need it."""
    rooms, placements, terms = scene.rooms, scene.placements, scene.terms
    shown = exposures(placements, scene.held, terms.purposes, scene.counter)
    personal = {key: len(room.categories) for key, room in rooms.items()}
    return Share(
        families=_FAMILIES,
        records=(
            *field_records(rooms, terms.purposes, terms.environment),
            *exposure_records(rooms, shown, placements, terms.environment, terms.today),
            *container_records(rooms, terms),
        ),
        coverage=scene.covered.entries,
        fields=field_entries(rooms.values()),
        surfaces=surfaces(placements),
        exposures=shown,
        reach=reach(shown, scene.counter),
        conforming=conforming(rooms, shown, placements, terms),
        gaps=(
            *undeclared(scene.policy, scene.reading.containers, placements, personal),
            *retention_gaps(tuple(rooms.values()), terms.retention, terms.today),
        ),
    )
