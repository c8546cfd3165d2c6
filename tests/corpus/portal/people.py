"""Fictitious persons and practices whose numbers have right keys; nothing here is anybody's."""

from dataclasses import dataclass
from random import Random

SURNAMES = (
    *("Garnier", "Lefebvre", "Roussel", "Da Silva", "Benali", "Le Goff", "Moreau", "Chevalier"),
    *("Fontaine", "Traoré", "Nguyen", "Perrin", "Marchand", "Colin", "Aubert", "Schmitt"),
)
GIVEN = (
    *("Camille", "Nadia", "Yann", "Hélène", "Karim", "Louise", "Antoine", "Fatou", "Maël"),
    *("Jeanne", "Olivier", "Inès", "Gabriel", "Sophie", "Thomas", "Élodie"),
)
TOWNS = (("35000", "Rennes"), ("69003", "Lyon"), ("13006", "Marseille"), ("67000", "Strasbourg"))
STREETS = ("14 rue des Tilleuls", "3 place du Marché", "27 avenue Jean Jaurès", "8 bis rue du Port")
_TRADES = ("Pharmacie", "Optique", "Cabinet dentaire", "Audition")
_PLACES = ("du Pont", "Centrale", "des Halles")
INSURERS = (("75502417", "Mutuelle des Rives"), ("69301188", "Prévoyance du Val"))


@dataclass(frozen=True, slots=True)
class Person:
    """An insured person."""

    surname: str
    given: str
    born: str
    nir: str
    member: str
    contract: str
    mail: str
    phone: str
    street: str
    postcode: str
    town: str
    iban: str
    bic: str
    insurer: tuple[str, str]
    reference: str

    @property
    def key(self) -> str:
        """The last two digits of the NIR."""
        return self.nir[13:]

    @property
    def french_date(self) -> str:
        """The birth date as a form asks for it."""
        year, month, day = self.born.split("-")
        return f"{day}/{month}/{year}"


@dataclass(frozen=True, slots=True)
class Practice:
    """A practitioner with a practice."""

    surname: str
    given: str
    firm: str
    rpps: str
    finess: str
    siret: str
    iban: str
    login: str
    mail: str
    phone: str
    street: str
    postcode: str
    town: str


def person(seed: int) -> Person:
    """The person of that number; the same one each time."""
    draw = Random(f"person {seed}")  # noqa: S311 - fictitious data
    surname, given = draw.choice(SURNAMES), draw.choice(GIVEN)
    year, month, day = draw.randint(1938, 2004), draw.randint(1, 12), draw.randint(1, 28)
    body = f"{draw.randint(1, 2)}{year % 100:02}{month:02}{draw.randint(1, 89):02}"
    body = body[:5] + f"{draw.choice([13, 33, 35, 44, 59, 67, 69, 75]):02}{draw.randint(1, 400):03}"
    body += f"{draw.randint(1, 900):03}"
    postcode, town = draw.choice(TOWNS)
    return Person(
        surname,
        given,
        f"{year}-{month:02}-{day:02}",
        body + f"{97 - int(body) % 97:02}",
        f"{draw.randint(10**7, 10**8 - 1)}",
        f"CT{draw.randint(10**6, 10**7 - 1)}",
        f"{given.lower()[0]}{seed}@courrier-prive.fr".replace("é", "e").replace("í", "i"),
        f"06{draw.randint(10**7, 10**8 - 1)}",
        draw.choice(STREETS),
        postcode,
        town,
        iban(draw),
        "CMCIFR2A",
        draw.choice(INSURERS),
        f"REF-{draw.randint(10**5, 10**6 - 1)}",
    )


def practice(seed: int) -> Practice:
    """The practice of that number."""
    draw = Random(f"practice {seed}")  # noqa: S311 - fictitious data
    surname, given = draw.choice(SURNAMES), draw.choice(GIVEN)
    postcode, town = draw.choice(TOWNS)
    siren = _luhn(f"{draw.randint(10**7, 10**8 - 1)}")
    return Practice(
        surname,
        given,
        f"{draw.choice(_TRADES)} {draw.choice(_PLACES)}",
        _luhn(f"10{draw.randint(10**7, 10**8 - 1)}"),
        _luhn(f"{draw.choice([35, 69, 13, 67])}{draw.randint(10**5, 10**6 - 1)}"),
        _luhn(siren + f"{draw.randint(1, 30):04}"),
        iban(draw),
        f"{given.lower()[:1]}{surname.lower().replace(' ', '')}{seed}",
        f"contact{seed}@cabinet-exemple.fr",
        f"02{draw.randint(10**7, 10**8 - 1)}",
        draw.choice(STREETS),
        postcode,
        town,
    )


def iban(draw: Random) -> str:
    """A French IBAN whose RIB key agrees too."""
    bank, branch = draw.randint(10000, 49999), draw.randint(1000, 9999)
    account = f"{draw.randint(10**10, 10**11 - 1)}"
    key = 97 - (89 * bank + 15 * branch + 3 * int(account)) % 97
    bban = f"{bank:05}{branch:05}{account}{key:02}"
    check = 98 - int(f"{bban}152700") % 97
    return f"FR{check:02}{bban}"


def _luhn(body: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 * (value > 9)
    return body + str((10 - total % 10) % 10)
