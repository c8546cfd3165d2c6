"""A scan held against the state of reference: new, unchanged, gone."""

from dataclasses import replace

from auditor.cli.exit_codes import ExitCode, of_result
from auditor.desk.baseline import against
from auditor.desk.lock import Line, Lock, made, read, write
from auditor.model.result import Coverage, FieldEntry, Result, Target
from auditor.model.verdicts import Verdict
from auditor.model.vocabulary import Category, Evidence, Mode, Severity, Subject
from tests.reports.build import finding, run

NIR = Verdict(Category.NIR, Subject.INSURED, Mode.IS, Evidence.BOTH, 1.0)


def line(column: str, *categories: Category) -> Line:
    return Line("public.assure", column, "", categories, Subject.INSURED, Mode.IS)


def lock(*lines: Line) -> Lock:
    return read(write(made(lines)), "audit.lock.yaml")


def scan(column: str = "nir", state: str = "read") -> Result:
    found = replace(
        finding(),
        severity=Severity.HIGH,
        provenance=None,
        source="base",
        container="public.assure",
        column=column,
        columns=(),
        categories=(Category.NIR,),
    )
    return Result(
        run=replace(run(), targets=(Target("base", "postgresql", "x"),)),
        coverage=(Coverage("base", "public.assure", "table", state, 1, 1),),
        fields=(FieldEntry("base", "public.assure", column, "", "text", (NIR,)),),
        findings=(found,),
    )


def test_a_column_of_the_lock_is_unchanged_and_fails_nothing() -> None:
    held = against(scan(), lock(line("nir", Category.NIR)))
    (found,) = held.findings
    assert found.state == "unchanged"
    assert found.location
    assert (found.location.file, found.location.line) == ("audit.lock.yaml", 5)
    assert of_result(held, Severity.HIGH, allow_partial=False) is ExitCode.OK


def test_a_column_that_is_not_in_the_lock_or_holds_more_than_it_says_is_new() -> None:
    for known in (line("other", Category.NIR), line("nir", Category.PERSON)):
        held = against(scan(), lock(known))
        assert held.findings[0].state == "new"
        assert of_result(held, Severity.HIGH, allow_partial=False) is ExitCode.FINDINGS


def test_what_was_read_again_and_not_found_is_gone() -> None:
    held = against(scan(), lock(line("nir", Category.NIR), line("iban", Category.IBAN)))
    (gone,) = held.conforming
    assert (gone.check, dict(gone.detail)) == ("baseline_gone", {"columns": "iban"})


def test_what_was_not_read_is_not_called_gone() -> None:
    held = against(scan(state="unread"), lock(line("iban", Category.IBAN)))
    assert held.conforming == ()


def test_the_decision_of_a_person_stands_over_the_lock() -> None:
    decided = scan()
    decided = replace(decided, findings=(replace(decided.findings[0], state="decided"),))
    assert against(decided, lock(line("nir", Category.NIR))).findings[0].state == "decided"
