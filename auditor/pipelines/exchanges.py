"""From an opened portal to visits: what its addresses hold, and each exchange held against it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from auditor.connectors.base import Portal
from auditor.detection.exchange.tables import Judged, Tables
from auditor.detection.exchange.template import crowded, domain, endpoint, segments
from auditor.detection.exchange.told import sightings
from auditor.model.exchanges import Contract, Exchange, Leaf
from auditor.model.gaps import Gap
from auditor.model.refs import FieldRef
from auditor.model.verdicts import Judgement
from auditor.model.visits import REQUEST, RESPONSE, Endpoint, Sighting, Visit
from auditor.naming.split import words_of
from auditor.policy.accounts import Account

KEPT = 400_000
"""Values kept in memory between the two looks; a larger capture is read twice."""
_READ = frozenset({"json", "xml", "soap", "html", "csv", "ndjson", "form", "text"})
_CODE = ("javascript", "ecmascript", "css", "image/", "font", "audio/", "video/", "wasm")
_STATIC = (".js", ".mjs", ".css", ".map", ".png", ".jpg", ".svg", ".woff", ".woff2", ".ico", ".gif")
_SAID = frozenset({"path", "query", "form", "body", "cookie"})
_FRAME = frozenset({"api", "rest", "ws", "v1", "v2", "v3", "v4", "services", "service", "public"})


@dataclass(frozen=True, slots=True, repr=False)
class Capture:
    """One portal, read: its exchanges with what they carry, in memory only."""

    source: str
    dialect: str
    visits: tuple[Visit, ...]
    judgements: dict[FieldRef, Judgement]
    types: dict[FieldRef, str]
    contracts: tuple[Contract, ...] = ()
    gaps: tuple[Gap, ...] = ()
    judged: tuple[Judged, ...] = field(default=())
    accounts: tuple[str, ...] = ()


def read_capture(portal: Portal, accounts: Sequence[Account], secret: bytes) -> Capture:
    """Look at every exchange twice: at what each address holds, then at what each one shows."""
    kept = _Kept(portal)
    own = _own_domain(kept)
    places = crowded([one.path for one in kept if domain(one.host) == own])
    tables = Tables(portal.name)
    about: dict[str, tuple[str, ...]] = {}
    for one in kept:
        called = endpoint(one, own, places)
        about.setdefault(called.name, _about(one, called))
        tables.add((one.file, one.entry), called.name, REQUEST, asked(one))
        tables.add((one.file, one.entry), called.name, RESPONSE, answered(one))
    judged = tuple(tables.judge(secret, about))
    told = {ref: judgement for one in judged for ref, _, judgement in one.judgements}
    types = {ref: kind for one in judged for ref, kind, _ in one.judgements}
    visits = tuple(
        Visit(
            one,
            called := endpoint(one, own, places),
            portal.name,
            account_of(one, portal, accounts),
            tuple(_seen(one, called, portal.name, told)),
        )
        for one in kept
    )
    names = tuple(dict.fromkeys(visit.account for visit in visits))
    return Capture(
        portal.name,
        portal.dialect,
        visits,
        told,
        types,
        portal.contracts(),
        kept.gaps,
        judged,
        names,
    )


class _Kept:
    """The exchanges of a portal, iterated as often as need be; kept where they are few."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._list: list[Exchange] | None = []
        size = 0
        for one in portal.exchanges():
            size += len(one.request.leaves) + len(one.response.leaves) + 1
            if self._list is not None:
                self._list.append(one)
            if size > KEPT:
                self._list = None
        self.gaps = portal.take_gaps()

    def __iter__(self) -> Iterator[Exchange]:
        if self._list is not None:
            yield from self._list
            return
        yield from self._portal.exchanges()
        # What was noticed is noticed again at each look.
        self._portal.take_gaps()


def asked(one: Exchange) -> Iterator[Leaf]:
    """The values of a request that may speak of somebody."""
    return (leaf for leaf in one.request.leaves if leaf.part in _SAID or _carries(leaf))


def answered(one: Exchange) -> Iterator[Leaf]:
    """The values of an answer that may speak of somebody: programs and styles do not."""
    return (
        leaf
        for leaf in one.response.leaves
        if _carries(leaf) or leaf.part == "cookie" or (leaf.part == "body" and _is_read(one))
    )


def account_of(one: Exchange, portal: Portal, accounts: Sequence[Account]) -> str:
    """Who recorded an exchange: as declared, else the capture's own name."""
    for account in accounts:
        if account.recorded(portal.location, f"{portal.location}/{one.file}", one.file):
            return account.name
    if portal.dialect == "har" and one.file:
        return PurePosixPath(one.file).name.partition(".")[0]
    return portal.name


def _carries(leaf: Leaf) -> bool:
    """Whether a header carries data of its own: a token's claims, an address, a structure."""
    if leaf.part != "header":
        return False
    inside = any(step.startswith("@") for step in leaf.path)
    return inside or (leaf.path[:1] and leaf.path[0].lower().startswith("x-"))  # type: ignore[return-value]


def _is_read(one: Exchange) -> bool:
    mime = next((value for name, value in one.response.headers if name == "content-type"), "")
    if one.response.medium in {"json", "ndjson", "csv"}:
        return True
    if any(word in mime.lower() for word in _CODE):
        return False
    if one.response.medium == "text" and one.path.partition("?")[0].lower().endswith(_STATIC):
        return False
    return one.response.medium in _READ or one.response.medium == ""


def _own_domain(every: Iterable[Exchange]) -> str:
    """The domain that answers with most structured answers: the portal's own."""
    weights: Counter[str] = Counter()
    order: dict[str, int] = {}
    for one in every:
        name = domain(one.host)
        order.setdefault(name, len(order))
        spoken = one.response.medium in {"json", "xml", "soap", "html", "csv", "ndjson"}
        weights[name] += (3 if spoken else 0) + 1
    return min(weights, key=lambda name: (-weights[name], order[name])) if weights else ""


def _about(one: Exchange, called: Endpoint) -> tuple[str, ...]:
    """What else names an answer: the words of its address from the end, operation, page title."""
    words = [
        part
        for part in reversed(segments(called.path))
        if not part.startswith("{") and part.lower() not in _FRAME
    ]
    words = [part.partition(".")[0] for part in words]
    operation = [called.operation] if called.operation else []
    # A page's title speaks of the page itself, hardly of what its programs fetch.
    titled = one.response.medium == "html" and len(words_of(one.page)) in range(1, 8)
    page = [one.page] if titled and not one.page.startswith("page") else []
    return tuple(dict.fromkeys([*operation, *words, *page]))


def _seen(
    one: Exchange, called: Endpoint, source: str, told: dict[FieldRef, Judgement]
) -> Iterator[Sighting]:
    yield from sightings(asked(one), REQUEST, source, called.name, told)
    yield from sightings(answered(one), RESPONSE, source, called.name, told)
