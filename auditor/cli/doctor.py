"""`audit doctor`: what a scan could read and how long it would take, without reading a row."""

import os
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from auditor import __version__
from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import messages, say

_FILE = click.Path(path_type=Path, dir_okay=False)
_DRIVERS = {
    "sqlite": ("adbc-driver-sqlite",),
    "postgresql": ("psycopg", "adbc-driver-postgresql"),
    "mysql": ("pymysql",),
    "mariadb": ("pymysql",),
    "oracle": ("oracledb",),
    "mssql": ("pymssql",),
}


@click.command("doctor", help=say("doctor.help"))
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option("-c", "--config", type=_FILE, help=say("option.config"))
@click.option("--include", multiple=True, metavar="GLOB", help=say("option.include"))
@click.option("--exclude", multiple=True, metavar="GLOB", help=say("option.exclude"))
@click.option("--schema", "schemas", multiple=True, help=say("option.schema"))
@click.option("--jobs", type=click.IntRange(min=1), default=None, help=say("option.jobs"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(
    targets: tuple[str, ...],
    config: Path | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    schemas: tuple[str, ...],
    jobs: int | None,
    lang: str | None,
) -> int:
    """Look at the catalogue only; exit 3 where a scan would leave something unread."""
    from auditor.cli.exit_codes import ExitCode
    from auditor.cli.targets import opened, resolve
    from auditor.connectors.database.options import DatabaseOptions
    from auditor.desk.diagnosis import diagnose
    from auditor.policy.load import load_policy
    from auditor.reports import diagnosis

    policy = load_policy(config)
    wanted = DatabaseOptions(include=include, exclude=exclude, schemas=schemas)
    with opened(resolve(targets, policy), wanted, policy=policy) as held:
        found = [
            diagnose(source.catalogue(), source.location, jobs or os.cpu_count() or 1)
            for source in held.sources
        ]
    found = [replace(one, file_writable=_writable(one.location)) for one in found]
    pages = [diagnosis.render(one, _tools(one.dialect), lang or preferred()) for one in found]
    pages += [
        messages(lang or preferred()).text("cli.doctor.portal", place=portal.location) + "\n"
        for portal in held.portals
    ]
    click.echo("\n".join(pages), nl=False)
    return ExitCode.OK if all(one.ready for one in found) else ExitCode.INCOMPLETE


def _writable(location: str) -> bool:
    """Whether the location is a file that this account may change; a database tells by itself."""
    return Path(location).is_file() and os.access(location, os.W_OK)


def _tools(dialect: str) -> list[tuple[str, str]]:
    """The programs that would read: the audit itself, SQLAlchemy and the drivers present."""
    tools = [("audit", __version__)]
    for name in ("sqlalchemy", *_DRIVERS.get(dialect, ())):
        try:
            tools.append((name, version(name)))
        except PackageNotFoundError:
            tools.append((name, "–"))
    return tools
