"""The parts of the documents that quote the program, made from the program itself."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from tests.docs.ci import transcript

ROOT = Path(__file__).resolve().parents[2]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$|\b\d{1,2}(er)?\s+[a-zéû]+\s+20\d{2}$", re.MULTILINE)
"""The day of the run, on one line or two: a transcript must not depend on it."""
_BLOCK = re.compile(r"<!-- made by (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)


def demo() -> str:
    """What `audit demo` prints, up to the end of the incident; paths of the run left out."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "auditor", "demo", "--lang", "fr"],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "fr_FR.UTF-8"},
        )
    lines = _DAY.sub("…", done.stdout).splitlines()
    end = next(number for number, line in enumerate(lines) if line.startswith("Constats"))
    kept = [line.rstrip() for line in lines[:end]]
    return "```text\n" + "\n".join(kept).rstrip() + "\n…\n```\n"


def commands() -> str:
    """The help of every command, in English."""
    return "\n".join(f"## {name}\n\n```text\n{text}\n```\n" for name, text in helps())


def helps() -> Iterator[tuple[str, str]]:
    """Each command with its `--help`, as an English locale shows it."""
    for path in _paths():
        done = subprocess.run(
            [sys.executable, "-m", "auditor", *path, "--help"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"LC_ALL": "en_GB.UTF-8", "COLUMNS": "100"},
        )
        yield " ".join(("audit", *path)), done.stdout.rstrip()


def _paths() -> Iterator[tuple[str, ...]]:
    from auditor.cli.main import cli

    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        yield (name,)
        if isinstance(command, click.Group):
            yield from ((name, sub) for sub in command.list_commands(context))


def rules() -> str:
    """One section a pack, one entry a rule."""
    from auditor.rulebook.load import shipped_rulebook

    sections = []
    for pack in shipped_rulebook().packs:
        rows = [f"## {pack.title['en']} (`{pack.id}`)\n"]
        for rule in pack.rules:
            cwe = ", ".join(f"CWE-{number}" for number in rule.cwe)
            rows.append(
                f"**{rule.id}** · {rule.severity.value} · {rule.title['en']}  \n"
                f"{_one_line(rule.about['en'])}  \n"
                f"*Remedy:* {_one_line(rule.fix['en'])}  \n"
                f"*References:* {', '.join(f'`{key}`' for key in rule.basis)}"
                + (f" · {cwe}" if cwe else "")
                + "\n"
            )
        sections.append("\n".join(rows))
    return "\n".join(sections)


def facts() -> str:
    """The vocabulary of rules as a table."""
    from auditor.facts import FACTS

    rows = ["| fact | type | family | units | meaning |", "| --- | --- | --- | --- | --- |"]
    rows += [
        f"| `{f.name}` | {f.type} | {f.family.value} | {', '.join(f.units)} | {f.en} |"
        for f in FACTS.values()
    ]
    return "\n".join(rows) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


MAKERS: dict[str, Callable[[], str]] = {
    "demo": demo,
    "commands": commands,
    "rules": rules,
    "facts": facts,
    "ci": transcript,
}


def documents() -> list[Path]:
    """The documents that hold made parts."""
    return [
        file
        for file in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
        if _BLOCK.search(file.read_text(encoding="utf-8"))
    ]


def renewed(text: str) -> str:
    """The document with every made part made again."""
    return _BLOCK.sub(
        lambda match: f"<!-- made by {match[1]} -->\n{MAKERS[match[1]]()}<!-- end -->", text
    )
