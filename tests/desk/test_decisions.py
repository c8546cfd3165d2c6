from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.desk.decisions import (
    STATES,
    Decided,
    decide,
    entries_of,
    read_decisions,
    unmatched,
    write_decisions,
)
from auditor.desk.grids import read_grid, write_grid
from auditor.desk.grounds import Ground, ground_of
from auditor.model.errors import AuditError
from auditor.model.findings import Decision, Finding
from auditor.model.result import Result
from auditor.model.vocabulary import Severity
from auditor.reports import decision_sheet
from auditor.strictyaml import YamlError
from tests.reports.build import finding, run

TODAY = "2026-06-01"
FACTS = {"audience": "practitioner", "persons": 1_000, "persons_basis": "measured"}
FOUND = finding(fingerprint="f" * 24, columns=("nir", "nom"), facts=FACTS)
TEXT = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)


def result(*findings: Finding) -> Result:
    return Result(run=run(), findings=findings)


def decision(state: str, **changes: str) -> Decision:
    base = Decision(state, "Mme Durand", "RSSI", "2026-01-31", "motif")
    return replace(base, **changes)


def state_of(said: Decision, now: Finding = FOUND, ground: Finding | None = FOUND) -> str:
    entry = Decided(FOUND.fingerprint, said, ground_of(ground) if ground else None)
    decided = decide(result(now), [entry], TODAY).findings[0]
    assert decided.decision == said
    return decided.state


def refused(text: str) -> YamlError:
    with pytest.raises(YamlError) as caught:
        read_decisions(text, "audit-decisions.yaml")
    return caught.value


@given(TEXT, TEXT, st.sampled_from(STATES), st.none() | st.integers(0, 10**9))
def test_what_is_written_is_read_back(by: str, why: str, state: str, persons: int | None) -> None:
    said = decision(
        state, decided_by=by, reason=why, owner="x", due="2026-02-03", expires="2027-01-01"
    )
    entry = Decided("f" * 24, said, Ground("0123456789ab", "support", persons), about=why)
    try:
        assert read_decisions(write_decisions([entry]), "x") == (entry,)
    except YamlError as fault:
        # A digit run that passes as an identifier is refused, as in audit.yaml.
        assert fault.code == "policy_literal"  # noqa: PT017 - any other fault is a failure


def test_no_decision_is_an_empty_file() -> None:
    assert read_decisions(write_decisions([]), "x") == ()
    assert read_decisions("", "x") == ()


def test_a_decision_needs_who_what_when_why_and_its_own_terms() -> None:
    assert refused("decisions:\n  - {finding: a, state: justified}\n").code == "yaml_missing_key"
    who = "decided_by: a, role: b, date: 2026-01-01, reason: c"
    assert refused(f"decisions:\n  - {{finding: a, state: accepted, {who}}}\n").code == (
        "decision_needs"
    )
    assert refused(f"decisions:\n  - {{finding: a, state: maybe, {who}}}\n").code == (
        "yaml_unknown_word"
    )
    twice = f"  - {{finding: a, state: justified, {who}}}\n" * 2
    assert refused(f"decisions:\n{twice}").code == "decision_twice"
    bad = who.replace("2026-01-01", "2026-13-01")
    assert refused(f"decisions:\n  - {{finding: a, state: justified, {bad}}}\n").code == (
        "yaml_not_date"
    )


def test_an_identifier_in_a_reason_is_refused() -> None:
    text = write_decisions(
        [Decided("a", decision("justified", reason="FR7630006000011234567890189"))]
    )
    assert refused(text).code == "policy_literal"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (decision("justified"), "decided"),
        (decision("false_positive"), "decided"),
        (decision("accepted", expires="2026-06-01"), "decided"),
        (decision("accepted", expires="2026-05-31"), "expired"),
        (decision("to_fix", owner="x", due="2026-06-01"), "decided"),
        (decision("to_fix", owner="x", due="2026-05-31"), "overdue"),
        (decision("fixed_to_verify"), "found_again"),
        (decision("to_review"), "new"),
    ],
)
def test_a_decision_settles_while_it_may(said: Decision, state: str) -> None:
    assert state_of(said) == state


