"""JUnit XML: a test case for each rule and table that something was found of, and for each file."""

from collections.abc import Iterable, Sequence

from auditor.model.findings import Finding
from auditor.model.result import Result
from auditor.model.vocabulary import GapKind
from auditor.reports.ci import findings_of, location, sentence, title, waived
from auditor.reports.formats import Options
from auditor.reports.wording import Wording
from auditor.reports.xml_text import attributes, text


def render(result: Result, options: Options) -> bytes:
    """Findings fail, waivers are skipped, what could not be read is an error, the rest passes."""
    wording = Wording.of(result, options.lang, options.references)
    found = findings_of(result)
    cases = [
        *(_failed(group, wording) for group in _grouped(found.new)),
        *(_skipped(finding, wording) for finding in found.settled),
        *_errors(result, wording),
        *_passed(result, found.new, wording),
    ]
    counts = attributes(
        name="strict-necessaire",
        tests=len(cases),
        failures=sum("<failure" in case for case in cases),
        errors=sum("<error" in case for case in cases),
        skipped=sum("<skipped" in case for case in cases),
    )
    out = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", f"  <testsuite{counts}>"]
    return "\n".join([*out, *cases, "  </testsuite>", "</testsuites>", ""]).encode(
        "utf-8", "replace"
    )


def _grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.source, finding.container), []).append(finding)
    return list(groups.values())


def _failed(group: Sequence[Finding], wording: Wording) -> str:
    first = group[0]
    rows = [f"{location(one).file}:{location(one).line}: {sentence(one, wording)}" for one in group]
    level = wording.messages.label("severity", first.severity)
    about = attributes(message=f"{level} – {sentence(first, wording)}", type=first.rule)
    return _case(first, wording, f"<failure{about}>{text(chr(10).join(rows))}</failure>")


def _skipped(finding: Finding, wording: Wording) -> str:
    return _case(finding, wording, f"<skipped{attributes(message=waived(finding, wording))}/>")


def _case(finding: Finding, wording: Wording, inside: str) -> str:
    name = f"{finding.rule} {title(finding, wording.messages)}"
    about = attributes(
        classname=finding.container or finding.source or "-",
        name=name,
        file=location(finding).file,
        line=location(finding).line,
    )
    return f"    <testcase{about}>{inside}</testcase>"


def _errors(result: Result, wording: Wording) -> Iterable[str]:
    for number, gap in enumerate(gap for gap in result.gaps if gap.kind is GapKind.UNREAD):
        said = wording.gap(gap)
        place = gap.container or gap.source or "-"
        about = attributes(
            classname=place, name=f"{wording.messages.label('gap', gap.kind)} {number + 1}"
        )
        yield f"    <testcase{about}><error{attributes(message=said, type='unread')}/></testcase>"


def _passed(result: Result, failed: Sequence[Finding], wording: Wording) -> Iterable[str]:
    """Files without a finding, and what was found in line."""
    touched = {location(finding).file for finding in failed}
    name = wording.messages.text("check.passed")
    for file in result.files:
        if file.file not in touched and file.verdict != "unread":
            yield f"    <testcase{attributes(classname=file.file, name=name)}/>"
    for one in result.conforming:
        place = one.container or one.source or "-"
        yield f"    <testcase{attributes(classname=place, name=wording.conforming(one))}/>"
