"""`audit prepare`: scope note, request for an account, register entry, before anything is read."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import messages, say
from auditor.model.errors import AuditError, TargetError

if TYPE_CHECKING:
    from auditor.policy.model import Policy

_FILE = click.Path(path_type=Path, dir_okay=False)
_DIALECTS = ("postgresql", "mysql", "mariadb", "oracle", "mssql", "sqlite")


class Asked(TypedDict):
    """The options of the command, as click gives them."""

    target: str
    config: Path | None
    folder: Path
    dialect: str | None
    schemas: tuple[str, ...]
    role: str
    days: int
    keep: int
    lang: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """What is known of a target that may not be open to us yet."""

    name: str
    dialect: str
    database: str
    location: str


@click.command("prepare", help=say("prepare.help"))
@click.argument("target")
@click.option("-c", "--config", type=_FILE, help=say("option.config"))
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("mission"),
    show_default=True,
    help=say("option.documents"),
)
@click.option("--dialect", type=click.Choice(_DIALECTS), default=None, help=say("option.dialect"))
@click.option("--schema", "schemas", multiple=True, help=say("option.schema"))
@click.option("--role", default="audit_lecture", show_default=True, help=say("option.role"))
@click.option(
    "--days", type=click.IntRange(1, 365), default=15, show_default=True, help=say("option.days")
)
@click.option(
    "--keep", type=click.IntRange(1, 3650), default=90, show_default=True, help=say("option.keep")
)
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(**asked: Unpack[Asked]) -> int:
    """Write three Markdown documents; the target is not opened and no document is replaced."""
    from auditor.cli.outputs import make_folder
    from auditor.cli.writing import refuse_existing, write
    from auditor.desk.mission import Engagement
    from auditor.desk.roles import RoleRequest
    from auditor.policy.load import load_policy
    from auditor.reports.mission import documents

    policy = load_policy(asked["config"])
    place = _place(asked["target"], policy, asked["dialect"])
    today = datetime.now(UTC).date()
    expires = today + timedelta(days=asked["days"])
    engagement = Engagement(
        policy.mission,
        policy.environment,
        place.name,
        place.location,
        RoleRequest(place.dialect, place.database, asked["schemas"], today, expires, asked["role"]),
        _deletion(expires, asked["keep"]),
    )
    made = documents(engagement)
    make_folder(asked["folder"])
    for name in made:
        refuse_existing(asked["folder"] / name)
    words = messages(asked["lang"] or preferred())
    for name, text in made.items():
        write(text.encode("utf-8", "replace"), asked["folder"] / name)
        click.echo(words.text("cli.written", file=str(asked["folder"] / name)), err=True)
    return 0


def _deletion(expires: date, keep: int) -> date:
    return expires + timedelta(days=keep)


def _place(target: str, policy: "Policy", dialect: str | None) -> _Place:
    """The target by its URL; without one yet, by the dialect that the user names."""
    from auditor.cli.targets import resolve

    try:
        named = resolve((target,), policy)[0]
    except TargetError as fault:
        if fault.code != "variable_unset":
            raise
        if dialect is None:
            raise AuditError("dialect_unknown", **fault.detail) from None
        return _Place(target.removeprefix("@").removeprefix("env:"), dialect, "", "")
    if "://" not in named.location:
        return _Place(named.name, dialect or "sqlite", named.location, named.location)
    return _of_url(named.name, named.location, dialect)


def _of_url(name: str, location: str, dialect: str | None) -> _Place:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    from auditor.connectors.database.target import mask_url

    shown = mask_url(location)
    try:
        url = make_url(location)
    except (ArgumentError, ValueError):
        raise TargetError("bad_url", target=shown) from None
    spoken = {"postgres": "postgresql"}.get(url.get_backend_name(), url.get_backend_name())
    if (dialect or spoken) not in _DIALECTS:
        raise TargetError("unknown_scheme", scheme=spoken, known=", ".join(_DIALECTS))
    return _Place(name, dialect or spoken, url.database or "", shown)
