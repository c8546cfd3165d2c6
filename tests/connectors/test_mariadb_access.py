"""Rights of MariaDB as an account sees them that was, or was not, granted to look."""

from contextlib import closing

from auditor.connectors.database.mysql_access_rights import on_schemas, on_server, roles
from auditor.desk.roles import RoleRequest, script_of
from auditor.model.access import Grant
from tests.connectors.conftest import MariaBase

ALL = (*("select", "insert", "update", "delete", "create", "drop", "execute"), "grant")


def row(user: str, host: str = "%", **more: object) -> dict[str, object]:
    held = {f"{name}_priv": "N" for name in ALL}
    return {"user": user, "host": host, **held, "restrictions": "", **more}


def test_an_account_that_may_not_see_the_rights_says_so(maria: MariaBase) -> None:
    maria.run(
        "CREATE TABLE t (a INT)",
        "CREATE VIEW v AS SELECT a FROM t",
        f"GRANT SELECT ON t TO {maria.login}",
        f"GRANT SELECT ON v TO {maria.login}",
    )
    with closing(maria.open()) as source:
        reading = source.access()
    assert {(gap.code, gap.container) for gap in reading.gaps} == {
        ("mysql_rights_not_listed", ""),
        ("definition_unread", maria.name("v")),
    }
    assert reading.access.grants == ()
    assert {one.container for one in reading.access.relations} == {maria.name("t"), maria.name("v")}


def test_what_prepare_asks_for_is_enough(maria: MariaBase) -> None:
    from datetime import date

    maria.run(
        "CREATE TABLE t (a INT)",
        "CREATE VIEW v AS SELECT a FROM t",
        "CREATE PROCEDURE p(IN x INT) SELECT a FROM t WHERE a = x",
    )
    day = date(2026, 1, 1)
    asked = script_of(RoleRequest("mariadb", maria.schema, (), day, day, "audit_lecture"))
    for line in asked.creation:
        if line.startswith("GRANT"):
            account = line.index(" TO ")
            maria.run(line[:account].replace("`", '"') + f" TO {maria.login}")
    with closing(maria.open()) as source:
        reading = source.access()
    assert reading.gaps == ()
    assert {one.container for one in reading.definitions} == {maria.name("v"), maria.name("p()")}
    assert f"{maria.account.username}@%" in {one.name for one in reading.access.roles}


def test_of_two_patterns_the_narrow_one_counts() -> None:
    rows = [
        row("u", pattern="portail%", select_priv="Y"),
        row("u", pattern="portail\\_test", insert_priv="Y"),
    ]
    found = list(on_schemas("b", rows, [row("u")], ["portail_prod", "portail_test", "autre"]))
    assert found == [
        Grant("b", "u@%", "SELECT", "portail_prod", level="schema"),
        Grant("b", "u@%", "INSERT", "portail_test", level="schema"),
    ]


def test_what_is_granted_to_nobody_holds_for_everybody_there() -> None:
    rows = [row("", pattern="test", select_priv="Y")]
    (found,) = on_schemas("b", rows, [row("u", "10.0.0.1")], ["test"])
    assert found.role == "u@10.0.0.1"


def test_what_mysql_took_back_for_one_schema() -> None:
    restricted = '[{"Database": "rh", "Privileges": ["SELECT"]}]'
    found = list(
        on_server("b", [row("u", select_priv="Y", restrictions=restricted)], ["rh", "portail"])
    )
    assert found == [Grant("b", "u@%", "SELECT", "portail", level="schema")]


def test_a_role_does_not_log_in_and_a_locked_account_neither() -> None:
    plain = {"super_priv": "N", "create_user_priv": "N", "file_priv": "N"}
    rows = [
        row("g", "", is_role=True, locked=False, **plain),
        row("u", is_role=False, locked=True, **plain),
        row("PUBLIC", "", is_role=True, locked=False, **plain),
    ]
    assert [(one.name, one.attributes) for one in roles("b", rows)] == [
        ("g", ()),
        ("u@%", ("locked",)),
    ]
