"""`audit verify`: whether a report, a configuration and rules belong to a result."""

from pathlib import Path

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import messages, say

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("verify", help=say("verify.help"))
@click.argument("result", type=_FILE, metavar="RESULT.json")
@click.argument("report", type=_FILE, required=False, metavar="[REPORT]")
@click.option("-c", "--config", type=_FILE, help=say("option.verify_config"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(result: Path, report: Path | None, config: Path | None, lang: str | None) -> int:
    """Recompute the digests; exit 1 where one of those asked about differs."""
    from auditor.cli.checks import checks
    from auditor.cli.exit_codes import ExitCode

    words = messages(lang or preferred())
    found = checks(result, report, config)
    for check in found:
        click.echo(words.text(f"cli.verify.{check.code}", **check.detail))
    return ExitCode.FINDINGS if any(check.wrong for check in found) else ExitCode.OK
