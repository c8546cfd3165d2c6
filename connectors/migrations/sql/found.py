"""Identifiers in the literals that a migration writes; the values stay here."""

import re
from collections import Counter
from functools import cache

from auditor.identifiers import REGISTRY, Identifier
from auditor.identifiers.documented import RESERVED_MAIL
from auditor.model.vocabulary import Category

_NUMBERS = ("nir", "iban", "rib")
_SECRETS = ("jwt", "private_key", "password_hash", "ldap_hash", "secret_url")
"""Both speak for themselves, one being enough."""
_SHARED = ("rpps", "siret", "finess", "card", "adeli")
"""Whose key is passed by chance once in ten or a hundred: a column of several must pass it."""
_ENOUGH = 3
_MANY_DIGITS = re.compile(r"(?:[^0-9]*[0-9]){9}")
_SECRETIVE = re.compile(r"\$|-----|eyJ|\{[A-Za-z]|://")
_PHONE = re.compile(r"(?:(?:\+|00)33[ .\-]?(?:\(0\))?[1-9]|0[1-9])(?:[ .\-]?[0-9]{2}){4}")
_LONGEST = 20_000


class Finds:
    """What the cells of one column have shown; no value is kept."""

    __slots__ = ("_cells", "_line", "_seen")

    def __init__(self) -> None:
        self._cells = 0
        self._seen: Counter[str] = Counter()
        self._line: dict[Category, int] = {}

    def cell(self, text: str, line: int) -> None:
        """One literal more."""
        if not text:
            return
        self._cells += 1
        if len(text) > _LONGEST:
            return
        if "@" in text and _is_mail(text):
            self._note(Category.EMAIL_ADDRESS, line)
        if _SECRETIVE.search(text):
            self._known(_SECRETS, text, line)
        if _MANY_DIGITS.match(text):
            self._digits(text, line)

    def _digits(self, text: str, line: int) -> None:
        self._known(_NUMBERS, text, line)
        if _PHONE.fullmatch(text.strip()):
            self._note(Category.PHONE_NUMBER, line)
        for name in _SHARED:
            if _whole(_identifier(name), text):
                self._seen[name] += 1
                self._line.setdefault(REGISTRY[name].category, line)

    def _known(self, names: tuple[str, ...], text: str, line: int) -> None:
        for name in names:
            if _identifier(name).holds(text):
                self._note(REGISTRY[name].category, line)

    def _note(self, category: Category, line: int) -> None:
        self._seen[category.value] += 1
        self._line.setdefault(category, line)

    def categories(self) -> list[tuple[int, Category]]:
        """What was found, with the line of the first."""
        listed = [
            (self._line[category], category)
            for category in Category
            if self._seen[category.value] and category in self._line
        ]
        shared = [
            (self._line[REGISTRY[name].category], REGISTRY[name].category)
            for name in _SHARED
            if self._seen[name] >= _ENOUGH and self._seen[name] == self._cells
        ]
        return listed or shared[:1]


@cache
def _identifier(name: str) -> Identifier:
    return REGISTRY[name]


def _whole(identifier: Identifier, text: str) -> bool:
    text = text.strip()
    return any(
        match.valid and match.start == 0 and match.end == len(text)
        for match in identifier.search(text)
    )


def _is_mail(text: str) -> bool:
    mail = _identifier("email")
    return any(
        match.valid and not re.fullmatch(RESERVED_MAIL, text[match.start : match.end])
        for match in mail.search(text)
    )
