"""Captures for the tests, and what is read from them."""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from auditor.connectors.portal.open import open_portal
from auditor.connectors.portal.source import PortalSource
from auditor.model.exchanges import Exchange, Message

Values = dict[str, list[str]]
Open = Callable[..., PortalSource]


def b64(data: bytes | str) -> str:
    return base64.b64encode(data if isinstance(data, bytes) else data.encode()).decode()


def fields(**given: str) -> list[dict[str, str]]:
    return [{"name": name.replace("_", "-"), "value": value} for name, value in given.items()]


def entry(  # noqa: PLR0917 - an entry has many sides
    url: str = "https://portail.example/api/x",
    text: str | None = "",
    mime: str = "application/json",
    method: str = "GET",
    status: int = 200,
    posted: Mapping[str, object] | None = None,
    sent: Iterable[dict[str, str]] = (),
    given: Iterable[dict[str, str]] = (),
    content: Mapping[str, object] | None = None,
    **more: object,
) -> dict[str, object]:
    """One entry of a HAR file."""
    body = {"mimeType": mime, "size": len(text or ""), "text": text, **(content or {})}
    asked = {"method": method, "url": url, "headers": list(sent)}
    return {
        "startedDateTime": "2024-01-29T10:00:00.000Z",
        "request": asked | ({"postData": posted} if posted else {}),
        "response": {"status": status, "headers": list(given), "content": body},
        **more,
    }


def har(*entries: object, **log: object) -> bytes:
    return json.dumps({"log": {"version": "1.2", **log, "entries": list(entries)}}).encode()


def values(message: Message) -> Values:
    """The texts of a message by `part:path`."""
    found: Values = {}
    for leaf in message.leaves:
        found.setdefault(f"{leaf.part}:{'/'.join(leaf.path)}", []).append(leaf.text)
    return found


@pytest.fixture
def write(tmp_path: Path) -> Open:
    """Writes a capture under a name and opens it."""

    def one(data: bytes | str, name: str = "c.har") -> PortalSource:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return open_portal(path, "portail")

    return one


@pytest.fixture
def read(write: Open) -> Callable[..., Exchange]:
    """The only exchange of a capture of one entry."""

    def one(*args: object, **more: object) -> Exchange:
        (found,) = write(har(entry(*args, **more))).exchanges()  # type: ignore[arg-type]
        return found

    return one


def gaps(portal: PortalSource) -> dict[str, int]:
    return {gap.code: gap.count for gap in portal.take_gaps()}
