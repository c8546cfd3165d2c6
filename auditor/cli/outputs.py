"""Which report goes where, and rendering it when the run is over."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from auditor.cli.say import say
from auditor.cli.step_summary import add_summary
from auditor.cli.writing import write
from auditor.model.errors import AuditError
from auditor.model.result import Result
from auditor.policy.legal import legal_texts
from auditor.reports.formats import FORMATS, Options
from auditor.reports.references import Reference
from auditor.reports.source_lines import shown_lines

_FALLBACK_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Output:
    """One report: its format, and its file or None for stdout."""

    format: str
    file: Path | None


def outputs(
    formats: Sequence[str], files: Sequence[Path], usual: str = "terminal"
) -> tuple[Output, ...]:
    """Pair formats with files by position; a usage error tells what does not fit.

    Without a format, the ending of the file names it; without either, the usual report goes to
    stdout.
    """
    chosen = list(formats) or [_by_ending(file, usual) for file in files] or [usual]
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown:
        raise click.UsageError(say("unknown_format", format=unknown[0], known=", ".join(FORMATS)))
    if len(files) > len(chosen) or len(chosen) - len(files) > 1:
        raise click.UsageError(say("formats_and_files", formats=len(chosen), files=len(files)))
    pairs = [Output(name, file) for name, file in zip(chosen, files, strict=False)]
    pairs += [Output(name, None) for name in chosen[len(files) :]]
    for output in pairs:
        if output.file is not None and not output.file.parent.is_dir():
            raise click.UsageError(say("no_folder", folder=str(output.file.parent)))
    return tuple(pairs)


def deliver(
    result: Result, wanted: Sequence[Output], lang: str, texts: Mapping[str, str] | None = None
) -> None:
    """Render and write every report; stdout last, so that a full disk is told before it.

    `texts` are the files that findings point into, for the reports that show a line of them.
    """
    lines = shown_lines(result, texts) if texts else {}
    for output in sorted(wanted, key=lambda output: output.file is None):
        options = replace(style(lang, terminal=output.file is None), lines=lines)
        write(FORMATS[output.format](result, options), output.file)
        if output.format == "github":
            add_summary(result, options)


def load(file: Path) -> Result:
    """The result that a JSON file holds; `AuditError` where it holds none."""
    from auditor.reports.json import parse

    try:
        content = file.read_bytes()
    except OSError:
        raise AuditError("result_missing", file=str(file)) from None
    return parse(content)


def make_folder(folder: Path) -> None:
    """Make the folder, which may exist."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise AuditError(
            "cannot_write", file=str(folder), why=os.strerror(fault.errno or 0)
        ) from None


def style(lang: str, *, terminal: bool = True) -> Options:
    """How wide and whether in colour: the terminal's own measure only when writing to it."""
    texts = {
        key: Reference(text.kind, text.citation, text.verified)
        for key, text in legal_texts().items()
    }
    if not terminal or not sys.stdout.isatty():
        return Options(lang, _FALLBACK_WIDTH, colour=False, references=texts)
    width = shutil.get_terminal_size((_FALLBACK_WIDTH, 40)).columns
    return Options(lang, width, colour="NO_COLOR" not in os.environ, references=texts)


def _by_ending(file: Path, usual: str) -> str:
    named = {".txt": usual, ".md": "markdown", ".xml": "junit"}
    return named.get(file.suffix, file.suffix.removeprefix("."))
