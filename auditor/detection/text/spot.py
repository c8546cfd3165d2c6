"""Names that a civility or the lists of names show by themselves, whatever the pipeline says."""

import re
from collections.abc import Iterator

from auditor.detection.text import usage
from auditor.detection.text.credible import (
    WORD,
    Span,
    bare,
    is_common,
    is_head,
    is_other,
    opens_sentence,
)
from auditor.naming.words import words as lists

_LONGEST_NAME = 4
_SURE = 3
_ABSTRACT = ("TION", "TIONS", "MENT", "IQUE", "IQUES", "ANCES", "ENCES")
_CUES = usage.FILES | usage.KIN | usage.WITH
_NO_NAMES = usage.ORGANISATIONS | usage.CIVILITIES | usage.COMMON | usage.TITLES
_INNER = re.compile("['’-]")
_NEXT = re.compile(r"\.?[ \u00a0]{1,2}|['’]")


def spotted(text: str) -> list[Span]:
    """Where a person is named, by a civility, by a first name beside a surname, or after a word
    that a person's name follows; firms, places, machines and brands left out.
    """
    tokens = [_Token(text, match) for match in WORD.finditer(text)]
    rules = _FLAT if text in {text.upper(), text.lower()} else _MIXED
    found = []
    for index in range(len(tokens)):
        run = list(_run(text, tokens, index))
        spans = [Span(run[0].start, run[n - 1].end) for rule in rules if (n := rule(run))]
        found += [span for span in spans if not is_other(text, span)]
    return found


class _Token:
    """A word and what the lists say of it."""

    __slots__ = ("bare", "capital", "end", "first", "last", "start", "text", "usual")

    def __init__(self, text: str, match: re.Match[str]) -> None:
        self.start, self.end = match.span()
        self.bare = bare(match[0])
        self.capital = match[0][0].isupper()
        parts = _INNER.split(self.bare)
        first, last = lists("first_name"), lists("surname")
        self.first = self.bare in first or all(part in first for part in parts)
        self.last = any(len(part) >= _SURE and part in last for part in parts)
        self.usual = self.bare in usage.AMBIGUOUS or self.bare in usage.COMMON
        self.text = text

    @property
    def opens(self) -> bool:
        """Whether a sentence begins here."""
        return opens_sentence(self.text, self.start)

    @property
    def pointed(self) -> bool:
        """Whether a point follows."""
        return self.text[self.end : self.end + 1] == "."

    @property
    def letters(self) -> int:
        """How long the word is."""
        return self.end - self.start

    @property
    def known(self) -> bool:
        """Whether a list has it."""
        return self.first or self.last


def _run(text: str, tokens: list[_Token], index: int) -> Iterator[_Token]:
    """Up to four words with nothing but a space, or a point and a space, between them."""
    yield tokens[index]
    pairs = zip(tokens[index:], tokens[index + 1 : index + _LONGEST_NAME + 1], strict=False)
    for before, after in pairs:
        if not _NEXT.fullmatch(text, before.end, after.start):
            return
        yield after


def _civil(run: list[_Token]) -> int:
    """A civility and a word with a capital, particles between them."""
    if run[0].bare not in usage.CIVILITIES or not run[0].capital:
        return 0
    for place, token in enumerate(run[1:], 2):
        if token.bare in usage.PARTICLES:
            continue
        named = token.capital and token.bare not in usage.CIVILITIES | usage.TITLES
        short = run[0].bare in {"M", "ME", "PR"} and token.letters < _SURE
        return place if named and not short else 0
    return 0


def _pair(run: list[_Token]) -> int:
    """A first name of the lists and a word with a capital; a surname and a first name; an initial
    and a surname.
    """
    place = _second(run)
    if not place or not run[0].capital:
        return 0
    one, two = run[0], run[place]
    weak = one.usual and one.opens
    if place == 1 and two.letters == 1:
        return 2 if one.last and two.capital and two.pointed and not (one.usual or one.first) else 0
    if not two.capital or two.bare in usage.ORGANISATIONS or _is_noun(two):
        return 0
    if one.bare in usage.ORGANISATIONS and not two.last:
        return 0
    initial = one.letters == 1 and two.last and not two.usual
    first = one.first and (two.last or not weak) and (two.letters >= _SURE or two.last)
    last = place == 1 and one.last and two.first and not (weak or (one.opens and two.usual))
    return place + 1 if first or last or initial else 0


def _after_cue(run: list[_Token]) -> int:
    """A name alone after a word that a person's name follows, or two words with capitals."""
    start = 2 if len(run) > 2 and run[1].bare in usage.ARTICLES else 1  # noqa: PLR2004
    if len(run) <= start or run[0].bare not in _CUES or not _is_proper(run[start]):
        return 0
    cue, name = run[0], run[start]
    both = len(run) > start + 1 and _is_proper(run[start + 1])
    if both and cue.bare in usage.FILES | usage.KIN:
        return start + 2
    kin = cue.bare in usage.KIN and (name.known or not is_common(name.bare))
    file = cue.bare in usage.FILES and name.last and not name.usual
    company = cue.bare in usage.WITH and start == 1 and name.first and not name.usual
    return start + 1 if kin or file or (company and not cue.opens) else 0


def _before_act(run: list[_Token]) -> int:
    """A sentence that begins with a name and says what only a person does."""
    act = next((i for i, token in enumerate(run) if token.bare in usage.ACTS), 0)
    if not act or not run[0].capital or run[act].capital or not run[0].opens:
        return 0
    name = [token for token in run[:act] if token.bare not in usage.PARTICLES]
    if not all(_is_proper(token) for token in name):
        return 0
    alone = len(name) == 1 and name[0].known and not name[0].usual
    return act if alone or len(name) > 1 else 0


def _second(run: list[_Token]) -> int:
    """The place of the word after the first one and its particles; 0 for none."""
    for place, token in enumerate(run[1:], 1):
        if token.bare not in usage.PARTICLES or place == len(run) - 1:
            return place
    return 0


def _is_noun(token: _Token) -> bool:
    """Whether the second word of a pair is no surname: « Martin Distribution »."""
    ending = token.bare.endswith(_ABSTRACT) and not token.known
    return ending or token.bare in usage.COMMON or is_head(token.bare)


def _is_proper(token: _Token) -> bool:
    """Whether a word with a capital may be part of a name nobody listed."""
    if not token.capital or token.letters < _SURE:
        return False
    listed = any(token.bare in lists(name) for name in ("place", "company", "insurer", "product"))
    other = token.bare in _NO_NAMES
    saint = token.bare.startswith(("SAINT", "STE-", "ST-"))
    usual = is_common(token.bare) and not token.known
    return not (listed or other or saint or usual)


def _civil_flat(run: list[_Token]) -> int:
    """In a text of one case a civility needs a name of the lists."""
    if len(run) == 1 or run[0].bare not in usage.CIVILITIES - {"M", "ME"}:
        return 0
    return 2 if run[1].first or run[1].last else 0


def _pair_flat(run: list[_Token]) -> int:
    """In a text of one case both words must be of the lists, and not usual words."""
    if len(run) == 1:
        return 0
    one, two = run[:2]
    both = (one.first and two.last) or (one.last and two.first)
    both = both and one.bare != two.bare
    short = min(one.letters, two.letters) < _SURE
    given = one if one.first and two.last else two
    clear = not given.usual
    return 2 if both and clear and not short else 0


_MIXED = (_civil, _pair, _after_cue, _before_act)
_FLAT = (_civil_flat, _pair_flat)
