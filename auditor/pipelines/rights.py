"""The rights of all sources, with the lineage of what their views and routines show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from auditor.connectors.base import AccessReading, Source
from auditor.lineage.choosing import SESSION
from auditor.lineage.model import Lineage
from auditor.lineage.resolving import Defined, Resolution, resolve
from auditor.model.access import Access, Relation
from auditor.model.gaps import Gap
from auditor.model.vocabulary import GapKind

_ACCOUNT = re.compile(r"^[a-z0-9+]+://(?P<user>[^:@/]+)(:[^@/]*)?@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rights:
    """The edges of every source, lineage included, and the accounts that the audit runs under."""

    access: Access
    gaps: tuple[Gap, ...]
    accounts: tuple[tuple[str, str], ...]


def rights_of(sources: Sequence[Source]) -> Rights:
    """What each source declares, one reading a source."""
    parts, gaps = [], []
    for source in sources:
        reading = source.access()
        resolution, untraced = _lineage(source.name, reading)
        parts.append(_with_lineage(source.name, reading.access, resolution))
        gaps += [*reading.gaps, *untraced]
    return Rights(together(parts), tuple(gaps), _accounts(sources))


def together(parts: Sequence[Access]) -> Access:
    """The edges of several sources as those of one."""
    return Access(
        **{
            field.name: tuple(edge for part in parts for edge in getattr(part, field.name))
            for field in fields(Access)
        }
    )


def _accounts(sources: Sequence[Source]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (source.name, found["user"])
        for source in sources
        if (found := _ACCOUNT.match(source.location))
    )


def _with_lineage(source: str, access: Access, resolution: Resolution) -> Access:
    """The edges with those of the lineage, and the views that choose their rows by who asks."""
    relations = tuple(
        replace(one, chosen=True) if _chosen(one, resolution.direct.get(one.container)) else one
        for one in access.relations
    )
    return replace(access, relations=relations, lineage=resolution.edges(source))


def _chosen(relation: Relation, lineage: Lineage | None) -> bool:
    if relation.kind != "view" or lineage is None:
        return False
    if relation.asks_caller and relation.runs_as == "owner":
        # In MySQL the current user of a definer's view is its definer, whoever asks.
        return lineage.chosen_by == SESSION
    return bool(lineage.chosen_by)


def _lineage(source: str, reading: AccessReading) -> tuple[Resolution, tuple[Gap, ...]]:
    """What each column of a view or routine is made of; what could not be followed is a gap."""
    if not reading.definitions:
        return Resolution({}, {}, ()), ()
    relations = {one.container: one for one in reading.access.relations}
    resolution = resolve(
        [
            Defined(one.container, one.text, one.dialect, relations[one.container].schema)
            for one in reading.definitions
            if one.container in relations
        ],
        {name: one.columns for name, one in relations.items() if one.columns},
    )
    gaps = [
        Gap(GapKind.BOUNDED, _code(lineage), source, container)
        for container, lineage in sorted(resolution.base.items())
        if (lineage.untraced or lineage.whole) and relations[container].columns
    ]
    return resolution, tuple(gaps)


def _code(lineage: Lineage) -> str:
    return "lineage_unparsable" if "unparsable" in lineage.untraced else "lineage_untraced"
