"""Causes that captures written from the brief alone brought to light, one test each."""

import base64
import json
from pathlib import Path

import pytest

from auditor.connectors.portal.open import open_portal
from auditor.model.exposure import Exposure
from auditor.model.result import Result, Run
from auditor.model.vocabulary import Category, Necessity, Scope
from auditor.pipelines.options import ReadOptions
from auditor.pipelines.scan import Brief, scan
from auditor.policy.incidents import load_incidents
from auditor.policy.load import read_policy
from auditor.rulebook.load import shipped_rulebook
from tests.corpus.portal.har import Case, capture
from tests.corpus.portal.people import person, practice
from tests.corpus.portal.scan import scanned

_RIGHTS = read_policy('screens:\n  - {match: "* /droits*", purpose: rights_check}', "audit.yaml")
_RUN = Run("t", "0", "scan", "2026-03-02T09:00:00Z", "", 0, "full", None, (), "")
_NOTHING = read_policy("", "audit.yaml")
_OPEN = {"ouvert": True, "debut": "2026-01-01", "fin": "2026-12-31"}
_WHO = person(11)
_FORM = "application/x-www-form-urlencoded"


def _of(result: Result, category: Category) -> list[Exposure]:
    return [one for one in result.exposures if one.category is category]


def _token(claims: dict[str, object]) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(p).encode()) for p in ({"alg": "none"}, claims)]
    return ".".join([*(part.decode().rstrip("=") for part in parts), "c2ln"])


_SPEAKING = {"Referer": f"https://portail.tiers-payant.example.fr/droits?nir={_WHO.nir}"}
_CARRIED = {
    "path": Case("GET", f"/droits/{_WHO.nir}", _OPEN),
    "query": Case("GET", f"/droits?nir={_WHO.nir}", _OPEN),
    "referer": Case("GET", "/droits/actes", {"code": "OPT"}, headers=_SPEAKING),
    "cookie": Case("GET", "/droits/vu", {"vu": True}, headers={"Cookie": f"nir={_WHO.nir}"}),
    "token": Case(
        "GET", "/droits/vu", _OPEN, headers={"Authorization": f"Bearer {_token({'nir': _WHO.nir})}"}
    ),
    "location": Case(
        "POST", "/droits", None, {"a": "1"}, status=302, answers={"Location": f"/d?nir={_WHO.nir}"}
    ),
}


@pytest.mark.parametrize("place", _CARRIED)
def test_a_nir_outside_of_the_body_is_beyond_every_need(place: str, tmp_path: Path) -> None:
    found = _of(scanned([_CARRIED[place]], tmp_path, _RIGHTS), Category.NIR)
    assert {one.necessity for one in found} == {Necessity.EXCESSIVE}
    side = "response" if place == "location" else "request"
    assert all(o.path.startswith(f"{side}.") for one in found for o in one.occurrences)


def test_a_nir_that_is_sent_in_a_body_is_not_carried(tmp_path: Path) -> None:
    asked = Case("POST", "/droits", _OPEN, {"nir": _WHO.nir})
    assert not _of(scanned([asked], tmp_path, _RIGHTS), Category.NIR)


def test_what_a_caller_typed_is_no_finding_on_answers(tmp_path: Path) -> None:
    path = capture([_CARRIED["path"]], tmp_path / "corpus.har")
    brief = Brief(_RIGHTS, shipped_rulebook(), load_incidents())
    result = scan([], brief, _RUN, ReadOptions(), portals=[open_portal(path, "corpus")])
    fired = {one.rule for one in result.findings}
    assert "NIR-011" in fired
    assert "INC-002" not in fired
    lines = [line for replay in result.incidents for line in replay.lines if line.line == "nir"]
    assert "observed" not in {line.status for line in lines}


def test_the_claims_that_name_the_bearer_are_no_pseudonym(tmp_path: Path) -> None:
    mine = _token({"sub": "ps-48213", "sid": "9f1c22d0a1", "iat": 1767600000, "exp": 1767603600})
    login = Case("POST", "/connexion", {"jeton": mine}, {"login": "ps-48213", "motDePasse": "x"})
    found = scanned([login], tmp_path, _NOTHING)
    assert not [one for one in found.exposures if one.necessity is Necessity.EXCESSIVE]
    assert not _of(found, Category.PSEUDONYM)


def test_an_object_of_columns_is_read_as_its_rows(tmp_path: Path) -> None:
    some = [person(n) for n in range(50, 54)]
    columns = {"nir": [k.nir for k in some], "nom": [k.surname for k in some]}
    found = scanned([Case("POST", "/droits/lot", columns, {"lot": "8"})], tmp_path, _RIGHTS)
    assert found.entries[0].persons == 4
    assert {one.scope for one in _of(found, Category.PERSON)} == {Scope.EVERYONE}


def test_two_telephones_and_two_mailboxes_are_one_person(tmp_path: Path) -> None:
    one = {"nom": _WHO.surname, "prenom": _WHO.given, "tels": [_WHO.phone, "0612345678"]}
    answer = {**one, "mails": [_WHO.mail, "autre@boite-perso.fr"]}
    found = scanned([Case("POST", "/droits", answer, {"numAdh": _WHO.member})], tmp_path, _RIGHTS)
    assert found.entries[0].persons == 1


