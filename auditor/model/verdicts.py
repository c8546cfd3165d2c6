"""What a field is asserted to hold, with the reasons for and against."""

from dataclasses import dataclass

from auditor.model.refs import FieldRef
from auditor.model.vocabulary import Category, Evidence, Form, Mode, Subject


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: `code` names its sentence (`reason.<code>`), `weight` its pull.

    A positive weight speaks for the category, a negative one against; `data` holds counts,
    rates, tokens of column names and masked shapes, never a value.
    """

    code: str
    weight: float
    data: tuple[tuple[str, str | int | float], ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """A category that the same evidence would also carry, less likely than the one asserted."""

    category: Category
    confidence: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """A category asserted of a field; `share` and `rows` are None where no row was read."""

    category: Category
    subject: Subject
    mode: Mode
    evidence: Evidence
    confidence: float
    """0 to 1, rounded to two digits."""
    form: Form = Form.CLEAR
    variant: str = ""
    share: float | None = None
    """Part of the non-empty cells that carry the category."""
    rows: int | None = None
    """Rows that carry the category."""
    alternatives: tuple[Alternative, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Considered:
    """A category that was weighed and refused."""

    category: Category
    confidence: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that was decided of one field: at most one verdict a category, the surest first."""

    ref: FieldRef
    verdicts: tuple[Verdict, ...] = ()
    considered: tuple[Considered, ...] = ()

    def verdict(self, category: Category) -> Verdict | None:
        """The verdict for that category, if it is asserted."""
        return next((v for v in self.verdicts if v.category is category), None)
