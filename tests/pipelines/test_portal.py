"""Captures of fictitious portals, scanned whole, against answers that were written first."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from auditor.connectors.open import open_target
from auditor.connectors.portal.open import open_portal
from auditor.model.exposure import Exposure
from auditor.model.flags import Flag
from auditor.model.result import Run
from auditor.model.vocabulary import GapKind, Necessity, Scope
from auditor.pipelines.options import ReadOptions
from auditor.pipelines.portal import portal_share, read_captures
from auditor.pipelines.scan import Brief, scan
from auditor.policy.incidents import load_incidents
from auditor.policy.load import read_policy
from auditor.policy.model import Policy
from auditor.reports.json import render
from auditor.rulebook.load import shipped_rulebook
from tests.corpus.portal import fresh, heldout, tuning, unseen
from tests.corpus.portal.har import Case, capture
from tests.corpus.portal.people import Practice, person, practice
from tests.corpus.portal.scan import policy, scanned
from tests.corpus.portal.score import score

_NOTHING = read_policy("", "audit.yaml")
_RUN = Run("t", "0", "scan", "2026-03-02T09:00:00Z", "", 0, "full", None, (), "")


_SETS = {"tuning": tuning, "heldout": heldout, "unseen": unseen}


@pytest.mark.parametrize("cases", [one.cases() for one in _SETS.values()], ids=list(_SETS))
class TestBars:
    def test_with_declared_screens(self, cases: tuple[Case, ...], tmp_path: Path) -> None:
        scores = score(cases, scanned(cases, tmp_path, policy(cases)))
        assert scores.present.f1 >= 0.97, scores.present
        assert scores.over.f1 >= 0.95, scores.over
        assert scores.flags.f1 >= 0.95, scores.flags
        assert len(scores.alarmed) * 27 <= scores.clean, scores.alarmed

    def test_without_any_declaration(self, cases: tuple[Case, ...], tmp_path: Path) -> None:
        scores = score(cases, scanned(cases, tmp_path, _NOTHING))
        assert scores.over.f1 >= 0.95, scores.over
        assert len(scores.alarmed) * 27 <= scores.clean, scores.alarmed


def test_the_set_that_was_written_last(tmp_path: Path) -> None:
    cases = fresh.cases()
    scores = score(cases, scanned(cases, tmp_path, policy(cases)))
    assert scores.over.f1 >= 0.95, scores.over
    assert not scores.alarmed


def test_every_flag_kind_is_met_in_the_corpora() -> None:
    met = {flag for case in (*tuning.cases(), *heldout.cases()) for flag in case.flags}
    assert met == {flag.value for flag in Flag}


def test_nothing_of_a_capture_is_written(tmp_path: Path) -> None:
    cases = tuning.cases()
    path = capture(cases, tmp_path / "corpus.har")
    brief = Brief(policy(cases), shipped_rulebook(), load_incidents())
    result = scan([], brief, _RUN, ReadOptions(), portals=[open_portal(path, "corpus")])
    written = render(result).decode()
    for number in range(200):
        one, other = person(number), practice(number)
        values = (one.nir, one.nir[:13], one.member, one.contract, one.mail, one.phone, one.iban)
        theirs = (other.iban, other.siret, other.rpps, other.mail, other.login)
        assert not [value for value in (*values, *theirs) if value in written]
    assert {finding.rule for finding in result.findings} >= {"INC-001", "NIR-011", "POR-008"}


def test_the_same_capture_gives_the_same_result(tmp_path: Path) -> None:
    cases = heldout.cases()
    first = scanned(cases, tmp_path, policy(cases))
    again = scanned(cases, tmp_path, policy(cases))
    assert render(first) == render(again)


def test_the_owner_reads_the_owners_record_in_silence(tmp_path: Path) -> None:
    found = scanned(_account(practice(0)), tmp_path, _declared())
    assert {one.necessity for one in found.exposures} == {Necessity.NEEDED}
    assert {one.scope for one in found.exposures} == {Scope.OWN}
    assert found.conforming


def test_the_owners_record_is_not_what_an_incident_showed(tmp_path: Path) -> None:
    path = capture(_account(practice(0)), tmp_path / "corpus.har")
    brief = Brief(_declared(), shipped_rulebook(), load_incidents())
    result = scan([], brief, _RUN, ReadOptions(), portals=[open_portal(path, "corpus")])
    statuses = {line.status for replay in result.incidents for line in replay.lines}
    assert "observed" not in statuses


def test_columns_are_linked_to_the_screens_that_show_them(tmp_path: Path) -> None:
    database = tmp_path / "op.sqlite"
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("create table assure (id integer primary key, nom text, nir text)")
        rows = [(n, person(n).surname, person(n).nir) for n in range(40)]
        opened.executemany("insert into assure values (?, ?, ?)", rows)
        opened.commit()
    one = person(7)
    cases = [Case("POST", "/droits", {"assure": {"nir": one.nir}}, {"numeroAdherent": one.member})]
    path = capture(cases, tmp_path / "corpus.har")
    brief = Brief(_NOTHING, shipped_rulebook(), load_incidents())
    with closing(open_target(str(database), "op")) as source:
        result = scan([source], brief, _RUN, ReadOptions(), portals=[open_portal(path, "corpus")])
    (link,) = result.links
    assert (link.field.container, link.field.column) == ("assure", "nir")
    assert (link.endpoint.container, link.endpoint.path) == ("POST /droits", "/assure/nir")


def test_another_record_behind_the_same_address_is_not_needed(tmp_path: Path) -> None:
    found = scanned(_account(practice(9)), tmp_path, _declared())
    assert {one.necessity for one in found.exposures} == {Necessity.EXCESSIVE}


def test_one_record_read_by_two_accounts_is_not_both_accounts_own(tmp_path: Path) -> None:
    cases = _account(practice(9))
    paths = [capture(cases, tmp_path / name) for name in ("a.har", "b.har")]
    alone = _exposures(paths[:1], _screens_only())
    both = _exposures(paths, _screens_only())
    assert {one.necessity for one in alone} == {Necessity.TO_JUSTIFY}
    assert {one.necessity for one in both if one.category.value == "IBAN"} == {Necessity.EXCESSIVE}
    assert {one.account for one in both} == {"a", "b"}


def test_an_undeclared_screen_is_a_gap_with_the_presumed_purpose(tmp_path: Path) -> None:
    found = scanned(_account(practice(9)), tmp_path, _NOTHING)
    gap = next(gap for gap in found.gaps if gap.code == "presumed_screen")
    assert gap.kind is GapKind.UNDECLARED
    assert dict(gap.detail)["purposes"] == "practitioner_account"


def test_a_closed_list_of_needs_refuses_what_it_does_not_name(tmp_path: Path) -> None:
    text = 'screens:\n  - {match: "GET /comptes/*", needs: {COMPANY: {}, IBAN: {of: own}}}'
    found = scanned(_account(practice(9)), tmp_path, read_policy(text, "audit.yaml"))
    necessities = {one.category.value: one.necessity for one in found.exposures}
    assert necessities["COMPANY"] is Necessity.NEEDED
    assert necessities["RPPS"] is Necessity.EXCESSIVE
    assert necessities["IBAN"] is Necessity.TO_JUSTIFY


def test_a_static_page_shows_nobody(tmp_path: Path) -> None:
    page = "<html><head><title>Aide</title></head><body><p>Saisissez le NIR.</p></body></html>"
    found = scanned([Case("GET", "/aide", page, mime="text/html")], tmp_path, _NOTHING)
    assert not found.exposures
    assert found.entries[0].flags == ()


def test_a_value_that_a_redirection_carries_over_is_repeated(tmp_path: Path) -> None:
    one = person(3)
    answer = {"beneficiaire": {"nir": one.nir, "nom": one.surname}}
    cases = [
        Case(
            "POST", "/droits", "", {"nir": one.nir}, status=302, answers={"Location": "/droits/7"}
        ),
        Case("GET", "/droits/7", answer),
    ]
    found = scanned(cases, tmp_path, _NOTHING)
    nir = [e for e in found.exposures if e.category.value == "NIR"]
    assert [e.necessity for e in nir] == [Necessity.NEEDED]


def _account(one: Practice) -> list[Case]:
    record = {"raisonSociale": one.firm, "rpps": one.rpps, "finess": one.finess, "iban": one.iban}
    return [Case("GET", "/comptes/48213", record)]


def _declared() -> Policy:
    me = practice(0)
    return read_policy(
        "\n".join(
            [
                "accounts:",
                f'  me: {{captures: ["*.har"], own: {{FINESS: "{me.finess}", RPPS: "{me.rpps}"}}}}',
                "screens:",
                '  - {match: "GET /comptes/*", purpose: practitioner_account}',
            ]
        ),
        "audit.yaml",
    )


def _screens_only() -> Policy:
    text = 'screens:\n  - {match: "GET /comptes/*", purpose: practitioner_account}'
    return read_policy(text, "audit.yaml")


def _exposures(paths: Sequence[Path], declared: Policy) -> list[Exposure]:
    portals = [open_portal(path, path.stem) for path in paths]
    return list(portal_share(read_captures(portals, declared, b"k" * 32), declared).exposures)


def test_the_corpus_is_written_as_browsers_write_it(tmp_path: Path) -> None:
    path = capture(tuning.cases(), tmp_path / "corpus.har")
    assert len(json.loads(path.read_text(encoding="utf-8"))["log"]["entries"]) == len(
        tuning.cases()
    )
