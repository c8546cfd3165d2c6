"""What an account of PostgreSQL may do, and what it is told that it may not."""

from collections.abc import Callable

import pytest
from sqlalchemy.engine import URL

from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions
from auditor.model.catalogue import Catalogue
from auditor.model.errors import ReadError, TargetError
from tests.connectors.conftest import Base, Owned, named, text
from tests.connectors.test_contract import read


def gaps(catalogue: Catalogue) -> set[tuple[str, str, str]]:
    return {(gap.code, gap.container, gap.column) for gap in catalogue.gaps}


def test_an_account_without_rights_reads_nothing_and_says_so(base: Base) -> None:
    base.run(
        "CREATE TABLE seen AS SELECT 1 AS n",
        "CREATE SCHEMA closed",
        "CREATE TABLE closed.inside AS SELECT 1 AS n",
        f"GRANT SELECT ON closed.inside TO {base.account.username}",
    )
    opened = base.open()
    catalogue = opened.catalogue()
    assert gaps(catalogue) == {
        ("not_allowed", "public.seen", ""),
        ("not_allowed", "closed.inside", ""),
    }
    assert "account_can_write" not in catalogue.warnings
    with pytest.raises(ReadError) as caught:
        read(opened, named(catalogue, "public.seen"))
    assert (caught.value.code, caught.value.detail["sqlstate"]) == ("not_allowed", "42501")
    opened.close()


def test_an_account_that_may_read_some_columns(base: Base) -> None:
    base.run(
        "CREATE TABLE people AS SELECT 1 AS id, '180' AS nir",
        f"GRANT SELECT (id) ON people TO {base.account.username}",
    )
    opened = base.open()
    catalogue = opened.catalogue()
    people = named(catalogue, "public.people")
    assert [column.readable for column in people.columns] == [True, False]
    assert gaps(catalogue) == {("column_not_allowed", "public.people", "nir")}
    assert opened.sample(people, 5, 1).to_pydict() == {"id": ["1"]}
    assert read(opened, people, ["id"]).to_pydict() == {"id": ["1"]}
    opened.close()


def test_an_account_that_may_write_is_told_of(base: Base, owned: Owned) -> None:
    base.run("CREATE TABLE t (id int)", f"GRANT DELETE ON t TO {base.account.username}")
    opened = base.open()
    assert "account_can_write" in opened.catalogue().warnings
    assert "account_can_write" in owned().catalogue().warnings
    opened.close()


def test_hidden_rows_are_a_gap_at_every_depth(base: Base) -> None:
    user = base.account.username
    base.run(
        "CREATE TABLE hidden AS SELECT 1 AS n",
        "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
        "CREATE TABLE open_to_all AS SELECT 1 AS n",
        "ALTER TABLE open_to_all ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY everyone ON open_to_all USING (true)",
        "CREATE TABLE mine AS SELECT 1 AS n",
        "ALTER TABLE mine ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY partly ON mine USING (n = 0)",
        "CREATE TABLE plain AS SELECT 1 AS n",
        "CREATE VIEW as_owner AS SELECT * FROM hidden",
        "CREATE VIEW as_caller WITH (security_invoker) AS SELECT * FROM hidden",
        "CREATE VIEW over_caller WITH (security_invoker) AS SELECT * FROM as_caller",
        "CREATE VIEW over_plain AS SELECT * FROM plain",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {user}",
    )
    opened = base.open()
    catalogue = opened.catalogue()
    assert gaps(catalogue) == {
        ("row_security", f"public.{name}", "")
        for name in ("hidden", "mine", "as_caller", "over_caller")
    }
    assert read(opened, named(catalogue, "public.as_owner")).num_rows == 1
    opened.close()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda url: url.set(port=1), "server_unreachable"),
        (lambda url: url.set(host="nowhere.invalid"), "server_unreachable"),
        (lambda url: url.set(database="no_such_base"), "unknown_database"),
        (lambda url: url.set(username="no_such_account"), "login_refused"),
    ],
)
def test_a_login_that_fails(base: Base, change: Callable[[URL], URL], code: str) -> None:
    with pytest.raises(TargetError) as caught:
        open_source(
            text(change(base.account)), "base", options=DatabaseOptions(connect_timeout_s=2)
        )
    assert caught.value.code == code
    assert "tr3s" not in f"{caught.value!r} {caught.value.detail}"


def test_a_password_in_the_url_is_told_of_and_never_shown(base: Base) -> None:
    opened = base.open()
    assert "password_in_url" in opened.catalogue().warnings
    shown = f"{opened!r} {opened.spec!r} {opened.location}"
    assert "tr3s" not in shown
    assert "***" in opened.location
    opened.close()
