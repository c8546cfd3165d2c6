"""Fictitious insured persons and practices of these captures; every number is invented."""

from dataclasses import dataclass
from random import Random

from tests.corpus.portal.people import iban

_NAMES = (
    *("Duprat", "Kervella", "Ben Youssef", "Ostrowski", "Vasseur", "Hamidou", "Delmas", "Ruiz"),
    *("Lachaud", "Guyomarc'h", "Tellier", "Mbaye", "Castagné", "Ferrand", "Zimmermann", "Poirier"),
)
_FIRST = (
    *("Bérengère", "Samir", "Anaïs", "Jean-Loup", "Clotilde", "Rachid", "Mathilde", "Kévin"),
    *("Solène", "Ibrahim", "Odile", "Florian", "Maud", "Tristan", "Aïssatou", "Rémi"),
)
_TOWNS = (("44100", "Nantes"), ("29200", "Brest"), ("31000", "Toulouse"), ("59800", "Lille"))
_WAYS = ("5 quai de la Fosse", "41 rue Ernest Renan", "112 boulevard Carnot", "2 impasse des Lilas")
_SIGNS = ("Pharmacie de l'Erdre", "Optique Lumière", "Cabinet dentaire Jaurès", "Audio Penfeld")


@dataclass(frozen=True, slots=True)
class Member:
    """An insured person."""

    last: str
    first: str
    born: str
    nir: str
    member: str
    contract: str
    email: str
    mobile: str
    way: str
    zip: str
    town: str
    iban: str

    @property
    def day(self) -> str:
        """The birth date in French order."""
        return "/".join(reversed(self.born.split("-")))


@dataclass(frozen=True, slots=True)
class Office:
    """A practice and the person who holds it."""

    last: str
    first: str
    firm: str
    rpps: str
    finess: str
    siret: str
    iban: str
    login: str
    email: str
    phone: str
    way: str
    zip: str
    town: str


def member(seed: int) -> Member:
    """The insured person of that number."""
    draw = Random(f"folk {seed}")  # noqa: S311 - fictitious data
    year, month, day = draw.randint(1936, 2008), draw.randint(1, 12), draw.randint(1, 28)
    head = f"{draw.randint(1, 2)}{year % 100:02}{month:02}"
    body = head + f"{draw.choice((29, 31, 44, 59, 75, 83)):02}{draw.randint(1, 380):03}"
    body += f"{draw.randint(1, 870):03}"
    code, town = draw.choice(_TOWNS)
    return Member(
        draw.choice(_NAMES),
        draw.choice(_FIRST),
        f"{year}-{month:02}-{day:02}",
        body + f"{97 - int(body) % 97:02}",
        f"M{draw.randint(10**8, 10**9 - 1)}",
        f"{draw.randint(10**9, 10**10 - 1)}",
        f"assure.{seed}@boite-perso.fr",
        f"07{draw.randint(10**7, 10**8 - 1)}",
        draw.choice(_WAYS),
        code,
        town,
        iban(draw),
    )


def office(seed: int) -> Office:
    """The practice of that number."""
    draw = Random(f"office {seed}")  # noqa: S311 - fictitious data
    last, first = draw.choice(_NAMES), draw.choice(_FIRST)
    code, town = draw.choice(_TOWNS)
    siren = _keyed(f"{draw.randint(10**7, 10**8 - 1)}")
    return Office(
        last,
        first,
        _SIGNS[seed % len(_SIGNS)],
        _keyed(f"10{draw.randint(10**7, 10**8 - 1)}"),
        _keyed(f"{draw.choice((29, 31, 44, 59))}{draw.randint(10**5, 10**6 - 1)}"),
        _keyed(f"{siren}{draw.randint(1, 40):04}"),
        iban(draw),
        f"ps{draw.randint(10**4, 10**5)}-{last[:3].lower()}",
        f"contact@officine-{seed}.fr",
        f"02{draw.randint(10**7, 10**8 - 1)}",
        draw.choice(_WAYS),
        code,
        town,
    )


def _keyed(body: str) -> str:
    weights = ((int(d) * (1 + (n % 2 == 0))) for n, d in enumerate(reversed(body)))
    return body + str(-sum(w // 10 + w % 10 for w in weights) % 10)
