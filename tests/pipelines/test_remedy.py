"""Remedies run on throw-away databases: the excess is gone, the rest stays, a new scan agrees."""

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pymysql
import pytest
from sqlalchemy.engine import URL
from stdnum import luhn

from auditor.cli.job import Job, perform
from auditor.cli.targets import Named
from auditor.desk.remedies.model import Plan, Wish
from auditor.model.errors import AuditError
from auditor.model.result import Result
from auditor.pipelines.options import ReadOptions
from auditor.pipelines.what_if import forecast, plan, source_of
from auditor.policy.load import load_policy
from auditor.reports import remedy
from tests.databases import (
    connect,
    mariadb_connect,
    mariadb_database,
    mariadb_run,
    mariadb_server,
    postgresql_database,
    postgresql_server,
)

_EXCESS = {"e-mail */ x", "telephone", "iban"}
_NEEDED = {"id", "nir", "nom", "prenom", "date_naissance", "droits_fin"}
_COLUMNS = (
    *("id", "nir", "nom", "prenom", "date_naissance", "e-mail */ x", "telephone", "iban"),
    *("amc_code", "droits_fin"),
)
_NAMES = ("MARTIN", "BERNARD", "DUBOIS", "THOMAS", "ROBERT", "PETIT", "DURAND", "LEROY", "MOREAU")
_FIRST = ("Marie", "Jean", "Pierre", "Camille", "Lucie", "Paul", "Julie", "Nicolas", "Claire")
_INSURED, _DOCTORS = 60, 25


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _iban(draw: random.Random) -> str:
    start = f"30004{draw.randrange(10**5):05}{draw.randrange(10**11):011}"
    key = 97 - (89 * int(start[:5]) + 15 * int(start[5:10]) + 3 * int(start[10:])) % 97
    account = f"{start}{key:02}"
    return f"FR{98 - int(account + '152700') % 97:02}{account}"


def _nir(draw: random.Random) -> str:
    number = (
        f"{draw.choice('12')}{draw.randint(30, 99):02}{draw.randint(1, 12):02}"
        f"{draw.randint(1, 95):02}{draw.randint(1, 990):03}{draw.randint(1, 999):03}"
    )
    return f"{number}{97 - int(number) % 97:02}"


def _rpps(draw: random.Random) -> str:
    start = f"10{draw.randrange(10**8):08}"
    return start + luhn.calc_check_digit(start)


def _rows(draw: random.Random) -> Iterator[str]:
    """Statements that fill the two tables; the values come from a fixed seed."""
    for number in range(_INSURED):
        last, first = draw.choice(_NAMES), draw.choice(_FIRST)
        born = date(1940, 1, 1) + timedelta(days=draw.randrange(25_000))
        yield (
            f"INSERT INTO assures VALUES ({number}, '{_nir(draw)}', '{last}', '{first}', '{born}',"
            f" '{first.lower()}.{last.lower()}{number}@exemple.fr',"
            f" '06{draw.randrange(10**8):08}', '{_iban(draw)}', 'AMC1', '2026-12-31')"
        )
    for number in range(_DOCTORS):
        yield (
            f"INSERT INTO praticiens VALUES ({number}, '{_rpps(draw)}',"
            f" '{draw.choice(_NAMES)}', '{_iban(draw)}')"
        )


def _tables(text: str) -> tuple[str, ...]:
    columns = ", ".join(
        f"{_quoted(name)} {'date' if 'date' in name or 'droits' in name else text}"
        for name in _COLUMNS[1:]
    )
    return (
        f"CREATE TABLE assures (id int PRIMARY KEY, {columns})",
        f"CREATE TABLE praticiens (id int PRIMARY KEY, rpps {text}, nom {text}, iban {text})",
        f"CREATE TABLE {_quoted('réf; --')} (code {text}, libelle {text})",
    )


@dataclass
class Site:
    """A database of its own with a role that reads too much, and ways to act on it."""

    url: str
    role: str
    others: tuple[str, ...]
    run: Callable[[str], None] = field(repr=False)
    """Run a script as the administrator."""
    reads: Callable[[str, str, str], bool] = field(repr=False)
    """Whether that role, connected, can select that column of that relation."""
    container: Callable[[str], str] = field(repr=False)
    config: Path

    def scan(self) -> Result:
        job = Job("scan", (Named("base", self.url),), load_policy(self.config), ReadOptions())
        return perform(job, clock=lambda: "2026-01-01T00:00:00Z")


