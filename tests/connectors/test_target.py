"""Targets as they are typed, and what may be shown of them."""

from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import URL

from auditor.connectors.database.checks import check_clauses, names_in
from auditor.connectors.database.failures import of_sqlstate
from auditor.connectors.database.options import DatabaseOptions
from auditor.connectors.database.spec import DatabaseSpec
from auditor.connectors.database.target import mask_url, parse_target
from auditor.model.errors import TargetError

SECRETS = st.text(alphabet="§µ€£¤%@:/?#[]&=+ '\"\\", min_size=6, max_size=12)


@given(SECRETS)
def test_a_password_is_masked_however_it_is_written(secret: str) -> None:
    proper = URL.create("postgresql", "user", secret, "host", 5432, "base")
    typed = (
        proper.render_as_string(hide_password=False),
        f"postgresql://user:{secret}@host/base",
        f"postgresql://host/base?user=u&password={secret.replace('&', '')}",
    )
    for url in typed:
        assert secret not in mask_url(url)
        assert secret not in repr(DatabaseSpec(url, "base"))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:p@h:5432/b", "postgresql://u:***@h:5432/b"),
        ("postgresql://u@h/b?sslmode=require", "postgresql://u@h/b?sslmode=require"),
        ("postgresql://u@h/b?sslpassword=s", "postgresql://u@h/b?sslpassword=***"),
        ("postgresql://u:p@ss@h/b", "postgresql://***"),
        ("postgresql://u:p@h:port/b", "postgresql://***"),
    ],
)
def test_what_is_shown_of_a_url(url: str, shown: str) -> None:
    assert mask_url(url) == shown


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("informix://u:p@h/b", "unknown_scheme"),
        ("gopher://h", "unknown_scheme"),
        ("postgresql://u:p@h:port/b", "bad_url"),
        ("postgresql://u:p@ss@h/b", "bad_url"),
    ],
)
def test_targets_that_name_no_database(target: str, code: str) -> None:
    with pytest.raises(TargetError) as caught:
        parse_target(target)
    assert caught.value.code == code
    assert ":p@" not in str(caught.value.detail)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg2"])
def test_spellings_of_postgresql(scheme: str) -> None:
    target = parse_target(f"{scheme}://u:p@h/b")
    assert (target.dialect, target.password_in_url) == ("postgresql", True)
    assert "p@h" not in repr(target)


def test_globs_and_schemas() -> None:
    options = DatabaseOptions(include=("a.*",), exclude=("*.log",), schemas=("a", "b"))
    assert options.wants("a", "a.people")
    assert not options.wants("a", "a.log")
    assert not options.wants("b", "b.people")
    assert not options.wants("c", "a.x")


@pytest.mark.parametrize(
    ("sqlstate", "code"),
    [
        ("57014", "statement_timeout"),
        ("57P01", "connection_lost"),
        ("08006", "connection_lost"),
        ("22012", "computation_failed"),
        ("42501", "not_allowed"),
        ("42P01", "container_gone"),
        ("ZZ999", "read_failed"),
        (None, "read_failed"),
    ],
)
def test_sqlstates(sqlstate: str | None, code: str) -> None:
    assert of_sqlstate(sqlstate).code == code


@given(st.text())
def test_any_text_can_be_searched_for_checks(text: str) -> None:
    for clause in check_clauses(text):
        assert clause in text


@given(st.lists(st.text(ascii_letters, min_size=1), min_size=1))
def test_a_check_and_its_names(names: list[str]) -> None:
    condition = " AND ".join(f"\"{name}\" <> ')'" for name in names)
    assert list(check_clauses(f"CREATE TABLE t (a, CHECK ({condition}), b)")) == [condition]
    assert names_in(condition) >= {name.lower() for name in names}
