"""Rights of PostgreSQL as edges, and real logins held against them."""

import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import psycopg
import pytest
from sqlalchemy.engine import URL

from auditor.connectors.base import AccessReading
from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions, Statement
from auditor.exposure.access.effective import Rights
from auditor.model.access import DefaultGrant, Grant, Relation
from auditor.model.gaps import Gap
from tests.connectors.conftest import Base, text
from tests.databases import connect, postgresql_database, postgresql_server

ROLES = ("owner", "portail", "groupe", "support", "stat", "sans_base")


@dataclass(frozen=True)
class Operator:
    """A small operator with every mechanism, and its roles by short name."""

    url: URL
    suffix: str

    def role(self, name: str) -> str:
        return f"{name}_{self.suffix}"

    def read(self, **options: object) -> AccessReading:
        with closing(open_source(text(self.url), "base", **options)) as source:  # type: ignore[arg-type]
            return source.access()

    def selects(self, role: str, place: str) -> int | None:
        """Rows that a login really gets; None where it is refused."""
        try:
            with connect(self.url.set(username=self.role(role))) as session:
                (found,) = session.execute(f"SELECT count(*) FROM {place}".encode()).fetchone() or (
                    0,
                )
        except (psycopg.errors.InsufficientPrivilege, psycopg.OperationalError):
            return None
        return int(str(found))


SCRIPT = """
REVOKE CONNECT ON DATABASE {db} FROM PUBLIC;
GRANT CONNECT ON DATABASE {db} TO {owner}, {portail}, {groupe}, {support}, {stat};
CREATE SCHEMA app AUTHORIZATION {owner}; CREATE SCHEMA "Étrange schéma";
GRANT USAGE ON SCHEMA app TO {groupe}, {stat}, {sans_base};
GRANT USAGE ON SCHEMA "Étrange schéma" TO PUBLIC;
CREATE TABLE app.assure (id int, nir text, nom text, caisse text) PARTITION BY LIST (caisse);
CREATE TABLE app.assure_01 PARTITION OF app.assure FOR VALUES IN ('01');
INSERT INTO app.assure VALUES (1, 'x', 'y', '01'), (2, 'x', 'y', '01');
CREATE TABLE "Étrange schéma"."select ""x"" {{}} %s" ("co.l :y" text);
GRANT SELECT ON "Étrange schéma"."select ""x"" {{}} %s" TO PUBLIC;
ALTER TABLE app.assure OWNER TO {owner}; ALTER TABLE app.assure_01 OWNER TO {owner};
CREATE VIEW app.minimal AS SELECT id FROM app.assure; ALTER VIEW app.minimal OWNER TO {owner};
CREATE VIEW app.dort AS SELECT nir FROM app.assure, pg_sleep(3600);
CREATE FUNCTION app.ecrit() RETURNS int LANGUAGE sql AS 'DELETE FROM app.assure RETURNING id';
CREATE VIEW app.qui_ecrit AS SELECT app.ecrit() AS id;
CREATE FUNCTION app.droits(p_nir text) RETURNS TABLE (nom text) LANGUAGE sql SECURITY DEFINER
    AS 'SELECT nom FROM app.assure WHERE nir = p_nir';
CREATE FUNCTION app.droits(p_id int, OUT nir text, INOUT rang int) LANGUAGE plpgsql
    AS 'BEGIN RETURN; END';
CREATE FUNCTION app.declencheur() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE EXTENSION postgres_fdw;
CREATE SERVER ailleurs FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE app.distante (rib text) SERVER ailleurs;
GRANT SELECT ON app.distante TO {groupe};
GRANT SELECT (id, nom) ON app.assure TO {groupe} WITH GRANT OPTION;
GRANT SELECT ON app.assure_01 TO {stat};
GRANT SELECT ON app.minimal TO {stat}, {sans_base};
GRANT {groupe} TO {portail}; GRANT {groupe} TO {support};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA app GRANT SELECT ON TABLES TO {groupe};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT EXECUTE ON FUNCTIONS TO {stat};
ALTER TABLE app.assure ENABLE ROW LEVEL SECURITY;
CREATE POLICY par_caisse ON app.assure FOR SELECT TO {groupe} USING (caisse = current_user);
"""


@pytest.fixture(scope="module")
def operator() -> Iterator[Operator]:
    suffix = uuid.uuid4().hex[:8]
    with postgresql_server() as server, postgresql_database(server) as url:
        made = Operator(url, suffix)
        names = {name: made.role(name) for name in ROLES}
        with connect(server) as admin:
            for name, role in names.items():
                plain = {"groupe": "NOLOGIN", "support": "LOGIN NOINHERIT"}.get(name, "LOGIN")
                admin.execute(f"CREATE ROLE {role} {plain}".encode())
        try:
            with connect(url) as admin:
                admin.execute(SCRIPT.format(db=url.database, **names).encode())
            yield made
        finally:
            with connect(url) as admin:
                for role in names.values():
                    admin.execute(f"DROP OWNED BY {role} CASCADE".encode())
            with connect(server) as admin:
                for role in names.values():
                    admin.execute(f"DROP ROLE {role}".encode())


