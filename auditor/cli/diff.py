"""`audit diff`: what changed between two results."""

from pathlib import Path

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.levels import LEVELS, severity
from auditor.cli.say import say

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("diff", help=say("diff.help"))
@click.argument("old", type=_FILE, metavar="OLD")
@click.argument("new", type=_FILE, metavar="NEW")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default=None,
    help=say("option.diff_format"),
)
@click.option("-o", "--output", "file", type=_FILE, help=say("option.one_output"))
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="high",
    show_default=True,
    help=say("option.diff_fail_on"),
)
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(
    old: Path, new: Path, form: str | None, file: Path | None, fail_on: str, lang: str | None
) -> int:
    """Exit 1 when something is new or worse at or above `--fail-on`."""
    from auditor.cli.exit_codes import ExitCode
    from auditor.cli.outputs import load, style
    from auditor.cli.writing import write
    from auditor.desk.comparison import compare
    from auditor.reports import comparison

    spoken = lang or preferred()
    if _is_lock(old) or _is_lock(new):
        return _locks(old, new, form, file, spoken, severity(fail_on))
    compared = compare(load(old), load(new))
    chosen = form or ("json" if file and file.suffix == ".json" else "terminal")
    if chosen == "json":
        content = comparison.render_json(compared)
    else:
        options = style(spoken, terminal=file is None)
        content = comparison.render(
            compared, lang=spoken, width=options.width, colour=options.colour
        ).encode()
    write(content, file)
    return ExitCode.FINDINGS if compared.fails(severity(fail_on)) else ExitCode.OK


def _is_lock(file: Path) -> bool:
    return file.suffix in {".yaml", ".yml"}


def _locks(
    old: Path, new: Path, form: str | None, file: Path | None, lang: str, threshold: object
) -> int:
    """Exit 1 when a column came or changed, unless nothing is to fail."""
    from auditor.cli.exit_codes import ExitCode
    from auditor.cli.writing import write
    from auditor.desk.lock import load_lock
    from auditor.model.errors import AuditError
    from auditor.reports import lock_comparison

    if not (_is_lock(old) and _is_lock(new)):
        raise AuditError("lock_diff")
    compared = lock_comparison.compare_locks(load_lock(old), load_lock(new))
    as_json = form == "json" or (form is None and file is not None and file.suffix == ".json")
    content = (
        lock_comparison.render_json(compared) if as_json else lock_comparison.render(compared, lang)
    )
    write(content, file)
    return ExitCode.FINDINGS if threshold and (compared.added or compared.changed) else ExitCode.OK
