"""Header fields and cookies as values with addresses."""

from collections.abc import Iterable, Sequence

from auditor.connectors.portal import encoded
from auditor.connectors.portal.keys import shown
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.sink import Sink

_TECHNICAL = frozenset(
    {"accept", "accept-charset", "accept-encoding", "accept-language", "accept-ranges", "age",
     "allow", "alt-svc", "cache-control", "connection", "content-encoding", "content-language",
     "content-length", "content-security-policy", "content-security-policy-report-only",
     "content-type", "cross-origin-embedder-policy", "cross-origin-opener-policy",
     "cross-origin-resource-policy", "date", "dnt", "expect-ct", "expires", "feature-policy",
     "host", "if-modified-since", "keep-alive", "last-modified", "nel", "origin-trial",
     "permissions-policy", "pragma", "priority", "referrer-policy", "report-to",
     "reporting-endpoints", "sec-websocket-accept", "sec-websocket-key", "sec-websocket-version",
     "sec-websocket-extensions", "server-timing", "strict-transport-security", "te",
     "timing-allow-origin", "trailer", "transfer-encoding", "upgrade",
     "upgrade-insecure-requests", "user-agent", "vary", "via", "x-content-type-options",
     "x-dns-prefetch-control", "x-download-options", "x-frame-options", "x-xss-protection",
     "content-transfer-encoding", "soapaction", "p3p", "sec-gpc",
     "access-control-allow-credentials",
     "access-control-allow-headers", "access-control-allow-methods", "access-control-max-age",
     "access-control-expose-headers", "access-control-request-headers",
     "access-control-request-method"}
)  # fmt: skip
"""What says how a message travels, and nothing about anybody."""
_PREFIXES = ("sec-ch-", "sec-fetch-", ":")
_COOKIES = frozenset({"cookie", "set-cookie"})

Fields = Sequence[tuple[str, str]]


def read_headers(fields: Fields, at: At, sink: Sink) -> None:
    """Hand over the values of the header fields that may hold any."""
    for name, value in fields:
        if name in _TECHNICAL or name in _COOKIES or name.startswith(_PREFIXES) or not value:
            continue
        below = at.under(shown(name))
        scheme, _, rest = value.partition(" ")
        if name in {"authorization", "proxy-authorization"} and rest:
            _credentials(scheme, rest.strip(), below, sink)
        else:
            sink.value(below, value)


def _credentials(scheme: str, rest: str, at: At, sink: Sink) -> None:
    if scheme.lower() == "basic":
        data = encoded.of_base64(rest)
        text = encoded.as_text(data) if data else None
        if text is not None and ":" in text:
            user, _, secret = text.partition(":")
            sink.plain(at.inside("basic").under("user"), user)
            sink.plain(at.inside("basic").under("password"), secret)
            return
    sink.value(at, rest)


def read_cookies(pairs: Iterable[tuple[str, str]], at: At, sink: Sink) -> None:
    """Hand over each cookie by its name."""
    for name, value in pairs:
        if value:
            sink.value(at.under(shown(name)), value)


def sent_cookies(fields: Fields, listed: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The cookies of a request: from its header, and those that only the capture's list has."""
    found = []
    for name, value in fields:
        if name == "cookie":
            pieces = (one.strip().partition("=") for one in value.split(";"))
            found += [(key, _bare(text)) for key, _, text in pieces if key]
    return _joined(found, listed)


def set_cookies(fields: Fields, listed: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The cookies that an answer sets, without their attributes."""
    found = []
    for name, value in fields:
        if name == "set-cookie":
            for line in value.split("\n"):
                key, _, text = line.partition(";")[0].strip().partition("=")
                if key:
                    found.append((key, _bare(text)))
    return _joined(found, listed)


def _joined(
    found: list[tuple[str, str]], listed: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    known = {name for name, _ in found}
    return found + [(name, value) for name, value in listed if name not in known]


def _bare(text: str) -> str:
    return text.strip().removeprefix('"').removesuffix('"')


def first(fields: Fields, name: str) -> str:
    """The first value of a header field, "" where it is missing."""
    return next((value for key, value in fields if key == name), "")