@pytest.mark.parametrize(
    ("changes", "justified", "false_positive"),
    [
        ({"columns": ("nir", "nom", "iban")}, "ground_changed", "ground_changed"),
        ({"facts": FACTS | {"audience": "public"}}, "ground_changed", "decided"),
        ({"facts": FACTS | {"persons": 1_101}}, "ground_changed", "decided"),
        ({"facts": FACTS | {"persons": 1_100}}, "decided", "decided"),
        ({"facts": FACTS | {"persons": 10}}, "decided", "decided"),
        ({"facts": FACTS | {"persons": None}}, "decided", "decided"),
        ({"severity": Severity.LOW, "message": {"fr": "autrement dit"}}, "decided", "decided"),
    ],
)
def test_a_decision_is_asked_again_when_its_ground_changed(
    changes: dict[str, object], justified: str, false_positive: str
) -> None:
    now = replace(FOUND, **changes)  # type: ignore[arg-type]
    assert state_of(decision("justified"), now) == justified
    assert state_of(decision("accepted", expires="2030-01-01"), now) == justified
    assert state_of(decision("false_positive"), now) == false_positive


def test_a_decision_without_a_ground_holds() -> None:
    assert state_of(decision("justified"), ground=None) == "decided"


def test_a_finding_nobody_decided_stays_as_it_is() -> None:
    other = finding("SN-002", fingerprint="0" * 24)
    entry = Decided(FOUND.fingerprint, decision("justified"))
    assert decide(result(other), [entry], TODAY) == result(other)
    assert unmatched(result(other), [entry]) == (entry,)
    assert unmatched(result(FOUND), [entry]) == ()


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_decisions_come_back_from_a_sheet(tmp_path: Path, ending: str, lang: str) -> None:
    said = decision("accepted", expires="2027-01-31", dpo_advice="=avis; réservé")
    read = decide(result(FOUND), [Decided(FOUND.fingerprint, said, ground_of(FOUND))], TODAY)
    file = tmp_path / f"sheet{ending}"
    file.write_bytes(write_grid(decision_sheet.sheet(read, lang), ending))
    assert decision_sheet.decisions(read_grid(file), file) == entries_of(read)


def test_a_decision_that_lapsed_has_to_be_taken_again(tmp_path: Path) -> None:
    old = Decided(FOUND.fingerprint, decision("justified"), Ground("other", "", 1))
    read = decide(result(FOUND), [old], TODAY)
    assert decision_sheet.decisions(decision_sheet.sheet(read, "fr", [old]), tmp_path) == ()


def test_a_decision_that_holds_keeps_its_first_ground(tmp_path: Path) -> None:
    old = Decided(FOUND.fingerprint, decision("justified"), replace(ground_of(FOUND), persons=950))
    read = decide(result(FOUND), [old], TODAY)
    back = decision_sheet.decisions(decision_sheet.sheet(read, "fr", [old]), tmp_path)
    assert back[0].ground == old.ground


def test_faults_of_a_sheet_name_line_and_column(tmp_path: Path) -> None:
    grid = decision_sheet.sheet(result(FOUND), "fr")
    at = grid.header.index("Décision")

    def filled(**cells: str) -> AuditError:
        row = list(grid.rows[0])
        for name, cell in cells.items():
            row[decision_sheet.COLUMNS.index(name)] = cell
        with pytest.raises(AuditError) as caught:
            decision_sheet.decisions(replace(grid, rows=(tuple(row),)), tmp_path)
        return caught.value

    assert grid.header[at] == "Décision"
    assert filled(state="peut-être").code == "sheet_word"
    assert filled(state="Nécessité  justifiée").detail["column"] == "Décidé par"
    who = {"decided_by": "a", "role": "b", "reason": "c"}
    assert filled(state="justified", date="hier", **who).code == "sheet_date"
    assert filled(state="risque accepté", date="31/12/2026", **who).detail["line"] == "2"
