"""Names that try to leave their quotes or their comment."""

import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st

from auditor.desk.remedies.masks import anonymizer, masked
from auditor.desk.remedies.quoting import grantee, identifier, relation, remark, routine
from auditor.model.access import PUBLIC
from tests.databases import connect, mariadb_connect, mariadb_server, postgresql_server

_NAMES = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=20
)
_HOSTILE = ('a"b', "a`b", "a]b", "x'; DROP TABLE t; --", "*/ x /*", "ligne\nDROP", "é\u2028è", "\\")


@given(st.text())
def test_a_comment_is_one_line_that_starts_as_one(text: str) -> None:
    line = remark(text)
    assert line.startswith("-- ")
    assert line.splitlines() == [line]


@given(_NAMES)
def test_an_identifier_is_read_back_as_it_was(name: str) -> None:
    for dialect, parser in (("postgresql", "postgres"), ("mariadb", "mysql"), ("mssql", "tsql")):
        tokens = sqlglot.tokenize(identifier(name, dialect), read=parser)
        assert [token.text for token in tokens] == [name]


@pytest.mark.parametrize("name", _HOSTILE)
def test_postgresql_takes_the_name_as_it_is(name: str) -> None:
    with postgresql_server() as server, connect(server) as held:
        row = held.execute(f"SELECT 1 AS {identifier(name, 'postgresql')}".encode())
        assert row.description is not None
        assert row.description[0].name == name


@pytest.mark.parametrize("name", [n for n in _HOSTILE if not n.endswith(" ")])
def test_mariadb_takes_the_name_as_it_is(name: str) -> None:
    with (
        mariadb_server() as server,
        mariadb_connect(server) as held,
        held.cursor() as cursor,
    ):
        cursor.execute("SET sql_mode = ''")
        cursor.execute(f"SELECT 1 AS {identifier(name, 'mariadb')}")
        assert cursor.description[0][0] == name


def test_places_and_accounts() -> None:
    assert relation("tiers.a.b", "tiers", "postgresql") == '"tiers"."a.b"'
    assert relation("assures", "", "mariadb") == "`assures`"
    assert routine("s.f(integer, text)", "s", "postgresql") == '"s"."f"(integer, text)'
    assert grantee("portail@10.%", "mariadb") == "`portail`@`10.%`"
    assert grantee(PUBLIC, "postgresql") == "PUBLIC"


@pytest.mark.parametrize("category", ["IBAN", "PERSON", "BIRTH_DATE", "EMAIL_ADDRESS", "", "?"])
def test_a_mask_hides_in_postgresql_and_mariadb(category: str) -> None:
    value = "1985-07-14-FR7630006000011234567890189"
    with postgresql_server() as server, connect(server) as held:
        text = f"SELECT {masked('v', category, 'postgresql')} FROM (SELECT '{value}'::text AS v) t"
        assert _hidden(value, held.execute(text.encode()).fetchone())
    with (
        mariadb_server() as server,
        mariadb_connect(server) as other,
        other.cursor() as cursor,
    ):
        cursor.execute(f"SELECT {masked('v', category, 'mariadb')} FROM (SELECT '{value}' AS v) t")
        assert _hidden(value, cursor.fetchone())


def _hidden(value: str, row: object) -> bool:
    assert isinstance(row, tuple)
    return len(str(row[0])) <= 8 and value not in str(row[0])


def test_a_masking_rule_names_the_column_only() -> None:
    rule = anonymizer('e "mail"', "EMAIL_ADDRESS")
    assert rule == 'MASKED WITH FUNCTION anon.partial_email("e ""mail""")'
    assert anonymizer("x", "HEALTH") == "MASKED WITH VALUE NULL"
