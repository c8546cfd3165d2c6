"""A result with the decisions of a file, as of today."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from auditor.cli.say import messages
from auditor.desk.decisions import BACK, Decided, decide, load_decisions, unmatched
from auditor.model.result import Result


def read_decided(file: Path | None) -> tuple[Decided, ...]:
    """The entries of the file, none without one; before a long scan, so that a fault is told."""
    return load_decisions(file) if file else ()


def with_decisions(result: Result, entries: Sequence[Decided], lang: str) -> Result:
    """The result with its decisions; stderr tells of those that match nothing or came back."""
    if not entries:
        return result
    decided = decide(result, entries, datetime.now(UTC).date().isoformat())
    words = messages(lang)
    if idle := len(unmatched(result, entries)):
        click.echo(words.count("cli.decisions.unmatched", idle), err=True)
    if back := sum(finding.state in BACK for finding in decided.findings):
        click.echo(words.count("cli.decisions.back", back), err=True)
    return decided
