"""A view's own conditions on who asks: claimed where every row is chosen, and nowhere else."""

import pytest

from auditor.lineage.model import Known
from auditor.lineage.tracing import trace

_KNOWN: Known = {
    "p.person": ("id", "login", "insurer", "nir"),
    "p.account": ("person_id", "iban"),
    "p.rights": ("login", "insurer"),
}


def _chosen(text: str, dialect: str = "postgres") -> str:
    return trace(text, dialect, _KNOWN, default_schema="p").chosen_by


@pytest.mark.parametrize(
    "text",
    [
        "SELECT nir FROM person WHERE insurer = current_setting('app.insurer'::text, true)",
        "SELECT nir FROM person WHERE id > 3 AND ((login)::name = SESSION_USER)",
        (
            "SELECT p.nir, a.iban FROM person p JOIN account a ON a.person_id = p.id "
            "WHERE p.login = SESSION_USER"
        ),
        (
            "SELECT p.nir FROM person p LEFT JOIN account a ON a.person_id = p.id "
            "WHERE p.login = SESSION_USER"
        ),
        "SELECT p.nir FROM person p, account a WHERE a.person_id = p.id AND p.login = SESSION_USER",
        (
            "SELECT p.nir FROM person p JOIN account a "
            "ON a.person_id = p.id AND p.login = SESSION_USER"
        ),
        "SELECT * FROM (SELECT nir FROM person WHERE login = SESSION_USER) mine",
        (
            "WITH mine AS (SELECT id FROM person WHERE login = SESSION_USER) "
            "SELECT a.iban FROM account a JOIN mine ON mine.id = a.person_id"
        ),
        (
            "SELECT nir FROM person WHERE login = SESSION_USER "
            "UNION ALL SELECT nir FROM person WHERE login = SESSION_USER AND id < 9"
        ),
        (
            "SELECT p.nir FROM person p WHERE EXISTS (SELECT 1 FROM rights r "
            "WHERE r.insurer = p.insurer AND r.login = SESSION_USER)"
        ),
        (
            "SELECT p.nir FROM person p WHERE p.insurer IN "
            "(SELECT r.insurer FROM rights r WHERE r.login = SESSION_USER)"
        ),
    ],
)
def test_rows_that_who_asks_chooses(text: str) -> None:
    assert _chosen(text) == "session"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT nir FROM person",
        "SELECT nir FROM person WHERE insurer = '12345678'",
        "SELECT nir FROM person WHERE login = SESSION_USER OR id > 0",
        "SELECT nir FROM person WHERE login = SESSION_USER OR true",
        "SELECT nir, SESSION_USER AS who FROM person",
        "SELECT nir FROM person WHERE SESSION_USER = 'app'",
        "SELECT a.iban FROM account a, person p WHERE p.login = SESSION_USER",
        "SELECT a.iban FROM account a CROSS JOIN person p WHERE p.login = SESSION_USER",
        (
            "SELECT a.iban FROM account a LEFT JOIN person p "
            "ON p.id = a.person_id AND p.login = SESSION_USER"
        ),
        "SELECT nir FROM person WHERE login = SESSION_USER UNION SELECT nir FROM person",
        (
            "SELECT p.nir FROM person p LEFT JOIN "
            "(SELECT id FROM person WHERE login = SESSION_USER) mine ON mine.id = p.id"
        ),
        (
            "SELECT p.nir FROM (SELECT id FROM person WHERE login = SESSION_USER) mine "
            "RIGHT JOIN person p ON mine.id = p.id"
        ),
        "SELECT count(*) FILTER (WHERE login = SESSION_USER) FROM person",
    ],
)
def test_rows_that_stay_for_everyone(text: str) -> None:
    assert not _chosen(text)


def test_the_first_side_of_an_except_chooses() -> None:
    mine = "SELECT nir FROM person WHERE login = SESSION_USER"
    assert _chosen(f"{mine} EXCEPT SELECT nir FROM person") == "session"
    assert not _chosen(f"SELECT nir FROM person EXCEPT {mine}")


def test_a_recursive_query_ends() -> None:
    text = "WITH RECURSIVE x AS (SELECT id FROM x) SELECT id FROM x"
    assert not _chosen(text)


def test_the_current_user_of_mysql_is_who_the_view_runs_as() -> None:
    mine = "SELECT nir FROM person WHERE login = {}"
    assert _chosen(mine.format("current_user()"), "mysql") == "runner"
    assert _chosen(mine.format("substring_index(user(),'@',1)"), "mysql") == "session"
    assert _chosen(mine.format("session_user()"), "mysql") == "session"
