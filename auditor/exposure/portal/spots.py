"""The values of an answer that are shown, each in its object; an array of one is its element."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.exposure.portal.values import plain
from auditor.model.visits import Sighting, Spot
from auditor.model.vocabulary import Category

_TOKENS = frozenset(
    {
        "token",
        "accesstoken",
        "refreshtoken",
        "idtoken",
        "jwt",
        "csrf",
        "csrftoken",
        "xsrf",
        "viewstate",
    }
    | {"authenticitytoken", "requestverificationtoken", "sessionid", "jsessionid", "nonce", "state"}
    | {"eventvalidation", "viewstategenerator", "formtoken", "xsrftoken", "sid", "codeverifier"}
    | {"jeton", "jetonacces", "jetonsession", "jetonrafraichissement", "jetoncsrf", "ticket"}
    | {"csrfmiddlewaretoken", "apitoken", "bearer", "sessiontoken", "etag", "stateid", "code"}
)
"""What a portal gives the caller to go on with, which is no one else's secret."""


def flattened(sightings: Iterable[Sighting]) -> list[Sighting]:
    """The values with arrays of one element taken for that element."""
    every = list(sightings)
    seen: dict[tuple[tuple[str, ...], tuple[int, ...]], set[int]] = {}
    for one in every:
        for prefix, indexes in _arrays(one.spot):
            seen.setdefault((prefix, indexes[:-1]), set()).add(indexes[-1])
    several = {prefix for (prefix, _), found in seen.items() if len(found) > 1}
    several -= _labelled_apart(every)
    return [replace(one, spot=_flat(one.spot, several)) for one in every]


def _labelled_apart(every: Iterable[Sighting]) -> set[tuple[str, ...]]:
    """The arrays of which each element is one value under a label of its own.

    Such are the attributes of one record (`Nom : …`, `NIR : …`) and not records.
    """
    labels: dict[tuple[str, ...], list[str]] = {}
    places: dict[tuple[str, ...], list[tuple[int, ...]]] = {}
    for one in every:
        for prefix, indexes in _arrays(one.spot):
            labels.setdefault(prefix, []).append(plain(one.leaf.label))
            places.setdefault(prefix, []).append(indexes)
    return {
        prefix
        for prefix, found in labels.items()
        if len(found) > 1 and all(found) and len(set(found)) == len(found)
        if len(set(places[prefix])) == len(found)
    }


def _arrays(spot: Spot) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
    """The arrays around an object, each with the indexes up to its own."""
    at = 0
    for place, step in enumerate(spot.path):
        if step in {"*", "{key}"} and at < len(spot.indexes):
            at += 1
            yield spot.path[: place + 1], spot.indexes[:at]


def _flat(spot: Spot, several: frozenset[tuple[str, ...]] | set[tuple[str, ...]]) -> Spot:
    kept = [indexes[-1] for prefix, indexes in _arrays(spot) if prefix in several]
    path = tuple(
        step if step not in {"*", "{key}"} or spot.path[: place + 1] in several else "."
        for place, step in enumerate(spot.path)
    )
    return Spot(path, tuple(kept))


def is_shown(one: Sighting) -> bool:
    """Whether the value stands in the body of an answer and is not the caller's own token."""
    if one.leaf.part != "body":
        return False
    secret = any(verdict.category is Category.SECRET for verdict in one.verdicts)
    name = plain(one.leaf.path[-1]) if one.leaf.path else ""
    return not (secret and (name in _TOKENS or _JWT.fullmatch(one.leaf.text.strip())))


_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")
"""A signed token (RFC 7519): what an answer hands over is the caller's to use."""
