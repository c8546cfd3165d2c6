from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.desk.grids import read_grid, write_grid
from auditor.desk.purposes import FIRST, Question, confirmed_share, fragment, merged, questions
from auditor.desk.yaml_text import quoted, scalar
from auditor.model.errors import AuditError
from auditor.model.exposure import Exposure, Ground, PersonCount, Surface
from auditor.model.result import Coverage, FieldEntry, Result
from auditor.model.vocabulary import (
    Audience,
    Basis,
    Category,
    Form,
    Necessity,
    Provenance,
    Scope,
    Subject,
)
from auditor.policy.load import read_policy
from auditor.policy.model import Confirmation
from auditor.policy.purposes import lookup, shipped_purposes
from auditor.reports import purpose_sheet
from auditor.strictyaml import load
from tests.reports.build import nir_field, run

CONFIRMED = Confirmation("Mme Durand, DPO", "2026-01-31", 'norme "NOEMIE" ; § 4')
MARKS = ("début", "fin")
NOBODY = PersonCount(None, Basis.STRUCTURE)


def shown(category: Category, persons: int, **changes: object) -> Exposure:
    base = Exposure(
        source="demo",
        surface="portail",
        account="",
        audience=Audience.PRACTITIONER,
        container="droits",
        fields=(),
        subject=Subject.INSURED,
        category=category,
        scope=Scope.EVERYONE,
        origin=None,
        form=Form.CLEAR,
        necessity=Necessity.EXCESSIVE,
        ground=Ground("rights_check", "answer", "not_needed", Provenance.HYPOTHESIS, {}),
        persons=PersonCount(persons, Basis.MEASURED),
        rows=persons,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def surface(*, declared: bool) -> Surface:
    return Surface(
        "portail", "table", Audience.PRACTITIONER, ("rights_check",), declared, ("dr[oits", "b*")
    )


def result(*exposures: Exposure, declared: bool = False) -> Result:
    return Result(
        run=run(),
        surfaces=(surface(declared=declared),),
        exposures=exposures,
        fields=(nir_field(), FieldEntry("demo", "vide", "x", "", "text")),
        coverage=(Coverage("demo", "assures", "table", "read", 70, 70),),
    )


def test_every_surface_silent_table_and_cell_is_asked_about() -> None:
    asked = questions(result(shown(Category.NIR, 10), shown(Category.SEX, 20)))
    assert [(one.kind, one.why) for one in asked] == [
        ("surface", "silent"),
        ("cell", "excessive"),
        ("cell", "excessive"),
        ("surface", "presumed"),
    ]
    assert [one.persons.value for one in asked[1:3]] == [20, 10]


def test_what_is_settled_comes_last_and_is_never_among_the_first() -> None:
    needed = Ground("rights_check", "answer", "needed", Provenance.TEXT, {})
    fine = shown(Category.INSURER, 999, necessity=Necessity.NEEDED, ground=needed)
    asked = questions(result(fine, shown(Category.NIR, 10), declared=True))
    assert [one.why for one in asked] == ["silent", "excessive", "needed", "declared"]
    rows = purpose_sheet.sheet(result(fine, declared=True), "fr").rows
    assert [row[0] for row in rows] == ["1", "", ""]


def test_at_most_ten_questions_come_first() -> None:
    many = [shown(category, 5) for category in list(Category)[:30]]
    rows = purpose_sheet.sheet(result(*many), "en").rows
    assert sum(bool(row[0]) for row in rows) == FIRST
    assert all(row[0] for row in rows[:FIRST])


def test_a_confirmed_cell_is_counted_and_not_asked_again() -> None:
    confirmed = Ground("rights_check", "answer", "needed", Provenance.CONFIRMED, {})
    read = result(shown(Category.NIR, 1, ground=confirmed), shown(Category.SEX, 1))
    assert confirmed_share(read) == (1, 2)
    assert [one.category for one in questions(read) if one.kind == "cell"] == ["SEX"]


def answers() -> list[Question]:
    surface_line = Question(
        "surface",
        "",
        NOBODY,
        surface="portail PS",
        match=("a.b", 'x"y', "[*]"),
        audience="practitioner",
        purposes=("rights_check",),
        scope="everyone",
        confirmation=CONFIRMED,
    )
    cell = Question(
        "cell",
        "",
        NOBODY,
        purposes=("rights_check",),
        side="answer",
        category="NIR",
        who="policyholder",
        need="needed",
        confirmation=CONFIRMED,
    )
    conditional = replace(cell, category="SEX", need="conditional", when=("echo", "own"))
    return [surface_line, cell, conditional]


def test_a_fragment_is_an_audit_yaml() -> None:
    policy = read_policy(fragment(answers(), MARKS), "x")
    assert policy.tables[0].match == ("a.b", 'x"y', "[*]")
    assert policy.tables[0].confirmation == CONFIRMED
    assert policy.confirmed == 2
    cell = lookup(policy.purposes["rights_check"], "answer", Category.NIR, Subject.INSURED)
    assert cell is not None
    assert (cell.need, cell.confirmation) == ("needed", CONFIRMED)
    other = lookup(policy.purposes["rights_check"], "answer", Category.NIR, Subject.DEPENDANT)
    assert other is not None
    assert other.provenance is not Provenance.CONFIRMED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# seulement un commentaire\n",
        "environment: production # vrai\n",
        "tables:\n  - match: z\n    purposes: [testing]\n  # garder\nenvironment: synthetic\n",
        "tables:\n- match: z\n  purposes: [testing]\n\n# fin\n",
        "purposes:\n    mine: {label: à moi, audience: support}\nlimits: {medium: 5}\n",
        (
            "tables:\n  - {match: z, purposes: [mine]}\n"
            "purposes:\n  mine:\n    label: m\n    audience: support\n"
            "    stored:\n      - {need: needed, what: NIR}"
        ),
    ],
)
def test_an_existing_file_is_completed_and_every_line_of_it_kept(text: str) -> None:
    whole = merged(text, answers(), MARKS)
    assert whole is not None
    lines = iter(whole.splitlines())
    assert all(line in lines for line in text.splitlines())
    before, after = read_policy(text, "x"), read_policy(whole, "x")
    assert set(before.tables) < set(after.tables)
    assert after.confirmed == before.confirmed + 2
    assert after.environment == before.environment


