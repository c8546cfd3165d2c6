"""Endpoint templates keep the words of an interface and none of its keys."""

import pytest

from auditor.detection.exchange.template import crowded, domain, endpoint, kind_of
from auditor.model.exchanges import Exchange, Message


def _called(method: str, path: str, host: str = "portail.example.fr", operation: str = "") -> str:
    exchange = Exchange(
        "f", 0, method, "https", host, path, Message(), Message(), operation=operation
    )
    return endpoint(exchange, "example.fr", frozenset()).name


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/api/v2/droits", "GET /api/v2/droits"),
        ("/api/assures/284058832102532/droits", "GET /api/assures/{NIR}/droits"),
        ("/api/assures/2840588321025", "GET /api/assures/{NIR}"),
        ("/factures/000123?x=1", "GET /factures/{id}"),
        ("/factures/F-2026-000012/pdf", "GET /factures/{id}/pdf"),
        ("/releves/2026-02-28.csv", "GET /releves/{id}.csv"),
        ("/o/3f2504e0-4f89-11d3-9a0c-0305e82c3301", "GET /o/{id}"),
        ("/comptes/FR7630006000011234567890189", "GET /comptes/{key}"),
        ("/users/a.martin@pharma.fr/roles", "GET /users/{key}/roles"),
        ("/patients/GARNIER-Nadia", "GET /patients/{key}"),
        ("/oauth2/token", "GET /oauth2/token"),
        ("/annuaire/pharmacies", "GET /annuaire/pharmacies"),
        ("/Beneficiaires/Fiche.aspx", "GET /Beneficiaires/Fiche.aspx"),
        ("/", "GET /"),
    ],
)
def test_paths(path: str, template: str) -> None:
    assert _called("GET", path) == template


def test_an_operation_tells_endpoints_of_one_address_apart() -> None:
    assert _called("post", "/graphql", operation="Droits") == "POST /graphql (Droits)"
    assert (
        _called("POST", "/ws", operation='"urn:tp/ConsulterDroits"') == "POST /ws (ConsulterDroits)"
    )


def test_another_host_is_named() -> None:
    assert _called("GET", "/hit", host="mesure.tiers.com") == "GET https://mesure.tiers.com/hit"


def test_many_siblings_are_keys_whatever_they_look_like() -> None:
    names = [f"/reseau/{chr(97 + n // 26)}{chr(97 + n % 26)}q/fiche" for n in range(60)]
    places = crowded(names)
    exchange = Exchange("f", 0, "GET", "https", "h", names[0], Message(), Message())
    assert endpoint(exchange, "h", places).name == "GET /reseau/{key}/fiche"


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("a.b.example.fr:8443", "example.fr"),
        ("www.service-public.gouv.fr", "service-public.gouv.fr"),
        ("10.1.2.3", "10.1.2.3"),
        ("localhost", "localhost"),
    ],
)
def test_domains(host: str, owner: str) -> None:
    assert domain(host) == owner


def test_a_template_is_its_own_template() -> None:
    assert [kind_of(kind) for kind in ("{id}", "{NIR}", "{key}")] == ["{id}", "{NIR}", "{key}"]
