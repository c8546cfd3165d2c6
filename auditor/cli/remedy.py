"""`audit remedy`: the statements that take the excess away from a role, and what they change."""

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import say
from auditor.model.errors import AuditError

if TYPE_CHECKING:
    from auditor.model.result import Result

_FILE = click.Path(path_type=Path, dir_okay=False)
_DIALECTS = ("postgresql", "mariadb", "mysql", "mssql")
_FORMS = ("sql", "terminal", "html")


class Asked(TypedDict):
    """The options of the command, as click gives them."""

    result: Path
    role: str
    source: str
    dialect: str | None
    views: bool
    anonymizer: bool
    what_if: bool
    form: str | None
    file: Path | None
    lang: str | None


@click.command("remedy", help=say("remedy.help"))
@click.argument("result", type=_FILE, metavar="RESULT.json")
@click.option("--for", "role", required=True, metavar="ROLE", help=say("option.remedy_for"))
@click.option("--source", default="", metavar="NAME", help=say("option.remedy_source"))
@click.option("--dialect", type=click.Choice(_DIALECTS), default=None, help=say("option.dialect"))
@click.option("--views", is_flag=True, help=say("option.remedy_views"))
@click.option("--anonymizer", is_flag=True, help=say("option.remedy_anonymizer"))
@click.option("--what-if", is_flag=True, help=say("option.what_if"))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default=None,
    help=say("option.remedy_format"),
)
@click.option("-o", "--output", "file", type=_FILE, help=say("option.one_output"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))
def command(**asked: Unpack[Asked]) -> int:
    """Write the script, or with `--what-if` the state before and after; nothing is ever run."""
    from auditor.cli.outputs import load, style
    from auditor.cli.writing import write
    from auditor.desk.remedies.model import Wish
    from auditor.pipelines.what_if import forecast, plan, source_of
    from auditor.reports import remedy

    spoken = asked["lang"] or preferred()
    result = load(asked["result"])
    source = source_of(result, asked["role"], asked["source"])
    dialect = asked["dialect"] or _dialect(result, source)
    made = plan(result, source, asked["role"], Wish(asked["views"], asked["anonymizer"]), dialect)
    form = _form(asked["form"], asked["file"], what_if=asked["what_if"])
    if form == "sql":
        content = remedy.script(result, made, spoken)
    elif form == "html":
        content = remedy.page(result, forecast(result, made), spoken)
    else:
        options = style(spoken, terminal=asked["file"] is None)
        content = remedy.render(
            result,
            forecast(result, made),
            lang=spoken,
            width=options.width,
            colour=options.colour,
        )
    write(content.encode("utf-8", "replace"), asked["file"])
    return 0


def _form(asked: str | None, file: Path | None, *, what_if: bool) -> str:
    """The form that is asked for, else the one of the file's ending."""
    if asked:
        return asked
    if file is not None and file.suffix in {".html", ".htm"}:
        return "html"
    return "terminal" if what_if else "sql"


def _dialect(result: "Result", source: str) -> str:
    """The dialect of a source, as the run noted it."""
    kind = next((one.kind for one in result.run.targets if one.source == source), "")
    if kind not in _DIALECTS:
        raise AuditError("remedy_dialect", dialect=kind or "?", known=", ".join(_DIALECTS))
    return kind
