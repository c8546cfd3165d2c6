"""Fictitious insured persons and their families."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from auditor.demo import numbers, words

TODAY = date(2024, 1, 29)
"""The day the fictitious operator was frozen, so that the same seed gives the same content."""


_PARENTS = range(24, 61)
"""Ages at which children still stand on the contract."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the register of births would know them."""

    sex: str
    birth: date
    area: str
    surname: str
    first_name: str
    nir: str
    """The 13 characters, without the key."""

    @property
    def key(self) -> str:
        """The two check digits of the NIR."""
        return numbers.nir_key(self.nir)


@dataclass(frozen=True, slots=True)
class Household:
    """An insured person and those who are covered with them, with their family link."""

    insured: Person
    dependants: tuple[tuple[str, Person], ...]


class Register:
    """Hands out persons whose NIR are all different."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def person(self, youngest: int, oldest: int, surname: str = "", sex: str = "") -> Person:
        """A new person of that age, drawn where surname or sex is left open."""
        rng = self._rng
        sex = sex or rng.choice("12")
        days = rng.randint(youngest * 366, oldest * 365)
        birth = TODAY - timedelta(days=days)
        area = numbers.birth_area(rng, birth.year)
        return Person(
            sex=sex,
            birth=birth,
            area=area,
            surname=surname or rng.choice(words.SURNAMES),
            first_name=rng.choice(words.MEN if sex == "1" else words.WOMEN),
            nir=self._number(f"{sex}{birth:%y%m}{area}"),
        )

    def households(self, count: int) -> Iterator[Household]:
        """That many insured persons, with the family that a French contract covers."""
        for _ in range(count):
            insured = self.person(20, 92)
            yield Household(insured, tuple(self._family(insured)))

    def _family(self, insured: Person) -> Iterator[tuple[str, Person]]:
        rng = self._rng
        age = (TODAY - insured.birth).days // 365
        if numbers.chance(rng, 0.4):
            surname = rng.choice((insured.surname, rng.choice(words.SURNAMES)))
            yield "conjoint", self.person(max(18, age - 8), min(95, age + 8), surname)
        if age in _PARENTS:
            for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
                yield "enfant", self.person(0, min(24, age - 19), insured.surname)

    def _number(self, start: str) -> str:
        while True:
            nir = f"{start}{self._rng.randint(1, 899):03d}"
            if nir not in self._given:
                self._given.add(nir)
                return nir
