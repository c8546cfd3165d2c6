"""`audit check`: what migrations do to personal data, for a pull request or a commit."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.levels import LEVELS, severity
from auditor.cli.say import say
from auditor.model.errors import AuditError

if TYPE_CHECKING:
    from auditor.connectors.gather import Gathered
    from auditor.model.result import Result, Run
    from auditor.pipelines.check import Against, Files

_FILE = click.Path(path_type=Path, dir_okay=False)
DIALECTS = ("postgresql", "mysql", "mariadb", "oracle", "sqlserver", "sqlite")


class Asked(TypedDict):
    """The options of the command, as click gives them."""

    paths: tuple[Path, ...]
    since: str | None
    until: str
    stdin: bool
    stdin_name: str
    dialect: str | None
    config: Path | None
    baseline: Path | None
    waivers: Path | None
    formats: tuple[str, ...]
    files: tuple[Path, ...]
    fail_on: str
    allow_partial: bool
    lang: str | None


@click.command("check", help=say("check.help"))
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--from", "since", metavar="REV", default=None, help=say("option.since"))
@click.option("--to", "until", metavar="REV", default="HEAD", help=say("option.to"))
@click.option("--stdin", is_flag=True, help=say("option.stdin"))
@click.option(
    "--stdin-name",
    metavar="NAME",
    default="stdin.sql",
    show_default=True,
    help=say("option.stdin_name"),
)
@click.option(
    "--dialect", type=click.Choice(DIALECTS), default=None, help=say("option.sql_dialect")
)
@click.option("-c", "--config", type=_FILE, help=say("option.config"))
@click.option("--baseline", type=_FILE, help=say("option.baseline"))
@click.option("--waivers", type=_FILE, help=say("option.waivers"))
@click.option("-f", "--format", "formats", multiple=True, help=say("option.check_format"))
@click.option("-o", "--output", "files", multiple=True, type=_FILE, help=say("option.output"))
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="high",
    show_default=True,
    help=say("option.fail_on"),
)
@click.option("--allow-partial", is_flag=True, help=say("option.allow_partial"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(**asked: Unpack[Asked]) -> int:
    """Check the files and give back the exit code that the result deserves."""
    from auditor.cli.exit_codes import of_result
    from auditor.cli.outputs import deliver, outputs

    _one_source(asked)
    wanted = outputs(asked["formats"], asked["files"], usual="text")
    files = _files(asked)
    result, texts = _checked(files, asked)
    deliver(result, wanted, asked["lang"] or preferred(), texts=texts)
    return of_result(result, severity(asked["fail_on"]), allow_partial=asked["allow_partial"])


def _one_source(asked: Asked) -> None:
    if asked["stdin"] and (asked["since"] or asked["paths"]):
        raise click.UsageError(say("check.one_source"))
    if not (asked["stdin"] or asked["since"] or asked["paths"]):
        raise click.UsageError(say("check.no_source"))


def _files(asked: Asked) -> "Files":
    from auditor.pipelines.check import Files

    found = _gathered(asked)
    return Files(found.now, found.asked, found.before, asked["dialect"] or "", found.gaps)


def _gathered(asked: Asked) -> "Gathered":
    from auditor.connectors.gather import from_paths, from_range, from_text

    if asked["stdin"]:
        return from_text(sys.stdin.buffer.read(), asked["stdin_name"])
    if asked["since"]:
        return from_range(Path.cwd(), asked["since"], asked["until"], asked["paths"])
    found = from_paths(asked["paths"])
    if not found.now and not found.gaps:
        raise AuditError("check_nothing_found", path=str(asked["paths"][0]))
    return found


def _checked(files: "Files", asked: Asked) -> "tuple[Result, dict[str, str]]":
    """The result, and the texts of the files that it points into or that hold a waiver."""
    from auditor.cli.clock import today, utc_now
    from auditor.cli.held import counted
    from auditor.connectors.migrations.decode import decode
    from auditor.desk.waivers import Written, load_waivers, waive
    from auditor.pipelines.check import check

    against = _against(asked)
    entries = load_waivers(asked["waivers"], today()) if asked["waivers"] else ()
    checked = check(files, against, _run(asked, against.rulebook.digest, utc_now()))
    pointed = {one.location.file for one in checked.result.findings if one.location}
    texts = {
        name: decode(name, files.now[name]).text
        for name in sorted(pointed | set(checked.waivers))
        if name in files.now
    }
    written = Written(checked.waivers, checked.lines, texts)
    return counted(waive(checked.result, entries, today(), written)), texts


def _against(asked: Asked) -> "Against":
    from auditor.desk.lock import Lock, load_lock
    from auditor.exposure.changes.records import SOURCE
    from auditor.pipelines.check import Against
    from auditor.policy.load import load_policy
    from auditor.rulebook.load import load_rulebook

    lock = load_lock(asked["baseline"]) if asked["baseline"] else Lock()
    return Against(
        load_policy(asked["config"]),
        load_rulebook(scope="migrations"),
        lock.containers(SOURCE),
        lock.known(),
    )


def _run(asked: Asked, rules: str, now: str) -> "Run":
    from auditor import __version__
    from auditor.exposure.changes.records import SOURCE
    from auditor.model.result import Run, Target

    return Run(
        tool="strict-necessaire",
        version=__version__,
        command="check",
        started=now,
        finished=now,
        seed=0,
        mode="schema_only",
        sample_rows=None,
        targets=(Target(SOURCE, "migrations", _location(asked)),),
        rules=rules,
    )


def _location(asked: Asked) -> str:
    if asked["stdin"]:
        return asked["stdin_name"]
    paths = " ".join(path.as_posix() for path in asked["paths"])
    if asked["since"]:
        return f"{asked['since']}..{asked['until']} {paths}".strip()
    return paths
