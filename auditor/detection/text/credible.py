"""Whether what the pipeline took for a person has the look of one, where it stands."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from auditor.detection.text import usage
from auditor.naming.words import words as lists

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INITIALS = 2
_NEVER_SHORT = 3
_NEAR = 40
"""Characters around a name that are looked at."""
_BEFORE = re.compile(r"([^\W\d_]+)(?:[ \u00a0]|['’-]|\. ?)?$")
_AFTER = re.compile(r"(?: ?& ?| et (?:fils|cie|associ)| ([^\W\d_]+))", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:^|[.!?:\n])[\"«\- \u00a0\n]*$")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a name stands in a text."""

    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def is_credible(name: str, text: str, start: int | None = None) -> bool:
    """Whether what the pipeline took for a person has the look of one.

    A civility, or a first name or surname of the lists, or two words with capitals in a text that
    does not write everything so; and not the name of a firm, a place, a machine or a brand. The
    pipeline alone is wrong on one business sentence in eight.
    """
    start = text.find(name) if start is None else start
    span = _without_opening(text, Span(start, start + len(name)))
    found = WORD.findall(text[span.start : span.end])
    if not found or is_other(text, span):
        return False
    if bare(found[0]) in usage.CIVILITIES and len(found) > 1:
        return bare(found[1]) not in usage.CIVILITIES | usage.TITLES
    return after_civility(text, span) or _looks(found, text)


def _looks(found: list[str], text: str) -> bool:
    if any(is_name(word) for word in found):
        return text == text.lower() or any(word != word.lower() for word in found)
    proper = [word for word in found if bare(word) not in usage.PARTICLES]
    return len(proper) > 1 and all(w[0].isupper() for w in proper) and text != text.upper()


def is_name(word: str) -> bool:
    """Whether the lists hold a word as a first name or surname that is no initial and no place."""
    plain = bare(word)
    return len(word) > _INITIALS and (plain in lists("first_name") or plain in lists("surname"))


def is_other(text: str, span: Span) -> bool:
    """Whether the words around a name make it a firm, a place, a machine or a brand."""
    follows = _AFTER.match(text, span.end)
    if follows and (follows[1] is None or _is_tail(follows[1])):
        return True
    inside = WORD.findall(text[span.start : span.end])
    if _is_tail(inside[-1]) or _is_brand(text, span):
        return True
    head, direct = _word_before(text, span.start)
    if bare(inside[0]) in usage.CIVILITIES:
        return head in usage.PLACES
    return is_head(head) if direct else head in usage.AROUND


def _is_tail(word: str) -> bool:
    """Whether a word ends the name of a firm; « sa » is mostly a possessive."""
    return bare(word) in usage.TAILS and (word.isupper() or len(word) > _NEVER_SHORT)


def is_head(word: str) -> bool:
    """Whether a name after this word is the name of something else than a person."""
    trade = word.endswith(("ERIE", "ERIES")) and not is_name(word)
    return word in usage.HEADS or trade


def after_civility(text: str, span: Span) -> bool:
    """Whether a civility stands right before what the pipeline found."""
    before = _BEFORE.search(text, max(span.start - _NEAR, 0), span.start)
    return before is not None and bare(before[1]) in usage.CIVILITIES - {"M", "ME"}


def _is_brand(text: str, span: Span) -> bool:
    """Whether the name is part of a brand that bears a person's name."""
    first = max(span.start - _NEAR, 0)
    plain = "".join(bare(char)[:1] or char for char in text[first : span.end + _NEAR])
    hits = _brands().finditer(plain)
    return any(span.meets(Span(first + hit.start(), first + hit.end())) for hit in hits)


def bare(word: str) -> str:
    """A word as the lists write it: upper case without accents."""
    if word.isascii():
        return word.upper()
    spread = unicodedata.normalize("NFKD", word.upper())
    return "".join(char for char in spread if not unicodedata.combining(char))


def opens_sentence(text: str, start: int) -> bool:
    """Whether a capital here may be that of a sentence."""
    return bool(_SENTENCE.search(text[max(start - 8, 0) : start]))


def is_common(word: str) -> bool:
    """Whether a word at the head of a sentence has its capital from there."""
    plain = bare(word)
    if plain in usage.COMMON or is_head(plain):
        return True
    return plain.endswith(usage.ENDINGS) and not is_name(word)


def _word_before(text: str, start: int) -> tuple[str, bool]:
    """The word that governs a name, and whether no article stands between.

    Other parts of the same name are passed over.
    """
    end, direct = start, True
    for _ in range(4):
        before = _BEFORE.search(text, max(end - _NEAR, 0), end)
        if not before:
            return "", direct
        word = bare(before[1])
        if word in usage.ARTICLES:
            direct = direct and word.startswith("S")
        elif word not in usage.ADJECTIVES and not (before[1][0].isupper() and is_name(word)):
            return word, direct
        end = before.start()
    return "", direct


def _without_opening(text: str, span: Span) -> Span:
    """The span without words that a sentence begins with, such as « Inventaire Vichy »."""
    while match := WORD.match(text, span.start, span.end):
        following = WORD.search(text, match.end(), span.end)
        if not following or not is_common(match[0]):
            return span
        span = Span(following.start(), span.end)
    return span


@cache
def _brands() -> re.Pattern[str]:
    joined = "|".join(brand.replace(" ", "[ .-]{1,2}") for brand in usage.BRANDS)
    return re.compile(rf"\b(?:{joined})\b")
