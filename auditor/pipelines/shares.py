"""What one kind of target contributes to a Result; a scan adds the shares up."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.facts import FactRecord, Family
from auditor.model.access import Access
from auditor.model.exchanges import Entry, Link
from auditor.model.exposure import Exposure, Reach, Surface
from auditor.model.findings import Conforming
from auditor.model.gaps import Gap
from auditor.model.result import Coverage, FieldEntry


@dataclass(frozen=True, slots=True)
class Share:
    """What stored data, rights or exchanges say, each in a stable order."""

    families: frozenset[Family] = frozenset()
    """The facts that this kind of target can have."""
    records: tuple[FactRecord, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    fields: tuple[FieldEntry, ...] = ()
    access: Access = field(default_factory=Access)
    entries: tuple[Entry, ...] = ()
    surfaces: tuple[Surface, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    reach: tuple[Reach, ...] = ()
    links: tuple[Link, ...] = ()
    conforming: tuple[Conforming, ...] = ()
    gaps: tuple[Gap, ...] = ()


def together(shares: Sequence[Share]) -> Share:
    """One share that holds all of them, in their order."""
    return Share(
        families=frozenset[Family]().union(*(share.families for share in shares)),
        records=tuple(record for share in shares for record in share.records),
        coverage=tuple(entry for share in shares for entry in share.coverage),
        fields=tuple(entry for share in shares for entry in share.fields),
        access=_accesses([share.access for share in shares]),
        entries=tuple(entry for share in shares for entry in share.entries),
        surfaces=tuple(surface for share in shares for surface in share.surfaces),
        exposures=tuple(exposure for share in shares for exposure in share.exposures),
        reach=tuple(reach for share in shares for reach in share.reach),
        links=tuple(link for share in shares for link in share.links),
        conforming=tuple(place for share in shares for place in share.conforming),
        gaps=tuple(gap for share in shares for gap in share.gaps),
    )


def _accesses(parts: Sequence[Access]) -> Access:
    return Access(
        relations=tuple(one for part in parts for one in part.relations),
        roles=tuple(one for part in parts for one in part.roles),
        memberships=tuple(one for part in parts for one in part.memberships),
        grants=tuple(one for part in parts for one in part.grants),
        defaults=tuple(one for part in parts for one in part.defaults),
        lineage=tuple(one for part in parts for one in part.lineage),
        policies=tuple(one for part in parts for one in part.policies),
    )
