"""`audit report`: another report of a result that was kept."""

from pathlib import Path

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import say

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("report", help=say("report.help"))
@click.argument("result", type=_FILE, metavar="RESULT.json")
@click.option("-f", "--format", "formats", multiple=True, help=say("option.format"))
@click.option("-o", "--output", "files", multiple=True, type=_FILE, help=say("option.output"))
@click.option("--decisions", type=_FILE, help=say("option.decisions"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(
    result: Path,
    formats: tuple[str, ...],
    files: tuple[Path, ...],
    decisions: Path | None,
    lang: str | None,
) -> int:
    """Render a result again; the same result gives the same bytes."""
    from auditor.cli.decided import read_decided, with_decisions
    from auditor.cli.exit_codes import ExitCode
    from auditor.cli.outputs import deliver, load, outputs

    wanted = outputs(formats, files)
    spoken = lang or preferred()
    deliver(with_decisions(load(result), read_decided(decisions), spoken), wanted, spoken)
    return ExitCode.OK
