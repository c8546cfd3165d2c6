"""A cleaned capture keeps its structure and none of what lets somebody in."""

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.connectors.portal.cleaning import cleaned
from auditor.connectors.portal.open import open_portal
from auditor.connectors.portal.secrets import REMOVED, Scrubber
from auditor.model.errors import TargetError
from tests.connectors.portal.conftest import b64, entry, fields, gaps, har, values

RECORDED = Path(__file__).parent / "recorded"
SECRET = "Zx9-kQ27rT_5vLm"
JWT = f"eyJhbGciOiJIUzI1NiJ9.{b64(json.dumps({'s': SECRET})).rstrip('=')}.c2lnbmF0dXJl"


def clean(tmp_path: Path, data: bytes) -> tuple[str, Mapping[str, int]]:
    (tmp_path / "in.har").write_bytes(data)
    out = io.BytesIO()
    counts = cleaned(tmp_path / "in.har", out)
    return out.getvalue().decode(), counts


FORM = "application/x-www-form-urlencoded"
CASES = {
    "form": entry(
        method="POST", posted={"mimeType": FORM, "text": f"login=ph_a&mot_de_passe={SECRET}"}
    ),
    "params": entry(
        method="POST", posted={"mimeType": FORM, "params": [{"name": "password", "value": SECRET}]}
    ),
    "json": entry(
        method="POST",
        posted={"mimeType": "application/json", "text": json.dumps({"motDePasse": SECRET})},
    ),
    "json in json": entry(text=json.dumps({"a": json.dumps({"refresh_token": SECRET})})),
    "cookie": entry(
        sent=fields(Cookie=f"a=1; sid={SECRET}"), given=fields(Set_Cookie=f"sid={SECRET}; HttpOnly")
    ),
    "listed cookies": {
        **entry(),
        "request": {"url": "https://p.example/", "cookies": [{"name": "x", "value": SECRET}]},
    },
    "bearer": entry(sent=fields(Authorization=f"Bearer {SECRET}", X_Api_Key=SECRET)),
    "url": entry(f"https://p.example/x?access_token={SECRET}&nir=1"),
    "oauth": entry(f"https://p.example/retour?code={SECRET}&state=abc12345"),
    "fragment": entry(f"https://p.example/x#id_token={SECRET}"),
    "matrix": entry(f"https://p.example/x;jsessionid={SECRET}?a=1"),
    "location": entry(status=302, given=fields(Location=f"/x?ticket={SECRET}")),
    "redirect": {
        **entry(),
        "response": {"status": 302, "redirectURL": f"/x?token={SECRET}", "content": {}},
    },
    "referer": entry(sent=fields(Referer=f"https://p.example/?token={SECRET}")),
    "html": entry(
        text=f"<input name=_csrf value={SECRET}><input type='password' value='{SECRET}'>",
        mime="text/html",
    ),
    "meta": entry(text=f'<meta name="csrf-token" content="{SECRET}">', mime="text/html"),
    "xml": entry(text=f"<s:Login><s:Password>{SECRET}</s:Password></s:Login>", mime="text/xml"),
    "script": entry(
        text=f"window.c = {{token: '{SECRET}', 'apiKey': '{SECRET}'}}", mime="text/html"
    ),
    "jwt": entry(text=json.dumps({"nom": "A", "z": JWT})),
    "base64": entry(text=b64(json.dumps({"access_token": SECRET})), content={"encoding": "base64"}),
    "socket": entry(
        _webSocketMessages=[{"type": "send", "opcode": 1, "data": json.dumps({"token": SECRET})}]
    ),
    "initiator": entry(
        _initiator={"type": "script", "url": f"https://p.example/a.js?token={SECRET}"}
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_secrets_are_gone(tmp_path: Path, case: str) -> None:
    text, counts = clean(tmp_path, har(CASES[case]))
    assert SECRET not in text
    assert JWT[:30] not in text
    assert sum(counts.get(kind, 0) for kind in ("password", "cookie", "token")) >= 1
    json.loads(text)


def test_secrets_are_gone_from_packed_bodies(tmp_path: Path) -> None:
    text, _ = clean(tmp_path, har(CASES["base64"]))
    (tmp_path / "out.har").write_text(text)
    (one,) = open_portal(tmp_path / "out.har", "p").exchanges()
    assert values(one.response) == {"body:access_token": [REMOVED]}


def test_everything_else_stays(tmp_path: Path) -> None:
    body = {
        "nom": "DURAND",
        "nir": "255081416802538",
        "code": "PHA",
        "type": "passe",
        "montant": 12.5,
    }
    page = {"id": "p1", "title": "Droits"}
    given = har(
        entry("https://p.example/a?q=1", json.dumps(body), sent=fields(Accept="*/*")), pages=[page]
    )
    text, counts = clean(tmp_path, given)
    assert json.loads(text) == json.loads(given)
    assert counts == {"entries": 1, "unreadable": 0}


@pytest.mark.parametrize("name", ["pharmacie_a.har", "opticien_b.har"])
def test_recorded_captures(tmp_path: Path, name: str) -> None:
    data = (RECORDED / name).read_bytes()
    text, counts = clean(tmp_path, data)
    assert counts["cookie"] >= 10
    assert "Recette-2024!" not in text
    assert "c0ffee5eed1e55" not in text
    assert "eyJ" not in text
    before = [one["request"]["url"] for one in json.loads(data)["log"]["entries"]]
    assert [one["request"]["url"] for one in json.loads(text)["log"]["entries"]] == before


def test_a_damaged_entry_is_not_copied(tmp_path: Path) -> None:
    whole = har(entry(), CASES["form"], entry())
    broken = whole.replace(b'"status": 200', b'"status": nope')
    with pytest.raises(TargetError, match="clean_not_a_capture"):
        clean(tmp_path, broken)
    text, counts = clean(tmp_path, whole[: whole.index(SECRET.encode()) + 30])
    assert SECRET not in text
    assert counts["unreadable"] == 1
    assert len(json.loads(text)["log"]["entries"]) == 2


def test_what_is_no_capture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a;b\n1;2\n")
    with pytest.raises(TargetError, match="clean_not_a_capture"):
        cleaned(tmp_path / "a.csv", io.BytesIO())


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = Scrubber().text(text)
    assert Scrubber().text(once) == once


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(cut=st.floats(0.3, 0.999))
def test_a_truncated_capture_is_cleaned_into_a_whole_one(tmp_path: Path, cut: float) -> None:
    whole = har(entry(), CASES["form"], CASES["cookie"], entry())
    text, _ = clean(tmp_path, whole[: int(len(whole) * cut)])
    assert SECRET not in text
    json.loads(text)


def test_the_copy_reads_like_the_capture(tmp_path: Path) -> None:
    text, _ = clean(tmp_path, (RECORDED / "pharmacie_a.har").read_bytes())
    (tmp_path / "out.har").write_text(text)
    before, after = (
        open_portal(RECORDED / "pharmacie_a.har", "p"),
        open_portal(tmp_path / "out.har", "p"),
    )
    shapes = [
        [(one.method, one.path, one.response.medium) for one in portal.exchanges()]
        for portal in (before, after)
    ]
    assert shapes[0] == shapes[1]
    assert gaps(before) == gaps(after) == {}