@pytest.mark.parametrize(
    "text",
    [
        "tables: [{match: z, purposes: [testing]}]\n",
        "purposes: {rights_check: {}}\n",
        "purposes:\n  rights_check:\n    answer:\n      - {need: needed, what: NIR}\n",
    ],
)
def test_what_cannot_be_joined_by_lines_is_left_to_a_person(text: str) -> None:
    assert merged(text, answers(), MARKS) is None


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_answers_come_back_from_a_sheet(tmp_path: Path, ending: str, lang: str) -> None:
    grid = purpose_sheet.sheet(result(shown(Category.NIR, 10)), lang)
    at = {name: place for place, name in enumerate(purpose_sheet.COLUMNS)}
    rows = [list(row) for row in grid.rows]
    for row in rows[1:]:
        row[at["by"]], row[at["on"]], row[at["because"]] = "DPO", "31/01/2026", "vu"
    file = tmp_path / f"sheet{ending}"
    file.write_bytes(write_grid(replace(grid, rows=tuple(map(tuple, rows))), ending))
    told = purpose_sheet.answers(read_grid(file), file, shipped_purposes())
    assert told.left == 1
    by_kind = {one.kind: one for one in told.confirmed}
    assert by_kind["surface"].match == ("dr[[]oits", "b[*]")
    assert by_kind["surface"].audience == "practitioner"
    assert by_kind["cell"].who == "policyholder"
    assert by_kind["cell"].need == "not_needed"
    assert read_policy(fragment(told.confirmed), "x").confirmed == 1


def test_a_half_confirmed_line_is_a_fault_of_that_line(tmp_path: Path) -> None:
    grid = purpose_sheet.sheet(result(shown(Category.NIR, 10)), "fr")
    row = list(grid.rows[1])
    row[purpose_sheet.COLUMNS.index("by")] = "DPO"
    with pytest.raises(AuditError) as caught:
        purpose_sheet.answers(replace(grid, rows=(tuple(row),)), tmp_path, shipped_purposes())
    assert caught.value.code == "sheet_cell_missing"
    assert caught.value.detail["line"] == "2"


@given(st.text())
def test_any_text_is_quoted_so_that_it_comes_back(text: str) -> None:
    back = load(f"key: {quoted(text)}\n", "x").mapping()["key"].value
    assert back == text.encode("utf-8", "replace").decode()
    if text.strip():
        assert str(load(f"key: {scalar(text)}\n", "x").mapping()["key"].value) == back
