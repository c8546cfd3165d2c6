"""What is known of one column, and the case that is built for one category of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.decide.score import ASSERTED, confidence
from auditor.model.catalogue import Column
from auditor.model.naming import ContainerNames, NameEvidence
from auditor.model.profiles import ColumnProfile, ContainerProfile, Hits
from auditor.model.verdicts import Reason
from auditor.model.vocabulary import Category, Form, Mode, Subject

_PROSE = 0.3
_MOSTLY = 0.5
_LONG = 40
"""Characters that no code has."""


@dataclass(frozen=True, slots=True)
class View:
    """One column with everything that may speak of it."""

    column: Column
    names: NameEvidence
    container: ContainerNames
    profile: ColumnProfile
    whole: ContainerProfile | None = None

    @property
    def filled(self) -> int:
        """Cells that hold something."""
        return self.profile.filled

    @property
    def distinct(self) -> int:
        """Different values, never more than cells."""
        return min(self.profile.distinct.value, self.filled)

    def hits(self, name: str) -> Hits | None:
        """What that identifier found, None where it was not looked for."""
        return self.profile.hits.get(name)

    def word_share(self, *lists: str) -> float:
        """The largest share of cells that one of those word lists knows."""
        return max((self.share(self.profile.words.get(name, 0)) for name in lists), default=0.0)

    def class_share(self, *classes: str) -> float:
        """Share of cells of those make-ups."""
        return self.share(sum(self.profile.classes.get(name, 0) for name in classes))

    def length_share(self, *lengths: int) -> float:
        """Share of cells of those lengths."""
        return self.share(sum(self.profile.lengths.get(length, 0) for length in lengths))

    def share(self, rows: int) -> float:
        """Those rows as a share of the cells that hold something."""
        return min(rows / self.filled, 1.0) if self.filled else 0.0

    @property
    def prose(self) -> bool:
        """Whether the cells are text rather than codes."""
        long = sum(rows for length, rows in self.profile.lengths.items() if length >= _LONG)
        return self.class_share("words") >= _PROSE or self.share(long) >= _MOSTLY

    def facet_share(self, *names: str) -> float:
        """Share of cells with one of those properties."""
        return self.share(sum(self.profile.facets.get(name, 0) for name in names))


@dataclass(slots=True)
class Case:
    """The evidence for and against one category of one column."""

    category: Category
    subject: Subject = Subject.UNKNOWN
    reasons: list[Reason] = field(default_factory=list)
    named: bool = False
    valued: bool = False
    mode: Mode = Mode.IS
    form: Form = Form.CLEAR
    variant: str = ""
    rows: int | None = None

    def add(self, code: str, weight: float, **data: str | float) -> None:
        """One more reason; `data` holds counts, rates and words of names, never a value."""
        self.reasons.append(Reason(code, round(weight, 2), tuple(data.items())))

    def value(self, code: str, weight: float, **data: str | float) -> None:
        """One more reason, found in the values."""
        self.add(code, weight, **data)
        self.valued = self.valued or weight > 0

    @property
    def total(self) -> float:
        """The sum of the weights."""
        return sum(reason.weight for reason in self.reasons)

    @property
    def confidence(self) -> float:
        """How sure the category is, 0 to 1."""
        return confidence(self.total)

    @property
    def asserted(self) -> bool:
        """Whether the category is asserted of the column."""
        return self.confidence >= ASSERTED


_WHOSE = {
    Category.RPPS: Subject.PRACTITIONER,
    Category.ADELI: Subject.PRACTITIONER,
    Category.SIREN: Subject.ORGANISATION,
    Category.SIRET: Subject.ORGANISATION,
    Category.TVA: Subject.ORGANISATION,
    Category.FINESS: Subject.ORGANISATION,
    Category.COMPANY: Subject.ORGANISATION,
}
"""Whose a number is wherever it stands: the registers SIRENE, FINESS and ANS say so. A firm's
number is no insured person's, even beside one."""

Cases = dict[Category, Case]
Docket = Mapping[str, Cases]
"""The cases of every column of a container."""


def case_of(cases: Cases, category: Category, view: View) -> Case:
    """The case of that category, opened where there is none yet."""
    if category not in cases:
        cases[category] = Case(category, _subject(category, view.names.subject))
    return cases[category]


def _subject(category: Category, named: Subject) -> Subject:
    """Whose it is: a NIR is never a firm's, and an insured person's where nobody else is named."""
    if category is Category.NIR and named in {Subject.UNKNOWN, Subject.ORGANISATION}:
        return Subject.INSURED
    return _WHOSE.get(category, named)
