"""What the answers of a portal tell of its program: errors, diagnostics, secrets, caches."""

import re
from collections.abc import Iterable, Mapping

from auditor.exposure.portal.asking import FAILED, TRACED, shows_personal
from auditor.exposure.portal.showing import Showing
from auditor.exposure.portal.values import plain
from auditor.model.exchanges import Leaf
from auditor.model.visits import RESPONSE
from auditor.model.vocabulary import Category

LONG = 12 * 3600
"""Seconds above which a session outlives a working day (product threshold)."""
_TRACE = re.compile(
    r"(?m)^\s*at [\w$.<>]+\([^)\n]*\)|Traceback \(most recent call last\)"
    r"|File \"[^\"\n]+\", line [0-9]+|\bin [^\s]+\.(?:php|cs|py) on line [0-9]+"
    r"|\.(?:java|cs|php|py|js|ts|rb):[0-9]+\b"
    r"|(?:java|javax|org|com|System)(?:\.\w+)+(?:Exception|Error)\b|#[0-9]+ /[^\s]+\.php"
)
_CONNECTION = re.compile(
    r"(?i)\bjdbc:[a-z0-9]+:[^\s\"']{4,}"
    r"|\b(?:mongodb(?:\+srv)?|postgres(?:ql)?|mysql|mariadb|redis|amqps?|mssql|oracle|ldaps?)"
    r"://[^\s\"'<>]{3,}"
    r"|\b(?:server|data source|host)\s*=[^;\n]{2,80};[^\n]{0,200}\b(?:password|pwd|uid)\s*="
)
_QUERY = re.compile(
    r"(?is)\bselect\b.{1,2000}\bfrom\b\s+[\w.\"`\[]+|\binsert into\b|SQLSTATE|\bORA-[0-9]{5}\b"
)
_DEBUG = frozenset(
    {
        "debug",
        "trace",
        "stacktrace",
        "stack",
        "sql",
        "sqlquery",
        "query",
        "profiler",
        "exception",
        "exceptionclass",
        "innerexception",
        "backtrace",
        "dump",
        "phpdebugbar",
    }
)
_DEBUG_HEADERS = ("x-debug", "x-symfony-profiler", "x-clockwork", "phpdebugbar", "x-chromelogger")


def introspection(showing: Showing) -> bool:
    """Whether an answer describes the interface itself (GraphQL)."""
    return any(
        leaf.path and any(step in {"__schema", "__type"} for step in leaf.path)
        for leaf in showing.visit.exchange.response.leaves
        if leaf.part == "body"
    )


def in_error(showing: Showing) -> bool:
    """Whether a failure gives personal data away."""
    if showing.visit.exchange.status < FAILED and not _broken(showing):
        return False
    return any(
        one.leaf.part == "body" and {v.category for v in one.verdicts} & TRACED
        for one in showing.visit.seen(RESPONSE)
    )


def _broken(showing: Showing) -> bool:
    """Whether an answer under a status of success is a failure all the same."""
    return stack_trace(showing) or any(
        leaf.path and plain(leaf.path[-1]) in {"faultstring", "exception", "stacktrace"}
        for leaf in showing.visit.exchange.response.leaves
    )


def stack_trace(showing: Showing) -> bool:
    """Whether an answer holds the calls of a program."""
    return _body_says(showing, _TRACE)


def connection_string(showing: Showing) -> bool:
    """Whether an answer holds the address of a database with its access."""
    return _body_says(showing, _CONNECTION)


def debug(showing: Showing) -> bool:
    """Diagnostics in an answer: their headers, their keys with a query, or a query's own text."""
    headers = {name for name, _ in showing.visit.exchange.response.headers}
    if any(name.startswith(_DEBUG_HEADERS) for name in headers):
        return True
    for leaf in _body(showing):
        keys = {plain(step) for step in leaf.path if not step.startswith(("@", "*"))}
        if (
            keys & _DEBUG
            and leaf.text.strip()
            and leaf.kind == "text"
            and (
                keys & (_DEBUG - {"query", "trace", "dump", "stack"})
                or _QUERY.search(leaf.text)
                or _TRACE.search(leaf.text)
            )
        ):
            return True
        if _QUERY.search(leaf.text) and leaf.place not in {"visible", "title"}:
            return True
    return False


