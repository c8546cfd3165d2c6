"""Writes HAR files as browsers do, and what each exchange must be found to show."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

HOST = "https://portail.tiers-payant.example.fr"


@dataclass(frozen=True, slots=True)
class Case:
    """One exchange and its answer: categories shown, those beyond need, and flags."""

    method: str
    url: str
    answer: object = None
    sent: object = None
    present: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    status: int = 200
    mime: str = "application/json"
    sends: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    screen: str = ""
    """Purpose that the policy declares for it; "" where it declares none."""
    title: str = ""

    @property
    def clean(self) -> bool:
        """Whether nothing is beyond need."""
        return not self.over and not self.flags


def words(text: str) -> frozenset[str]:
    """The words of a list written as text."""
    return frozenset(text.split())


def capture(cases: Sequence[Case], path: Path) -> Path:
    """The cases as one HAR file."""
    entries = [_entry(case, number) for number, case in enumerate(cases)]
    pages = [
        {"id": f"page_{n}", "title": case.title, "startedDateTime": _TIME, "pageTimings": {}}
        for n, case in enumerate(cases)
        if case.title
    ]
    log = {
        "version": "1.2",
        "creator": {"name": "corpus", "version": "1"},
        "pages": pages,
        "entries": entries,
    }
    path.write_text(json.dumps({"log": log}, ensure_ascii=False), encoding="utf-8")
    return path


_TIME = "2026-03-02T09:00:00.000+01:00"


def _entry(case: Case, number: int) -> dict[str, object]:
    url = case.url if "://" in case.url else HOST + case.url
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    request: dict[str, object] = {
        "method": case.method,
        "url": url,
        "httpVersion": "HTTP/1.1",
        "headers": [{"name": k, "value": v} for k, v in case.headers.items()],
        "queryString": [{"name": k, "value": v} for k, v in query],
        "cookies": [],
        "headersSize": -1,
        "bodySize": -1,
    }
    if case.sent is not None:
        request["postData"] = {"mimeType": case.sends, "text": _text(case.sent, case.sends)}
    content: dict[str, object] = {"size": 1, "mimeType": case.mime}
    if case.answer is not None:
        content["text"] = _text(case.answer, case.mime)
    entry: dict[str, object] = {
        "startedDateTime": _TIME,
        "time": 12,
        "request": request,
        "response": {
            "status": case.status,
            "statusText": "",
            "httpVersion": "HTTP/1.1",
            "headers": [
                {"name": "Content-Type", "value": case.mime},
                *(
                    {"name": k, "value": v}
                    for k, v in {"Cache-Control": "no-store", **case.answers}.items()
                ),
            ],
            "cookies": [],
            "content": content,
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": 1, "receive": 1},
    }
    if case.title:
        entry["pageref"] = f"page_{number}"
    return entry


def _text(body: object, mime: str) -> str:
    if isinstance(body, str):
        return body
    if "form" in mime and isinstance(body, Mapping):
        return urlencode(body)
    return json.dumps(body, ensure_ascii=False)
