"""Old newspapers with marked persons: they teach sentence structure, and that words are no names.

NewsEye (CC BY 4.0, doi 10.5281/zenodo.4573313) and the Europeana newspapers of the BnF (CC0).
"""

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from training.examples import Example

NEWSEYE = ("newseye_fr.dev.tsv.gz", "newseye_fr.dev2.tsv.gz")
EUROPEANA = "europeana_enp_FR.bnf.bio.gz"
_LONGEST = 40
"""Tokens after which a sentence is cut, as the press of the time hardly ends one."""

Word = tuple[str, str, bool]
"""A token, its mark, and whether a space follows."""


def sentences(folder: Path) -> Iterator[Example]:
    """The sentences of all files, cut at full stops."""
    for words in _words(folder):
        for part in _cut(words):
            yield _example(part)


def fragments(folder: Path, count: int, seed: int) -> Iterator[Example]:
    """Stretches without a name, some words in capitals or with a capital: forms are written so."""
    rng = Random(seed)
    plain = [
        [word for word in part if word[1] == "O"]
        for words in _words(folder)
        for part in _cut(words)
    ]
    usable = [part for part in plain if len(part) > 4]
    for _ in range(count):
        part = rng.choice(usable)
        start = rng.randrange(max(len(part) - 3, 1))
        chosen = part[start : start + rng.randint(2, 12)]
        style = rng.random()
        words = [_styled(word.lower(), style, rng) for word, _, _ in chosen]
        words[0] = words[0].capitalize() if rng.random() < 0.6 else words[0]
        yield Example(" ".join(words), ())


def _styled(word: str, style: float, rng: Random) -> str:
    if style < 0.12:
        return word.upper()
    if style < 0.3 and rng.random() < 0.5:
        return word.capitalize()
    return rng.choice(("000", "00/00/0000")) if rng.random() < 0.04 else word


def _words(folder: Path) -> Iterator[list[Word]]:
    for name in NEWSEYE:
        with gzip.open(folder / name, "rt", encoding="utf-8") as file:
            rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
        yield [(row[0], row[1], "NoSpaceAfter" not in row[-1]) for row in rows[1:] if len(row) > 2]
    with gzip.open(folder / EUROPEANA, "rt", encoding="utf-8") as file:
        pairs = [line.split() for line in file]
    yield [(pair[0], pair[1], True) for pair in pairs if len(pair) == 2]


def _cut(words: Sequence[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in words:
        part.append(word)
        if word[0] == "." or len(part) >= _LONGEST:
            yield part
            part = []


def _example(words: Sequence[Word]) -> Example:
    text, people = "", []
    before = "O"
    for word, mark, spaced in words:
        start = len(text)
        text += word
        if mark.endswith("-PER") and (mark.startswith("B") or not before.endswith("-PER")):
            people.append((start, len(text)))
        elif mark.endswith("-PER"):
            people[-1] = (people[-1][0], len(text))
        before = mark
        text += " " if spaced else ""
    return Example(text, tuple(people))
