"""Fictitious practitioners, their firms and accounts, and the insurers they deal with."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from auditor.demo import numbers, words
from auditor.demo.people import Person, Register

BANKS = (
    ("99001", "FICTFRPPXXX", "Banque Fictive"),
    ("99042", "EXEMFR2P", "Crédit Exemplaire"),
    ("99107", "MAQUFRP1XXX", "Caisse des Maquettes"),
)
"""Codes that are not in the register of French banks."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address line with its town, as in `words.TOWNS`."""

    line: str
    insee: str
    postcode: str
    town: str
    department: str


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account in both French spellings."""

    parts: tuple[str, str, str, str]
    bic: str
    bank: str

    @property
    def iban(self) -> str:
        """The IBAN of the account."""
        return numbers.iban(self.parts)


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A practitioner and the firm that is paid."""

    id: int
    person: Person
    rpps: str
    finess: str
    siret: str
    firm: str
    speciality: str
    place: Place
    email: str
    phone: str
    login: str
    network: str
    account: Account


@dataclass(frozen=True, slots=True)
class Insurer:
    """A complementary insurer (AMC)."""

    id: int
    number: str
    name: str
    siren: str


def plain(text: str) -> str:
    """The text in ASCII lower case, for logins and mail addresses."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(char for char in folded.lower() if char.isalnum())


def place(rng: Random) -> Place:
    """An address in one of the invented towns."""
    line = f"{rng.randint(1, 180)} {rng.choice(words.STREETS)}"
    return Place(line, *rng.choice(words.TOWNS))


def account(rng: Random) -> Account:
    """An account of an invented bank."""
    code, bic, bank = rng.choice(BANKS)
    return Account(numbers.rib(rng, code), bic, bank)


def practitioners(rng: Random, register: Register, count: int) -> Iterator[Practitioner]:
    """That many practitioners, with ids from 1."""
    for order in range(1, count + 1):
        person = register.person(27, 68)
        code, _, trade = rng.choice(words.SPECIALITIES)
        where = place(rng)
        name = plain(person.surname)
        yield Practitioner(
            id=order,
            person=person,
            rpps=numbers.rpps(order * 37),
            finess=numbers.finess(where.department[:2], order * 7),
            siret=numbers.siret(numbers.siren(order * 53), rng.randint(1, 3)),
            firm=f"{trade} {rng.choice((person.surname, where.town, 'du Centre', 'des Halles'))}",
            speciality=code,
            place=where,
            email=f"{rng.choice(('contact', name))}@{plain(trade)}-{name}.example",
            phone=numbers.phone(rng, numbers.RESERVED_PHONES[0]),
            login=f"{plain(person.first_name)[0]}{name}{order:03d}",
            network=rng.choice(words.NETWORKS),
            account=account(rng),
        )


def insurers() -> Iterator[Insurer]:
    """The insurers whose third-party payment the operator runs, with ids from 1."""
    for order, name in enumerate(words.INSURERS, start=1):
        yield Insurer(order, f"{75990000 + order * 11}", name, numbers.siren(90_000 + order * 17))
