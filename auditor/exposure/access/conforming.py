"""Rights that were checked and are in line: data that is needed, rows that are kept apart."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from auditor.exposure.access.roles import APPLICATION
from auditor.exposure.access.sights import Seen
from auditor.model.findings import Conforming
from auditor.model.vocabulary import Necessity


def conforming(seen: Sequence[Seen]) -> tuple[Conforming, ...]:
    """Objects of which a role reads what its declared purposes need, or rows kept apart for it."""
    ordered = (one for one in seen if one.standing.kind == APPLICATION)
    return tuple(
        fact for _, group in groupby(ordered, key=_place) for fact in _checked(list(group))
    )


def _place(one: Seen) -> tuple[str, str, str]:
    return one.exposure.source, one.exposure.surface, one.exposure.container


def _checked(group: Sequence[Seen]) -> Iterable[Conforming]:
    first = group[0]
    source, surface, container = _place(first)
    needed = all(one.exposure.necessity is Necessity.NEEDED for one in group)
    if needed and first.standing.declared:
        purposes = (("purposes", ", ".join(first.standing.purposes)),)
        yield Conforming("surface_in_line", source, container, surface, purposes)
    if first.right.rows == "restricted":
        yield Conforming("rows_restricted", source, container, surface)
