"""An entry of a HAR file as exchanges: Chrome, Firefox, mitmproxy, Burp and their kin."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from auditor.connectors.portal import graphql, headers, sockets, trees, urls
from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.limits import LIMITS, Limits
from auditor.connectors.portal.media import called
from auditor.connectors.portal.message import Body, Draft, body_of, read_body
from auditor.connectors.portal.opener import Opener
from auditor.connectors.portal.shapes import Node, node, nodes, number, pairs, text
from auditor.connectors.portal.soap import called_by
from auditor.model.exchanges import Exchange, Message

_METHOD = re.compile(r"[A-Za-z\-]{1,20}")
_BODILESS = frozenset({"HEAD", "OPTIONS", "CONNECT"})
_NO_CONTENT = frozenset({0, 101, 204, 205, 304, *range(300, 304), 307, 308})
_STATIC = re.compile(
    r"\.(?:js|mjs|css|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|mp4|wasm)$", re.IGNORECASE
)
_WRITTEN = 64 << 10
_CALLING = ("query", "operationName", "jsonrpc", "method")
_INITIATORS = {
    "document": "navigation", "xhr": "script", "fetch": "script", "websocket": "websocket",
    "ping": "beacon", "beacon": "beacon", "script": "script", "image": "image",
    "preflight": "preflight",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What the entries of one file share."""

    file: str
    note: Callable[[str], None]
    title: Callable[[str], str]
    attached: Callable[[str], bytes | None]
    """The body that a capture keeps in a file of its own; None where it is missing."""
    limits: Limits = field(default=LIMITS)


def exchanges_of(entry: Node, index: int, reading: Reading) -> Iterator[Exchange]:
    """The exchange of one entry, and one for each message of a WebSocket."""
    asked, given = node(entry.get("request")), node(entry.get("response"))
    fields = _fields(asked)
    url = text(asked.get("url")) or _url(fields, asked)
    address = urls.split(url)
    method = text(asked.get("method")).upper()
    request = _request(asked, fields, address, reading)
    response = _response(given, asked, address.path, reading)
    kind = _initiator(entry, fields)
    host = address.host or headers.first(fields, "host").lower()
    exchange = Exchange(
        file=reading.file,
        entry=index,
        method=method if _METHOD.fullmatch(method) else "GET",
        scheme=address.scheme or ("https" if host else ""),
        host=host,
        path=address.path,
        request=request.message(),
        response=response.message(),
        status=number(given.get("status")),
        started=text(entry.get("startedDateTime"))[:40],
        page=reading.title(text(entry.get("pageref"))),
        operation=_operation(request, fields, address.query),
        from_cache=_is_cached(entry, given),
        initiator=kind,
    )
    yield _named(exchange, request, response)
    talk = nodes(entry.get("_webSocketMessages"))
    yield from sockets.exchanges_of(talk, exchange, reading.note, reading.limits)


def _named(exchange: Exchange, request: Draft, response: Draft) -> Exchange:
    from dataclasses import replace

    operation = exchange.operation or called_by(request.text) or ""
    return replace(
        exchange,
        operation=operation,
        request=_soap(exchange.request, request),
        response=_soap(exchange.response, response),
    )


def _soap(message: Message, draft: Draft) -> Message:
    from dataclasses import replace

    is_soap = message.medium == "xml" and called_by(draft.text) is not None
    return replace(message, medium="soap") if is_soap else message


def _request(asked: Node, fields: list[tuple[str, str]], address: urls.Address,
             reading: Reading) -> Draft:  # fmt: skip
    opener = Opener(reading.limits)
    draft = Draft(opener, fields)
    urls.read_path(address.path, At("path"), opener)
    urls.read_query(address.query, At("query"), opener)
    if not address.query:
        for name, value in pairs(asked.get("queryString")):
            urls.read_pair(name, value, At("query"), opener)
    if address.fragment:
        urls.read_query(address.fragment, At("query", ("#",)), opener)
    headers.read_headers(fields, At("header"), opener)
    headers.read_cookies(
        headers.sent_cookies(fields, pairs(asked.get("cookies"))), At("cookie"), opener
    )
    _posted(asked, draft, reading)
    return draft


def _posted(asked: Node, draft: Draft, reading: Reading) -> None:
    posted = node(asked.get("postData"))
    mime = text(posted.get("mimeType")) or headers.first(draft.headers, "content-type")
    body = _body(posted, mime, draft, reading)
    if body is not None and not body.empty:
        read_body(draft, body, reading.note, is_form=True)
        return
    listed = list(pairs(posted.get("params")))
    for name, value in listed:
        urls.read_pair(name, value, At("form"), draft.opener)
    if listed:
        draft.medium = "form"
    elif number(asked.get("bodySize")) > 0 and text(asked.get("method")).upper() not in _BODILESS:
        reading.note("request_not_recorded")