def relation(reading: AccessReading, name: str) -> Relation:
    return next(one for one in reading.access.relations if one.container == name)


def test_edges(operator: Operator) -> None:
    reading = operator.read()
    assert reading.gaps == ()
    group, stat = operator.role("groupe"), operator.role("stat")
    grants = reading.access.grants
    assert Grant("base", group, "SELECT", "app.assure", "nom", grantable=True) in grants
    assert DefaultGrant("base", operator.role("owner"), "app", group, "SELECT") in (
        reading.access.defaults
    )
    assert DefaultGrant("base", operator.role("owner"), "", stat, "EXECUTE", "routine") in (
        reading.access.defaults
    )
    assert relation(reading, "app.assure_01").parent == "app.assure"
    assert relation(reading, "app.distante").kind == "foreign_table"
    definer = relation(reading, "app.droits(text)")
    assert (definer.runs_as, definer.columns, definer.arguments) == ("owner", ("nom",), ("p_nir",))
    other = relation(reading, "app.droits(integer, integer)")
    assert (other.columns, other.arguments) == (("nir", "rang"), ("p_id", "rang"))
    names = {one.container for one in reading.access.relations}
    assert 'Étrange schéma.select "x" {} %s' in names
    assert not any("declencheur" in name or "fdw" in name for name in names)
    (policy,) = reading.access.policies
    assert (policy.restricts, policy.command, policy.roles) == ("yes", "select", (group,))


def test_definitions_name_everything_in_full_and_are_never_shown(operator: Operator) -> None:
    reading = operator.read()
    texts = {one.container: one for one in reading.definitions}
    assert "app.assure" in texts["app.minimal"].text
    assert {"app.droits(text)", "app.dort"} <= texts.keys()
    assert "SELECT" not in repr(texts["app.minimal"])


def test_real_logins(operator: Operator) -> None:
    rights = Rights(operator.read().access)
    places = (
        "app.assure",
        "app.assure_01",
        "app.minimal",
        '"Étrange schéma"."select ""x"" {} %s"',
    )
    for name in ROLES:
        if name == "groupe":
            continue
        told = {
            one.container: one
            for one in rights.of("base", operator.role(name))
            if one.automatic and one.columns
        }
        for place in places:
            plain = place.replace('""', "\0").replace('"', "").replace("\0", '"')
            rows = operator.selects(name, place)
            assert (plain in told) == (rows is not None), (name, place)
            if rows is not None and plain == "app.assure":
                assert (told[plain].rows == "all") == (rows == 2), name


def test_what_takes_set_role_is_told_apart(operator: Operator) -> None:
    rights = Rights(operator.read().access)
    found = {
        (one.container, one.automatic): one for one in rights.of("base", operator.role("support"))
    }
    table = found["app.assure", False]
    assert table.columns == ("id", "nom")
    assert table.through == (f"set_role:{operator.role('groupe')}",)
    assert ("app.assure", True) not in found


def test_only_what_was_asked_for_and_what_it_reads(operator: Operator) -> None:
    reading = operator.read(options=DatabaseOptions(include=("app.minimal",)))
    assert [one.container for one in reading.access.relations] == ["app.assure", "app.minimal"]
    assert {grant.container for grant in reading.access.grants if grant.level == "relation"} == {
        "app.assure",
        "app.minimal",
    }


def test_the_number_of_queries_does_not_grow(operator: Operator) -> None:
    sent: list[Statement] = []
    operator.read(options=DatabaseOptions(journal=sent.append))
    assert len(sent) < 20
    assert {one.reader for one in sent} == {"catalogue"}


def test_policies_that_hide_and_policies_that_do_not(base: Base) -> None:
    name = base.account.username
    base.run(
        "CREATE TABLE ouverte (a text)",
        "CREATE TABLE fermee (a text)",
        "CREATE TABLE muette (a text)",
        *(
            statement
            for table in ("ouverte", "fermee", "muette")
            for statement in (
                f"INSERT INTO {table} VALUES ('x')",
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"GRANT SELECT ON {table} TO {name}",
            )
        ),
        "CREATE POLICY p ON ouverte USING (1 = 1)",
        "CREATE POLICY p ON fermee USING (a = current_user)",
        "CREATE POLICY p ON muette FOR SELECT",
    )
    with closing(base.open()) as source:
        gaps: tuple[Gap, ...] = source.catalogue().gaps
    assert [(gap.container, gap.code) for gap in gaps] == [
        ("public.fermee", "row_security"),
        ("public.muette", "row_security"),
    ]
