"""Proof of the rules: inline tests, and mutants that show which conditions no test guards."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.model.vocabulary import Severity
from auditor.policy.model import Limits
from auditor.rulebook.logic import dropped
from auditor.rulebook.matching import Matching, apply
from auditor.rulebook.model import Case, Outcome, Rule, Rulebook
from auditor.rulebook.severity import graded


@dataclass(frozen=True, slots=True)
class Failure:
    """An inline test that the rule does not pass."""

    line: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the tests of one rule show; `unguarded` conditions can be dropped unnoticed."""

    rule: str
    cases: int
    failures: tuple[Failure, ...]
    mutants: int
    unguarded: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every test passes and every condition is guarded by one."""
        return not self.failures and not self.unguarded


def prove_all(rulebook: Rulebook) -> tuple[Proof, ...]:
    """The proof of every rule, in order of id."""
    return tuple(prove(rule) for rule in rulebook.rules)


def prove(rule: Rule) -> Proof:
    """Run the inline tests, then run them again with each condition left out in turn."""
    failures = tuple(f for case in rule.tests if (f := _failure(rule, case)) is not None)
    names = dict(mutants(rule))
    unguarded = tuple(
        name
        for name, mutant in names.items()
        if all(_failure(mutant, case) is None for case in rule.tests)
    )
    return Proof(rule.id, len(rule.tests), failures, len(names), unguarded)


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule without one of its conditions, for each of them, named by where it stood."""
    for index, (name, when) in enumerate(dropped(rule.when), start=1):
        yield f"when {index}: {name}", replace(rule, when=when)
    for index, (name, unless) in enumerate(dropped(rule.unless), start=1):
        yield f"unless {index}: {name}", replace(rule, unless=unless)
    if rule.together is not None:
        for index, (name, each) in enumerate(dropped(rule.together.each), start=1):
            # As many as before of those that are left, else a shorter list could never fire.
            least = min(rule.together.at_least, len(each))
            together = replace(rule.together, each=each, at_least=least)
            yield f"together {index}: {name}", replace(rule, together=together)


def _failure(rule: Rule, case: Case) -> Failure | None:
    said = apply(rule, case.records)
    severity = _severity(rule, said) if case.severity else None
    if said.outcome is case.expect and severity is case.severity:
        return None
    return Failure(
        case.line, _spelled(case.expect, case.severity), _spelled(said.outcome, severity)
    )


def _severity(rule: Rule, said: Matching) -> Severity | None:
    levels = [
        graded(rule.severity, rule.modifiers, record, Limits())[0]
        for match in said.matches
        for record in match.records
    ]
    return max(levels, key=lambda severity: severity.rank, default=None)


def _spelled(outcome: Outcome, severity: Severity | None) -> str:
    return f"{outcome} {severity}" if severity else str(outcome)
