"""People and firms of the corpus; python-stdnum gives the check digits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum import luhn
from stdnum.fr import nir as stdnum_nir
from stdnum.iso7064 import mod_97_10

from tests.corpus.vocabularies import Vocabulary, folded

FROZEN = date(2024, 3, 15)


@dataclass(frozen=True, slots=True)
class Person:
    """A person who does not exist; commune numbers above 910 were never given."""

    sex: str
    birth: date
    surname: str
    first_name: str
    birth_town: str
    nir13: str

    @property
    def key(self) -> str:
        """The two check digits of the NIR."""
        return str(stdnum_nir.calc_check_digits(self.nir13))

    @property
    def nir15(self) -> str:
        """The NIR with its key."""
        return self.nir13 + self.key

    @property
    def mailbox(self) -> str:
        """The local part of the person's mail address."""
        return f"{folded(self.first_name)}.{folded(self.surname)}"


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm of the health sector with its practitioner's numbers and its bank account."""

    name: str
    siren: str
    siret: str
    finess: str
    rpps: str
    adeli: str
    rib: tuple[str, str, str, str]
    bic: str

    @property
    def vat(self) -> str:
        """The French VAT number."""
        return f"FR{(12 + 3 * (int(self.siren) % 97)) % 97:02d}{self.siren}"

    @property
    def iban(self) -> str:
        """The IBAN of the account."""
        bban = "".join(self.rib)
        return f"FR{mod_97_10.calc_check_digits(bban + 'FR')}{bban}"


def luhn_number(rng: Random, prefix: str, width: int) -> str:
    """A number of that width that starts so and passes the Luhn check."""
    body = prefix + "".join(rng.choices("0123456789", k=width - len(prefix) - 1))
    return body + str(luhn.calc_check_digit(body))


def people(rng: Random, words: Vocabulary, count: int, ages: tuple[int, int]) -> Sequence[Person]:
    """That many persons with different NIR."""
    found: dict[str, Person] = {}
    while len(found) < count:
        person = _person(rng, words, ages)
        found[person.nir13] = person
    return tuple(found.values())


def firms(rng: Random, words: Vocabulary, count: int) -> Sequence[Firm]:
    """That many firms."""
    return tuple(_firm(rng, words) for _ in range(count))


def department(rng: Random, year: int) -> str:
    """Department and commune of birth, as a NIR writes them."""
    draw = rng.randrange(100)
    if draw in range(2):
        corsica = ("20",) if year in range(1900, 1976) else ("2A", "2B")
        return f"{rng.choice(corsica)}{rng.randint(910, 989)}"
    if draw in range(2, 6):
        return f"97{rng.choice('12346')}{rng.randint(80, 98)}"
    if draw in range(6, 14):
        return f"99{rng.randint(910, 989)}"
    return f"{rng.choice([n for n in range(1, 96) if n - 20]):02d}{rng.randint(910, 989)}"


def _person(rng: Random, words: Vocabulary, ages: tuple[int, int]) -> Person:
    sex = rng.choice("12")
    birth = FROZEN - timedelta(days=rng.randint(ages[0] * 366, ages[1] * 365))
    names = words.men if sex == "1" else words.women
    body = f"{sex}{birth:%y%m}{department(rng, birth.year)}{rng.randint(1, 899):03d}"
    surname = rng.choice(words.surnames)
    return Person(sex, birth, surname, rng.choice(names), rng.choice(words.towns)[1], body)


def _firm(rng: Random, words: Vocabulary) -> Firm:
    siren = luhn_number(rng, rng.choice(("999", "998", "009", "0098")), 9)
    area = f"{rng.choice([n for n in range(1, 96) if n - 20]):02d}"
    return Firm(
        name=f"{rng.choice(words.trades)} {rng.choice((*words.surnames, *words.signs))}",
        siren=siren,
        siret=luhn_number(rng, f"{siren}000", 14),
        finess=luhn_number(rng, f"{area}9", 9),
        rpps=luhn_number(rng, "109", 11),
        adeli=luhn_number(rng, f"{area}{rng.choice(('1', '2', '60', '70'))}9", 9),
        rib=_rib(rng),
        bic=f"{rng.choice(('FICT', 'EXEM', 'MAQU', 'ESSA'))}FR{rng.choice(('PP', '2P', 'P1XXX'))}",
    )


def _rib(rng: Random) -> tuple[str, str, str, str]:
    bank, branch = f"99{rng.randint(0, 99):03d}", f"{rng.randint(0, 99_999):05d}"
    account = f"{rng.randint(0, 10**11 - 1):011d}"
    total = 89 * int(bank) + 15 * int(branch) + 3 * int(account)
    return bank, branch, account, f"{97 - total % 97:02d}"
