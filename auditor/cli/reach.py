"""`audit reach`: what somebody who stole an account would obtain."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import say
from auditor.model.errors import AuditError

if TYPE_CHECKING:
    from auditor.model.result import Result
    from auditor.reports.stolen import Sheet

_FILE = click.Path(path_type=Path, dir_okay=False)
_NAMED = 8


@click.command("reach", help=say("reach.help"))
@click.argument("target", metavar="TARGET|RESULT.json")
@click.option("--account", default="", metavar="NAME", help=say("option.account"))
@click.option("--controller", default="", metavar="NAME|N|all", help=say("option.controller"))
@click.option("-c", "--config", type=_FILE, help=say("option.config"))
@click.option("-o", "--output", "file", type=_FILE, help=say("option.one_output"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(
    target: str,
    account: str,
    controller: str,
    config: Path | None,
    file: Path | None,
    lang: str | None,
) -> int:
    """Write the sheet of one account, from a kept result or from the target itself."""
    from auditor.cli.outputs import load, style
    from auditor.cli.writing import write
    from auditor.reports import reach
    from auditor.reports.stolen import sheet

    spoken = lang or preferred()
    result = load(Path(target)) if target.endswith(".json") else _read(target, config)
    chosen = _chosen(result, account)
    mine = set(chosen)
    others = (
        []
        if account or controller
        else [r for r in result.reach if (r.surface, r.account) not in mine]
    )
    options = style(spoken, terminal=file is None)
    text = reach.render(
        result,
        _extracted([sheet(result, *key) for key in chosen], controller),
        others,
        lang=spoken,
        width=options.width,
        colour=options.colour,
        references=options.references,
    )
    write(text.encode(), file)
    return 0


def _read(target: str, config: Path | None) -> "Result":
    from auditor.cli.job import Job, perform
    from auditor.cli.targets import resolve
    from auditor.policy.load import load_policy

    policy = load_policy(config)
    return perform(Job("reach", resolve((target,), policy), policy))


def _extracted(sheets: "list[Sheet]", controller: str) -> "list[Sheet]":
    """The extracts for that controller, by its declared name or number, or for each of them."""
    from auditor.reports.stolen import extracts

    if not controller:
        return sheets
    every = [(one.controller, one) for whole in sheets for one in extracts(whole)]
    wanted = controller.casefold()
    found = [
        one
        for count, one in every
        if count and wanted in {"all", str(count.number), count.name.casefold()}
    ]
    if not found:
        known = [count.name or str(count.number) for count, _ in every if count]
        raise AuditError("reach_no_controller", known=", ".join(known[:_NAMED]) or "-")
    return found


def _chosen(result: "Result", name: str) -> list[tuple[str, str]]:
    """The accounts of that name, or the widest one that is open to people outside."""
    from auditor.reports.stolen import accounts

    known = accounts(result)
    if not known:
        raise AuditError("reach_nothing")
    if not name:
        return [known[0]]
    wanted = name.casefold()
    found = [key for key in known if wanted in {key[0].casefold(), key[1].casefold()}]
    if found:
        return found
    names = list(dict.fromkeys(account or surface for surface, account in known))
    near = get_close_matches(name, names, n=_NAMED, cutoff=0.5) or names[:_NAMED]
    raise AuditError("reach_no_account", known=", ".join(near))
