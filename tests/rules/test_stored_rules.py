"""The packs on real stored data: a small database that nobody tuned the rules to, scanned whole."""

import hashlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from auditor.cli.job import Job, perform
from auditor.cli.targets import Named
from auditor.model.result import Result
from auditor.policy.load import read_policy

ROWS = 200
NAMES = ("MARTIN", "BERNARD", "DUBOIS", "PETIT", "MOREAU", "LAURENT", "SIMON", "MICHEL", "ROUX")
FIRST = ("Marie", "Jean", "Camille", "Nicolas", "Julie", "Sophie", "Thomas", "Claire", "Paul")
RNG = Random(7)  # noqa: S311 - made-up data

SCHEMA = """
CREATE TABLE adherents (id INTEGER PRIMARY KEY, nom TEXT, prenom TEXT, nir CHAR(15) UNIQUE,
    courriel TEXT, telephone TEXT, inscrit_le DATE);
CREATE TABLE acces (id INTEGER PRIMARY KEY, adherent_id INTEGER REFERENCES adherents (id),
    login TEXT, mdp TEXT, ouvert_le DATE);
CREATE TABLE soins (id INTEGER PRIMARY KEY, adherent_id INTEGER REFERENCES adherents (id),
    code_ccam CHAR(7), soigne_le DATE);
CREATE TABLE dossiers (id INTEGER PRIMARY KEY, nom TEXT, prenom TEXT, code_ccam CHAR(7));
CREATE TABLE rib_praticiens (id INTEGER PRIMARY KEY, rpps CHAR(11), iban CHAR(27),
    valide_du DATE, valide_au DATE);
CREATE TABLE log_web (id INTEGER PRIMARY KEY, horodatage TIMESTAMP, login TEXT, url TEXT);
CREATE TABLE ref_pays (code CHAR(2) PRIMARY KEY, libelle TEXT);
"""


def _nir() -> str:
    head = f"{RNG.choice('12')}{RNG.randrange(40, 99):02}{RNG.randrange(1, 13):02}"
    body = f"{head}{RNG.randrange(1, 96):02}{RNG.randrange(1, 990):03}{RNG.randrange(1, 990):03}"
    return f"{body}{97 - int(body) % 97:02}"


def _iban() -> str:
    bank, branch, account = "30004", "00031", f"{RNG.randrange(10**11):011}"
    rib = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    bban = f"{bank}{branch}{account}{rib:02}"
    return f"FR{98 - int(bban + '152700') % 97:02}{bban}"


def _rows() -> Mapping[str, list[tuple[object, ...]]]:
    ids = range(1, ROWS + 1)
    nirs = [_nir() for _ in ids]
    day = [f"{RNG.randrange(2010, 2026)}-0{RNG.randrange(1, 9)}-1{n % 9}" for n in ids]
    who = [(RNG.choice(NAMES), RNG.choice(FIRST)) for _ in ids]
    contacts = [
        (f"{f}.{n}{i}@cabinet-{n}.fr".lower(), f"0142{i:06}")
        for i, (n, f) in zip(ids, who, strict=True)
    ]
    codes = [
        f"{RNG.choice(('HBMD', 'YYYY', 'DEQP', 'BGQP'))}{RNG.randrange(1, 60):03}" for _ in ids
    ]
    ends = [None if n % 3 else day[n - 1] for n in ids]
    return {
        "adherents": [(i, *who[i - 1], nirs[i - 1], *contacts[i - 1], day[i - 1]) for i in ids],
        "acces": [
            (
                i,
                i,
                f"u{i:05}",
                hashlib.md5(str(i).encode(), usedforsecurity=False).hexdigest(),
                day[i - 1],
            )
            for i in ids
        ],
        "soins": [(i, i, codes[i - 1], day[i - 1]) for i in ids],
        "dossiers": [(i, *who[i - 1], codes[i - 1]) for i in ids],
        "rib_praticiens": [(i, f"10{i:09}", _iban(), day[i - 1], ends[i - 1]) for i in ids],
        "log_web": [
            (i, f"{day[i - 1]} 10:00:00", f"u{i:05}", f"/droits?nir={nirs[i - 1]}&p={i}")
            for i in ids
        ],
        "ref_pays": [("FR", "France"), ("BE", "Belgique"), ("DE", "Allemagne")],
    }


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stored") / "mutuelle.sqlite"
    base = sqlite3.connect(path)
    base.executescript(SCHEMA)
    for table, rows in _rows().items():
        marks = ", ".join("?" * len(rows[0]))
        base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    base.commit()
    base.close()
    return path


def _scan(path: Path, text: str = "") -> Result:
    return perform(
        Job("scan", (Named("base", str(path)),), read_policy(text, "audit.yaml")),
        clock=lambda: "2026-06-15T08:00:00Z",
    )


def _found(result: Result) -> set[tuple[str, str]]:
    return {(finding.rule, finding.container) for finding in result.findings}


DECLARED = """
environment: production
tables:
  - {match: adherents, purposes: [rights_feed]}
  - {match: soins, purposes: [rejects_recovery]}
  - {match: rib_praticiens, purposes: [payment_run]}
retention:
  - {match: soins, column: soigne_le, period: "60 mois"}
  - {match: adherents, column: inscrit_le, period: P30Y}
  - {match: rib_praticiens, column: valide_au, period: P2Y}
"""


def test_without_a_declaration_what_the_data_shows_is_told(database: Path) -> None:
    result = _scan(database)
    assert _found(result) >= {
        ("NIR-001", "adherents"),
        ("NIR-004", "log_web"),
        ("STO-002", "acces"),
        ("HLT-001", "dossiers"),
        ("BNK-005", "rib_praticiens"),
        ("RET-004", "log_web"),
    }
    rules = {finding.rule for finding in result.findings}
    assert not rules & {"NIR-005", "RET-001", "STO-001", "HLT-002", "DBX-006", "DBX-009"}
    assert not any(finding.container == "ref_pays" for finding in result.findings)
    assert "undecided_retention" in {gap.code for gap in result.gaps}


def test_declarations_lift_what_is_needed_and_hold_the_periods(database: Path) -> None:
    result = _scan(database, DECLARED)
    found = _found(result)
    assert ("RET-001", "soins") in found
    assert ("RET-001", "adherents") not in found
    assert ("HLT-002", "soins") in found
    assert not {("NIR-001", "adherents"), ("BNK-005", "rib_praticiens")} & found
    checks = {(one.check, one.container) for one in result.conforming}
    assert checks >= {
        ("nir_where_needed", "adherents"),
        ("retention_respected", "adherents"),
        ("past_accounts_bounded", "rib_praticiens"),
    }


def test_one_finding_a_source_says_where_no_date_helps_a_purge(database: Path) -> None:
    (finding,) = (f for f in _scan(database).findings if f.rule == "RET-002")
    assert "dossiers" in finding.message["fr"]
    assert "adherents" not in finding.message["fr"]


def test_made_up_data_that_look_real_are_told_by_source(database: Path) -> None:
    result = _scan(database, "environment: synthetic")
    (finding,) = (f for f in result.findings if f.rule == "DBX-009")
    assert (finding.source, finding.container) == ("base", "")
    assert {"adherents.nom", "adherents.courriel"} <= set(finding.columns)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_sentence_of_a_rule_holds_a_value(database: Path, lang: str) -> None:
    values = {str(cell) for rows in _rows().values() for row in rows for cell in row if cell}
    secret = [value for value in values if len(value) >= 11 and value.isalnum()]
    text = " ".join(finding.message[lang] for finding in _scan(database).findings)
    assert text
    assert not [value for value in secret if value in text]
