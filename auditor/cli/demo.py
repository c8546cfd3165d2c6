"""`audit demo`: the 2024 incident on a synthetic operator, in ten seconds."""

import shutil
from pathlib import Path

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import messages, say

_FOLDER = Path("strict-necessaire-demo")


@click.command("demo", help=say("demo.help"))
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=_FOLDER,
    show_default=True,
    help=say("option.folder"),
)
@click.option("--seed", type=int, default=2024, show_default=True, help=say("option.demo_seed"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(folder: Path, seed: int, lang: str | None) -> int:
    """Build, scan and report; exit 0 whatever is found."""
    from auditor.cli.exit_codes import ExitCode
    from auditor.cli.job import Job, perform
    from auditor.cli.outputs import Output, deliver, make_folder
    from auditor.cli.targets import Named
    from auditor.demo import build, capture_paths, policy_path
    from auditor.policy.load import load_policy

    spoken = lang or preferred()
    words = messages(spoken)
    make_folder(folder)
    database, policy = folder / "operateur.sqlite", folder / "audit.yaml"
    click.echo(words.text("cli.demo.building", file=str(database)), err=True)
    database.unlink(missing_ok=True)
    build(database, seed)
    shutil.copyfile(policy_path(), policy)
    captures = folder / "captures"
    make_folder(captures)
    for capture in capture_paths():
        shutil.copyfile(capture, captures / capture.name)
    targets = (Named("operateur", str(database)), Named("portail", str(captures)))
    result = perform(Job("demo", targets, load_policy(policy)))
    page = folder / ("rapport.html" if spoken == "fr" else "report.html")
    wanted = [
        Output("json", folder / "result.json"),
        Output("html", page),
        Output("terminal", None),
    ]
    deliver(result, wanted, spoken)
    click.echo(words.text("cli.demo.next", page=page.resolve().as_uri(), policy=str(policy)))
    return ExitCode.OK
