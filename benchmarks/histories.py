"""Histories of migrations for `check`: seeded files as a third-party-payment system has them.

About one file in five touches personal data; the others are indexes, constraints, reference data,
technical tables and routines. All names and values are invented.
"""

import argparse
import random
from pathlib import Path

_TABLES = ("assure", "praticien", "contrat", "facture", "virement", "journal", "courrier", "lot")
_PERSONAL = (
    ("nir", "char(15)"),
    ("iban", "varchar(34)"),
    ("date_naissance", "date"),
    ("courriel", "varchar(120)"),
    ("telephone_portable", "varchar(20)"),
    ("nom_usage", "varchar(80)"),
)
_TECHNICAL = (
    ("maj_le", "timestamptz DEFAULT now()"),
    ("version", "integer NOT NULL DEFAULT 0"),
    ("est_actif", "boolean DEFAULT true"),
    ("code_lot", "varchar(12)"),
    ("nb_lignes", "bigint"),
    ("libelle_motif", "varchar(200)"),
)


def history(files: int, seed: int = 2024) -> dict[str, bytes]:
    """That many files of Flyway's naming, the first of which makes the tables."""
    draw = random.Random(seed)
    made = {f"db/migration/V1__{_TABLES[0]}.sql": _base()}
    for number in range(2, files + 1):
        kind = draw.choices(tuple(_KINDS), weights=[weight for weight, _ in _KINDS.values()])[0]
        text = _KINDS[kind][1](draw, number)
        made[f"db/migration/V{number}__{kind}.sql"] = f"-- Lot {number}\n{text}\n".encode()
    return made


def _base() -> bytes:
    return "\n".join(
        f"CREATE TABLE {table} (\n    id bigserial PRIMARY KEY,\n    reference varchar(40),\n"
        f"    nom varchar(80),\n    cree_le timestamptz DEFAULT now()\n);"
        for table in _TABLES
    ).encode()


def _column(draw: random.Random, number: int) -> str:
    name, kind = draw.choice(_PERSONAL)
    table = draw.choice(_TABLES)
    return (
        f"ALTER TABLE {table}\n    ADD COLUMN {name}_{number} {kind};\n"
        f"COMMENT ON COLUMN {table}.{name}_{number} IS 'Lot {number}';"
    )


def _technical(draw: random.Random, number: int) -> str:
    name, kind = draw.choice(_TECHNICAL)
    table = draw.choice(_TABLES)
    return (
        f"ALTER TABLE {table} ADD COLUMN {name}_{number} {kind};\n"
        f"CREATE INDEX ix_{number} ON {table} ({name}_{number});"
    )


def _table(draw: random.Random, number: int) -> str:
    columns = ",\n".join(
        f"    {name} {kind}"
        for name, kind in draw.sample(_TECHNICAL, 4) + draw.sample(_PERSONAL, 1)
    )
    return f"CREATE TABLE t_{number} (\n    id bigint PRIMARY KEY,\n{columns}\n);"


def _view(draw: random.Random, number: int) -> str:
    one, two = draw.sample(_TABLES, 2)
    return (
        f"CREATE OR REPLACE VIEW v_{number} AS\n  SELECT a.id, a.nom, upper(b.reference) AS lot\n"
        f"  FROM {one} a JOIN {two} b ON b.id = a.id WHERE a.cree_le > now() - interval '1 year';"
    )


def _rights(draw: random.Random, number: int) -> str:
    return f"GRANT SELECT ON {draw.choice(_TABLES)} TO lecture_{number % 7};"


def _rows(draw: random.Random, number: int) -> str:
    rows = ",\n".join(f"  ('{number}-{place}', 'motif {place}')" for place in range(40))
    return f"INSERT INTO motif_{draw.randrange(9)} (code, libelle) VALUES\n{rows};"


def _block(draw: random.Random, number: int) -> str:
    return (
        "DO $$\nBEGIN\n  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'x') THEN\n"
        f"    ALTER TABLE {draw.choice(_TABLES)} ADD COLUMN drapeau_{number} boolean;\n"
        "  END IF;\nEND $$;"
    )


_KINDS = {
    "colonne": (15, _column),
    "technique": (35, _technical),
    "table": (10, _table),
    "vue": (10, _view),
    "droits": (5, _rights),
    "reference": (15, _rows),
    "bloc": (10, _block),
}


def main() -> None:
    """Write a history into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=1_000)
    options = parser.parse_args()
    for name, text in history(options.files).items():
        path = options.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


if __name__ == "__main__":
    main()
