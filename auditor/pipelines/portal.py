"""What portals contribute to a scan: entries, exposures by endpoint and account, facts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from auditor.connectors.base import Portal
from auditor.detection.census import PassCensus
from auditor.detection.exchange.links import links
from auditor.exposure.portal import course
from auditor.exposure.portal.carried import carried
from auditor.exposure.portal.exposures import exposures, surfaces
from auditor.exposure.portal.facts import entry_records, exposure_records
from auditor.exposure.portal.flags import flags_of, insured_persons
from auditor.exposure.portal.owners import Own, learn, means_self
from auditor.exposure.portal.reach import reach
from auditor.exposure.portal.screens import screen_of
from auditor.exposure.portal.shared import others_too
from auditor.exposure.portal.showing import Showing, showing, supplied_by
from auditor.exposure.portal.values import Supplied
from auditor.facts import Family
from auditor.model.exchanges import Entry
from auditor.model.findings import Conforming
from auditor.model.flags import Flag
from auditor.model.gaps import Gap
from auditor.model.result import Coverage, FieldEntry
from auditor.model.visits import RESPONSE, Visit
from auditor.model.vocabulary import GapKind, Necessity
from auditor.pipelines.exchanges import Capture, read_capture
from auditor.pipelines.shares import Share
from auditor.policy.accounts import Account
from auditor.policy.model import Policy

_FAILED = 400
FAMILIES = frozenset({Family.PLACE, Family.VERDICT, Family.POLICY, Family.EXPOSURE, Family.PORTAL})


def read_captures(portals: Sequence[Portal], policy: Policy, secret: bytes) -> tuple[Capture, ...]:
    """Every portal, read once for all that is said of it."""
    return tuple(read_capture(portal, policy.accounts, secret) for portal in portals)


def portal_share(
    captures: Sequence[Capture], policy: Policy, stored: PassCensus | None = None
) -> Share:
    """What the captures show, to whom, and whether the screens needed it.

    With what a database pass counted under the same secret, it says which columns are shown.
    """
    judged = judged_all(captures, policy)
    environment = policy.environment.kind
    entries = tuple(entries_of(judged))
    shown = exposures(judged, policy.environment)
    places = surfaces(judged)
    return Share(
        families=FAMILIES if captures else frozenset(),
        records=(
            *exposure_records(shown, places, environment),
            *entry_records(judged, entries, environment),
        ),
        coverage=tuple(row for capture in captures for row in _coverage(capture)),
        fields=tuple(row for capture in captures for row in _fields(capture)),
        entries=entries,
        surfaces=places,
        exposures=shown,
        reach=reach(judged, policy.environment),
        links=links(stored.tallies, [j for c in captures for j in c.judged]) if stored else (),
        conforming=tuple(_conforming(judged)),
        gaps=(
            *(gap for capture in captures for gap in capture.gaps),
            *undeclared(judged, policy, captures),
            *_unseen(captures, judged),
        ),
    )


def judged_all(captures: Sequence[Capture], policy: Policy) -> tuple[Showing, ...]:
    """Every exchange of every capture, judged; accounts are told apart over all of them."""
    accounts = {account.name: account for account in policy.accounts}
    visits = [visit for capture in captures for visit in capture.visits]
    screens = [screen_of(visit, policy, accounts.get(visit.account)) for visit in visits]
    own = _own(visits, accounts)
    found = [
        showing(visit, screen, own[visit.account], supplied, policy.environment.kind)
        for visit, screen, supplied in zip(visits, screens, _supplied(visits), strict=True)
    ]
    judged = others_too(found, screens, own, policy.environment.kind)
    return tuple(replace(one, shown=(*one.shown, *carried(one.visit))) for one in judged)


def entries_of(judged: Sequence[Showing]) -> Iterator[Entry]:
    """One entry an exchange, with its flags."""
    course_of = course.flags(judged)
    for place, one in enumerate(judged):
        exchange = one.visit.exchange
        flags = {*flags_of(one), *course_of.get(place, set())}
        yield Entry(
            exchange.file,
            exchange.entry,
            one.visit.endpoint.name,
            one.visit.account,
            tuple(flag.value for flag in Flag if flag in flags),
            insured_persons(one) if one.visit.seen(RESPONSE) or one.shown else 0,
        )


def _own(visits: Sequence[Visit], accounts: dict[str, Account]) -> dict[str, Own]:
    """What identifies each account: as declared, and as its portal tells it of itself."""
    own: dict[str, Own] = defaultdict(Own)
    for name, account in accounts.items():
        for category, values in account.own.items():
            for value in values:
                own[name].add(category, value)
    for visit in visits:
        own[visit.account]
        if means_self(visit.endpoint) and visit.exchange.status < _FAILED:
            learn(own, visit.account, [s for s in visit.seen(RESPONSE) if s.leaf.part == "body"])
        if accounts.get(visit.account) is None:
            claims = [s for s in visit.sightings if "@jwt" in s.leaf.path]
            learn(own, visit.account, claims)
    return own


def _supplied(visits: Sequence[Visit]) -> Iterator[Supplied]:
    """What each caller supplied; a redirection carries it over to the page that it leads to."""
    before: Visit | None = None
    carried = Supplied()
    for visit in visits:
        mine = supplied_by(visit)
        if before is not None and _led(before, visit):
            mine |= carried
        yield mine
        before, carried = visit, mine


def _led(before: Visit, visit: Visit) -> bool:
    if before.exchange.status not in range(300, 400) or before.account != visit.account:
        return False
    where = dict(before.exchange.response.headers).get("location", "")
    return bool(where) and urlsplit(where).path == visit.exchange.path.partition("?")[0]


def _coverage(capture: Capture) -> Iterator[Coverage]:
    """One row an endpoint: exchanges read, of those captured."""
    read: dict[str, list[Visit]] = defaultdict(list)
    for visit in capture.visits:
        read[visit.endpoint.name].append(visit)
    for name, visits in sorted(read.items()):
        cut = any(v.exchange.response.truncated or v.exchange.request.truncated for v in visits)
        state = "partly" if cut else "read"
        yield Coverage(capture.source, name, "endpoint", state, len(visits), len(visits))


def _fields(capture: Capture) -> Iterator[FieldEntry]:
    for ref, judgement in sorted(capture.judgements.items()):
        yield FieldEntry(
            source=ref.source,
            container=ref.container,
            column=ref.column,
            path=ref.pointer,
            type=capture.types[ref],
            verdicts=judgement.verdicts,
            considered=judgement.considered,
        )


def _conforming(judged: Sequence[Showing]) -> Iterator[Conforming]:
    """Declared screens of which every answer is in line with their purpose."""
    groups: dict[tuple[str, str], list[Showing]] = defaultdict(list)
    for one in judged:
        if one.shown and one.screen.declared:
            groups[one.visit.source, one.visit.endpoint.name].append(one)
    for (source, name), group in sorted(groups.items()):
        if all(s.necessity is Necessity.NEEDED for one in group for s in one.shown):
            purposes = sorted({p for one in group for p in one.screen.wanted})
            yield Conforming(
                "surface_in_line", source, name, name, (("purposes", ", ".join(purposes)),)
            )


def undeclared(
    judged: Sequence[Showing], policy: Policy, captures: Sequence[Capture]
) -> Iterator[Gap]:
    """Screens whose purpose was presumed, the most affected first; rules that match nothing."""
    groups: dict[tuple[str, str], list[Showing]] = defaultdict(list)
    for one in judged:
        if one.shown and not one.screen.declared and not one.visit.endpoint.third_party:
            groups[one.visit.source, one.visit.endpoint.name].append(one)
    weighed = sorted(groups.items(), key=lambda pair: (-_weight(pair[1]), pair[0]))
    for (source, name), group in weighed:
        wanted = sorted({purpose for one in group for purpose in one.screen.wanted})
        code = "presumed_screen" if wanted else "no_screen"
        detail: tuple[tuple[str, str], ...] = (("surface", name), ("purposes", ", ".join(wanted)))
        yield Gap(GapKind.UNDECLARED, code, source, name, count=len(group), detail=detail)
    known = {account for capture in captures for account in capture.accounts}
    for account in policy.accounts:
        if captures and account.captures and account.name not in known:
            detail = (("account", account.name),)
            yield Gap(GapKind.UNDECLARED, "account_without_capture", detail=detail)


def _weight(group: Sequence[Showing]) -> int:
    return max(insured_persons(one) + one.carers for one in group)


def _unseen(captures: Sequence[Capture], judged: Sequence[Showing]) -> Iterator[Gap]:
    """What a capture cannot tell: a login that was not recorded."""
    for capture in captures:
        mine = [one for one in judged if one.visit.source == capture.source]
        if (
            capture.dialect == "har"
            and any(one.shown for one in mine)
            and not course.login_seen(mine)
        ):
            yield Gap(GapKind.UNDECIDED, "login_not_captured", capture.source)
