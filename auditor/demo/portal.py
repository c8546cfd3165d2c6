"""Tables of the portal and of those who run it: accounts, tickets, logs, sessions."""

import base64
import hashlib
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from auditor.demo import numbers, stories, words
from auditor.demo.insured import mail
from auditor.demo.organisations import plain
from auditor.demo.people import TODAY, Person
from auditor.demo.world import Rows, World

MIDNIGHT = datetime(TODAY.year, TODAY.month, TODAY.day)  # noqa: DTZ001 - the operator's local time
EPOCH_MS = 1_706_486_400_000
"""The same day in milliseconds, UTC."""


def comptes_portail(world: World, rng: Random) -> Rows:
    """Accounts: most passwords under argon2id, those that never came back still under MD5."""
    for one in world.practitioners:
        idle = one.id % 9 == 0
        yield (
            one.id,
            one.id,
            one.login,
            _md5(rng) if idle else _argon2(rng),
            int(numbers.chance(rng, 0.12)),
            rng.choice((0, 0, 0, 1, 2)),
            None if idle else _moment(rng, 60),
        )


def tickets(world: World, rng: Random) -> Rows:
    """Requests of practitioners in their own words."""
    for order in range(1, 4001):
        account = rng.choice(world.practitioners)
        who = rng.choice(world.households).insured
        bill = rng.choice(world.invoices)
        facts = {
            "nir": rng.choice((stories.spaced(who.nir, who.key), who.nir + who.key)),
            "birth": f"{who.birth:%d/%m/%Y}",
            "surname": who.surname,
            "first_name": who.first_name,
            "email": mail(who, rng),
            "phone": _written(numbers.phone(rng)),
            "iban": account.account.iban,
            "invoice": f"F{bill.day:%y%m}{bill.id:06d}",
            "day": f"{bill.day:%d/%m/%Y}",
        }
        yield (
            order,
            _moment(rng, 390),
            rng.choice(("portail", "mail", "telephone")),
            account.id,
            rng.choice(stories.SUBJECTS),
            stories.message(rng, facts, 0.3),
            rng.choice(stories.NOTES) if numbers.chance(rng, 0.4) else None,
            rng.choice(("ouvert", "resolu", "resolu", "clos")),
        )


def journal_consultations(world: World, rng: Random) -> Rows:
    """Who called which page; the rights page takes the NIR in its address."""
    for order in range(1, 12_001):
        who = rng.choice(world.households).insured
        yield (
            order,
            _moment(rng, 120),
            rng.choice(world.practitioners).login,
            _address(rng),
            "GET",
            _page(rng, who),
            rng.choice((200, 200, 200, 200, 404, 500)),
            rng.randint(12, 900),
        )


def journal_applicatif(world: World, rng: Random) -> Rows:
    """Technical lines, one in 400 with the NIR of a person in an error message."""
    for order in range(1, 8001):
        who = rng.choice(world.households).insured
        text = f"appel IDB termine en {rng.randint(20, 800)} ms, lot {rng.randint(1000, 9999)}"
        if order % 400 == 0:
            text = f"rejet 408 : assure {who.nir}{who.key} inconnu, lot {rng.randint(1000, 9999)}"
        yield (
            order,
            EPOCH_MS - rng.randint(0, 10_000_000_000),
            rng.choice(("INFO", "INFO", "WARN", "ERROR")),
            rng.choice(("idb", "clc", "noemie", "portail")),
            f"{rng.getrandbits(128):032x}",
            text,
        )


def agents(_world: World, rng: Random) -> Rows:
    """The operator's own staff."""
    for order in range(1, 81):
        surname, first_name = rng.choice(words.SURNAMES), rng.choice(words.WOMEN + words.MEN)
        yield (
            f"AG{order:05d}",
            surname,
            first_name,
            f"{plain(first_name)}.{plain(surname)}@operateur-fictif.example",
            rng.choice(("Paiement", "Assistance", "Conventionnement", "Informatique")),
            rng.choice(("lecture", "gestion", "administration")),
        )


def sessions_portail(world: World, rng: Random) -> Rows:
    """Open sessions."""
    for _ in range(900):
        start = EPOCH_MS - rng.randint(0, 86_400_000)
        token = base64.urlsafe_b64encode(rng.randbytes(32)).decode().rstrip("=")
        session = str(UUID(int=rng.getrandbits(128), version=4))
        account = rng.choice(world.practitioners).id
        yield session, account, token, _address(rng), start, start + 1_800_000


def _page(rng: Random, who: Person) -> str:
    pages = (
        f"/portail/droits?nir={who.nir}{who.key}&naissance={who.birth:%Y%m%d}",
        f"/portail/annuaire?page={rng.randint(1, 50)}",
        f"/portail/factures/{rng.randint(1, 24_000)}",
        "/portail/accueil",
    )
    return rng.choices(pages, (35, 25, 20, 20))[0]


def _address(rng: Random) -> str:
    block = rng.choice(("192.0.2", "198.51.100", "203.0.113"))
    return f"{block}.{rng.randint(1, 254)}"


def _moment(rng: Random, days: int) -> str:
    seconds = rng.randint(0, days * 86_400)
    return f"{MIDNIGHT - timedelta(seconds=seconds):%Y-%m-%d %H:%M:%S}"


def _md5(rng: Random) -> str:
    return hashlib.md5(rng.randbytes(9), usedforsecurity=False).hexdigest()


def _argon2(rng: Random) -> str:
    salt, digest = (base64.b64encode(rng.randbytes(size)).decode() for size in (16, 32))
    return f"$argon2id$v=19$m=65536,t=3,p=4${salt.rstrip('=')}${digest.rstrip('=')}"


def _written(phone: str) -> str:
    return " ".join(phone[at : at + 2] for at in range(0, 10, 2))
