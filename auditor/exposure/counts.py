"""Counts of persons with their basis: measured, declared, or structure only."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model.exposure import Census, PersonCount
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.result import Environment
from auditor.model.vocabulary import Basis, Category, EnvironmentKind, Subject

_INSURED = frozenset({Subject.INSURED, Subject.DEPENDANT})
_BANKING = frozenset({Category.IBAN, Category.RIB})
_SHARED = frozenset(
    {Category.HEALTH, Category.AMOUNT, Category.SEX, Category.BIRTH_DATE, Category.BIRTH_PLACE}
    | {Category.CITY, Category.POSTCODE, Category.COVERAGE_PERIOD, Category.GUARANTEE}
    | {Category.EXEMPTION, Category.SOCIAL_STATUS, Category.FREE_TEXT, Category.PERSON}
)
"""Categories of which many persons share one value: values count nobody."""
_NOTHING = PersonCount(None, Basis.STRUCTURE)


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts persons as the environment allows.

    What was counted in a production database or its copy is *measured*. On synthetic or
    pseudonymised data a count says nothing of persons: the client's declared figure stands for
    insured persons where there is one, and otherwise only the structure is known.
    """

    census: Census | None
    environment: Environment

    def persons(self, containers: Sequence[ContainerRef], subject: Subject) -> PersonCount:
        """Distinct persons of that kind over these containers."""
        if self._fictitious:
            return self._declared(subject)
        found = self.census.persons(containers, subject) if self.census else None
        if found is None:
            return _NOTHING
        count, key = found
        return PersonCount(count.value, Basis.MEASURED, count.exact, count.error, key)

    def holders(self, fields: Sequence[FieldRef], category: Category) -> PersonCount:
        """Distinct values of a category as a count of those who hold them (accounts, mailboxes)."""
        if self._fictitious or category in _SHARED:
            return _NOTHING
        count = self.census.values(fields, category) if self.census else None
        if count is None:
            return _NOTHING
        key = "iban" if category in _BANKING else category.value.lower()
        return PersonCount(count.value, Basis.MEASURED, count.exact, count.error, key)

    @property
    def _fictitious(self) -> bool:
        return self.environment.kind in {EnvironmentKind.SYNTHETIC, EnvironmentKind.PSEUDONYMISED}

    def _declared(self, subject: Subject) -> PersonCount:
        declared = self.environment.production_persons
        if declared is None or subject not in _INSURED:
            return _NOTHING
        return PersonCount(declared.value, Basis.DECLARED, key="declared")
