"""What an account of MariaDB may do, and what it is told that it may not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import URL

from auditor.connectors.database import mysql_grants
from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions
from auditor.model.catalogue import Catalogue
from auditor.model.errors import ReadError, TargetError
from tests.connectors.conftest import MariaBase, named, text
from tests.connectors.test_contract import read


def gaps(catalogue: Catalogue) -> set[tuple[str, str, str, int]]:
    return {(gap.code, gap.container, gap.column, gap.count) for gap in catalogue.gaps}


def test_an_account_that_may_read_some_tables(maria: MariaBase) -> None:
    maria.run(
        "CREATE TABLE seen AS SELECT 1 AS n",
        "CREATE TABLE unseen AS SELECT 1 AS n",
        "CREATE TABLE filled AS SELECT 1 AS n",
        "CREATE TABLE people AS SELECT 1 AS id, '180' AS nir, 'x' AS note",
        f"GRANT SELECT ON seen TO {maria.login}",
        f"GRANT INSERT ON filled TO {maria.login}",
        f"GRANT SELECT (id, note), INSERT (id) ON people TO {maria.login}",
    )
    opened = maria.open()
    catalogue = opened.catalogue()
    assert gaps(catalogue) == {
        ("listed_by_grants", "", "", 1),
        ("not_allowed", maria.name("filled"), "", 1),
        ("columns_not_listed", maria.name("people"), "", 1),
    }
    assert "account_can_write" in catalogue.warnings
    people = named(catalogue, maria.name("people"))
    assert [column.name for column in people.columns] == ["id", "note"]
    assert read(opened, people).to_pydict() == {"id": ["1"], "note": ["x"]}
    assert opened.sample(people, 5, 1).to_pydict() == {"id": ["1"], "note": ["x"]}
    with pytest.raises(ReadError) as caught:
        read(opened, named(catalogue, maria.name("filled")))
    assert (caught.value.code, caught.value.detail["sqlstate"]) == ("not_allowed", "1142")
    opened.close()


def test_an_account_that_only_reads_sees_all_and_hears_of_nothing(maria: MariaBase) -> None:
    maria.run(
        "CREATE TABLE a AS SELECT 1 AS n",
        "CREATE TABLE b AS SELECT 1 AS n",
        f'GRANT SELECT, SHOW VIEW ON "{maria.schema.replace("_", chr(92) + "_")}".*'
        f" TO {maria.login}",
    )
    opened = maria.open()
    catalogue = opened.catalogue()
    assert catalogue.gaps == ()
    assert "account_can_write" not in catalogue.warnings
    assert len(catalogue.containers) == 2
    opened.close()


def test_rights_of_a_default_role_count(maria: MariaBase) -> None:
    role = f"{maria.schema}_o"
    maria.run(
        "CREATE TABLE a AS SELECT 1 AS n",
        f"CREATE ROLE {role}",
        f'GRANT SELECT ON "{maria.schema}".* TO {role}',
        f"GRANT {role} TO {maria.login}",
        f"SET DEFAULT ROLE {role} FOR {maria.login}",
    )
    try:
        opened = maria.open()
        catalogue = opened.catalogue()
        assert catalogue.gaps == ()
        assert read(opened, catalogue.containers[0]).num_rows == 1
        opened.close()
    finally:
        maria.run(f"DROP ROLE {role}")


def test_rights_lost_after_the_catalogue(maria: MariaBase) -> None:
    maria.run(
        "CREATE TABLE a AS SELECT 1 AS n",
        "CREATE TABLE b AS SELECT 1 AS n",
        f"GRANT SELECT ON a TO {maria.login}",
        f"GRANT SELECT ON b TO {maria.login}",
    )
    opened = maria.open()
    first, second = opened.catalogue().containers
    assert read(opened, first).num_rows == 1
    maria.run(f"REVOKE SELECT ON b FROM {maria.login}")
    with pytest.raises(ReadError) as caught:
        read(opened, second)
    assert caught.value.code == "not_allowed"
    assert read(opened, first).num_rows == 1
    opened.close()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda url: url.set(host="127.0.0.1", port=1, query={}), "server_unreachable"),
        (lambda url: url.set(host="nowhere.invalid", query={}), "server_unreachable"),
        (lambda url: url.set(database="no_such_base"), "unknown_database"),
        (lambda url: url.set(username="no_such_account"), "login_refused"),
        (lambda url: url.set(password="s3cret-and-wrong"), "login_refused"),
    ],
)
def test_a_login_that_fails(maria: MariaBase, change: Callable[[URL], URL], code: str) -> None:
    maria.run("CREATE TABLE t (n int)", f"GRANT SELECT ON t TO {maria.login}")
    with pytest.raises(TargetError) as caught:
        open_source(
            text(change(maria.account)), "base", options=DatabaseOptions(connect_timeout_s=2)
        )
    assert caught.value.code == code
    shown = f"{caught.value!r} {caught.value.detail}"
    assert "s3cret" not in shown
    assert "tr3s" not in shown


def test_a_password_in_the_url_is_told_of_and_never_shown(maria: MariaBase) -> None:
    maria.run("CREATE TABLE t (n int)", f"GRANT SELECT ON t TO {maria.login}")
    opened = maria.open()
    assert "password_in_url" in opened.catalogue().warnings
    shown = f"{opened!r} {opened.spec!r} {opened.location}"
    assert "tr3s" not in shown
    assert "***" in opened.location
    opened.close()


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=8)


@given(NAMES, NAMES)
def test_a_grant_says_its_schema_and_table(schema: str, table: str) -> None:
    pattern = "".join("\\" + sign if sign in "%_\\" else sign for sign in schema)
    for mark in '"`':
        quoted = [mark + name.replace(mark, mark * 2) + mark for name in (pattern, table)]
        lines = [f"GRANT SELECT, INSERT (`a`, `b`) ON {'.'.join(quoted)} TO `u`@`%`"]
        (grant,) = mysql_grants.parse(lines)
        assert (grant.rights, grant.table) == (frozenset({"SELECT", "INSERT"}), table)
        whole = mysql_grants.parse([f"GRANT SELECT ON {quoted[0]}.* TO u"])
        assert mysql_grants.sees_whole(whole, schema)
        assert not mysql_grants.sees_whole(whole, schema + "x")


@pytest.mark.parametrize(
    ("line", "writes", "sees"),
    [
        ("GRANT USAGE ON *.* TO `u`@`%` IDENTIFIED BY PASSWORD '*6'", False, False),
        ("GRANT SELECT, SHOW VIEW ON *.* TO `u`@`%`", False, True),
        ("GRANT ALL PRIVILEGES ON *.* TO `u`@`%` WITH GRANT OPTION", True, True),
        ("GRANT SELECT ON `b%`.* TO `u`@`%`", False, True),
        ("GRANT SELECT ON `b_se`.* TO `u`@`%`", False, True),
        ("GRANT SELECT ON `b\\_se`.* TO `u`@`%`", False, False),
        ("GRANT SELECT ON `base`.`t` TO `u`@`%`", False, False),
        ("GRANT FILE, PROCESS ON *.* TO `u`@`%`", True, False),
        ("GRANT EXECUTE ON PROCEDURE `base`.`p` TO `u`@`%`", False, False),
        ("GRANT `r` TO `u`@`%`", False, False),
        ("GRANT PROXY ON ''@'' TO 'root'@'localhost' WITH GRANT OPTION", False, False),
    ],
)
def test_lines_of_grants(line: str, writes: bool, sees: bool) -> None:  # noqa: FBT001 - a table
    grants = mysql_grants.parse([line])
    assert mysql_grants.can_write(grants) == writes
    assert mysql_grants.sees_whole(grants, "base") == sees
