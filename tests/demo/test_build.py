"""The fictitious operator is whole, reproducible, and right in every check digit."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from stdnum import ean, luhn
from stdnum.fr import nir, siren, siret, tva
from stdnum.iso7064 import mod_97_10

from auditor.demo import build, policy_path
from auditor.policy.load import load_policy

NAMES = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name"


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "operateur.db"
    build(path)
    return path


@pytest.fixture(scope="module")
def database(operator: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(operator)) as connection:
        yield connection


def column(database: sqlite3.Connection, query: str) -> list[str]:
    """The first column of a query that must find something."""
    found = [row[0] for row in database.execute(query)]
    assert found
    return found


def test_same_seed_same_bytes(operator: Path, tmp_path: Path) -> None:
    same, other = tmp_path / "same.db", tmp_path / "other.db"
    same.write_text("what stood there before")
    build(same)
    build(other, seed=7)
    assert same.read_bytes() == operator.read_bytes() != other.read_bytes()
    assert sorted(tmp_path.iterdir()) == [other, same]


@pytest.mark.parametrize(
    ("query", "low", "high"),
    [
        ("assures", 6000, 6000),
        ("beneficiaires", 3000, 9000),
        ("professionnels", 400, 600),
        ("factures", 20_000, 30_000),
        ("portail_droits", 6000, 16_000),
        ("portail_fiche_ps", 500, 500),
        ("portail_annuaire", 500, 500),
        ("portail_droits_minimal", 6000, 6000),
        ("paie_a_emettre", 3000, 6000),
    ],
)
def test_sizes(database: sqlite3.Connection, query: str, low: int, high: int) -> None:
    (rows,) = database.execute(f"SELECT count(*) FROM {query}").fetchone()
    assert low <= rows <= high


def test_no_table_is_empty(database: sqlite3.Connection) -> None:
    for name in column(database, NAMES):
        assert database.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone(), name


def test_foreign_keys_hold(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT nir || cle_nir FROM assures",
        "SELECT nir FROM beneficiaires WHERE nir IS NOT NULL",
        "SELECT nir_od FROM beneficiaires",
        "SELECT BENMATSS FROM BENHIS01",
        "SELECT matricule FROM assures_2023_bak",
        "SELECT substr(enregistrement, 11, 15) FROM flux_entrants",
    ],
)
def test_nir_keys(database: sqlite3.Connection, query: str) -> None:
    assert all(nir.is_valid(value) for value in column(database, query))


def test_nir_repeats_the_birth_date_and_sex(database: sqlite3.Connection) -> None:
    disagree = (
        "SELECT count(*) FROM assures WHERE substr(nir, 1, 1) <> sexe"
        " OR substr(nir, 2, 4) <> substr(date_naissance, 3, 2) || substr(date_naissance, 6, 2)"
    )
    assert database.execute(disagree).fetchone() == (0,)


def test_births_everywhere(database: sqlite3.Connection) -> None:
    areas = {value[5:7] for value in column(database, "SELECT nir FROM assures")}
    assert {"2A", "2B", "97", "99"} <= areas
    assert len(areas) > 90


def test_firm_numbers(database: sqlite3.Connection) -> None:
    assert all(map(siret.is_valid, column(database, "SELECT siret FROM professionnels")))
    assert all(map(siren.is_valid, column(database, "SELECT siren FROM organismes_amc")))
    assert all(map(tva.is_valid, column(database, "SELECT num_tva FROM organismes_amc")))
    assert all(map(ean.is_valid, column(database, "SELECT reference FROM produits")))


def test_practitioner_numbers(database: sqlite3.Connection) -> None:
    rpps = column(database, "SELECT rpps FROM professionnels")
    assert all(len(value) == 11 and luhn.is_valid(value) for value in rpps)
    finess = column(database, "SELECT num_finess FROM professionnels")
    corsican = str.maketrans("AB", "12")
    assert all(len(v) == 9 and luhn.is_valid(v.translate(corsican)) for v in finess)
    assert any(value.startswith(("2A", "2B")) for value in finess)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT iban FROM coordonnees_bancaires",
        "SELECT iban_beneficiaire FROM virements",
        "SELECT iban FROM remboursements_adherents",
        "SELECT 'FR00' || PSCODBQE || PSCODGUI || PSNUMCPT || PSCLERIB FROM PSRIBHIS",
    ],
)
def test_bank_numbers(database: sqlite3.Connection, query: str) -> None:
    for value in column(database, query):
        assert rib_is_valid(value[4:])
        if not value.startswith("FR00"):
            mod_97_10.validate(value[4:] + value[:4])


def rib_is_valid(value: str) -> bool:
    """The published sum: 89 times the bank, 15 the branch, 3 the account, and the key."""
    letters = {letter: str(at % 9 + 1) for at, letter in enumerate("ABCDEFGHIJKLMNOPQR")}
    letters |= {letter: str(at + 2) for at, letter in enumerate("STUVWXYZ")}
    digits = "".join(letters.get(char, char) for char in value)
    bank, branch, account, key = digits[:5], digits[5:10], digits[10:21], digits[21:]
    return (89 * int(bank) + 15 * int(branch) + 3 * int(account) + int(key)) % 97 == 0


def test_nobody_can_be_reached(database: sqlite3.Connection) -> None:
    reserved = ("019900", "063998")
    for query in (
        "SELECT tel_pro FROM professionnels",
        "SELECT tel_mobile FROM assures_contacts WHERE tel_mobile IS NOT NULL",
    ):
        assert all(value.startswith(reserved) for value in column(database, query))
    for query in (
        "SELECT email_pro FROM professionnels",
        "SELECT courriel FROM assures_contacts WHERE courriel IS NOT NULL",
        "SELECT email FROM agents",
    ):
        assert all(v.endswith((".example", ".invalid")) for v in column(database, query))


def test_texts_hold_what_they_should_not(database: sqlite3.Connection) -> None:
    def share(table: str, condition: str) -> float:
        query = f"SELECT avg({condition}) FROM {table}"
        return float(database.execute(query).fetchone()[0])

    assert 0.02 < share("tickets", "message GLOB '*[12] [0-9][0-9] [0-9][0-9] *'") < 0.1
    assert 0.2 < share("journal_consultations", "url LIKE '%nir=%'") < 0.5
    assert 0 < share("journal_applicatif", "message LIKE '%assure%'") < 0.01


def test_declarations_speak_of_this_database(database: sqlite3.Connection) -> None:
    policy = load_policy(policy_path())
    assert policy.environment.declared
    names = column(database, NAMES)
    for rule in policy.tables:
        for pattern in rule.match:
            assert any(fnmatchcase(name, pattern) for name in names), pattern