def test_labelled_values_side_by_side_are_one_record(tmp_path: Path) -> None:
    rows = (("Assuré", f"{_WHO.surname} {_WHO.given}"), ("NIR", _WHO.nir))
    cells = "".join(f"<span class=k>{k} :</span><span class=v>{v}</span>" for k, v in rows)
    page = f"<html><body><div>{cells}</div></body></html>"
    sent = {"numAdherent": _WHO.member}
    case = Case("POST", "/droits", page, sent, mime="text/html", sends=_FORM)
    found = scanned([case], tmp_path, _RIGHTS)
    assert found.entries[0].persons == 1
    assert {one.necessity for one in _of(found, Category.PERSON)} == {Necessity.NEEDED}
    assert {one.necessity for one in _of(found, Category.NIR)} == {Necessity.EXCESSIVE}
    assert "weak_key" in found.entries[0].flags


def test_a_caption_and_its_value_in_one_line(tmp_path: Path) -> None:
    lines = (("N° adhérent", _WHO.member), ("N° sécu", _WHO.nir))
    cells = "".join(f"<div class=l><b>{k}</b><i>{v}</i></div>" for k, v in lines)
    page = f"<html><body><section><h2>Droits</h2>{cells}</section></body></html>"
    sent = {"numAdherent": _WHO.member}
    case = Case("POST", "/droits", page, sent, mime="text/html", sends=_FORM)
    found = scanned([case], tmp_path, _RIGHTS)
    assert {one.category for one in found.exposures} == {Category.MEMBER_NUMBER, Category.NIR}


def test_a_birth_date_in_brackets_after_a_name_is_shown(tmp_path: Path) -> None:
    some = [person(n) for n in range(60, 64)]
    answer = [{"libelle": f"{k.surname.upper()} {k.given} ({k.french_date})"} for k in some]
    found = scanned([Case("GET", "/droits/suggestions?q=ga", answer)], tmp_path, _RIGHTS)
    assert {one.necessity for one in _of(found, Category.BIRTH_DATE)} == {Necessity.EXCESSIVE}


def test_a_period_in_a_sentence_is_shown(tmp_path: Path) -> None:
    page = "<html><body><p>Droits ouverts du 01/01/2026 au 31/12/2026.</p></body></html>"
    case = Case("POST", "/droits", page, {"numAdherent": _WHO.member}, mime="text/html")
    found = scanned([case], tmp_path, _RIGHTS)
    assert {one.category for one in found.exposures} == {Category.COVERAGE_PERIOD}


def test_doctors_in_a_column_called_name_are_people(tmp_path: Path) -> None:
    some = [practice(n) for n in range(70, 74)]
    items = [{"name": f"Dr {k.given} {k.surname}", "rpps": k.rpps} for k in some]
    found = scanned([Case("GET", "/annuaire", {"items": items})], tmp_path, _NOTHING)
    assert {one.category for one in found.exposures} == {Category.PERSON, Category.RPPS}


def test_a_practice_is_written_to_under_contact(tmp_path: Path) -> None:
    one = practice(75)
    mine = {"raisonSociale": one.firm, "finess": one.finess, "courriel": "contact@officine.fr"}
    found = scanned([Case("GET", "/moi", mine)], tmp_path, _NOTHING)
    assert _of(found, Category.EMAIL_ADDRESS)


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"Cache-Control": ""}, True),
        ({"Cache-Control": "", "Expires": "0"}, False),
        ({"Cache-Control": "", "Pragma": "no-cache"}, False),
        ({"Cache-Control": "private"}, False),
        ({"Cache-Control": "no-store"}, False),
        ({"Cache-Control": "max-age=60"}, True),
    ],
)
def test_an_answer_that_says_nothing_of_caches_may_be_kept(
    answers: dict[str, str], *, kept: bool, tmp_path: Path
) -> None:
    case = Case("GET", "/droits/7", {"nom": _WHO.surname, "prenom": _WHO.given}, answers=answers)
    found = scanned([case], tmp_path, _RIGHTS)
    assert ("cacheable" in found.entries[0].flags) is kept


def test_a_second_step_of_one_account_protects_no_other(tmp_path: Path) -> None:
    sent = {"username": "ps-1", "password": "Tr0mp3tte"}
    login = Case("POST", "/oauth/token", {"access_token": "k3v9-opaque-7f"}, sent)
    assert "no_second_factor" in scanned([login], tmp_path, _NOTHING).entries[0].flags
    step = Case("POST", "/oauth/otp", None, {"code": "482913"}, status=204)
    assert "no_second_factor" not in scanned([login, step], tmp_path, _NOTHING).entries[0].flags


def test_a_forgotten_password_that_tells_who_is_known(tmp_path: Path) -> None:
    known = Case("POST", "/compte/oubli", {"message": "Courriel envoyé."}, {"identifiant": "ps1"})
    other = Case("POST", "/compte/oubli", {"message": "Envoyé."}, {"identifiant": "ps2"})
    unknown = Case("POST", "/compte/oubli", {"message": "Inconnu."}, {"id": "x"}, status=404)
    told = scanned([known, unknown], tmp_path, _NOTHING)
    assert "oracle" in told.entries[1].flags
    alike = scanned([known, other], tmp_path, _NOTHING)
    assert not [one for one in alike.entries if "oracle" in one.flags]


def test_a_number_that_no_calendar_has_singles_a_record_out(tmp_path: Path) -> None:
    answer = {"beneficiaire": {"nom": _WHO.surname, "prenom": _WHO.given}, "montant": 12.5}
    found = scanned([Case("GET", "/factures/20260012", answer)], tmp_path, _NOTHING)
    assert "enumerable_id" in found.entries[0].flags
