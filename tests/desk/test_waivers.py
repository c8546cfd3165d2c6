"""Waivers: who lets what through until when; an end is always needed."""

from dataclasses import replace

import pytest

from auditor.desk.waivers import EXPIRED, WAIVED, Written, read_waivers, waive
from auditor.model.errors import ConfigurationError
from auditor.model.findings import Location
from auditor.model.migrations import Waiver
from auditor.model.result import Result
from tests.reports.build import finding, run

TODAY = "2026-06-01"
ENTRY = """waivers:
  - {what}
    reason: "en cours"
    approved_by: "Mme Durand"
    expires: {expires}
    ticket: T-1
"""


def text(what: str = "fingerprint: abc", expires: str = "2026-12-31") -> str:
    return ENTRY.format(what=what, expires=expires)


def result(**changed: object) -> Result:
    return Result(run=run(), findings=(replace(finding(), fingerprint="abc", **changed),))  # type: ignore[arg-type]


def state(entries: str, **changed: object) -> str:
    found = waive(result(**changed), read_waivers(entries, "w.yaml", TODAY), TODAY)
    return found.findings[0].state


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("fingerprint: abc", WAIVED),
        ("fingerprint: abcd", "new"),
        ("rule: INC-001\n    place: portail.iban", WAIVED),
        ("rule: INC-001\n    place: portail.*", WAIVED),
        ("rule: INC-001\n    place: db/V2.sql", WAIVED),
        ("rule: INC-001\n    place: portail.rib", "new"),
        ("rule: INC-002\n    place: portail.iban", "new"),
    ],
)
def test_a_waiver_covers_a_fingerprint_or_a_rule_at_a_place(what: str, expected: str) -> None:
    place = {"rule": "INC-001", "container": "portail", "column": "iban"}
    assert state(text(what), **place, location=Location("db/V2.sql", 3)) == expected


def test_one_that_has_ended_lets_nothing_through() -> None:
    assert state(text(expires="2026-05-31")) == EXPIRED
    assert state(text(expires=TODAY)) == WAIVED


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        (text(expires="2027-06-03"), "waiver_too_long"),
        (text("rule: INC-001"), "waiver_what"),
        (text("place: x"), "waiver_what"),
        (text("fingerprint: a\n    rule: b\n    place: c"), "waiver_what"),
        (text().replace('    approved_by: "Mme Durand"\n', ""), "yaml_missing_key"),
        (text().replace('    reason: "en cours"\n', ""), "yaml_missing_key"),
        (text().replace("    ticket: T-1\n", ""), "yaml_missing_key"),
        (text().replace("    expires: 2026-12-31\n", ""), "yaml_missing_key"),
        (text().replace("en cours", "255081416802538"), "policy_literal"),
    ],
)
def test_a_waiver_without_end_reason_or_person_is_refused(entries: str, code: str) -> None:
    with pytest.raises(ConfigurationError) as fault:
        read_waivers(entries, "w.yaml", TODAY)
    assert fault.value.code == code


def test_unused_waivers_are_told() -> None:
    entries = read_waivers(text("fingerprint: gone"), "w.yaml", TODAY)
    (gap,) = waive(result(), entries, TODAY).gaps
    assert (gap.code, dict(gap.detail)["place"]) == ("waiver_unused", "gone")


XML = """<changeSet id="1">
  <!-- audit: allow MIG-001 -->
  <addColumn tableName="t">
    <column name="iban"/>
  </addColumn>
</changeSet>"""


@pytest.mark.parametrize(
    ("file", "content", "starts", "line", "expected"),
    [
        ("a.xml", XML, (4,), 4, WAIVED),
        ("a.py", "# audit\nop.add_column('t', 1)\nop.b()", (2, 3), 2, WAIVED),
        ("a.py", "op.a()\nop.b()  # audit\nop.c()", (1, 2, 3), 3, "new"),
        ("a.py", "# audit\n\n# more\nop.a()\nop.c()", (4, 5), 4, WAIVED),
    ],
)
def test_a_waiver_in_a_file_reaches_what_it_stands_before(
    file: str, content: str, starts: tuple[int, ...], line: int, expected: str
) -> None:
    at = next(n for n, row in enumerate(content.split("\n"), 1) if "audit" in row)
    written = Written(
        {file: (Waiver(at, "MIG-001", "2026-12-31", "x"),)}, {file: starts}, {file: content}
    )
    found = result(rule="MIG-001", location=Location(file, line))
    assert waive(found, (), TODAY, written).findings[0].state == expected
