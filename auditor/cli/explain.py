"""`audit explain`: why one field was judged as it was."""

from difflib import get_close_matches
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import say
from auditor.model.errors import AuditError

if TYPE_CHECKING:
    from auditor.model.refs import FieldAddress
    from auditor.model.result import Result

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("explain", help=say("explain.help"))
@click.argument("target")
@click.argument("field", metavar="TABLE.COLUMN[/PATH]")
@click.option("-c", "--config", type=_FILE, help=say("option.config"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(target: str, field: str, config: Path | None, lang: str | None) -> int:
    """Explain from a kept result (`.json`), or read the one container that holds the field."""
    from auditor.cli.outputs import load, style
    from auditor.reports import explain

    spoken = lang or preferred()
    result = load(Path(target)) if target.endswith(".json") else _read(target, field, config)
    options = style(spoken)
    click.echo(
        explain.render(
            result,
            _find(result, field),
            lang=spoken,
            width=options.width,
            colour=options.colour,
            references=options.references,
        ),
        nl=False,
    )
    return 0


def _read(target: str, field: str, config: Path | None) -> "Result":
    from auditor.cli.job import Job, perform
    from auditor.cli.targets import resolve
    from auditor.connectors.database.options import DatabaseOptions
    from auditor.policy.load import load_policy

    policy = load_policy(config)
    container = escape(field.partition("/")[0].rpartition(".")[0])
    wanted = DatabaseOptions(include=(container, f"*.{container}"))
    return perform(Job("explain", resolve((target,), policy), policy, database=wanted))


def _find(result: "Result", field: str) -> "FieldAddress":
    """The field of that name; its schema may be left out where that is not ambiguous."""
    from auditor.model.refs import FieldAddress

    addresses = {
        f"{entry.container}.{entry.column}{entry.path}": FieldAddress(
            entry.source, entry.container, entry.column, entry.path
        )
        for entry in result.fields
    }
    if field in addresses:
        return addresses[field]
    ends = [name for name in addresses if name.lower().endswith(f".{field.lower()}")]
    same = [name for name in addresses if name.lower() == field.lower()]
    found = same or ends
    if len(found) == 1:
        return addresses[found[0]]
    near = found or get_close_matches(field, addresses, n=3, cutoff=0.5)
    raise AuditError("unknown_field", field=field, near=", ".join(near[:3]) or "-")
