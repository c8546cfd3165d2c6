"""`audit init`: a commented audit.yaml to begin with."""

from pathlib import Path

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import messages, say

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("init", help=say("init.help"))
@click.option("--from", "result", type=_FILE, metavar="RESULT.json", help=say("option.from"))
@click.option(
    "-o",
    "--output",
    "file",
    type=_FILE,
    default=Path("audit.yaml"),
    show_default=True,
    help=say("option.new_file"),
)
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(result: Path | None, file: Path, lang: str | None) -> int:
    """Write a new file, never over one that exists."""
    from auditor.cli.outputs import load
    from auditor.cli.writing import refuse_existing, write
    from auditor.reports import starter

    spoken = lang or preferred()
    refuse_existing(file)
    text = starter.render(spoken, load(result) if result else None)
    write(text.encode("utf-8", "replace"), file)
    click.echo(messages(spoken).text("cli.init.written", file=str(file)), err=True)
    return 0
