"""Identifiers in the literals that a migration writes, told by category and never quoted."""

import re
from collections.abc import Iterator

from auditor.identifiers import REGISTRY
from auditor.model.vocabulary import Category

_SURE = (
    *("nir", "iban", "rib", "siret", "tva", "email", "phone"),
    *("jwt", "private_key", "api_token", "secret_url", "password_hash", "ldap_hash"),
)
"""Identifiers that a literal carries by itself, wherever it is written."""
_NAMED = ("nir13", "siren", "rpps", "finess", "adeli", "card", "bic")
"""Identifiers that one literal in ten passes by chance: the column must speak of them, too."""
_MOST = 20_000
"""Characters of a literal that are looked at."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_NOBODY = re.compile(
    r"\b(?:no-?reply|donotreply|ne-?pas-?repondre)@|@(?:[\w.-]+\.)?(?:example\.(?:com|org|net|fr)|"
    r"(?:[\w-]+\.)?(?:invalid|test|localhost|example))\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"[0-9@{$-]")


def categories_in(text: str, column: str = "") -> tuple[Category, ...]:
    """The categories of identifiers in a literal that is written to that column, sorted."""
    text = text[:_MOST]
    if not _DIGIT.search(text):
        return ()
    return tuple(sorted(set(_found(text, column))))


def _found(text: str, column: str) -> Iterator[Category]:
    for name in _SURE:
        identifier = REGISTRY[name]
        if identifier.literal and identifier.literal not in text:
            continue
        if identifier.category is Category.EMAIL_ADDRESS:
            text = _NOBODY.sub(" ", text)
        if identifier.holds(text):
            yield identifier.category
    words = {word.lower() for word in _WORDS.findall(column)}
    for name in _NAMED:
        identifier = REGISTRY[name]
        if words & {name, *identifier.context} and identifier.holds(text):
            yield identifier.category