def _policy(folder: Path, role: str) -> Path:
    file = folder / "audit.yaml"
    name = role.replace("\\", "\\\\").replace('"', '\\"')
    rule = "{audience: practitioner, purposes: [rights_check]}"
    file.write_text(f'environment: {{kind: production}}\nroles:\n  "{name}": {rule}\n', "utf-8")
    return file


@pytest.fixture(params=["direct", "member", "public"])
def postgresql(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    mark = uuid.uuid4().hex[:8]
    role, group, other = f'rm "portail" {mark}', f"rm-lecture {mark}", f"rm_batch_{mark}"
    with postgresql_server() as server, postgresql_database(server) as url, connect(url) as held:
        for text in (*_tables("text"), *_rows(random.Random(5))):  # noqa: S311 - a fixed seed
            held.execute(text.encode())
        for name, login in ((role, "LOGIN"), (group, "NOLOGIN"), (other, "LOGIN")):
            held.execute(f"CREATE ROLE {_quoted(name)} {login}".encode())
        try:
            for text in _granted(str(request.param), role, group, other):
                held.execute(text.encode())
            yield Site(
                url.render_as_string(hide_password=False),
                role,
                (group, other),
                lambda script: _psql(held, script),
                lambda who, place, column: _selects(url, who, place, column),
                lambda table: f"public.{table}",
                _policy(tmp_path, role),
            )
        finally:
            for name in (role, group, other):
                held.execute(f"DROP OWNED BY {_quoted(name)}".encode())
                held.execute(f"DROP ROLE {_quoted(name)}".encode())


def _granted(way: str, role: str, group: str, other: str) -> Iterator[str]:
    yield f"GRANT {_quoted(group)} TO {_quoted(other)}"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {_quoted(group)}"
    if way == "direct":
        yield f"GRANT SELECT ON assures, praticiens TO {_quoted(role)}"
    elif way == "public":
        yield "GRANT SELECT ON assures, praticiens TO PUBLIC"
    else:
        yield f"GRANT {_quoted(group)} TO {_quoted(role)}"
        yield f"GRANT SELECT ({_quoted('iban')}) ON assures TO {_quoted(role)}"
        yield f"GRANT UPDATE ON praticiens TO {_quoted(group)}"


def _psql(held: psycopg.Connection[tuple[object, ...]], script: str) -> None:
    held.execute(script.encode())


def _selects(url: URL, role: str, place: str, column: str) -> bool:
    where = {"host": url.host, "port": url.port, "dbname": url.database, "user": role} | {
        **url.query
    }
    with psycopg.connect(**where, autocommit=True) as held:  # type: ignore[arg-type]
        try:
            held.execute(f"SELECT {_quoted(column)} FROM {place} LIMIT 1".encode())
        except psycopg.errors.InsufficientPrivilege:
            return False
    return True


@pytest.fixture(params=["relation", "schema"])
def mariadb(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    user = f"rm_portail_{uuid.uuid4().hex[:8]}"
    account = f"{_quoted(user)}@{_quoted('%')}"
    with mariadb_server() as server, mariadb_database(server) as url:
        mariadb_run(url, *_tables("varchar(80)"), *_rows(random.Random(5)))  # noqa: S311
        mariadb_run(url, f"CREATE USER {account} IDENTIFIED BY 'p'")
        base = _quoted(str(url.database))
        try:
            if request.param == "schema":
                mariadb_run(url, f"GRANT SELECT ON {base}.* TO {account}")
            else:
                mariadb_run(url, f"GRANT SELECT ON {base}.assures TO {account}")
                mariadb_run(url, f"GRANT SELECT ON {base}.praticiens TO {account}")
            yield Site(
                url.render_as_string(hide_password=False),
                f"{user}@%",
                (),
                lambda script: _mysql(url, script),
                lambda who, place, column: _asks(url, who.partition("@")[0], place, column),
                lambda table: f"{url.database}.{table}",
                _policy(tmp_path, f"{user}@%"),
            )
        finally:
            mariadb_run(url, f"DROP USER {account}")


def _mysql(url: URL, script: str) -> None:
    """The script statement by statement, as the client sends it, names between backticks."""
    lines = [line for line in script.splitlines() if not line.startswith("-- ")]
    with mariadb_connect(url) as held, held.cursor() as cursor:
        cursor.execute("SET sql_mode = ''")
        for statement in "\n".join(lines).split(";\n"):
            if statement.strip():
                cursor.execute(statement)


def _asks(url: URL, user: str, place: str, column: str) -> bool:
    try:
        with (
            mariadb_connect(url.set(username=user, password="p")) as held,
            held.cursor() as cursor,
        ):
            cursor.execute(f"SELECT {_quoted(column)} FROM {place} LIMIT 1")
    except pymysql.err.OperationalError as fault:
        assert fault.args[0] in {1142, 1143, 1044}  # noqa: PT017 - the server's own refusals
        return False
    return True


def _planned(result: Result, site: Site, dialect: str, wish: Wish | None = None) -> Plan:
    source = source_of(result, site.role, "")
    return plan(result, source, site.role, wish or Wish(), dialect)


def _excess_findings(result: Result, site: Site) -> list[str]:
    return sorted(
        one.container
        for one in result.findings
        if one.rule == "DBX-001" and one.surface == site.role
    )


def _proved(site: Site, dialect: str) -> None:
    before = site.scan()
    assert set(_excess_findings(before, site)) == {
        site.container("assures"),
        site.container("praticiens"),
    }
    made = _planned(before, site, dialect)
    told = forecast(before, made)
    assert (told.excess_before.value, told.excess_after.value) == (_INSURED + _DOCTORS, 0)
    script = remedy.script(before, made, "fr")
    for finding in (one for one in before.findings if one.rule == "DBX-001"):
        if finding.surface == site.role:
            assert finding.fingerprint in script
    site.run(script)
    for column in _COLUMNS:
        if column in _EXCESS | _NEEDED:
            assert site.reads(site.role, "assures", column) == (column in _NEEDED), column
    assert site.reads(site.role, "praticiens", "nom")
    assert not site.reads(site.role, "praticiens", "iban")
    after = site.scan()
    assert _excess_findings(after, site) == []
    gone = {one.fingerprint for one in before.findings} - {
        one.fingerprint for one in after.findings
    }
    assert {one.fingerprint for one in told.lifted} == {
        one.fingerprint
        for one in before.findings
        if one.fingerprint in gone and one.surface in {site.role, "PUBLIC"}
    }
    real = {
        (e.container, e.category, f.column)
        for e in after.exposures
        for f in e.fields
        if e.surface == site.role
    }
    foreseen = {
        (place.rpartition(".")[0], line.category, place.rpartition(".")[2])
        for line in told.lines
        for place in line.left
    }
    assert real == foreseen


def test_postgresql_column_grants(postgresql: Site) -> None:
    _proved(postgresql, "postgresql")
    for other in postgresql.others[1:]:
        assert postgresql.reads(other, "assures", "iban")


def test_mariadb_column_grants(mariadb: Site) -> None:
    _proved(mariadb, "mariadb")


def test_postgresql_minimal_views(postgresql: Site) -> None:
    before = postgresql.scan()
    made = _planned(before, postgresql, "postgresql", Wish(views=True))
    postgresql.run(remedy.script(before, made, "en"))
    views = [step for step in made.steps if type(step).__name__ == "MinimalView"]
    assert len(views) == 2
    assert not postgresql.reads(postgresql.role, "assures", "nir")
    for view in views:
        place = ".".join(_quoted(part) for part in view.name.split(".", 1))  # type: ignore[union-attr]
        for column in view.columns:  # type: ignore[union-attr]
            assert postgresql.reads(postgresql.role, place, column)
    assert _excess_findings(postgresql.scan(), postgresql) == []


def test_a_second_remedy_has_nothing_to_take(postgresql: Site) -> None:
    before = postgresql.scan()
    postgresql.run(remedy.script(before, _planned(before, postgresql, "postgresql"), "fr"))
    again = postgresql.scan()
    made = _planned(again, postgresql, "postgresql")
    assert [block.container for block in made.blocks if block.drop] == []
    assert forecast(again, made).removed == 0


def test_nothing_is_taken_from_a_role_that_nobody_found_excessive(result: Result) -> None:
    with pytest.raises(AuditError, match="remedy_no_rights"):
        source_of(result, "personne", "")
