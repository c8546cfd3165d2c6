"""OpenAPI and WSDL: the fields that a contract promises, references and cycles included."""

import json
from pathlib import Path

import pytest

from auditor.connectors.portal.open import open_portal
from auditor.model.exchanges import Contract

SCHEMAS = {
    "Assure": {
        "type": "object",
        "properties": {
            "nir": {"type": "string"},
            "conjoint": {"$ref": "#/{at}/Assure"},
            "adresses": {"type": "array", "items": {"properties": {"ville": {"type": "string"}}}},
            "parCaisse": {"additionalProperties": {"properties": {"rib": {"type": "string"}}}},
        },
    },
    "Titulaire": {
        "allOf": [{"$ref": "#/{at}/Assure"}, {"properties": {"iban": {"type": "string"}}}]
    },
}
FIELDS = {("nir",), ("adresses", "*", "ville"), ("parCaisse", "{key}", "rib"), ("iban",)}


def schemas(at: str) -> object:
    return json.loads(json.dumps(SCHEMAS).replace("{at}", at))


def version_3() -> dict[str, object]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Titulaire"}}}
    return {
        "openapi": "3.0.1",
        "servers": [{"url": "https://p.example/v1"}],
        "paths": {
            "/assures/{id}": {
                "parameters": [{"name": "id", "in": "path"}],
                "get": {
                    "operationId": "lireAssure",
                    "parameters": [{"$ref": "#/components/parameters/P"}],
                    "responses": {"200": {"content": content}, "404": {"description": "x"}},
                },
                "post": {"requestBody": {"content": content}, "responses": {}},
            }
        },
        "components": {
            "schemas": schemas("components/schemas"),
            "parameters": {"P": {"name": "du", "in": "query"}},
        },
    }


def version_2() -> dict[str, object]:
    reference = {"$ref": "#/definitions/Titulaire"}
    return {
        "swagger": "2.0",
        "basePath": "/v1",
        "paths": {
            "/assures/{id}": {
                "get": {
                    "operationId": "lireAssure",
                    "parameters": [{"name": "id", "in": "path"}, {"name": "du", "in": "query"}],
                    "responses": {"200": {"schema": reference}},
                },
                "post": {
                    "parameters": [{"in": "body", "name": "b", "schema": reference}],
                    "responses": {},
                },
            }
        },
        "definitions": schemas("definitions"),
    }


def contracts(path: Path) -> list[Contract]:
    return list(open_portal(path, "p").contracts())


@pytest.mark.parametrize("tree", [version_2(), version_3()], ids=["2", "3"])
def test_openapi(tmp_path: Path, tree: dict[str, object]) -> None:
    file = tmp_path / "api.json"
    file.write_text(json.dumps(tree, indent=1))
    read, write = contracts(file)
    assert (read.method, read.path, read.operation) == ("GET", "/v1/assures/{id}", "lireAssure")
    assert set(read.request) == {("id",), ("du",)}
    assert set(read.response) == FIELDS
    assert set(write.request) >= FIELDS
    assert json.dumps("get") in file.read_text().splitlines()[read.line - 1]


def test_openapi_in_yaml_with_aliases(tmp_path: Path) -> None:
    file = tmp_path / "api.yaml"
    file.write_text(
        "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n"
        "          content:\n            application/json:\n              schema: &s\n"
        "                properties:\n                  nir: {type: string}\n"
        "                  fils: *s\n"
    )
    (one,) = contracts(file)
    assert (one.line, one.path) == (4, "/a")
    assert ("nir",) in one.response
    assert len(one.response) < 100


def test_a_reference_that_leads_out_is_told(tmp_path: Path) -> None:
    file = tmp_path / "api.yaml"
    file.write_text(
        "openapi: 3.0.0\npaths:\n  /a:\n    get:\n"
        "      parameters: [{$ref: 'other.yaml#/P'}]\n      responses: {}\n"
    )
    portal = open_portal(file, "p")
    assert portal.contracts()[0].request == ()
    assert [gap.code for gap in portal.take_gaps()] == ["contract_elsewhere"]


WSDL = """<?xml version="1.0"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t"
  xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" targetNamespace="urn:t">
 <wsdl:types><xs:schema targetNamespace="urn:t">
  <xs:element name="Lire"><xs:complexType><xs:sequence><xs:element name="nir" type="xs:string"/>
   </xs:sequence></xs:complexType></xs:element>
  <xs:element name="LireReponse" type="t:Reponse"/>
  <xs:complexType name="Reponse"><xs:sequence>
   <xs:element name="beneficiaire" type="t:Beneficiaire" maxOccurs="unbounded"/></xs:sequence>
   </xs:complexType>
  <xs:complexType name="Personne"><xs:sequence><xs:element name="nom" type="xs:string"/>
   </xs:sequence></xs:complexType>
  <xs:complexType name="Beneficiaire"><xs:complexContent>
   <xs:extension base="t:Personne"><xs:sequence>
   <xs:element name="parent" type="t:Beneficiaire" minOccurs="0"/></xs:sequence>
   <xs:attribute name="rang"/></xs:extension></xs:complexContent></xs:complexType>
 </xs:schema></wsdl:types>
 <wsdl:message name="in"><wsdl:part name="p" element="t:Lire"/></wsdl:message>
 <wsdl:message name="out"><wsdl:part name="p" element="t:LireReponse"/></wsdl:message>
 <wsdl:portType name="P"><wsdl:operation name="Lire"><wsdl:input message="t:in"/>
  <wsdl:output message="t:out"/></wsdl:operation></wsdl:portType>
 <wsdl:service name="S"><wsdl:port name="q">
  <soap:address location="https://p.example/ws/droits"/></wsdl:port></wsdl:service>
</wsdl:definitions>"""


def test_wsdl(tmp_path: Path) -> None:
    (tmp_path / "s.wsdl").write_text(WSDL)
    (one,) = contracts(tmp_path / "s.wsdl")
    assert (one.method, one.path, one.operation) == ("POST", "/ws/droits", "Lire")
    assert one.request == (("Lire", "nir"),)
    assert set(one.response) == {
        ("LireReponse", "beneficiaire", "*", "nom"),
        ("LireReponse", "beneficiaire", "*", "@rang"),
    }
    assert WSDL.splitlines()[one.line - 1].strip().startswith("<wsdl:portType")


def test_what_is_no_description(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("openapi: 3.0.0\npaths: [\n")
    portal = open_portal(tmp_path / "a.yaml", "p")
    assert portal.contracts() == ()
    assert [gap.code for gap in portal.take_gaps()] == ["contract_damaged"]
