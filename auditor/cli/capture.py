"""`audit capture`: look into a capture of a portal, and take the secrets out of it."""

import contextlib
import os
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import messages, say
from auditor.model.errors import AuditError
from auditor.model.vocabulary import GapKind

if TYPE_CHECKING:
    from auditor.model.exchanges import Exchange
    from auditor.reports.messages import Messages

_FILE = click.Path(path_type=Path, dir_okay=False)
_HOSTS = 20
_lang = click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))


@click.group("capture", help=say("capture.help"))
def command() -> None:
    """Hold the commands about captures."""


@command.command("clean", help=say("capture.clean.help"))
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("-o", "--output", type=_FILE, required=True, help=say("option.cleaned"))
@_lang
def clean(file: Path, output: Path, lang: str | None) -> int:
    """Write a copy without secrets; exit 3 where entries had to be left out."""
    from auditor.cli.exit_codes import ExitCode

    words = messages(lang or preferred())
    removed = _clean(file, output)
    entries, unreadable = removed.pop("entries"), removed.pop("unreadable")
    click.echo(words.text("cli.capture.cleaned", file=str(output), entries=entries))
    for kind in ("password", "cookie", "token"):
        click.echo(words.text(f"cli.capture.removed.{kind}", count=removed.get(kind, 0)))
    if unreadable:
        click.echo(words.text("cli.capture.left_out", count=unreadable))
    click.echo(words.text("cli.capture.still_personal"))
    return ExitCode.INCOMPLETE if unreadable else ExitCode.OK


@command.command("check", help=say("capture.check.help"))
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@_lang
def check(path: Path, lang: str | None) -> int:
    """Tell what a capture holds, without a value; exit 3 where some of it cannot be read."""
    from auditor.cli.exit_codes import ExitCode
    from auditor.connectors.open import open_portal

    words = messages(lang or preferred())
    with contextlib.closing(open_portal(str(path), path.stem)) as portal:
        tally = _Tally()
        for exchange in portal.exchanges():
            tally.add(exchange)
        contracts = len(portal.contracts())
        gaps = portal.take_gaps()
    tally.tell(words, portal.location, contracts)
    for gap in gaps:
        place = f"{gap.container} : " if gap.container else ""
        click.echo(f"  {place}{words.text(f'gap.{gap.code}')} ({gap.count})")
    unread = any(gap.kind is GapKind.UNREAD for gap in gaps)
    return ExitCode.INCOMPLETE if unread else ExitCode.OK


class _Tally:
    """Counts over the exchanges of a capture."""

    def __init__(self) -> None:
        self._exchanges = 0
        self._hosts: Counter[str] = Counter()
        self._media: Counter[str] = Counter()
        self._keys = self._values = 0

    def add(self, exchange: "Exchange") -> None:
        """Count one exchange."""
        self._exchanges += 1
        self._hosts[exchange.host or "-"] += 1
        self._media[exchange.response.medium or "-"] += 1
        self._values += len(exchange.request.leaves) + len(exchange.response.leaves)
        known = dict(exchange.request.headers)
        self._keys += "cookie" in known or "authorization" in known

    def tell(self, words: "Messages", location: str, contracts: int) -> None:
        """Print the counts."""
        click.echo(
            words.text(
                "cli.capture.holds", place=location, entries=self._exchanges, values=self._values
            )
        )
        for host, count in sorted(self._hosts.items(), key=lambda one: (-one[1], one[0]))[:_HOSTS]:
            click.echo(f"  {count:>6}  {_host(host)}")
        media = ", ".join(f"{name} {count}" for name, count in sorted(self._media.items()))
        if media:
            click.echo(words.text("cli.capture.media", media=media))
        if contracts:
            click.echo(words.text("cli.capture.contracts", count=contracts))
        if self._keys:
            click.echo(words.text("cli.capture.keys", count=self._keys))


def _host(name: str) -> str:
    from auditor.connectors.files.masks import masked

    return masked(name)


def _clean(file: Path, output: Path) -> dict[str, int]:
    """Write the cleaned copy beside its final name, then give it that name."""
    from auditor.connectors.portal.cleaning import cleaned

    if output.exists() and file.exists() and output.samefile(file):
        raise AuditError("clean_same_file", path=str(file))
    if output.exists():
        raise AuditError("clean_exists", path=str(output))
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    except OSError as fault:
        raise _unwritable(output, fault) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            counts = cleaned(file, stream)
        temporary.replace(output)
    except OSError as fault:
        raise _unwritable(output, fault) from None
    finally:
        temporary.unlink(missing_ok=True)
    return counts


def _unwritable(file: Path, fault: OSError) -> AuditError:
    return AuditError("cannot_write", file=str(file), why=os.strerror(fault.errno or 0))
