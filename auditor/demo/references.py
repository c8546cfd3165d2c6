"""Reference tables: nothing here is about a person."""

from random import Random

from auditor.demo import numbers, words
from auditor.demo.world import GUARANTEES, Rows, World

CAISSES = tuple(
    (f"{regime}{number}0000", f"{label} {area}", regime)
    for regime, label in (("01", "CPAM"), ("02", "MSA"))
    for number, area in (
        ("011", "de l'Ain"),
        ("131", "des Bouches-du-Rhône"),
        ("331", "de la Gironde"),
        ("441", "de Loire-Atlantique"),
        ("591", "du Nord"),
        ("751", "de Paris"),
    )
)
"""Code, label and scheme of the compulsory funds."""


def caisses(_world: World, _rng: Random) -> Rows:
    """The compulsory funds."""
    yield from CAISSES


def organismes_amc(world: World, rng: Random) -> Rows:
    """The insurers, with their public numbers."""
    for insurer in world.insurers:
        yield (
            insurer.id,
            insurer.number,
            insurer.name,
            insurer.siren,
            numbers.siret(insurer.siren),
            numbers.vat(insurer.siren),
            rng.choice(("SP", "VM", "AL")),
            f"tiers-payant@amc{insurer.id:02d}.example",
            numbers.phone(rng, numbers.RESERVED_PHONES[0]),
            f"20{rng.randint(12, 22)}-01-01",
        )


def garanties(_world: World, rng: Random) -> Rows:
    """Guarantees by domain and rate."""
    for guarantee in GUARANTEES:
        yield (*guarantee, rng.choice((None, 300.0, 600.0, 1200.0)))


def specialites(_world: World, _rng: Random) -> Rows:
    """Codes of specialities."""
    for code, label, _ in words.SPECIALITIES:
        yield code, label


def communes(_world: World, _rng: Random) -> Rows:
    """Towns."""
    yield from words.TOWNS


def actes(_world: World, _rng: Random) -> Rows:
    """Acts with their price."""
    yield from words.ACTS


def produits(_world: World, rng: Random) -> Rows:
    """Products, some named like people."""
    for order, (name, brand) in enumerate(words.PRODUCTS):
        yield numbers.drug_code(3_000_000 + order * 977), name, brand, round(rng.uniform(2, 900), 2)


def schema_migrations(_world: World, rng: Random) -> Rows:
    """Versions are timestamps of 14 digits, as long as a SIRET."""
    subjects = ("creation", "index_factures", "ajout_colonne", "vue_portail", "purge_sessions")
    for order in range(160):
        stamp = (
            f"20{8 + order // 10:02d}{order % 12 + 1:02d}{rng.randint(1, 28):02d}"
            f"{rng.randint(0, 23):02d}{rng.randint(0, 59):02d}{order % 60:02d}"
        )
        yield stamp, f"{stamp[:6]}_{rng.choice(subjects)}", rng.randint(3, 9000)


def jobs(_world: World, rng: Random) -> Rows:
    """Keys of 15 digits and times in milliseconds, as long as a NIR with and without its key."""
    for order in range(1, 3001):
        yield (
            order,
            rng.choice(("noemie", "mail", "editique", "purge")),
            f"{rng.randint(100_000_000_000_000, 299_999_999_999_999)}",
            1_672_531_200_000 + rng.randint(0, 34_000_000_000),
            rng.choice(("fait", "fait", "fait", "echec")),
            rng.randint(1, 4),
        )
