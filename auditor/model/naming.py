"""What names alone say of a column, before any value is read."""

from dataclasses import dataclass

from auditor.model.catalogue import Container
from auditor.model.verdicts import Reason
from auditor.model.vocabulary import Category, Form, Subject


@dataclass(frozen=True, slots=True)
class NameClue:
    """One category that a column's name, type, comment, checks or neighbours suggest.

    `strength` is 0 to 1: 0.9 and more is a name that hardly means anything else (`nir`,
    `cle_rib`), 0.5 one that needs a neighbour or values (`compte`, `numero`, `nom`).
    """

    category: Category
    strength: float
    variant: str = ""
    form: Form = Form.CLEAR
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """All that names say of one column; `vetoes` name what it is instead of personal data."""

    column: str
    subject: Subject
    clues: tuple[NameClue, ...] = ()
    """The strongest first, at most one a category."""
    vetoes: tuple[Reason, ...] = ()
    """Such as `boolean_about` (`email_verifie`), `technical_timestamp`, `control_code`."""

    def clue(self, category: Category) -> NameClue | None:
        """The clue for that category, if there is one."""
        return next((c for c in self.clues if c.category is category), None)


@dataclass(frozen=True, slots=True)
class ContainerNames:
    """What names say of a container and of each of its columns."""

    subject: Subject
    """Whose records the container seems to hold, UNKNOWN where nothing says so."""
    role: str
    """`reference`, `log`, `copy`, `payment`, `ticket`, `account`, `technical`… or ""."""
    columns: tuple[NameEvidence, ...]
    objects: tuple["ObjectNames", ...] = ()
    """What keys say of the objects inside the columns."""

    def of(self, column: str) -> NameEvidence:
        """The evidence of that column; KeyError where there is none."""
        for evidence in self.columns:
            if evidence.column == column:
                return evidence
        raise KeyError(column)


@dataclass(frozen=True, slots=True)
class ObjectNames:
    """An object inside a column, read as if it were a table and its keys the columns."""

    column: str
    container: Container
    """The object as a table, with one column a path."""
    names: ContainerNames
    paths: tuple[tuple[str, ...], ...]
    """The path of each column of `container`, in its order."""
