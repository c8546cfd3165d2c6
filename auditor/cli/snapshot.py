"""`audit snapshot`: the state of reference, from a database or from migrations."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import messages, say

if TYPE_CHECKING:
    from auditor.desk.lock import Lock
    from auditor.policy.model import Policy

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("snapshot", help=say("snapshot.help"))
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option("-c", "--config", type=_FILE, help=say("option.config"))
@click.option(
    "-o",
    "--output",
    "file",
    type=_FILE,
    default=Path("audit.lock.yaml"),
    show_default=True,
    help=say("option.lock_output"),
)
@click.option("--migrations", is_flag=True, help=say("option.migrations"))
@click.option("--dialect", default="", help=say("option.sql_dialect"))
@click.option("--schema-only", is_flag=True, help=say("option.schema_only"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(
    *,
    targets: tuple[str, ...],
    config: Path | None,
    file: Path,
    migrations: bool,
    dialect: str,
    schema_only: bool,
    lang: str | None,
) -> int:
    """Write the lock; exit 3 where part of the target was not read."""
    from auditor.cli.exit_codes import ExitCode
    from auditor.cli.writing import write
    from auditor.desk.lock import write as written
    from auditor.policy.load import load_policy

    policy = load_policy(config)
    words = messages(lang or preferred())
    if migrations or _are_migrations(targets):
        lock, complete = _of_migrations(targets, policy, dialect)
    else:
        lock, complete = _of_targets(targets, policy, schema_only=schema_only)
    write(written(lock).encode(), file)
    if file.is_file():
        file.chmod(0o644)
    click.echo(words.text("cli.snapshot.written", file=str(file), n=len(lock.lines)), err=True)
    if not complete:
        click.echo(words.text("cli.snapshot.unread"), err=True)
        return ExitCode.INCOMPLETE
    return ExitCode.OK


def _are_migrations(targets: tuple[str, ...]) -> bool:
    """Whether every target is a file or folder in which migrations are found."""
    from auditor.connectors.gather import from_paths
    from auditor.connectors.migrations.read import read_scripts

    paths = [Path(target) for target in targets]
    if not all(path.exists() for path in paths):
        return False
    if any(path.is_file() and path.suffix.lower() in _DATA for path in paths):
        return False
    found = from_paths(paths)
    return bool(read_scripts({name: found.now[name] for name in found.asked if name in found.now}))


_DATA = frozenset(
    {".sqlite", ".sqlite3", ".db", ".csv", ".tsv", ".json", ".jsonl", ".parquet", ".xlsx", ".har"}
    | {".xml", ".html"}
)


def _of_migrations(targets: tuple[str, ...], policy: "Policy", dialect: str) -> "tuple[Lock, bool]":
    from auditor.connectors.gather import from_paths
    from auditor.pipelines.inventory import inventory

    found = from_paths([Path(target) for target in targets])
    asked = {name: text for name, text in found.now.items() if name in found.asked}
    lock, gaps = inventory(asked, policy, dialect)
    return lock, not (gaps or found.gaps)


def _of_targets(
    targets: tuple[str, ...], policy: "Policy", *, schema_only: bool
) -> "tuple[Lock, bool]":
    import os

    from auditor.cli.job import Job, perform
    from auditor.cli.targets import resolve
    from auditor.desk.lock import of_result
    from auditor.pipelines.options import Depth, ReadOptions

    depth = Depth.SCHEMA_ONLY if schema_only else Depth.FULL
    reading = ReadOptions(depth=depth, jobs=os.cpu_count() or 1)
    result = perform(Job("snapshot", resolve(targets, policy), policy, reading))
    return of_result(result), result.summary.complete
