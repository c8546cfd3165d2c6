"""A saved answer as an exchange: what was called stands in its name, its folder or beside it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from auditor.connectors.portal import headers
from auditor.connectors.portal.charset import to_text
from auditor.connectors.portal.har import Reading, exchanges_of
from auditor.connectors.portal.shapes import Node, node, number, pairs, text
from auditor.connectors.portal.soap import called_by
from auditor.model.exchanges import Exchange

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_CALLED = re.compile(
    rf"(?:[0-9]{{1,6}}[-_. ]+)?({'|'.join(METHODS)})(?=[-_. ]|\Z)[-_. ]*(.*)", re.IGNORECASE
)
_STATUS = re.compile(r"[-_. ](?:status[-_])?([1-5][0-9]{2})\Z")
_HOST = re.compile(r"(?:[a-z0-9\-]+\.)+[a-z]{2,12}(?:[_:][0-9]{2,5})?|localhost", re.IGNORECASE)
REQUEST = re.compile(r"(?:\A|[-_. ])(?:request|req|requete|requête|demande)\Z", re.IGNORECASE)
RESPONSE = re.compile(r"(?:\A|[-_. ])(?:response|resp|res|reponse|réponse|answer)\Z", re.IGNORECASE)
_ENDINGS = (".gz", ".json", ".xml", ".html", ".htm", ".csv", ".tsv", ".ndjson", ".jsonl", ".txt",
            ".soap", ".xhtml", ".body", ".http", ".jsonp", ".response")  # fmt: skip
_LINE = re.compile(r"(?:([A-Z]{3,7}) (\S+)(?: HTTP/[\d.]+)?|HTTP/[\d.]+ (\d{3})[^\r\n]*)\r?\n?")
_TYPES = {
    ".json": "application/json", ".csv": "text/csv", ".tsv": "text/tab-separated-values",
    ".html": "text/html", ".htm": "text/html", ".xml": "application/xml",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """What is known of the request and answer around a body."""

    method: str = ""
    url: str = field(default="", repr=False)
    status: int = 0
    asked: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    given: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: str = field(default="", repr=False)
    """The body of the request."""
    typed: bool = False
    """Whether the address is one that somebody called, and no mere file name."""


def stem_of(name: str) -> str:
    """The relative path without the endings of formats."""
    for _ in range(3):
        cut = next((end for end in _ENDINGS if name.lower().endswith(end)), "")
        if not cut:
            break
        name = name[: -len(cut)]
    return name


def from_name(name: str) -> Call:
    """The call that the path of a file tells of."""
    path = PurePosixPath(stem_of(name.replace("\\", "/")))
    parts = [part for part in path.parts if part not in {"/", "..", "."}]
    if not parts:
        return Call("GET", "/")
    *folders, last = parts
    last = RESPONSE.sub("", last) or (folders.pop() if folders else last)
    status, method = 0, ""
    found = _STATUS.search(last)
    if found:
        status, last = int(found[1]), last[: found.start()]
    called = _CALLED.fullmatch(last)
    if called:
        method, last = called[1].upper(), _spread(called[2])
    elif folders and folders[-1].upper() in METHODS:
        method = folders.pop().upper()
    host = folders.pop(0) if folders and _HOST.fullmatch(folders[0]) else ""
    place = "/".join([*folders, last.strip("/")]) if last else "/".join(folders)
    url = f"//{host}/{place}" if host else f"/{place}"
    return Call(method or "GET", url, status or 200, typed=bool(method))


def _spread(name: str) -> str:
    """The path that a name stands for: its separators are underlines, single or double."""
    name = name.replace("%2F", "/").replace("%2f", "/")
    if "/" in name:
        return name
    return name.replace("__", "/") if "__" in name else name.replace("_", "/")


def from_sidecar(written: str) -> Call:
    """The call that a file beside the answer tells of: JSON, or lines as HTTP writes them."""
    try:
        tree = node(json.loads(written, strict=False))
    except (ValueError, RecursionError):
        return _from_lines(written)
    return _from_tree(tree)


def _from_tree(tree: Node) -> Call:
    asked, given = node(tree.get("request")), node(tree.get("response"))
    first = {**asked, **tree}
    given_fields = given.get("headers") or tree.get("responseHeaders") or tree.get("headers")
    return Call(
        method=text(first.get("method")).upper(),
        url=text(first.get("url")) or text(first.get("path")) or text(first.get("endpoint")),
        status=number(tree.get("status")) or number(given.get("status")),
        asked=tuple(pairs(asked.get("headers") or tree.get("requestHeaders"))),
        given=tuple(pairs(given_fields)),
        body=_body(asked.get("body") or tree.get("requestBody") or tree.get("request_body")),
        typed=True,
    )


def _body(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value) if value else ""


def _from_lines(written: str) -> Call:
    """Header fields, after a request line, a status line or both."""
    call = Call(typed=True)
    asked: list[tuple[str, str]] = []
    given: list[tuple[str, str]] = []
    fields = given
    for line in written.splitlines():
        found = _LINE.fullmatch(line.strip().removeprefix("> ").removeprefix("< "))
        if found and found[3]:
            call, fields = replace(call, status=int(found[3])), given
        elif found:
            call, fields = replace(call, method=found[1], url=found[2]), asked
        else:
            key, sign, value = line.strip().lstrip("<> ").partition(":")
            if sign and key and " " not in key:
                fields.append((key.strip(), value.strip()))
    known = {key.lower(): value for key, value in given}
    return replace(
        call,
        method=call.method or known.get("method", known.get("x-method", "")).upper(),
        url=call.url or known.get("url", known.get("path", known.get("x-url", ""))),
        status=call.status or number(known.get("status", "")),
        asked=tuple(asked),
        given=tuple(
            (k, v) for k, v in given if k.lower() not in {"method", "url", "path", "status"}
        ),
    )


def joined(name: Call, beside: Call | None) -> Call:
    """What the name tells, overruled by what stands beside the answer."""
    if beside is None:
        return name
    return replace(
        beside,
        method=beside.method or name.method,
        url=beside.url or name.url,
        status=beside.status or name.status,
        typed=bool(beside.url) or name.typed,
    )


def exchange_of(call: Call, data: bytes, name: str, reading: Reading) -> Exchange:
    """The exchange around an answer; a body that begins with its own head is taken at its word."""
    written = to_text(data[:65_536], "")
    found = _LINE.match(written)
    if found and (found[3] or "HTTP/" in written[:4096].partition("\n")[0]):
        call, data = _dumped(call, data)
    ending = next((mime for end, mime in _TYPES.items() if name.lower().endswith(end)), "")
    mime = headers.first([(k.lower(), v) for k, v in call.given], "content-type") or ending
    entry = _entry(call, data, mime)
    exchange = next(exchanges_of(entry, 0, reading))
    if not call.typed:
        leaves = tuple(
            leaf for leaf in exchange.request.leaves if leaf.part not in {"path", "query"}
        )
        exchange = replace(exchange, request=replace(exchange.request, leaves=leaves))
    if exchange.response.medium == "soap" and not exchange.operation:
        called = called_by(to_text(data[: 1 << 20], mime)) or ""
        short = called.removesuffix("Response").removesuffix("Reponse")
        exchange = replace(exchange, operation=short, method="POST")
    return exchange


def _entry(call: Call, data: bytes, mime: str) -> Mapping[str, object]:
    import base64

    asked: dict[str, object] = {"method": call.method, "url": call.url, "headers": dict(call.asked)}
    if call.body:
        asked["postData"] = {"text": call.body, "mimeType": ""}
    content = {"mimeType": mime, "text": base64.b64encode(data).decode(), "encoding": "base64",
               "size": len(data)}  # fmt: skip
    fields = [{"name": key, "value": value} for key, value in call.given]
    return {
        "request": asked,
        "response": {"status": call.status, "headers": fields, "content": content},
    }


def _dumped(call: Call, data: bytes) -> tuple[Call, bytes]:
    """A message as it went over the line: its head is the sidecar of its body.

    A request and its answer may stand in one file, one after the other.
    """
    head, _, body = _halves(data)
    told = _from_lines(head.decode("utf-8", "replace"))
    call = joined(call, replace(told, typed=bool(told.url)))
    at = body.find(b"HTTP/1.")
    if told.url and at >= 0:
        answer, _, rest = _halves(body[at:])
        given = _from_lines(answer.decode("utf-8", "replace"))
        asked = body[:at].decode("utf-8", "replace").strip()
        return replace(call, status=given.status, given=given.given, body=asked), rest
    return call, body


def _halves(data: bytes) -> tuple[bytes, bytes, bytes]:
    sign = b"\r\n\r\n" if b"\r\n\r\n" in data[:65_536] else b"\n\n"
    return data.partition(sign)