def _response(given: Node, asked: Node, path: str, reading: Reading) -> Draft:
    fields = _fields(given)
    redirect = text(given.get("redirectURL"))
    if redirect and not headers.first(fields, "location"):
        fields.append(("location", redirect))
    draft = Draft(Opener(reading.limits), fields)
    headers.read_headers(fields, At("header"), draft.opener)
    cookies = headers.set_cookies(fields, pairs(given.get("cookies")))
    headers.read_cookies(cookies, At("cookie"), draft.opener)
    content = node(given.get("content"))
    mime = text(content.get("mimeType")) or headers.first(fields, "content-type")
    body = _body(content, mime, draft, reading)
    if body is None or body.empty:
        if body is not None and not _is_silent(given, asked, mime, path):
            cached = number(given.get("status")) == 304  # noqa: PLR2004 - Not Modified
            reading.note("body_in_cache" if cached else "body_not_recorded")
        return draft
    read_body(draft, body, reading.note, is_form=False)
    return draft


def _body(holder: Node, mime: str, draft: Draft, reading: Reading) -> Body | None:
    """The body that an object of the capture holds; None, and a note, where it is damaged."""
    encodings = headers.first(draft.headers, "content-encoding")
    attached = text(holder.get("_file")) or text(holder.get("_sha1"))
    if attached:
        data = reading.attached(attached)
        if data is None:
            reading.note("body_not_recorded")
            return None
        return Body(data=data, mime=mime, encodings=encodings)
    written = text(holder.get("text"))
    if len(written) > 2 * reading.limits.body:
        # Far beyond what is kept of a body, in base64 or not.
        reading.note("body_too_long")
        written = written[: 2 * reading.limits.body]
    base64 = text(holder.get("encoding")).lower() == "base64"
    body = body_of(written, base64=base64, mime=mime, encodings=encodings)
    if body is None:
        reading.note("body_damaged")
    return body


def _is_silent(given: Node, asked: Node, mime: str, path: str) -> bool:
    """Whether nothing is missing where no body was recorded."""
    status = number(given.get("status"))
    size = number(node(given.get("content")).get("size")) or number(given.get("bodySize"))
    if text(asked.get("method")).upper() in _BODILESS or _STATIC.search(path):
        return True
    if mime.startswith(("image/", "font/", "video/", "audio/")) or called(mime) in {
        "style",
        "script",
    }:
        return True
    if status == 304:  # noqa: PLR2004 - Not Modified
        return False
    length = headers.first(_fields(given), "content-length")
    return status in _NO_CONTENT or length == "0" or (size == 0 and not _promises(given))


def _promises(given: Node) -> bool:
    """Whether an answer had a body although the capture gives it no size."""
    content = given.get("content")
    if not isinstance(content, dict) or "size" not in content:
        return number(given.get("status")) > 0
    return number(given.get("bodySize")) > 0 or number(given.get("_transferSize")) > _WRITTEN


def _fields(message: Node) -> list[tuple[str, str]]:
    """The header fields under lower-case names, without those that HTTP/2 makes of the address."""
    listed = pairs(message.get("headers"))
    return [(name.strip().lower(), value) for name, value in listed if not name.startswith(":")]


def _url(fields: list[tuple[str, str]], asked: Node) -> str:
    listed = dict(pairs(asked.get("headers")))
    host = headers.first(fields, "host") or listed.get(":authority", "")
    return f"https://{host}{listed.get(':path', '/')}" if host else listed.get(":path", "/")


def _operation(request: Draft, fields: list[tuple[str, str]], query: str) -> str:
    action = headers.first(fields, "soapaction").strip('" ')
    if action:
        return _last(action)
    body = request.text
    if body[:1] in "{[" and request.medium == "json" and len(body) < 1 << 20:
        if any(f'"{word}"' in body for word in _CALLING):
            documents = trees.documents_of(body, request.opener)
            return graphql.operation_of(documents or [])
        return ""
    parameters = dict(urls.pairs_of(query)) if query else {}
    return graphql.of_query(parameters)


def _last(action: str) -> str:
    from auditor.connectors.portal.keys import shown

    name = re.split(r"[/#:]", action.rstrip("/"))[-1]
    return shown(name)


def _initiator(entry: Node, fields: list[tuple[str, str]]) -> str:
    kind = text(entry.get("_resourceType")).lower()
    if kind in _INITIATORS:
        return _INITIATORS[kind]
    mode = headers.first(fields, "sec-fetch-mode")
    if mode in {"navigate", "websocket"}:
        return "navigation" if mode == "navigate" else "websocket"
    if headers.first(fields, "upgrade").lower() == "websocket":
        return "websocket"
    caller = text(node(entry.get("_initiator")).get("type")).lower()
    if headers.first(fields, "x-requested-with") or caller == "script":
        return "script"
    dest = headers.first(fields, "sec-fetch-dest")
    return "script" if dest == "empty" else dest or caller


def _is_cached(entry: Node, given: Node) -> bool:
    marks = (entry.get("_fromCache"), entry.get("fromCache"), given.get("_fromCache"))
    return any(bool(mark) for mark in marks) or number(given.get("status")) == 304  # noqa: PLR2004
