"""What the pipeline makes of the paths that a pass discovered: their names, and what was cut."""

from collections.abc import Iterable, Mapping

from auditor.detection.container_tally import ContainerTally
from auditor.model.catalogue import Container
from auditor.model.gaps import Gap
from auditor.model.naming import ContainerNames
from auditor.model.profiles import ContainerProfile
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import GapKind
from auditor.naming.nested import read_objects


def with_objects(
    containers: Iterable[Container],
    names: Mapping[ContainerRef, ContainerNames],
    profiles: Mapping[ContainerRef, ContainerProfile],
) -> dict[ContainerRef, ContainerNames]:
    """The names of every container together with those of the objects inside its columns."""
    return dict(names) | {
        container.ref: read_objects(container, names[container.ref], profile.nested)
        for container in containers
        if (profile := profiles.get(container.ref)) and profile.nested
    }


def nested_gaps(tallies: Mapping[ContainerRef, ContainerTally]) -> list[Gap]:
    """One gap a column and limit, with the number of cells that it cut."""
    return [
        Gap(
            GapKind.BOUNDED,
            f"nested_{cut}",
            ref.source,
            ref.container,
            column,
            count=count,
            detail=(("cells", str(nested.cells["seen"])), ("count", str(count))),
        )
        for ref, tally in sorted(tallies.items())
        for column, nested in tally.nested.items()
        for cut, count in nested.cuts().items()
    ]
