"""The command `audit`: a list of commands that are imported when they are called."""

import gettext
import importlib
import os
import sys
import traceback
from pathlib import Path

import click

from auditor import __version__
from auditor.cli.exit_codes import ExitCode
from auditor.cli.language import preferred
from auditor.cli.say import messages, say
from auditor.model.errors import AuditError

_COMMANDS = {
    "demo": "auditor.cli.demo",
    "scan": "auditor.cli.scan",
    "check": "auditor.cli.check",
    "snapshot": "auditor.cli.snapshot",
    "report": "auditor.cli.report",
    "explain": "auditor.cli.explain",
    "diff": "auditor.cli.diff",
    "init": "auditor.cli.init",
    "reach": "auditor.cli.reach",
    "remedy": "auditor.cli.remedy",
    "doctor": "auditor.cli.doctor",
    "prepare": "auditor.cli.prepare",
    "purposes": "auditor.cli.purposes",
    "decisions": "auditor.cli.decisions",
    "verify": "auditor.cli.verify",
    "rules": "auditor.cli.rules",
    "capture": "auditor.cli.capture",
}


class _Commands(click.Group):
    """Knows the commands by name and imports the one that is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(_COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)  # noqa: S101 - the table above is ours
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for a misspelt one."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, n=1)
            if near:
                raise click.UsageError(say("no_command_near", name=args[0], near=near[0]), ctx)
            raise click.UsageError(say("no_command", name=args[0]), ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say("help"),
)
@click.version_option(__version__, prog_name="audit")
def cli() -> None:
    """Hold the options that every command shares; each command declares its own."""


def main() -> None:
    """Run the command line; a user's mistake ends in a sentence, never in a traceback."""
    _speak(preferred())
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give back the exit code, with every fault told on stderr."""
    try:
        code = cli.main(arguments, prog_name="audit", standalone_mode=False)
    except click.ClickException as fault:
        fault.show()
        return ExitCode.USAGE
    except AuditError as fault:
        _tell(fault, arguments)
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        return ExitCode.INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the last place that can keep values off the terminal
        _internal(fault)
        return ExitCode.INTERNAL
    return int(code or 0)


def _tell(fault: AuditError, arguments: list[str]) -> None:
    words = messages(_asked_language(arguments) or preferred())
    for told in (fault, *getattr(fault, "others", ())):
        click.echo(words.text(f"error.{told.code}", **told.detail), err=True)


def _internal(fault: Exception) -> None:
    """Name the fault and its place in our code; its message could hold audited values."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}auditor{os.sep}" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    click.echo(
        f"audit {__version__}: internal error {type(fault).__name__} at {place}. "
        "No message is printed because it could hold audited data.",
        err=True,
    )


def _asked_language(arguments: list[str]) -> str | None:
    if "--lang" in arguments[:-1]:
        return arguments[arguments.index("--lang") + 1]
    return None


def _speak(lang: str) -> None:
    """Let click's own messages follow the language; without a catalogue they stay English."""
    os.environ.setdefault("LANGUAGE", lang)
    gettext.textdomain("messages")
