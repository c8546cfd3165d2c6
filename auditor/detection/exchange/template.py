"""The endpoint that an exchange calls: its path with every identifier replaced."""

import re
from collections.abc import Sequence

from auditor.identifiers import REGISTRY
from auditor.identifiers.base import normalise
from auditor.model.exchanges import Exchange
from auditor.model.visits import Endpoint
from auditor.naming.split import ideas_of, words_of
from auditor.naming.words import words

ID, NIR, KEY = "{id}", "{NIR}", "{key}"
_NUMBER = re.compile(r"[0-9]+", re.ASCII)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}-?[0-9]{2}(?:-?[0-9]{2})?|[0-9]{2}[-.][0-9]{2}[-.](?:19|20)[0-9]{2}"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
_HEX = re.compile(r"(?=[0-9a-fA-F]*[0-9])[0-9a-fA-F]{8,}")
_CODED = re.compile(r"(?=(?:[^0-9]*[0-9]){3})[A-Za-z0-9_.~\-]{6,}")
"""At least three digits in a word of six characters: a reference, not `v2` or `oauth2`."""
_PREFIXED = re.compile(r"[A-Za-z]{1,5}[-_]?[0-9]{2,}")
_RANDOM = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9_\-]{16,}")
_REFERENCES = (_HEX, _CODED, _PREFIXED, _RANDOM)
_VERSION = re.compile(r"v[0-9]{1,3}(?:\.[0-9]+)*|[a-z]+[0-9]", re.IGNORECASE)
_STRONG = ("iban", "rib", "siret", "card", "email", "phone")
_NAMED = ("surname", "first_name")
_NAME_AND_ENDING, _COUNTRY, _LONGEST_ENDING = 2, 2, len("xhtml")
_SHARED = frozenset({"gouv", "asso", "com", "co", "org", "net", "ac"})
"""Second labels under which others register their names (`gouv.fr`, `co.uk`)."""
_SIBLINGS = 50
"""Siblings from which what stands in one place of a path is a key, whatever it looks like."""


def endpoint(exchange: Exchange, own: str, crowded: frozenset[tuple[str, ...]]) -> Endpoint:
    """The endpoint of an exchange; `own` is the portal's domain, `crowded` the places of keys."""
    kept: list[str] = []
    keys: list[str] = []
    kinds: list[str] = []
    for segment in segments(exchange.path):
        bare, dot, ending = _parted(segment)
        kind = KEY if (*kept, "") in crowded else kind_of(bare)
        if kind:
            keys.append(bare)
            kinds.append(kind)
        kept.append(f"{kind}{dot}{ending}" if kind else segment)
    path = "/" + "/".join(kept)
    host = "" if domain(exchange.host) == own else exchange.host
    operation = _shown(exchange.operation)
    name = f"{exchange.method.upper()} {f'{exchange.scheme}://{host}' if host else ''}{path}"
    if operation:
        name += f" ({operation})"
    return Endpoint(name, exchange.method.upper(), path, operation, host, tuple(keys), tuple(kinds))


def segments(path: str) -> tuple[str, ...]:
    """The parts of a path, without its query."""
    return tuple(part for part in path.partition("?")[0].split("/") if part)


def crowded(paths: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Places of paths under which more than fifty different words stand, as `(…, "")`."""
    children: dict[tuple[str, ...], set[str]] = {}
    for path in paths:
        kept: tuple[str, ...] = ()
        for segment in segments(path):
            kind = kind_of(_parted(segment)[0])
            if not kind:
                children.setdefault(kept, set()).add(segment)
            kept = (*kept, kind or segment)
    return frozenset((*place, "") for place, seen in children.items() if len(seen) > _SIBLINGS)


def kind_of(segment: str) -> str:
    """What a path segment is replaced by, "" where it is a word of the interface."""
    if not segment or segment in {ID, NIR, KEY}:
        return segment
    value = normalise(segment)
    if _is("nir", value) or (_is("nir13", segment) and _NUMBER.fullmatch(segment)):
        return NIR
    if any(_is(name, value if REGISTRY[name].check else segment) for name in _STRONG):
        return KEY
    if any(pattern.fullmatch(segment) for pattern in (_NUMBER, _DATE, _UUID)):
        return ID
    if not _VERSION.fullmatch(segment) and any(p.fullmatch(segment) for p in _REFERENCES):
        return ID
    return KEY if _a_name(segment) else ""


def domain(host: str) -> str:
    """The part of a host name that its owner registered; the whole of an address or bare name."""
    bare = host.rpartition("@")[2].partition(":")[0].lower().rstrip(".")
    labels = bare.split(".")
    if len(labels) <= _NAME_AND_ENDING or all(label.isdigit() for label in labels):
        return bare
    shared = labels[-2] in _SHARED and len(labels[-1]) == _COUNTRY
    return ".".join(labels[-3 if shared else -2 :])


def _parted(segment: str) -> tuple[str, str, str]:
    """A segment without the ending of a file format."""
    bare, dot, ending = segment.rpartition(".")
    if bare and "@" not in segment and ending.isalpha() and len(ending) <= _LONGEST_ENDING:
        return bare, dot, ending
    return segment, "", ""


def _is(name: str, value: str) -> bool:
    known = REGISTRY[name]
    if known.check is not None:
        return len(value) in (known.widths or (len(value),)) and known.check(value)
    return any(match.start == 0 and match.end == len(value) for match in known.search(value))


def _a_name(segment: str) -> bool:
    """Whether a segment is made of a person's name: listed words that are no interface word."""
    parts = [part for part in re.split(r"[-_+ .]|%20", segment) if part]
    if not parts or any(set(ideas_of(part)) - set(words_of(part)) for part in parts):
        return False
    listed = [any(part.upper() in words(name) for name in _NAMED) for part in parts]
    return all(listed) and (segment.isupper() or segment.istitle() or len(parts) > 1)


def _shown(operation: str) -> str:
    """The operation as it may be shown; the last part of an action's address."""
    last = operation.strip().strip('"').rstrip("/").rpartition("/")[2].rpartition("#")[2]
    last = last.removeprefix("urn:")
    return "" if not last or kind_of(last) else last[:80]
