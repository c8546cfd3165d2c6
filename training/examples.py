"""Training examples: templates filled with people and look-alikes, spelled as in real forms."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from training import sentences
from training.people import Names

_SLOT = re.compile(r"\{(\w)\}")
_ACCENTED = {
    "HELENE": "Hélène",
    "REMI": "Rémi",
    "ANDRE": "André",
    "RENE": "René",
    "CELINE": "Céline",
    "CHLOE": "Chloé",
    "LEA": "Léa",
    "ZOE": "Zoé",
    "NOEMIE": "Noémie",
    "GERARD": "Gérard",
    "FRANCOIS": "François",
    "FRANCOISE": "Françoise",
    "JEROME": "Jérôme",
    "STEPHANE": "Stéphane",
    "SEBASTIEN": "Sébastien",
    "AURELIE": "Aurélie",
    "MELANIE": "Mélanie",
    "THERESE": "Thérèse",
}
_COVERAGE = (1.0, 0.8, 0.5, 0.0)
"""Share of surnames taken from the lists: the rest is made up, so that the lists do not decide."""
_SYLLABLES = """
ba be bi bo bou bra bri ca che chi clo co cou da de di dou du fa fer fi fla fou ga ger gi gran
gui ha he jo ka ke la le li lo lou ma me mi mo mou na ne ni no ou pa pe pi pla po ra re ri ro
rou sa se si so tan te ti to tri va ve vi vo wa ya za zi
""".split()
_ENDINGS = (
    "rd t ux lle n r s el in on et eau ier oux ault ec ski ez i o a eni ou idi ane court mont ville"
).split()


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the stretches of it that name a person."""

    text: str
    people: tuple[tuple[int, int], ...]


class Maker:
    """Fills templates from a part of the name lists; the same seed gives the same examples."""

    def __init__(self, names: Names, seed: int) -> None:
        self._names = names
        self._rng = Random(seed)
        self._coverage = 1.0
        self._lists: dict[str, Sequence[str]] = {
            "v": names.places,
            "m": sentences.MEDICINES,
            "t": sentences.MONTHS,
            "w": sentences.CURRENCIES,
            "d": ("00/00/0000", "00/00", *(f"0 {month} 0000" for month in sentences.MONTHS)),
            "n": ("000000", "0 00 00 00 000 000 00", "00", "A0000000", "0000-00"),
        }

    def make(self, count: int, with_people: float = 0.55) -> Iterator[Example]:
        """That many examples, a share of them with people."""
        for _ in range(count):
            self._coverage = self._rng.choice(_COVERAGE)
            person = self._rng.random() < with_people
            templates = sentences.PERSON if person else sentences.NOBODY
            parts = self._rng.choices(templates, k=self._rng.choice((1, 1, 1, 2)))
            if person and self._rng.random() < 0.3:
                parts.append(self._rng.choice(sentences.NOBODY))
            yield self._restyled(self._filled(self._joined(parts)))

    def _joined(self, parts: list[str]) -> str:
        return self._rng.choice((". ", " - ", "\n", " / ", ", ")).join(parts)

    def _filled(self, template: str) -> Example:
        text, people, at = "", [], 0
        for slot in _SLOT.finditer(template):
            text += template[at : slot.start()]
            value = self._value(slot[1])
            if slot[1] in "psf":
                people.append((len(text), len(text) + len(value)))
            text += value
            at = slot.end()
        return Example(text + template[at:], tuple(people))

    def _restyled(self, example: Example) -> Example:
        """Now and then all in capitals, all in lower case, or without accents: lengths stay."""
        chance = self._rng.random()
        text = example.text
        if chance < 0.12:
            text = _same_length(text, str.upper)
        elif chance < 0.2:
            text = _same_length(text, str.lower)
        if self._rng.random() < 0.25:
            text = _same_length(text, _plain)
        return Example(text, example.people)

    def _value(self, slot: str) -> str:
        makers: dict[str, Callable[[], str]] = {
            "p": self._person,
            "s": self._surname,
            "f": self._first,
            "o": self._organisation,
            "r": self._street,
        }
        return makers[slot]() if slot in makers else self._rng.choice(self._lists[slot])

    def _organisation(self) -> str:
        form = self._rng.choice(sentences.ORGANISATIONS)
        place, common = self._rng.choice(self._names.places), self._rng.choice(sentences.COMMON)
        return form.format(s=self._surname(), c=common, v=place)

    def _street(self) -> str:
        """Streets and schools are named after people, and are none."""
        return self._rng.choice((f"{self._first()} {self._surname()}", self._surname()))

    def _person(self) -> str:
        first, last = self._first(), self._surname()
        upper = _same_length(last, str.upper)
        civility = self._rng.choice(sentences.CIVILITIES)
        forms = (
            f"{first} {last}",
            f"{first} {last}",
            f"{upper} {first}",
            f"{upper} {first}",
            f"{last} {first}",
            f"{first} {upper}",
            f"{first[0]}. {last}",
            f"{upper} {first[0]}.",
            f"{civility} {last}",
            f"{civility} {upper}",
            f"{civility} {first} {last}",
        )
        return self._rng.choice(forms)

    def _first(self) -> str:
        (name,) = self._rng.choices(self._names.first, self._names.weights)
        if self._rng.random() < 0.12:
            (other,) = self._rng.choices(self._names.first, self._names.weights)
            return f"{_titled(name)}-{_titled(other)}"
        return _titled(name)

    def _surname(self) -> str:
        if self._rng.random() >= self._coverage:
            name = "".join(self._rng.choices(_SYLLABLES, k=self._rng.choice((1, 2, 2))))
            name = (name + self._rng.choice(_ENDINGS)).capitalize()
        else:
            name = _titled(self._rng.choice(self._names.surnames))
        chance = self._rng.random()
        if chance < 0.05:
            return f"{self._rng.choice(('De', 'Le', 'La', 'Du', 'El', 'Ben', 'Van'))} {name}"
        if chance < 0.08:
            return f"{name}-{_titled(self._rng.choice(self._names.surnames))}"
        return name


def _titled(name: str) -> str:
    return _ACCENTED.get(name) or "-".join(part.capitalize() for part in name.split("-"))


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _same_length(text: str, change: Callable[[str], str]) -> str:
    """The text changed character by character where that keeps places as they are."""
    return "".join(new if len(new := change(char)) == 1 else char for char in text)
