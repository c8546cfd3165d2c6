"""Rows for the tables of a world."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from random import Random

from tests.corpus import cells
from tests.corpus.identities import FROZEN, Firm, Person, firms, people
from tests.corpus.model import Row
from tests.corpus.rights.model import Column, World
from tests.corpus.vocabularies import TUNING

_AMC = ("12345678", "23456789", "34567890")
_ACTS = ("HBLD038", "BBLB001", "QEFA004", "HBMD490", "YYYY600")
_LONG_AGO = 900

Cell = Callable[[Row, Firm, int], object]

KINDS: Mapping[str, Cell] = {
    "id": lambda _row, _firm, n: n,
    "nir": lambda row, _firm, _n: row.person.nir15,
    "surname": lambda row, _firm, _n: row.person.surname,
    "first_name": lambda row, _firm, _n: row.person.first_name,
    "full_name": lambda row, _firm, _n: f"{row.person.first_name} {row.person.surname}",
    "birth": lambda row, _firm, _n: row.person.birth.isoformat(),
    "sex": lambda row, _firm, _n: row.person.sex,
    "mail": lambda row, _firm, _n: cells.mail(row),
    "phone": lambda row, _firm, _n: cells.phone(row),
    "street": lambda row, _firm, _n: cells.street(row),
    "postcode": lambda row, _firm, _n: cells.place(row)[0],
    "town": lambda row, _firm, _n: cells.place(row)[1],
    "amc": lambda row, _firm, _n: row.rng.choice(_AMC),
    "member": lambda _row, _firm, n: f"8{n * 7919 % 10**8:08d}",
    "day": lambda row, _firm, _n: (FROZEN - timedelta(days=row.rng.randint(0, 700))).isoformat(),
    "ended": lambda row, _firm, _n: (FROZEN + timedelta(days=row.rng.randint(0, 300))).isoformat(),
    "login_day": lambda row, _firm, _n: (
        FROZEN - timedelta(days=_LONG_AGO + row.rng.randint(0, 90))
    ).isoformat(),
    "iban": lambda _row, firm, _n: firm.iban,
    "bic": lambda _row, firm, _n: firm.bic,
    "firm": lambda _row, firm, _n: firm.name,
    "siret": lambda _row, firm, _n: firm.siret,
    "siren": lambda _row, firm, _n: firm.siren,
    "finess": lambda _row, firm, _n: firm.finess,
    "rpps": lambda _row, firm, _n: firm.rpps,
    "act": lambda row, _firm, _n: row.rng.choice(_ACTS),
    "amount": lambda row, _firm, _n: f"{row.rng.randint(100, 90000) / 100:.2f}",
    "login": lambda row, _firm, n: f"{row.person.mailbox}.{n}",
    "hash": lambda row, _firm, _n: cells.argon2(row),
    "pseudonym": lambda row, _firm, _n: hashlib.sha256(row.person.nir13.encode()).hexdigest()[:32],
    "code": lambda _row, _firm, n: f"C{n:04d}",
    "label": lambda row, _firm, n: f"{row.rng.choice(row.words.products)} {n}",
    "ip": lambda row, _firm, _n: cells.address_ip(row),
    "year": lambda row, _firm, _n: str(row.person.birth.year),
    "department": lambda row, _firm, _n: cells.place(row)[0][:2],
}
TYPES = {"id": "bigint", "birth": "date", "day": "date", "ended": "date", "login_day": "date"}


def persons_of(world: World) -> Sequence[Person]:
    """The persons of every table of a world."""
    return people(Random(7), TUNING, world.rows, (19, 90))  # noqa: S311 - synthetic data


def rows(world: World, columns: tuple[Column, ...], seed: int) -> Iterator[tuple[object, ...]]:
    """The rows of one table; the n-th person of one table is the n-th of all others."""
    rng = Random(seed)  # noqa: S311 - synthetic data
    companies = firms(Random(8), TUNING, world.rows)  # noqa: S311 - as above
    for n, (person, firm) in enumerate(zip(persons_of(world), companies, strict=True), start=1):
        row = Row(rng, n - 1, person, firm, TUNING)
        yield tuple(KINDS[kind](row, firm, n) for _, kind in columns)
