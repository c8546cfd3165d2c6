"""Writes the fictitious operator into a SQLite file."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from random import Random

from auditor.demo import insured, portal, practitioners, references
from auditor.demo.world import Rows, World, create

TABLES: dict[str, Callable[[World, Random], Rows]] = {
    "organismes_amc": references.organismes_amc,
    "garanties": references.garanties,
    "specialites": references.specialites,
    "caisses": references.caisses,
    "communes": references.communes,
    "actes": references.actes,
    "produits": references.produits,
    "schema_migrations": references.schema_migrations,
    "jobs": references.jobs,
    "assures": insured.assures,
    "assures_contacts": insured.assures_contacts,
    "beneficiaires": insured.beneficiaires,
    "contrats": insured.contrats,
    "remboursements_adherents": insured.remboursements_adherents,
    "BENHIS01": insured.legacy_benhis01,
    "assures_2023_bak": insured.assures_2023_bak,
    "bi_consommation": insured.bi_consommation,
    "flux_entrants": insured.flux_entrants,
    "professionnels": practitioners.professionnels,
    "coordonnees_bancaires": practitioners.coordonnees_bancaires,
    "PSRIBHIS": practitioners.legacy_psribhis,
    "virements": practitioners.virements,
    "factures": practitioners.factures,
    "factures_lignes": practitioners.factures_lignes,
    "comptes_portail": portal.comptes_portail,
    "tickets": portal.tickets,
    "journal_consultations": portal.journal_consultations,
    "journal_applicatif": portal.journal_applicatif,
    "agents": portal.agents,
    "sessions_portail": portal.sessions_portail,
}
"""Who fills each table of `schema.sql`."""


def build(path: Path, seed: int = 2024) -> None:
    """Write the database to `path`, replacing what is there; one seed gives one content.

    The file is complete or absent: it is written beside `path` and renamed at the end.
    """
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    world = create(seed)
    try:
        with closing(sqlite3.connect(unfinished)) as connection:
            _write(connection, world, seed)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def policy_path() -> Path:
    """The audit.yaml of the fictitious operator, as shipped."""
    return Path(str(files("auditor.demo").joinpath("audit.yaml")))


def capture_paths() -> tuple[Path, ...]:
    """The captures of the fictitious operator's portal, in name order: `./dev record` made them."""
    return tuple(sorted(Path(str(files("auditor.demo").joinpath("captures"))).glob("*.har")))


def _write(connection: sqlite3.Connection, world: World, seed: int) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    folder = files("auditor.demo")
    connection.executescript(folder.joinpath("schema.sql").read_text(encoding="utf-8"))
    for table, fill in TABLES.items():
        rng = Random(f"{seed}/{table}")  # noqa: S311 - fictitious data must be reproducible
        width = len(connection.execute(f"PRAGMA table_info({table})").fetchall())
        places = ", ".join("?" * width)
        connection.executemany(
            f"INSERT INTO {table} VALUES ({places})",  # noqa: S608 - names from `TABLES`
            fill(world, rng),
        )
    connection.executescript(folder.joinpath("views.sql").read_text(encoding="utf-8"))
    connection.commit()
