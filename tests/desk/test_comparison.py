from dataclasses import replace

import pytest

from auditor.desk.comparison import Compared, compare
from auditor.model.findings import Finding
from auditor.model.result import Coverage, FieldEntry, PolicyNote, Result, Summary, Target
from auditor.model.vocabulary import Severity
from auditor.reports.comparison import render, render_json
from tests.reports.build import finding, run

COVERED = Coverage("demo", "assures", "table", "read", 100, 100)
FIELD = FieldEntry("demo", "assures", "nir", "", "text")
FOUND = finding(fingerprint="f" * 24, facts={"persons": 1_000, "audience": "support"})
STORED = finding("NIR-001", fingerprint="e" * 24, surface="", facts={"category": "NIR"})


def result(*findings: Finding, **changes: object) -> Result:
    base = Result(run=run(), coverage=(COVERED,), fields=(FIELD,), findings=findings)
    return replace(base, **changes)  # type: ignore[arg-type]


def only(old: Result, new: Result) -> Compared:
    entries = compare(old, new).entries
    assert len(entries) == 1
    return entries[0]


def gone(new: Result, old: Result | None = None) -> tuple[str, tuple[str, ...]]:
    entry = only(old or result(STORED), new)
    return entry.state, entry.reasons


def test_the_same_finding_is_unchanged() -> None:
    assert only(result(FOUND), result(FOUND)).state == "unchanged"


def test_a_finding_that_was_not_there_is_new() -> None:
    assert only(result(), result(FOUND)) == Compared("new", FOUND)
    unread = result(coverage=(replace(COVERED, state="unread", rows_read=None),))
    assert only(unread, result(FOUND)).reasons == ("place_not_read_before",)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"severity": Severity.CRITICAL}, "severity"),
        ({"columns": ("nir", "iban")}, "columns"),
        ({"facts": {"persons": 1_200, "audience": "support"}}, "persons"),
        ({"facts": {"persons": 1_000, "audience": "public"}}, "audience"),
    ],
)
def test_what_got_worse_is_said(changes: dict[str, object], reason: str) -> None:
    now = replace(FOUND, **changes)  # type: ignore[arg-type]
    entry = only(result(FOUND), result(now))
    assert entry.state == "worse"
    assert reason in entry.reasons
    assert only(result(now), result(FOUND)).reasons in {(), ("audience",)}


def test_a_decision_is_decided_until_it_lapses() -> None:
    decided, back = replace(FOUND, state="decided"), replace(FOUND, state="expired")
    assert only(result(FOUND), result(decided)).state == "decided"
    assert only(result(decided), result(back)).reasons == ("decision_lapsed",)


def test_fixed_wants_the_place_read_again() -> None:
    assert gone(result()) == ("fixed", ())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"coverage": (replace(COVERED, state="unread", rows_read=None),)}, "unread"),
        ({"coverage": (replace(COVERED, state="partly", rows_read=90),)}, "smaller_coverage"),
        ({"run": run(version="9.9")}, "detector"),
        ({"run": run(rules="sha256:other")}, "detector"),
        ({"run": run(targets=(Target("autre", "sqlite", "x"),))}, "other_target"),
        ({"coverage": (), "run": run(selected=("include=x",))}, "selection"),
        ({"coverage": (), "summary": Summary(interrupted=True)}, "unread"),
    ],
)
def test_what_was_not_looked_at_again_is_not_fixed(changes: dict[str, object], reason: str) -> None:
    assert gone(result(**changes)) == ("not_reverified", (reason,))


def test_a_finding_about_a_source_is_verified_by_all_of_it() -> None:
    whole = result(replace(STORED, container="", column=""))
    assert gone(result(), whole) == ("fixed", ())
    chosen = result(run=run(selected=("include=x",)))
    assert gone(chosen, whole) == ("not_reverified", ("selection",))
    less = result(coverage=(replace(COVERED, state="partly", rows_read=90),))
    assert gone(less, whole) == ("not_reverified", ("smaller_coverage",))
    unread = result(summary=Summary(complete=False))
    assert gone(unread, whole) == ("not_reverified", ("unread",))


def test_another_declaration_is_no_correction() -> None:
    other = result(policy=PolicyNote("other"))
    assert gone(other, result(FOUND)) == ("not_reverified", ("declarations",))
    assert gone(other, result(STORED)) == ("fixed", ())


def test_a_place_that_is_not_there_any_more_is_gone() -> None:
    assert gone(result(coverage=(), fields=())) == ("place_gone", ())
    assert gone(result(fields=())) == ("place_gone", ())


def test_a_schema_is_verified_by_a_schema() -> None:
    seen = {
        "run": run(mode="schema_only"),
        "coverage": (replace(COVERED, state="unread", rows_read=None, rows=None),),
    }
    assert gone(result(**seen), result(STORED, **seen)) == ("fixed", ())
    assert gone(result(**seen)) == ("not_reverified", ("smaller_coverage",))


def test_only_new_and_worse_fail_and_only_from_the_threshold_on() -> None:
    new = compare(result(), result(FOUND))
    assert new.fails(Severity.HIGH)
    assert not new.fails(Severity.CRITICAL)
    assert not new.fails(None)
    assert not compare(result(FOUND), result(FOUND)).fails(Severity.INFO)
    assert not compare(result(FOUND), result()).fails(Severity.INFO)


def test_the_page_and_the_document_name_every_state() -> None:
    compared = compare(result(FOUND), result(STORED))
    page = render(compared, lang="fr")
    assert "1 nouveau" in page
    assert "1 corrigé" in page
    assert b'"fixed": 1' in render_json(compared)
    assert render(compare(result(), result()), lang="en").count("No finding") == 1
