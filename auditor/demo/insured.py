"""Tables about insured persons, the old copies included."""

import hashlib
from random import Random

from auditor.demo import numbers, words
from auditor.demo.organisations import account, place, plain
from auditor.demo.people import Person
from auditor.demo.references import CAISSES
from auditor.demo.world import Rows, World

MAIL_HOSTS = ("courriel.example", "boite-fictive.example", "messagerie.invalid")


def assures(world: World, rng: Random) -> Rows:
    """The insured persons, NIR and key in two columns."""
    for contract, household in zip(world.contracts, world.households, strict=True):
        who = household.insured
        born = rng.choice(words.SURNAMES) if numbers.chance(rng, 0.2) else who.surname
        yield (
            contract.id,
            who.nir,
            who.key,
            who.surname,
            born,
            who.first_name,
            who.birth.isoformat(),
            1,
            who.sex,
            rng.choice(CAISSES)[0],
            f"REF{contract.id * 7919 % 10_000_000:07d}",
            int(numbers.chance(rng, 0.1)),
            int(numbers.chance(rng, 0.15)),
            f"{contract.start} 0{rng.randint(0, 9)}:{rng.randint(10, 59)}:00",
        )


def assures_contacts(world: World, rng: Random) -> Rows:
    """Where insured persons live and how to reach them."""
    for contract, household in zip(world.contracts, world.households, strict=True):
        where = place(rng)
        has_mail, has_mobile = numbers.chance(rng, 0.7), numbers.chance(rng, 0.8)
        yield (
            contract.id,
            where.line,
            where.postcode,
            where.town,
            mail(household.insured, rng) if has_mail else None,
            numbers.phone(rng, numbers.RESERVED_PHONES[1]) if has_mobile else None,
            f"{contract.start} 12:00:00",
        )


def beneficiaires(world: World, rng: Random) -> Rows:
    """Dependants, with their own NIR and that of the person who opens the right."""
    order = 0
    for contract, household in zip(world.contracts, world.households, strict=True):
        insured = household.insured
        for link, person in household.dependants:
            order += 1
            unknown = link == "enfant" and numbers.chance(rng, 0.1)
            yield (
                order,
                contract.id,
                None if unknown else person.nir + person.key,
                insured.nir + insured.key,
                person.surname,
                person.first_name,
                person.birth.isoformat(),
                1,
                person.sex,
                link,
            )


def contrats(world: World, rng: Random) -> Rows:
    """Contracts, member numbers and the period of rights."""
    for contract in world.contracts:
        yield (
            contract.id,
            contract.id,
            contract.insurer.id,
            contract.number,
            contract.member,
            contract.guarantee,
            f"{rng.randint(1, 40):03d}",
            contract.start.isoformat(),
            contract.end.isoformat(),
        )


def remboursements_adherents(world: World, rng: Random) -> Rows:
    """Repayments to insured persons of the insurers that delegate them."""
    for order, contract in enumerate(world.contracts[::5], start=1):
        who = world.households[contract.id - 1].insured
        yield (
            order,
            contract.member,
            f"{who.first_name} {who.surname}",
            account(rng).iban,
            round(rng.uniform(5, 240), 2),
            f"2023-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
        )


def legacy_benhis01(world: World, rng: Random) -> Rows:
    """What the system before last left behind, in upper case and fixed names."""
    for order, household in enumerate(world.households[:1500], start=1):
        who = household.insured
        yield (
            order,
            who.nir + who.key,
            who.surname.upper(),
            who.first_name.upper(),
            f"{who.birth:%Y%m%d}",
            "1",
            "00",
            f"2011{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}0{rng.randint(0, 9)}3000",
        )


def assures_2023_bak(world: World, rng: Random) -> Rows:
    """A copy that somebody made before a migration and that nobody dropped."""
    for contract, household in zip(world.contracts[:2000], world.households, strict=False):
        who, where = household.insured, place(rng)
        yield (
            who.nir + who.key,
            f"{who.surname.upper()} {who.first_name}",
            f"{who.birth:%d/%m/%Y}",
            f"{where.line} {where.postcode} {where.town}",
            numbers.phone(rng, numbers.RESERVED_PHONES[1]),
            mail(who, rng),
            contract.insurer.name,
        )


def bi_consommation(world: World, rng: Random) -> Rows:
    """Spending by person, the NIR being replaced by its bare SHA-256."""
    domains = sorted({domain for _, _, domain, _ in words.ACTS})
    for household in world.households[:4000]:
        who = household.insured
        for domain in rng.sample(domains, 2):
            count = rng.randint(1, 9)
            yield (
                hashlib.sha256(f"{who.nir}{who.key}".encode()).hexdigest(),
                who.birth.year,
                who.sex,
                rng.choice(words.TOWNS)[3],
                domain,
                count,
                round(count * rng.uniform(4, 60), 2),
            )


def flux_entrants(world: World, rng: Random) -> Rows:
    """Lines of the insurers' files, of fixed width, as they came in."""
    for order, household in enumerate(world.households[:1200], start=1):
        who, contract = household.insured, world.contracts[order - 1]
        yield (
            order,
            f"DROITS_{contract.insurer.number}_{2023_000 + order // 40}.dat",
            f"2023-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d} 03:{rng.randint(10, 59)}:00",
            _fixed(who, contract.insurer.number, contract.member),
        )


def _fixed(who: Person, insurer: str, member: str) -> str:
    surname, first_name = plain(who.surname).upper(), plain(who.first_name).upper()
    line = f"02{insurer}{who.nir}{who.key}{surname:<25.25}{first_name:<15.15}{who.birth:%Y%m%d}"
    return f"{line}1{member:<12.12}".ljust(96)


def mail(who: Person, rng: Random) -> str:
    """A private mail address on a host that cannot exist."""
    host = rng.choice(MAIL_HOSTS)
    return f"{plain(who.first_name)}.{plain(who.surname)}{rng.randint(1, 99)}@{host}"