def _body_says(showing: Showing, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(leaf.text) for leaf in _body(showing))


def _body(showing: Showing) -> Iterable[Leaf]:
    exchange = showing.visit.exchange
    mime = dict(exchange.response.headers).get("content-type", "")
    if "javascript" in mime or "css" in mime:
        return ()
    return (leaf for leaf in exchange.response.leaves if leaf.part == "body")


def shows_secret(showing: Showing) -> bool:
    """Whether an answer shows a secret that is not the caller's own token."""
    return any(one.category is Category.SECRET for one in showing.shown)


def cacheable(showing: Showing) -> bool:
    """Personal data whose answer says that it may be kept, or does not say that it may not.

    An answer of status 200 that says nothing of its freshness may be kept and given again for a
    time that the cache thinks fit (RFC 9111, 3 and 4.2.2). A capture without headers tells nothing,
    and what says nothing of one's own record is let pass: its owner reads it.
    """
    if not shows_personal(showing) or showing.visit.exchange.method.upper() not in {"GET", "HEAD"}:
        return False
    headers = dict(showing.visit.exchange.response.headers)
    said = headers.get("cache-control", "").lower()
    if "no-store" in said or "no-cache" in said:
        return False
    if age := re.search(r"(?:max-age|s-maxage)\s*=\s*\"?([0-9]+)", said):
        return int(age[1]) > 0
    if "public" in said or showing.visit.exchange.from_cache:
        return True
    if said or showing.own:
        return False
    return _left_to_the_cache(headers, showing.visit.exchange.status)


def _left_to_the_cache(headers: Mapping[str, str], status: int) -> bool:
    """Whether an answer without `Cache-Control` leaves it to a cache to keep it."""
    if "no-cache" in headers.get("pragma", "").lower() or headers.get("vary", "") == "*":
        return False
    if "expires" in headers:
        return headers["expires"] not in {"0", "-1"} and _expires_later(headers)
    return bool(headers) and status in _HEURISTIC


_HEURISTIC = frozenset({200, 203, 206})
"""Successes that a cache may keep by its own judgement (RFC 9110, 15.1), empty ones apart."""


def _expires_later(headers: Mapping[str, str]) -> bool:
    expires, now = headers.get("expires", ""), headers.get("date", "")
    years = re.findall(r"[0-9]{4}", expires), re.findall(r"[0-9]{4}", now)
    return bool(years[0] and years[1]) and expires != now and years[0][0] >= years[1][0]


def unencrypted(showing: Showing) -> bool:
    """Whether personal data travel over http to another machine."""
    exchange = showing.visit.exchange
    host = exchange.host.partition(":")[0]
    near = host in {"localhost", "127.0.0.1", "::1", "[::1]"} or host.endswith((".local", ".test"))
    return exchange.scheme == "http" and not near and shows_personal(showing)


def long_session(showing: Showing) -> bool:
    """A session or token that lives longer than a working day."""
    for name, value in showing.visit.exchange.response.headers:
        if name == "set-cookie":
            for line in value.split("\n"):
                cookie = plain(line.partition("=")[0])
                age = re.search(r"(?i)max-age=\"?([0-9]+)", line)
                if age and int(age[1]) > LONG and any(w in cookie for w in _SESSIONS):
                    return True
    return any(_lives_long(leaf) for leaf in showing.visit.exchange.response.leaves) or _claims(
        showing
    )


_SESSIONS = ("sess", "sid", "auth", "token", "jwt", "remember", "login", "aspxauth", "connect")


def _lives_long(leaf: Leaf) -> bool:
    name = plain(leaf.path[-1]) if leaf.path else ""
    return name == "expiresin" and leaf.text.isdigit() and int(leaf.text) > LONG


def _claims(showing: Showing) -> bool:
    """The life of a token that the answer gives, by its own claims."""
    claims = {
        leaf.path[-1]: leaf.text
        for leaf in showing.visit.exchange.response.leaves
        if "@jwt" in leaf.path and leaf.path[-1] in {"iat", "exp"} and leaf.text.isdigit()
    }
    return claims.keys() == {"iat", "exp"} and int(claims["exp"]) - int(claims["iat"]) > LONG
