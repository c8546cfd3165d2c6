"""An exchange with its expected answer, and how a capture of them is written as HAR."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit


@dataclass(frozen=True, slots=True)
class Told:
    """One exchange: what it shows (`has`), beyond need (`over`), its flags."""

    method: str
    url: str
    answer: object = None
    sent: object = None
    has: str = ""
    over: str = ""
    flags: str = ""
    open: str = ""
    """Categories on which the brief leaves both answers open; they are not scored."""
    status: int = 200
    mime: str = "application/json;charset=UTF-8"
    sends: str = "application/json"
    asks: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    scored: bool = True
    """False for a repeated lookup that only builds up a course of requests."""


def write(host: str, told: Sequence[Told], path: Path, day: str) -> Path:
    """The exchanges as one HAR file of a browser."""
    pages = [
        {"id": f"p{n}", "title": one.title, "startedDateTime": f"{day}T08:30:00Z"}
        for n, one in enumerate(told)
        if one.title
    ]
    entries = [_entry(host, one, n, day) for n, one in enumerate(told)]
    log = {"version": "1.2", "creator": {"name": "WebInspector", "version": "537.36"}}
    whole = {"log": {**log, "pages": pages, "entries": entries}}
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return path


def _entry(host: str, one: Told, number: int, day: str) -> dict[str, object]:
    url = one.url if "://" in one.url else host + one.url
    request: dict[str, object] = {
        "method": one.method,
        "url": url,
        "httpVersion": "h2",
        "headers": [{"name": k, "value": v} for k, v in one.asks.items()],
        "queryString": [
            {"name": k, "value": v}
            for k, v in parse_qsl(urlsplit(url).query, keep_blank_values=True)
        ],
    }
    if one.sent is not None:
        request["postData"] = {"mimeType": one.sends, "text": _written(one.sent, one.sends)}
    heads = {"Content-Type": one.mime, "Cache-Control": "no-store", **one.heads}
    entry: dict[str, object] = {
        "startedDateTime": f"{day}T08:{30 + number // 60:02}:{number % 60:02}.000Z",
        "time": 31.4,
        "request": request,
        "response": {
            "status": one.status,
            "headers": [{"name": k, "value": v} for k, v in heads.items() if v],
            "content": _content(one),
            "redirectURL": one.heads.get("Location", ""),
        },
    }
    if one.title:
        entry["pageref"] = f"p{number}"
    return entry


def _content(one: Told) -> dict[str, object]:
    if one.answer is None:
        return {"size": 0, "mimeType": one.mime.split(";")[0]}
    if isinstance(one.answer, bytes):
        text = base64.b64encode(one.answer).decode()
        return {"size": len(text), "mimeType": one.mime, "text": text, "encoding": "base64"}
    text = _written(one.answer, one.mime)
    return {"size": len(text), "mimeType": one.mime, "text": text}


def _written(body: object, mime: str) -> str:
    if isinstance(body, str):
        return body
    if "urlencoded" in mime and isinstance(body, Mapping):
        return urlencode(body)
    return json.dumps(body, ensure_ascii=False)
