"""The formats that build servers read, each held against what its reader asks for."""

import json
import re
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest

from auditor.model.changes import FileVerdict
from auditor.model.findings import Decision, Finding, Location
from auditor.model.gaps import Gap
from auditor.model.result import Result, Summary
from auditor.model.vocabulary import GapKind, Severity
from auditor.reports import sarif
from auditor.reports.formats import FORMATS, Options
from auditor.reports.markdown import code
from auditor.reports.source_lines import shown
from tests.reports.build import REFERENCES, finding, run
from tests.reports.cases import CASES, HOSTILE
from tests.reports.sarif_profile import faults

OPTIONS = Options("fr", 100, references=REFERENCES)
WAIVER = Decision("waived", "Mme Durand", "", "", "en cours (T-1)", expires="2027-01-31")


def made(name: str, result: Result, lang: str = "fr") -> bytes:
    return FORMATS[name](result, replace(OPTIONS, lang=lang))


def one(number: int = 0, severity: Severity = Severity.HIGH, **changed: object) -> Finding:
    base = replace(
        finding(),
        severity=severity,
        fingerprint=f"{number:024x}",
        location=Location(f"db/V{number}.sql", number + 1),
    )
    return replace(base, **changed)  # type: ignore[arg-type]


def result(*findings: Finding, **changed: object) -> Result:
    return replace(Result(run=replace(run(), command="check"), findings=findings), **changed)  # type: ignore[arg-type]


def xml(data: bytes) -> Element:
    return fromstring(data)  # noqa: S314 - our own report


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_sarif_keeps_to_the_profile_of_github(case: str, lang: str) -> None:
    assert faults(made("sarif", CASES[case](), lang)) == []


def test_the_profile_checker_finds_what_github_would_reject() -> None:
    document = json.loads(made("sarif", result(one(1), one(2))))
    first, second = document["runs"][0]["results"]
    del first["locations"][0]["physicalLocation"]
    second["partialFingerprints"] = first["partialFingerprints"]
    del document["runs"][0]["tool"]["driver"]["rules"][0]["properties"]["security-severity"]
    found = faults(json.dumps(document).encode())
    assert len(found) == 4, found


def test_sarif_of_too_many_findings_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif.MOST_RESULTS == 25_000, "GitHub's limit"
    monkeypatch.setattr(sarif, "MOST_RESULTS", 200)
    many = result(*(one(number) for number in range(210)))
    data = made("sarif", many, "en")
    assert faults(data) == []
    (told,) = json.loads(data)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "10 more" in told["message"]["text"]


def test_a_finding_of_a_database_points_at_the_lock() -> None:
    document = json.loads(made("sarif", result(one(1, location=None))))
    (location,) = document["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "audit.lock.yaml"
    assert location["logicalLocations"]


def test_the_state_of_reference_shows_in_sarif() -> None:
    document = json.loads(made("sarif", result(one(1), one(2, state="unchanged"))))
    states = [found["baselineState"] for found in document["runs"][0]["results"]]
    assert states == ["new", "unchanged"]


@pytest.mark.parametrize("case", CASES)
def test_gitlab_reads_unique_fingerprints_and_known_words(case: str) -> None:
    issues = json.loads(made("gitlab", CASES[case]()))
    assert isinstance(issues, list)
    marks = [issue["fingerprint"] for issue in issues]
    assert len(set(marks)) == len(marks)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("./")


@pytest.mark.parametrize("case", CASES)
def test_junit_counts_what_it_holds(case: str) -> None:
    (suite,) = xml(made("junit", CASES[case]()))
    cases = suite.findall("testcase")
    assert int(suite.get("tests", "")) == len(cases)
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.get(name, "")) == len(suite.findall(f"testcase/{tag}"))


def test_junit_has_a_case_for_each_rule_and_table_and_each_file() -> None:
    gap = Gap(GapKind.UNREAD, "migration_unreadable", "migrations", "db/V9.sql")
    found = result(
        one(1),
        one(2),
        one(3, container="other"),
        one(4, state="waived", decision=WAIVER),
        files=(FileVerdict("db/V1.sql", "flag"), FileVerdict("db/V8.sql", "harmless")),
        gaps=(gap,),
        summary=Summary(complete=False),
    )
    (suite,) = xml(made("junit", found))
    assert [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] == [
        "5",
        "2",
        "1",
        "1",
    ]


@pytest.mark.parametrize("case", CASES)
def test_checkstyle_is_a_tree_of_files_and_lines(case: str) -> None:
    root = xml(made("checkstyle", CASES[case]()))
    assert root.tag == "checkstyle"
    for error in root.findall("file/error"):
        assert error.get("severity") in {"error", "warning", "info"}
        assert int(error.get("line", "")) >= 1
        assert error.get("message")


def test_annotations_stay_within_what_a_step_shows() -> None:
    heavy = [one(number) for number in range(14)]
    medium = [one(100 + number, Severity.MEDIUM) for number in range(12)]
    lines = made("github", result(*heavy, *medium)).decode().splitlines()
    kinds = [line.split(" ")[0] for line in lines]
    assert kinds.count("::error") == kinds.count("::warning") == 10
    assert lines[-1] == "et 6 autres"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_cannot_write_a_command_of_its_own(name: str) -> None:
    hostile = f"{name}\n::stop-commands::x\n::error::y"
    found = result(one(1, container=hostile, location=Location(hostile, 3)))
    lines = made("github", found).decode().splitlines()
    assert [line for line in lines if line.startswith("::")] == [lines[0]]
    assert len(lines) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_cannot_leave_its_cell_of_a_table(name: str) -> None:
    found = result(
        one(1, container=name, message={"fr": name, "en": name}, location=Location(name, 3)),
        files=(FileVerdict(name, "flag"),),
    )
    text = made("markdown", found).decode()
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [4, 4, 4, 3, 3, 3]
    bare = text.replace(code(f"{name}:3"), "").replace(code(name), "")
    assert "<script" not in bare


def test_markdown_is_short_enough_for_a_comment() -> None:
    many = result(*(one(number) for number in range(3_000)))
    assert len(made("markdown", many)) <= 60_010
    assert made("markdown", many).startswith(b"<!-- strict-necessaire -->\n")


@pytest.mark.parametrize(
    "name",
    ["text", "markdown", "sarif", "gitlab", "junit", "checkstyle", "github", "terminal", "html"],
)
def test_every_report_lists_what_is_waived_and_by_whom(name: str) -> None:
    found = result(one(1, state="waived", decision=WAIVER))
    assert "Mme Durand" in made(name, found).decode()


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (
            "ADD iban varchar(34) DEFAULT 'FR7630006000011234567890189', -- Zoé",
            "ADD iban varchar(34) DEFAULT '…',",
        ),
        (
            "op.add_column('praticien', sa.Column('iban', sa.String(34)))",
            "op.add_column('praticien', sa.Column('iban', sa.String(34)))",
        ),
        ('op.execute("SELECT 255081416802538")', 'op.execute("…")'),
        ("SELECT 2 55 08 14 168 025 38 FROM assure", "SELECT … FROM assure"),
        ("VALUES ('DURAND", ""),
        ("x = 'it''s'; y = `iban`", "x = '…'; y = `iban`"),
    ],
)
def test_a_line_is_shown_without_what_may_be_a_value(line: str, left: str) -> None:
    assert shown(line, frozenset({"praticien", "iban"})) == left
