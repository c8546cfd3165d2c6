"""Folders of saved answers, Burp's export, and which targets are a portal's."""

import json
import zipfile
from pathlib import Path

import pytest

from auditor.connectors.open import open_portal as opened
from auditor.connectors.open import opens_as_portal
from auditor.connectors.portal.open import open_portal
from auditor.connectors.portal.saved import from_name
from auditor.model.exchanges import Exchange
from tests.connectors.portal.conftest import b64, entry, har, values

PAGE = "<html><head><title>Fiche</title></head><body><p>Nom : A</p></body></html>"


def read(folder: Path) -> dict[str, Exchange]:
    return {one.file: one for one in open_portal(folder, "p").exchanges()}


@pytest.mark.parametrize(
    ("name", "method", "url", "status"),
    [
        ("GET_api_droits.json", "GET", "/api/droits", 200),
        ("012-POST__api__droits__recherche.404.json", "POST", "/api/droits/recherche", 404),
        (
            "portail.example.fr/api/droits/GET_17.json",
            "GET",
            "//portail.example.fr/api/droits/17",
            200,
        ),
        ("api/droits/PUT/fiche.xml", "PUT", "/api/droits/fiche", 200),
        ("api/annuaire.html", "GET", "/api/annuaire", 200),
        ("droits/response.json", "GET", "/droits", 200),
    ],
)
def test_what_a_name_tells(name: str, method: str, url: str, status: int) -> None:
    call = from_name(name)
    assert (call.method, call.url, call.status) == (method, url, status)


def test_a_folder_of_answers(tmp_path: Path) -> None:
    (tmp_path / "GET_fiche.html").write_text(PAGE)
    (tmp_path / "export.csv").write_text("nom;rib\nA;1\nB;2\n")
    (tmp_path / "export.csv.headers").write_text(
        "POST /exports/tout?mois=1\nHost: portail.example\nX-Compte: a\n"
        "HTTP/1.1 206 Partial\nContent-Type: text/csv\nCache-Control: no-store\n"
    )
    (tmp_path / "droits.json").write_text('{"nom": "A"}')
    (tmp_path / "droits.json.meta").write_text(
        json.dumps(
            {
                "method": "post",
                "url": "https://p.example/droits?x=1",
                "status": 403,
                "requestBody": {"nir": "1"},
                "headers": {"X-A": "b"},
            }
        )
    )
    found = read(tmp_path)
    assert set(found) == {"GET_fiche.html", "export.csv", "droits.json"}
    export, rights = found["export.csv"], found["droits.json"]
    assert (export.method, export.path, export.host, export.status) == (
        "POST", "/exports/tout", "portail.example", 206,
    )  # fmt: skip
    assert dict(export.response.headers)["cache-control"] == "no-store"
    assert values(export.request)["query:mois"] == ["1"]
    assert values(export.response)["body:*/rib"] == ["1", "2"]
    assert (rights.method, rights.host, rights.status) == ("POST", "p.example", 403)
    assert values(rights.request)["body:nir"] == ["1"]
    assert all(one.entry == 0 for one in found.values())


def test_a_saved_request_goes_with_its_answer(tmp_path: Path) -> None:
    (tmp_path / "droits_request.xml").write_text(
        "<Envelope><Body><Lire><nir>1</nir></Lire></Body></Envelope>"
    )
    (tmp_path / "droits_response.xml").write_text(
        "<Envelope><Body><LireResponse><nom>A</nom></LireResponse></Body></Envelope>"
    )
    (one,) = read(tmp_path).values()
    assert (one.file, one.method, one.operation) == ("droits_response.xml", "POST", "Lire")
    assert values(one.request)["body:Envelope/Body/Lire/nir"] == ["1"]
    assert values(one.response)["body:Envelope/Body/LireResponse/nom"] == ["A"]


def test_a_message_with_its_head(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(
        b"GET /annuaire?q=dur HTTP/1.1\r\nHost: p.example\r\n\r\n"
        b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"rib": "1"}'
    )
    (one,) = read(tmp_path).values()
    assert (one.path, one.host) == ("/annuaire", "p.example")
    assert values(one.response)["body:rib"] == ["1"]


def test_an_address_that_is_only_a_file_name_holds_no_values(tmp_path: Path) -> None:
    (tmp_path / "255081416802538.html").write_text(PAGE)
    (one,) = read(tmp_path).values()
    assert one.file == "{NIR}.html"
    assert values(one.request) == {}


def test_burp(tmp_path: Path) -> None:
    asked = (
        b"POST /droits HTTP/1.1\r\nHost: p.example\r\nContent-Type: application/json\r\n\r\n"
        b'{"nir":"1"}'
    )
    given = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"nom":"A"}'
    item = (
        "<item><time>t</time><url><![CDATA[https://p.example/droits]]></url><method>POST</method>"
        f'<request base64="true">{b64(asked)}</request>'
        f'<response base64="true">{b64(given)}</response></item>'
    )
    (tmp_path / "b.xml").write_text(
        f'<?xml version="1.0"?><items burpVersion="2024">{item}{item}</items>'
    )
    first, second = open_portal(tmp_path / "b.xml", "p").exchanges()
    assert (first.method, first.host, second.entry) == ("POST", "p.example", 1)
    assert values(first.request)["body:nir"] == ["1"]
    assert values(first.response)["body:nom"] == ["A"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.har", "{}", True),
        ("a.json", har(entry()).decode(), True),
        ("a.json", '[{"nom": "A"}]', False),
        ("a.csv", "nom;rib\nA;1\n", False),
        ("a.ndjson", '{"a":1}\n{"a":2}\n', False),
        ("a.html", PAGE, True),
        ("a.xml", "<r><nom>A</nom></r>", True),
        ("a.yaml", "openapi: 3.0.0\npaths: {}\n", True),
        ("a.json", '{"swagger": "2.0", "paths": {}}', True),
        ("s.wsdl", '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>', True),
        ("audit.yaml", "mission: {client: x}\n", False),
        ("b.txt", "lignes\nde texte\n", False),
    ],
)
def test_which_targets_are_a_portal(tmp_path: Path, name: str, text: str, expected: bool) -> None:  # noqa: FBT001
    (tmp_path / name).write_text(text)
    assert opens_as_portal(str(tmp_path / name)) is expected
    assert opens_as_portal(str(tmp_path)) is expected


def test_an_archive_with_a_page_is_a_portal(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.csv", "a;b\n1;2\n")
        archive.writestr("y/GET_page.html", PAGE)
    assert opens_as_portal(str(tmp_path / "a.zip"))
    assert {one.file for one in opened(str(tmp_path / "a.zip"), "p").exchanges()} == {
        "a.zip/x.csv", "a.zip/y/GET_page.html",
    }  # fmt: skip
