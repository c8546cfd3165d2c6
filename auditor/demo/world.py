"""Everybody and everything of the fictitious operator, before it is cut into tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from auditor.demo import numbers, words
from auditor.demo.organisations import Insurer, Practitioner, insurers, practitioners
from auditor.demo.people import TODAY, Household, Register

HOUSEHOLDS = 6_000
PRACTITIONERS = 500
INVOICES = 24_000

Row = tuple[object, ...]
Rows = Iterator[Row]

GUARANTEES = tuple(
    (f"{domain[:3].upper()}{rate}", f"{domain.capitalize()} {rate} % BR", domain, rate)
    for domain in ("optique", "dentaire", "audiologie", "pharmacie", "hospitalisation")
    for rate in (100, 150, 200)
)
"""Code, label, domain and rate."""


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract of a household; its id is that of the insured person."""

    id: int
    insurer: Insurer
    number: str
    member: str
    guarantee: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice with its lines (act code, quantity, price)."""

    id: int
    practitioner: Practitioner
    contract: Contract
    day: date
    lines: tuple[tuple[str, int, float], ...]
    rejected: bool

    @property
    def total(self) -> float:
        """What the practitioner charges."""
        return round(sum(quantity * price for _, quantity, price in self.lines), 2)

    @property
    def insurer_part(self) -> float:
        """What the complementary insurer owes, 30 % here."""
        return round(self.total * 0.3, 2)

    @property
    def transfer(self) -> int | None:
        """The monthly bank transfer that pays it, None where it is rejected."""
        return None if self.rejected else (self.practitioner.id - 1) * 12 + self.day.month


@dataclass(frozen=True, slots=True)
class World:
    """What the tables are views of."""

    households: Sequence[Household]
    contracts: Sequence[Contract]
    practitioners: Sequence[Practitioner]
    insurers: Sequence[Insurer]
    invoices: Sequence[Invoice]


def create(seed: int) -> World:
    """The world of that seed, always the same."""
    rng = Random(seed)  # noqa: S311 - fictitious data must be reproducible
    register = Register(rng)
    firms = tuple(practitioners(rng, register, PRACTITIONERS))
    households = tuple(register.households(HOUSEHOLDS))
    amc = tuple(insurers())
    contracts = tuple(_contract(rng, order, amc) for order in range(1, HOUSEHOLDS + 1))
    invoices = tuple(
        _invoice(rng, order, rng.choice(firms), rng.choice(contracts))
        for order in range(1, INVOICES + 1)
    )
    return World(households, contracts, firms, amc, invoices)


def _contract(rng: Random, order: int, amc: Sequence[Insurer]) -> Contract:
    start = date(2023, 1, 1) if numbers.chance(rng, 0.8) else date(2023, rng.randint(2, 12), 1)
    return Contract(
        id=order,
        insurer=rng.choice(amc),
        number=f"C{rng.randint(10, 99)}-{order * 7 + 100_000}",
        member=f"{rng.choice('ABDFK')}{rng.randint(0, 99_999):05d}{order:04d}",
        guarantee=rng.choice(GUARANTEES)[0],
        start=start,
        end=date(2024, 12, 31) if numbers.chance(rng, 0.9) else date(2023, 12, 31),
    )


def _invoice(rng: Random, order: int, firm: Practitioner, contract: Contract) -> Invoice:
    lines = tuple(
        (code, rng.randint(1, 3), price)
        for code, _, _, price in rng.sample(words.ACTS, rng.choice((1, 1, 2)))
    )
    day = TODAY - timedelta(days=rng.randint(29, 393))
    return Invoice(order, firm, contract, day, lines, numbers.chance(rng, 0.06))
