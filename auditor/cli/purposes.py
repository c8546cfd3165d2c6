"""`audit purposes`: ask who reads what and why, as a sheet, and take the answers back."""

from datetime import UTC, datetime
from pathlib import Path

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import messages, say
from auditor.model.errors import AuditError

_FILE = click.Path(path_type=Path, dir_okay=False)
_lang = click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))


@click.group("purposes", help=say("purposes.help"))
def command() -> None:
    """Hold the two directions."""


@command.command("export", help=say("purposes.export.help"))
@click.argument("result", type=_FILE, metavar="RESULT.json")
@click.option("-o", "--output", "file", type=_FILE, required=True, help=say("option.sheet"))
@_lang
def export(result: Path, file: Path, lang: str | None) -> int:
    """Write a line a surface and a cell, at most ten questions first."""
    from auditor.cli.outputs import load
    from auditor.cli.sheets import write_sheet
    from auditor.desk.purposes import FIRST, confirmed_share, questions
    from auditor.reports import purpose_sheet

    spoken = lang or preferred()
    read = load(result)
    write_sheet(purpose_sheet.sheet(read, spoken), file)
    asked = questions(read)
    still = sum(question.open for question in asked)
    confirmed, cells = confirmed_share(read)
    click.echo(
        messages(spoken).text(
            "cli.purposes.exported",
            file=str(file),
            lines=len(asked),
            first=min(still, FIRST),
            confirmed=confirmed,
            cells=cells,
        ),
        err=True,
    )
    return 0


@command.command("import", help=say("purposes.import.help"))
@click.argument("sheet", type=_FILE, metavar="SHEET")
@click.option("-c", "--config", type=_FILE, help=say("option.merge"))
@click.option(
    "-o",
    "--output",
    "file",
    type=_FILE,
    default=Path("audit-purposes.yaml"),
    show_default=True,
    help=say("option.new_file"),
)
@_lang
def import_(sheet: Path, config: Path | None, file: Path, lang: str | None) -> int:
    """Write the confirmed lines as a new file that `load_policy` accepts."""
    from auditor.cli.writing import refuse_existing, write
    from auditor.desk.grids import read_grid
    from auditor.desk.purposes import fragment, merged
    from auditor.policy.load import load_policy, read_policy
    from auditor.reports import purpose_sheet
    from auditor.strictyaml import read_text

    words = messages(lang or preferred())
    refuse_existing(file)
    policy = load_policy(config)
    told = purpose_sheet.answers(read_grid(sheet), sheet, policy.purposes)
    if not told.confirmed:
        raise AuditError("nothing_confirmed", file=str(sheet))
    marks = _marks(sheet, lang or preferred())
    text = merged(read_text(config), told.confirmed, marks) if config else None
    if config and text is None:
        click.echo(words.text("cli.purposes.apart", config=str(config)), err=True)
    text = text or fragment(told.confirmed, marks)
    made = read_policy(text, str(file))
    write(text.encode("utf-8", "replace"), file)
    click.echo(
        words.text(
            "cli.purposes.imported",
            file=str(file),
            lines=len(told.confirmed),
            left=told.left,
            confirmed=made.confirmed,
            cells=made.cells,
        ),
        err=True,
    )
    return 0


def _marks(sheet: Path, lang: str) -> tuple[str, str]:
    """What opens and closes the added block."""
    words, today = messages(lang), datetime.now(UTC).date().isoformat()
    begin = words.text("cli.purposes.begin", sheet=sheet.name, date=today)
    return begin, words.text("cli.purposes.end")
