"""The rights of all sources, with the lineage of what their views and routines show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from auditor.connectors.base import AccessReading, Source
from auditor.lineage.model import Lineage
from auditor.lineage.resolving import Defined, resolve
from auditor.model.access import Access, LineageEdge
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
        lineage, untraced = _lineage(source.name, reading)
        parts.append(replace(reading.access, lineage=lineage))
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


def _lineage(
    source: str, reading: AccessReading
) -> tuple[tuple[LineageEdge, ...], tuple[Gap, ...]]:
    """What each column of a view or routine is made of; what could not be followed is a gap."""
    if not reading.definitions:
        return (), ()
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
    return resolution.edges(source), tuple(gaps)


def _code(lineage: Lineage) -> str:
    return "lineage_unparsable" if "unparsable" in lineage.untraced else "lineage_untraced"
