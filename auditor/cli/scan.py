"""`audit scan`: read databases, decide, report."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.levels import LEVELS, severity
from auditor.cli.say import messages, say
from auditor.model.errors import AuditError

if TYPE_CHECKING:
    from auditor.cli.job import Job
    from auditor.connectors.database.journal import FileJournal
    from auditor.connectors.database.options import Reader
    from auditor.pipelines.options import Depth

_FILE = click.Path(path_type=Path, dir_okay=False)


class Asked(TypedDict):
    """The options of the command, as click gives them."""

    targets: tuple[str, ...]
    config: Path | None
    formats: tuple[str, ...]
    files: tuple[Path, ...]
    full: bool
    sample: int | None
    schema_only: bool
    fail_on: str
    allow_partial: bool
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    schemas: tuple[str, ...]
    max_rows: int
    max_bytes: int
    jobs: int | None
    seed: int
    reader: "Reader"
    wanted: str | None
    decisions: Path | None
    baseline: Path | None
    waivers: Path | None
    journal: Path | None
    lang: str | None
    quiet: bool
    nlp_model: str


@click.command("scan", help=say("scan.help"))
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option("-c", "--config", type=_FILE, help=say("option.config"))
@click.option("-f", "--format", "formats", multiple=True, help=say("option.format"))
@click.option("-o", "--output", "files", multiple=True, type=_FILE, help=say("option.output"))
@click.option("--full", is_flag=True, help=say("option.full"))
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", default=None, help=say("option.sample")
)
@click.option("--schema-only", is_flag=True, help=say("option.schema_only"))
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="high",
    show_default=True,
    help=say("option.fail_on"),
)
@click.option("--allow-partial", is_flag=True, help=say("option.allow_partial"))
@click.option("--include", multiple=True, metavar="GLOB", help=say("option.include"))
@click.option("--exclude", multiple=True, metavar="GLOB", help=say("option.exclude"))
@click.option("--schema", "schemas", multiple=True, help=say("option.schema"))
@click.option(
    "--max-rows", type=click.IntRange(min=0), default=0, metavar="N", help=say("option.max_rows")
)
@click.option(
    "--max-bytes", type=click.IntRange(min=0), default=0, metavar="N", help=say("option.max_bytes")
)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help=say("option.jobs"))
@click.option("--seed", type=int, default=0, show_default=True, help=say("option.seed"))
@click.option(
    "--reader",
    type=click.Choice(["auto", "adbc", "sqlalchemy"]),
    default="auto",
    show_default=True,
    help=say("option.reader"),
)
@click.option("--as", "wanted", type=click.Choice(["portal", "data"]), help=say("option.as"))
@click.option("--decisions", type=_FILE, help=say("option.decisions"))
@click.option("--baseline", type=_FILE, help=say("option.baseline"))
@click.option("--waivers", type=_FILE, help=say("option.waivers"))
@click.option("--journal", type=_FILE, help=say("option.journal"))
@click.option("--nlp-model", default="", metavar="NAME", help=say("option.nlp_model"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
@click.option("-q", "--quiet", is_flag=True, help=say("option.quiet"))
def command(**asked: Unpack[Asked]) -> int:
    """Scan the targets and give back the exit code that the result deserves."""
    from auditor.cli.decided import read_decided, with_decisions
    from auditor.cli.exit_codes import of_result
    from auditor.cli.held import held_against
    from auditor.cli.job import perform
    from auditor.cli.outputs import deliver, outputs
    from auditor.cli.progress import Ticker

    lang = asked["lang"] or preferred()
    wanted = outputs(asked["formats"], asked["files"])
    decided = read_decided(asked["decisions"])
    held = held_against(asked["baseline"], asked["waivers"])
    job = _job(asked)
    ticker = Ticker(messages(lang), quiet=asked["quiet"])
    try:
        result = perform(job, ticker)
    finally:
        ticker.close()
    result = with_decisions(held.applied(result), decided, lang)
    deliver(result, wanted, lang)
    return of_result(result, severity(asked["fail_on"]), allow_partial=asked["allow_partial"])


def _job(asked: Asked) -> "Job":
    from auditor.cli.job import Job
    from auditor.cli.own import with_own
    from auditor.cli.targets import resolve
    from auditor.connectors.database.options import DatabaseOptions
    from auditor.pipelines.options import ReadOptions
    from auditor.policy.load import load_policy

    policy = with_own(load_policy(asked["config"]), asked["config"])
    return Job(
        command="scan",
        targets=resolve(asked["targets"], policy),
        policy=policy,
        reading=ReadOptions(
            depth=_depth(asked),
            sample_rows=asked["sample"] or 0,
            seed=asked["seed"],
            nlp_model=_installed(asked["nlp_model"]),
            jobs=asked["jobs"] or os.cpu_count() or 1,
        ),
        database=DatabaseOptions(
            include=asked["include"],
            exclude=asked["exclude"],
            schemas=asked["schemas"],
            max_rows=asked["max_rows"],
            max_bytes=asked["max_bytes"],
            journal=_journal(asked["journal"]),
        ),
        reader=asked["reader"],
        wanted=asked["wanted"] or "",
    )


def _journal(file: Path | None) -> "FileJournal | None":
    from auditor.connectors.database.journal import FileJournal

    return FileJournal.begin(file) if file else None


def _installed(model: str) -> str:
    """The model's name, once it is sure that nothing would have to be fetched."""
    if model and find_spec(model) is None:
        raise AuditError("missing_model", model=model)
    return model


def _depth(asked: Asked) -> "Depth":
    from auditor.pipelines.options import Depth

    chosen = [asked["full"], asked["sample"] is not None, asked["schema_only"]]
    if sum(chosen) > 1:
        raise click.UsageError(say("one_depth"))
    if asked["schema_only"]:
        return Depth.SCHEMA_ONLY
    return Depth.FULL if asked["sample"] is None else Depth.SAMPLE
