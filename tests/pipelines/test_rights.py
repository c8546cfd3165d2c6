"""What the text of views and functions adds to rights, held against real logins."""

import uuid
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy.engine import URL

from auditor.connectors.database.open import open_source
from auditor.pipelines.rights import Rights, rights_of
from tests.databases import (
    connect,
    mariadb_connect,
    mariadb_database,
    mariadb_run,
    mariadb_server,
    postgresql_database,
    postgresql_server,
)

_FUNCTIONS = (
    (
        "f_table(p text) RETURNS TABLE(nom text) LANGUAGE sql "
        "AS $$ SELECT v.nom FROM assure v WHERE v.nom = $1 $$"
    ),
    "f_rows() RETURNS SETOF assure LANGUAGE sql AS $$ SELECT * FROM assure $$",
    (
        "f_json(p int) RETURNS json LANGUAGE sql "
        "AS $$ SELECT json_build_object('nom', nom) FROM assure WHERE id = p $$"
    ),
    "f_out(IN p int, OUT nom text) LANGUAGE sql AS $$ SELECT v.nom FROM assure v WHERE v.id = p $$",
    (
        "f_block(p int) RETURNS text LANGUAGE sql "
        "BEGIN ATOMIC SELECT nom FROM assure WHERE id = p; END"
    ),
    "f_single(p int) RETURNS text LANGUAGE sql RETURN (SELECT nom FROM assure WHERE id = p)",
    (
        "f_code(p int) RETURNS text LANGUAGE plpgsql AS $$\nDECLARE r text;\nBEGIN\n"
        "SELECT nom INTO r FROM assure WHERE id = p;\nRETURN r;\nEND $$"
    ),
    "f_named(p int) RETURNS text LANGUAGE sql AS $$ SELECT nom FROM assure WHERE id = f_named.p $$",
)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[URL]:
    with postgresql_server() as server, postgresql_database(server) as url:
        yield url


@pytest.fixture(scope="module")
def mariadb() -> Iterator[URL]:
    with mariadb_server() as server, mariadb_database(server) as url:
        yield url


def _read(url: URL) -> Rights:
    with closing(open_source(url.render_as_string(hide_password=False), "base")) as source:
        return rights_of([source])


def _chosen(rights: Rights) -> dict[str, bool]:
    return {
        one.container.rpartition(".")[2]: one.chosen
        for one in rights.access.relations
        if one.kind == "view"
    }


def test_functions_of_every_style_are_traced_without_a_gap(postgresql: URL) -> None:
    with connect(postgresql) as session:
        session.execute("CREATE TABLE assure (id int, nom text)")
        for function in _FUNCTIONS:
            session.execute(f"CREATE FUNCTION {function}".encode())
    rights = _read(postgresql)
    traced = {
        edge.target.container.partition("(")[0].removeprefix("public.")
        for edge in rights.access.lineage
        if edge.origin.column == "nom"
    }
    assert traced == {function.partition("(")[0] for function in _FUNCTIONS}
    assert not [gap for gap in rights.gaps if gap.code.startswith("lineage")]


def test_a_view_that_chooses_by_session_shows_a_login_its_own_rows(postgresql: URL) -> None:
    login = f"agent_{uuid.uuid4().hex[:6]}"
    with connect(postgresql) as session:
        session.execute(f'CREATE ROLE "{login}" LOGIN'.encode())
        try:
            session.execute("CREATE TABLE dossier (agent text, nir text)")
            session.execute(b"INSERT INTO dossier VALUES (%s, 'a'), ('autre', 'b')", [login])
            session.execute("CREATE VIEW mien AS SELECT * FROM dossier WHERE agent = current_user")
            session.execute(
                "CREATE VIEW tous AS SELECT * FROM dossier WHERE agent = current_user OR true"
            )
            session.execute(f'GRANT SELECT ON mien, tous TO "{login}"'.encode())
            rights = _read(postgresql)
            with connect(postgresql.set(username=login)) as mine:
                rows = {
                    view: mine.execute(f"SELECT count(*) FROM {view}".encode()).fetchone()
                    for view in ("mien", "tous")
                }
        finally:
            session.execute(f'DROP OWNED BY "{login}"'.encode())
            session.execute(f'DROP ROLE "{login}"'.encode())
    assert rows == {"mien": (1,), "tous": (2,)}
    assert _chosen(rights) == {"mien": True, "tous": False}


def test_in_mariadb_the_current_user_of_a_definers_view_is_the_definer(mariadb: URL) -> None:
    login = f"agent_{uuid.uuid4().hex[:6]}"
    account = f'"{login}"@"%"'
    here = f'"{mariadb.database}"'
    who = "SUBSTRING_INDEX({}, '@', 1)"
    view = "CREATE SQL SECURITY {} VIEW {} AS SELECT nir FROM dossier WHERE agent = {}"
    mariadb_run(
        mariadb,
        "CREATE TABLE dossier (agent varchar(80), nir varchar(20))",
        f"INSERT INTO dossier VALUES ('{login}', 'a'), ({who.format('CURRENT_USER()')}, 'b')",
        view.format("DEFINER", "par_session", who.format("USER()")),
        view.format("DEFINER", "par_auteur", who.format("CURRENT_USER()")),
        view.format("INVOKER", "par_appelant", who.format("CURRENT_USER()")),
        f"CREATE USER {account}",
        f"GRANT SELECT ON {here}.* TO {account}",
    )
    try:
        with (
            mariadb_connect(mariadb.set(username=login)) as session,
            session.cursor() as cursor,
        ):
            shown = {}
            for name in ("par_session", "par_auteur", "par_appelant"):
                cursor.execute(f"SELECT nir FROM {name}")
                shown[name] = [row[0] for row in cursor.fetchall()]
    finally:
        mariadb_run(mariadb, f"DROP USER {account}")
    assert shown == {"par_session": ["a"], "par_auteur": ["b"], "par_appelant": ["a"]}
    assert _chosen(_read(mariadb)) == {
        "par_session": True,
        "par_auteur": False,
        "par_appelant": True,
    }


def test_in_mariadb_all_privileges_on_a_table_are_told_as_all(mariadb: URL) -> None:
    name = f"bo_{uuid.uuid4().hex[:6]}"
    here = f'"{mariadb.database}"'
    mariadb_run(
        mariadb,
        "CREATE TABLE fiche (nir varchar(20))",
        "CREATE TABLE note (nir varchar(20))",
        f'CREATE USER "{name}"@"%"',
        f'GRANT ALL PRIVILEGES ON {here}.fiche TO "{name}"@"%"',
        f'GRANT SELECT, INSERT, UPDATE, DELETE ON {here}.note TO "{name}"@"%"',
    )
    try:
        rights = _read(mariadb)
    finally:
        mariadb_run(mariadb, f'DROP USER "{name}"@"%"')
    held: dict[str, set[str]] = {}
    for grant in rights.access.grants:
        if grant.role == f"{name}@%":
            held.setdefault(grant.container.rpartition(".")[2], set()).add(grant.privilege)
    assert held == {"fiche": {"ALL"}, "note": {"SELECT", "INSERT", "UPDATE", "DELETE"}}
