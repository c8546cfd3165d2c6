"""`audit rules`: list, show, test and lint the rulebook."""

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

import click

from auditor.cli.language import LANGUAGES, preferred
from auditor.cli.say import messages, say
from auditor.rulebook.model import Rule, Rulebook

_lang = click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("option.lang"))


def _with_rules(command: Callable[..., int]) -> Callable[..., int]:
    """Let a command take further packs beside the shipped ones."""
    return click.option(
        "--rules",
        "extra",
        multiple=True,
        type=click.Path(path_type=Path),
        help=say("option.rules"),
    )(command)


@click.group("rules", help=say("rules.help"))
def command() -> None:
    """Hold the commands about rules."""


@command.command("list", help=say("rules.list.help"))
@_with_rules
@_lang
def list_rules(extra: tuple[Path, ...], lang: str | None) -> int:
    """Print a line a rule: id, base severity, status, title."""
    spoken = lang or preferred()
    words = messages(spoken)
    for rule in _load(extra).rules:
        level = words.label("severity", rule.severity.value)
        click.echo(f"{rule.id}  {level:<12}  {rule.title.get(spoken, '')}")
    return 0


@command.command("show", help=say("rules.show.help"))
@click.argument("rule_id", metavar="ID")
@_with_rules
@_lang
def show(rule_id: str, extra: tuple[Path, ...], lang: str | None) -> int:
    """Print every text of one rule, its references and what it reads."""
    spoken = lang or preferred()
    words = messages(spoken)
    rule = _find(_load(extra), rule_id)
    click.echo(f"{rule.id}  {rule.title.get(spoken, '')}\n")
    rows = {
        "severity": words.label("severity", rule.severity.value),
        "about": rule.about.get(spoken, ""),
        "fix": rule.fix.get(spoken, ""),
        "justify": rule.justify.get(spoken, ""),
        "basis": "; ".join(_citations(rule, spoken)),
        "cwe": ", ".join(f"CWE-{number}" for number in rule.cwe),
        "reads": ", ".join(_facts(rule)),
        "place": f"{rule.file}:{rule.line}",
    }
    for name, text in rows.items():
        if text:
            click.echo(f"{words.text(f'cli.rule.{name}')}\n  {text.strip()}\n")
    return 0


@command.command("test", help=say("rules.test.help"))
@_with_rules
@_lang
def test(extra: tuple[Path, ...], lang: str | None) -> int:
    """Run inline tests and mutants; exit 2 where one fails or a condition is unguarded."""
    from auditor.rulebook.prove import prove_all

    words = messages(lang or preferred())
    proofs = prove_all(_load(extra))
    for proof in proofs:
        for failure in proof.failures:
            click.echo(
                words.text(
                    "cli.rules.failure",
                    rule=proof.rule,
                    line=failure.line,
                    expected=failure.expected,
                    found=failure.found,
                )
            )
        for condition in proof.unguarded:
            click.echo(words.text("cli.rules.unguarded", rule=proof.rule, condition=condition))
    failures = sum(len(proof.failures) for proof in proofs)
    unguarded = sum(len(proof.unguarded) for proof in proofs)
    if failures or unguarded:
        click.echo(words.text("cli.rules.failed", failures=failures, unguarded=unguarded))
        return 2
    cases = sum(proof.cases for proof in proofs)
    click.echo(words.text("cli.rules.passed", rules=len(proofs), cases=cases))
    return 0


@command.command("lint", help=say("rules.lint.help"))
@_with_rules
@_lang
def lint(extra: tuple[Path, ...], lang: str | None) -> int:
    """Check what loading does not refuse; exit 2 where anything is found."""
    from auditor.rulebook.lint import lint as faults

    words = messages(lang or preferred())
    rulebook = _load(extra)
    found = faults(rulebook)
    for fault in found:
        click.echo(words.text(f"error.{fault.code}", **fault.detail))
    if not found:
        click.echo(words.text("cli.rules.clean", rules=len(rulebook.rules)))
    return 2 if found else 0


def _load(extra: tuple[Path, ...]) -> Rulebook:
    from auditor.rulebook.load import load_rulebook

    return load_rulebook(extra)


def _find(rulebook: Rulebook, name: str) -> Rule:
    rule = rulebook.rule(name.upper())
    if rule is None:
        near = get_close_matches(name.upper(), [rule.id for rule in rulebook.rules], n=1)
        raise click.UsageError(say("rules.unknown", rule=name, near=near[0] if near else "-"))
    return rule


def _facts(rule: Rule) -> list[str]:
    from auditor.rulebook.logic import facts_of

    together = rule.together.each if rule.together else ()
    return sorted(set(facts_of((*rule.when, *rule.unless, *together))))


def _citations(rule: Rule, lang: str) -> list[str]:
    from auditor.policy.legal import legal_texts

    texts = legal_texts()
    return [texts[key].citation.get(lang, key) for key in rule.basis]
