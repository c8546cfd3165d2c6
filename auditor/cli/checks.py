"""The digests of a result, held against the file, the report, the configuration and the rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor import __version__
from auditor.cli.language import LANGUAGES
from auditor.cli.outputs import load, style
from auditor.model.errors import AuditError
from auditor.model.result import Result
from auditor.policy.load import read_policy
from auditor.reports.digests import result_digest
from auditor.reports.formats import FORMATS
from auditor.reports.json import render
from auditor.rulebook.load import load_rulebook
from auditor.strictyaml import read_text


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was held against the result; `code` names its sentence."""

    code: str
    wrong: bool = False
    detail: Mapping[str, str] = field(default_factory=dict)


def checks(result: Path, report: Path | None, config: Path | None) -> tuple[Check, ...]:
    """Every check that was asked for, the result's own digest first."""
    read = load(result)
    digest = result_digest(read)
    found = [Check("digest", detail={"digest": digest})]
    # A result that our own writer would not have written so was edited since.
    if render(read) != result.read_bytes():
        found.append(Check("edited", wrong=True))
    if report:
        found.append(_report(read, digest, report))
    if config:
        same = read_policy(read_text(config), str(config)).digest == read.policy.digest
        found.append(Check("config_same" if same else "config_other", wrong=not same))
    found.append(_rules(read))
    return tuple(found)


def _rules(result: Result) -> Check:
    """Other rules are no fault: the result says which it was made with."""
    if load_rulebook().digest == result.run.rules:
        return Check("rules_same")
    return Check("rules_other", detail={"version": result.run.version, "installed": __version__})


def _report(result: Result, digest: str, file: Path) -> Check:
    try:
        content = file.read_bytes()
    except OSError:
        raise AuditError("report_missing", file=str(file)) from None
    if content in _renderings(result):
        return Check("report_same")
    named = digest.encode() in content
    return Check("report_altered" if named else "report_other", wrong=True)


def _renderings(result: Result) -> Iterator[bytes]:
    """The report as this version writes it to a file, in each format and language."""
    for lang in LANGUAGES:
        options = style(lang, terminal=False)
        for render_as in FORMATS.values():
            yield render_as(result, options)
