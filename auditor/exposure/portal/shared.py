"""The same object read by two accounts is not both accounts' own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from auditor.exposure.portal.owners import Own
from auditor.exposure.portal.screens import Screen
from auditor.exposure.portal.showing import Showing, showing
from auditor.exposure.portal.values import plain
from auditor.model.visits import Visit
from auditor.model.vocabulary import EnvironmentKind


def others_too(
    found: Sequence[Showing],
    screens: Sequence[Screen],
    own: Mapping[str, Own],
    environment: EnvironmentKind | None,
) -> tuple[Showing, ...]:
    """The exchanges judged anew where what nothing told to be own was shown to others as well."""
    readers: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for one in found:
        if one.visit.endpoint.keys:
            readers[_object(one.visit)].add(one.visit.account)
    made = []
    for one, screen in zip(found, screens, strict=True):
        shared = len(readers.get(_object(one.visit), ())) > 1
        if not shared or all(s.scope is not None for s in one.shown):
            made.append(one)
            continue
        others = _another(one, own[one.visit.account])
        made.append(showing(one.visit, screen, others, one.supplied, environment))
    return tuple(made)


def _another(one: Showing, own: Own) -> Own:
    """The account's identifiers, to which those of this object do not belong."""
    known = Own({category: set(values) for category, values in own.known.items()})
    for shown in one.shown:
        if shown.scope is None:
            known.known.setdefault(shown.category, set()).add("another")
    return known


def _object(visit: Visit) -> tuple[str, tuple[str, ...]]:
    return visit.endpoint.name, tuple(plain(key) for key in visit.endpoint.keys)
