"""`audit decisions`: findings as a sheet to decide upon, and the decisions file made from it."""

from pathlib import Path

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import messages, say

_FILE = click.Path(path_type=Path, dir_okay=False)
_lang = click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))


@click.group("decisions", help=say("decisions.help"))
def command() -> None:
    """Hold the two directions."""


@command.command("export", help=say("decisions.export.help"))
@click.argument("result", type=_FILE, metavar="RESULT.json")
@click.option("--decisions", "known", type=_FILE, help=say("option.decisions"))
@click.option("-o", "--output", "file", type=_FILE, required=True, help=say("option.sheet"))
@_lang
def export(result: Path, known: Path | None, file: Path, lang: str | None) -> int:
    """Write a line a finding, the heaviest first, with the decision that it has."""
    from auditor.cli.decided import read_decided, with_decisions
    from auditor.cli.outputs import load
    from auditor.cli.sheets import write_sheet
    from auditor.reports import decision_sheet

    spoken = lang or preferred()
    entries = read_decided(known)
    read = with_decisions(load(result), entries, spoken)
    write_sheet(decision_sheet.sheet(read, spoken, entries), file)
    decided = sum(finding.decision is not None for finding in read.findings)
    click.echo(
        messages(spoken).text(
            "cli.decisions.exported", file=str(file), lines=len(read.findings), decided=decided
        ),
        err=True,
    )
    return 0


@command.command("import", help=say("decisions.import.help"))
@click.argument("sheet", type=_FILE, metavar="SHEET")
@click.option("--decisions", "known", type=_FILE, help=say("option.kept_decisions"))
@click.option(
    "-o",
    "--output",
    "file",
    type=_FILE,
    default=Path("audit-decisions.yaml"),
    show_default=True,
    help=say("option.new_file"),
)
@_lang
def import_(sheet: Path, known: Path | None, file: Path, lang: str | None) -> int:
    """Write the decisions of the sheet; those of `--decisions` that it does not name are kept."""
    from auditor.cli.decided import read_decided
    from auditor.cli.writing import refuse_existing, write
    from auditor.desk.decisions import write_decisions
    from auditor.desk.grids import read_grid
    from auditor.reports import decision_sheet

    words = messages(lang or preferred())
    refuse_existing(file)
    told = decision_sheet.decisions(read_grid(sheet), sheet)
    named = {entry.fingerprint for entry in told}
    kept = [one for one in read_decided(known) if one.fingerprint not in named]
    text = write_decisions((*told, *kept), (words.text("cli.decisions.comment"),))
    write(text.encode(), file)
    click.echo(
        words.text("cli.decisions.imported", file=str(file), lines=len(told), kept=len(kept)),
        err=True,
    )
    return 0
