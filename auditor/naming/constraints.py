"""What CHECK constraints and enumerated types say of a column: closed lists and patterns."""

import re
from dataclasses import dataclass

from auditor.model.catalogue import Column
from auditor.model.naming import NameClue
from auditor.model.verdicts import Reason
from auditor.model.vocabulary import Category
from auditor.naming.split import plain

_LITERAL = re.compile(r"'((?:[^']|'')*)'")
_MATCHES = re.compile(r"~|\b(regexp|rlike|similar|regexp_like|regexp_matches)\b", re.IGNORECASE)
_LISTS = re.compile(r"\bin\s*\(|=\s*any\b|^(enum|set)\s*\(", re.IGNORECASE)
_MIXES = re.compile(r"\b(and|not|case|between|like)\b", re.IGNORECASE)
_MOST = 60
"""Labels up to which a list is a closed vocabulary."""
_SURE = 0.85
_LIKELY = 0.7


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YES_NO = _words("o n y oui non yes no true false vrai faux t f 0 1")
_VOCABULARIES: tuple[tuple[Category, frozenset[str], int], ...] = (
    (Category.SEX, _words("m f h x i u masculin feminin homme femme male female other"), 2),
    (Category.SEX, _words("m mr mme mlle monsieur madame mademoiselle m. mrs ms miss"), 2),
    (
        Category.FAMILY_LINK,
        _words(
            "conjoint enfant ascendant concubin partenaire assure spouse child parent epoux frere"
        ),
        2,
    ),
    (
        Category.FAMILY_LINK,
        _words("celibataire marie veuf divorce pacse separe single married widowed divorced"),
        2,
    ),
    (Category.UNION, _words("cfdt cgt fo cftc unsa cfe-cgc sud fsu"), 2),
    (Category.SOCIAL_STATUS, _words("c2s css cmu cmuc cmu-c acs ame puma"), 2),
    (Category.EXEMPTION, _words("ald maternite invalidite at accident"), 2),
)
"""Labels of which the second word in common tells the category; the letters M and F stand alone."""
_PATTERNS: tuple[tuple[Category, float, re.Pattern[str]], ...] = (
    (Category.EMAIL_ADDRESS, _SURE, re.compile(r"@")),
    (Category.IBAN, _SURE, re.compile(r"FR(\\d|\[0-9\])\{2\}|^\^?\[A-Z\]\{2\}(\\d|\[0-9\])\{2\}")),
    (
        Category.NIR,
        _SURE,
        re.compile(r"\[1-?[2-8,|478]*\]((\\d|\[0-9\])\{(12|14)\}|(\\d|\[0-9\])\{2\}\(?(0\[|\\d))"),
    ),
    (Category.NIR, _LIKELY, re.compile(r"^\^?(\\d|\[0-9\])\{(13|15)\}\$?$")),
    (Category.SIRET, _LIKELY, re.compile(r"^\^?(\\d|\[0-9\])\{14\}\$?$")),
    (Category.RPPS, _LIKELY, re.compile(r"^\^?(10|8|\[18\])(\\d|\[0-9\])\{(9|10)\}\$?$")),
    (Category.PHONE_NUMBER, _SURE, re.compile(r"^\^?(0|\(?\\?\+33\|0\)?)\[1-9\]")),
)
_OPEN = frozenset(
    {Category.NIR, Category.IBAN, Category.EMAIL_ADDRESS, Category.PHONE_NUMBER, Category.PERSON}
    | {Category.SIRET, Category.SIREN, Category.RPPS, Category.ADELI, Category.FINESS}
    | {Category.ADDRESS, Category.LOGIN, Category.SECRET, Category.TVA, Category.PAYMENT_CARD}
    | {Category.MEMBER_NUMBER, Category.CONTRACT_NUMBER, Category.CARD_NUMBER, Category.FREE_TEXT}
    | {Category.BIRTH_DATE, Category.PSEUDONYM, Category.INTERNAL_REFERENCE}
)
"""Categories that no list of labels holds: each person has another value."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What the declared constraints of a column leave it to hold."""

    clue: NameClue | None = None
    labels: int = 0
    """Labels of its closed list, 0 where it has none."""

    def denies(self, category: Category) -> Reason | None:
        """Why a closed list cannot be the category, None where it may."""
        if not self.labels or category not in _OPEN:
            return None
        return Reason("closed_list", -4.0, (("labels", self.labels),))


def constraint_of(column: Column) -> Constraint:
    """Reads the CHECK constraints and the declared type; literals are compared, never kept."""
    for text in (*column.checks, column.type):
        literals = [plain(found).lower().strip() for found in _LITERAL.findall(text)]
        if not literals:
            continue
        bare = _LITERAL.sub("", text)
        if _MATCHES.search(bare):
            clue = _pattern(_LITERAL.findall(text))
            if clue:
                return Constraint(clue)
        elif _LISTS.search(bare) and not _MIXES.search(bare) and len(literals) <= _MOST:
            return Constraint(_vocabulary(frozenset(literals)), len(literals))
    return Constraint()


def _vocabulary(labels: frozenset[str]) -> NameClue | None:
    if labels <= _YES_NO and not labels >= {"f", "m"}:
        return None
    for category, words, least in _VOCABULARIES:
        if len(labels & words) >= least and len(labels & words) * 2 > len(labels):
            return _clue(category, _SURE)
    return None


def _pattern(patterns: list[str]) -> NameClue | None:
    for category, strength, known in _PATTERNS:
        if any(known.search(pattern.replace("\\\\", "\\")) for pattern in patterns):
            return _clue(category, strength)
    return None


def _clue(category: Category, strength: float) -> NameClue:
    return NameClue(category, strength, reasons=(Reason("check_allows", strength),))
