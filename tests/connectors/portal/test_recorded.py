"""The captures that chromium recorded of the demonstration portal."""

from pathlib import Path

import pytest

from auditor.connectors.portal.open import open_portal
from auditor.demo import capture_paths, policy_path
from auditor.model.exchanges import Exchange
from auditor.policy.load import load_policy
from tests.connectors.portal.conftest import gaps, values

RECORDED = Path(__file__).parent / "recorded"
NAMES = ("opticien_b.har", "pharmacie_a.har")


@pytest.fixture(scope="module")
def exchanges() -> list[Exchange]:
    portal = open_portal(RECORDED / "pharmacie_a.har", "portail")
    found = list(portal.exchanges())
    assert gaps(portal) == {}
    return found


def at(exchanges: list[Exchange], path: str) -> Exchange:
    return next(one for one in exchanges if one.path == path)


def test_they_stay_small_and_are_those_of_the_demonstration() -> None:
    assert [path.name for path in capture_paths()] == list(NAMES)
    for path in capture_paths():
        assert path.read_bytes() == (RECORDED / path.name).read_bytes()
    assert sum(path.stat().st_size for path in RECORDED.iterdir()) < 300_000


def test_each_screen_keeps_its_title(exchanges: list[Exchange]) -> None:
    directory = at(exchanges, "/api/annuaire")
    assert (directory.page, directory.initiator) == ("Annuaire des professionnels", "script")
    assert at(exchanges, "/connexion").page == "Connexion"


def test_the_directory_shows_bank_details(exchanges: list[Exchange]) -> None:
    found = values(at(exchanges, "/api/annuaire").response)
    assert len(found["body:resultats/*/rib/compte"]) == 20
    assert len(found["body:resultats/*/siret"]) == 20


def test_the_export_is_in_an_old_charset(exchanges: list[Exchange]) -> None:
    found = values(at(exchanges, "/exports/annuaire.csv").response)
    assert len(found["body:*/IBAN"]) == 120
    assert any("é" in name for name in found["body:*/Raison sociale"])


def test_the_family_comes_with_the_person(exchanges: list[Exchange]) -> None:
    found = values(at(exchanges, "/api/droits/recherche").response)
    assert len(found["body:beneficiaires/*/numSecu"]) >= 2


def test_the_address_of_a_sheet_travels_to_the_third_party(exchanges: list[Exchange]) -> None:
    sheet = next(one for one in exchanges if one.path.endswith("/fiche"))
    number = values(sheet.request)["path:seg/2"][0]
    beacons = [one for one in exchanges if one.host == "mesure.tiers.example"]
    assert any(number in "".join(dict(one.request.headers).values()) for one in beacons)
    assert values(sheet.response)["body:numSecu"] == [number]


def test_accounts_of_the_demonstration_are_those_that_recorded() -> None:
    for account in load_policy(policy_path()).accounts:
        portal = open_portal(RECORDED / account.captures[0], "portail")
        (own,) = (one for one in portal.exchanges() if one.path == "/api/mon-compte")
        told = {leaf.text for leaf in own.response.leaves}
        assert {value for given in account.own.values() for value in given} <= told
