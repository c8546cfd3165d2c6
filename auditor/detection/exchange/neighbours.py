"""What stands around and beside a value says of it, where its own name says nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.detection.exchange.adapt import are_people, named
from auditor.detection.exchange.addresses import titles
from auditor.identifiers.base import normalise
from auditor.model.catalogue import Family
from auditor.model.verdicts import Judgement
from auditor.model.vocabulary import Category, Subject
from auditor.naming.split import ideas_of, words_of

_TOWNS = frozenset({"ville", "city", "commune", "localite", "town"})
_INSURERS = frozenset({"payor", "payer", "insurer", "assureur", "mutuelle", "organisme", "amc"})
_OF_INSURER = frozenset({"display", "name", "nom", "libelle", "label", "code", "numero", "number"})
_OF_FLAG = frozenset({"active", "actif", "libelle", "label", "code", "type", "nature", "motif"})
_NEUTRAL = re.compile(
    r"(?:c|col|data|value|valeur|field|champ|row|item|x)?[ _]?[0-9]*|td|span|text"
)
_PERSONAL = frozenset(
    {Category.NIR, Category.PERSON, Category.BIRTH_DATE, Category.EMAIL_ADDRESS, Category.RPPS}
    | {Category.PHONE_NUMBER, Category.COMPANY, Category.FINESS, Category.MEMBER_NUMBER}
)
_WHO = frozenset({Category.NIR, Category.MEMBER_NUMBER, Category.BIRTH_DATE, Category.PHONE_NUMBER})


@dataclass(frozen=True, slots=True, repr=False)
class Column:
    """One column of an object: what was decided of it, and its values by row."""

    name: str
    family: Family
    judgement: Judgement
    values: Mapping[int, str] = field(default_factory=dict)

    @property
    def categories(self) -> frozenset[Category]:
        """What it is asserted to hold."""
        return frozenset(verdict.category for verdict in self.judgement.verdicts)


def with_neighbours(columns: Sequence[Column], path: tuple[str, ...]) -> tuple[Judgement, ...]:
    """The judgements, those without any verdict held against their object and their row."""
    told = frozenset[Category]().union(*(column.categories for column in columns))
    subject = next(
        (v.subject for c in columns for v in c.judgement.verdicts if v.category in _PERSONAL),
        Subject.UNKNOWN,
    )
    return tuple(_one(column, columns, told, subject, path) for column in columns)


def _one(
    column: Column,
    columns: Sequence[Column],
    told: frozenset[Category],
    subject: Subject,
    path: tuple[str, ...],
) -> Judgement:
    if column.categories:
        return column.judgement
    category = _by_title(column, path) or _by_row(column, columns, told)
    if category is None:
        return column.judgement
    whose = Subject.ORGANISATION if category is Category.INSURER else subject
    return replace(column.judgement, verdicts=(named(category, whose, column.name),))


def _by_title(column: Column, path: tuple[str, ...]) -> Category | None:
    """What the nearest telling key around an object makes of its columns."""
    words = frozenset(words_of(column.name))
    nearest = titles(path)[:1]
    ideas = frozenset(idea for title in nearest for idea in ideas_of(title))
    around = frozenset(word for title in nearest for word in words_of(title))
    if words & _OF_FLAG and "exemption" in ideas:
        return Category.EXEMPTION
    if words & _OF_FLAG and "social_aid" in ideas:
        return Category.SOCIAL_STATUS
    if words & _OF_INSURER and around & _INSURERS and column.family is not Family.BOOLEAN:
        return Category.INSURER
    return None


def _by_row(
    column: Column, columns: Sequence[Column], told: frozenset[Category]
) -> Category | None:
    words = frozenset(words_of(column.name))
    if words & _TOWNS and told & _PERSONAL:
        return Category.CITY
    if column.family is Family.DATE and any(_born(column, other) for other in columns):
        return Category.BIRTH_DATE
    neutral = _NEUTRAL.fullmatch(column.name.lower()) is not None
    if neutral and told & _WHO and are_people(column.values.values()):
        return Category.PERSON
    return None


def _born(dates: Column, numbers: Column) -> bool:
    """Whether the dates are those that the NIR beside them tell, row by row."""
    if Category.NIR not in numbers.categories:
        return False
    compared = [
        _month(dates.values[row]) == normalise(number)[1:5]
        for row, number in numbers.values.items()
        if row in dates.values
    ]
    return bool(compared) and all(compared)


def _month(text: str) -> str:
    """Year and month as a NIR writes them, "" where the text is no date."""
    digits = re.sub(r"[^0-9]", "", text[:10])
    if len(digits) != len("YYYYMMDD"):
        return ""
    return digits[2:6] if text[:4].isdigit() else digits[6:8] + digits[2:4]
