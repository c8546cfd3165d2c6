"""`audit diff`: what changed between two results."""

from pathlib import Path

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.levels import LEVELS, severity
from auditor.cli.say import say

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("diff", help=say("diff.help"))
@click.argument("old", type=_FILE, metavar="OLD.json")
@click.argument("new", type=_FILE, metavar="NEW.json")
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
