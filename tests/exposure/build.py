"""Small nouns for the tests of this folder."""

from collections.abc import Sequence

from auditor.exposure.counts import Counter
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.profiles import Count
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.result import Environment
from auditor.model.verdicts import Judgement, Verdict
from auditor.model.vocabulary import (
    Audience,
    Category,
    EnvironmentKind,
    Evidence,
    Mode,
    Scope,
    Subject,
)
from auditor.policy.model import Policy, TableRule
from auditor.policy.purposes import shipped_purposes

SOURCE = "base"


def container(name: str, *columns: str) -> Container:
    """A table of text columns."""
    return Container(
        ContainerRef(SOURCE, name),
        ContainerKind.TABLE,
        tuple(Column(column, "text", Family.TEXT) for column in columns),
    )


def judgement(table: str, column: str, category: Category, subject: Subject) -> Judgement:
    """One column of which one category is asserted."""
    verdict = Verdict(category, subject, Mode.IS, Evidence.BOTH, 0.99, share=1.0, rows=100)
    return Judgement(FieldRef(SOURCE, table, column), (verdict,))


def rule(
    match: str, surface: str, audience: Audience, purpose: str, scope: Scope | None = None
) -> TableRule:
    """A declaration for the tables that match."""
    return TableRule((match,), surface, audience, (purpose,), scope)


def policy(*rules: TableRule) -> Policy:
    """The shipped purposes with these declarations."""
    return Policy(
        purposes=shipped_purposes(),
        environment=Environment(EnvironmentKind.PRODUCTION, declared=True),
        tables=rules,
    )


class Ledger:
    """A census that was written by hand: persons by table, values by column."""

    def __init__(self, persons: dict[str, int], values: dict[str, int] | None = None) -> None:
        self._persons = persons
        self._values = values or {}

    def persons(
        self, containers: Sequence[ContainerRef], subject: Subject
    ) -> tuple[Count, str] | None:
        """The largest of the tables, as one key space would count them."""
        known = [self._persons[c.container] for c in containers if c.container in self._persons]
        return (Count(max(known)), "nir") if known and subject is Subject.INSURED else None

    def values(self, fields: Sequence[FieldRef], _category: Category) -> Count | None:
        """The largest of the columns."""
        known = [self._values[field.column] for field in fields if field.column in self._values]
        return Count(max(known)) if known else None


def counter(ledger: Ledger, kind: EnvironmentKind = EnvironmentKind.PRODUCTION) -> Counter:
    """Counts in that kind of environment."""
    return Counter(ledger, Environment(kind, declared=True))
