"""The SQL of Oracle and SQL Server: parsed, since no server of theirs is at hand.

What only a running server could tell (rights, plans, values as they come) is not proved here.
"""

import builtins
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pytest
import sqlglot
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlglot import expressions as exp

from auditor.connectors.base import Part
from auditor.connectors.database import failures
from auditor.connectors.database.assembled import assemble
from auditor.connectors.database.grammar import CatalogueQueries, Grammar, integer_key
from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions
from auditor.connectors.database.oracle import Oracle
from auditor.connectors.database.server import engine
from auditor.connectors.database.server_access import AccessQueries
from auditor.connectors.database.sqlserver import SqlServer
from auditor.model.catalogue import Column, Container, ContainerKind, Family, ForeignKey
from auditor.model.errors import TargetError
from auditor.model.refs import ContainerRef
from tests.connectors.worlds import HOSTILE_NAMES

GRAMMARS: tuple[Grammar, ...] = (Oracle(), SqlServer())
PARSED = {"oracle": "oracle", "sqlserver": "tsql"}
COMPILED = {
    grammar.dialect: make_url(f"{grammar.driver}://").get_dialect()() for grammar in GRAMMARS
}
BASES = {
    "oracle": (
        *("CHAR(5)", "NCHAR(5)", "VARCHAR2(9)", "NVARCHAR2(9)", "CLOB", "NCLOB", "LONG"),
        *("NUMBER", "NUMBER(13,0)", "FLOAT", "BINARY_FLOAT", "BINARY_DOUBLE", "DATE", "RAW"),
        *("BLOB", "JSON", "XMLTYPE", "BOOLEAN", "ROWID", "TIMESTAMP(6)"),
        *("TIMESTAMP(6) WITH TIME ZONE", "TIMESTAMP(6) WITH LOCAL TIME ZONE"),
        "INTERVAL DAY TO SECOND",
    ),
    "sqlserver": (
        *("bit", "tinyint", "smallint", "int", "bigint", "decimal(13,0)", "numeric(9,2)"),
        *("money", "smallmoney", "real", "float", "date", "datetime", "datetime2"),
        *("smalldatetime", "datetimeoffset", "time", "char(5)", "varchar(9)", "text"),
        *("nchar(5)", "nvarchar(9)", "ntext", "binary(9)", "varbinary(9)", "image"),
        *("timestamp", "xml", "json", "uniqueidentifier", "sql_variant", "hierarchyid"),
        "geometry",
    ),
}


def container(grammar: Grammar, *, rows: int | None = 1_000_000, view: bool = False) -> Container:
    columns = [
        Column(f"c{n} {base}", base, grammar.family(base.lower().partition("(")[0], 0))
        for n, base in enumerate(BASES[grammar.dialect])
    ]
    named = [Column(name, "varchar2(9)", Family.TEXT, 9) for name in HOSTILE_NAMES]
    key = Column("id", "int", Family.INTEGER)
    kind = ContainerKind.VIEW if view else ContainerKind.TABLE
    address = ('sch"ema', "select")
    return Container(
        ContainerRef("base", ".".join(address)),
        kind,
        (key, *columns, *named),
        primary_key=("id",),
        estimated_rows=None if view else rows,
        address=address,
    )


def parsed(grammar: Grammar, sql: str) -> exp.Query:
    """The one SELECT that the text is; both engines are made to look at it."""
    compiled = str(text(sql.replace(":", "\\:")).compile(dialect=COMPILED[grammar.dialect]))
    assert compiled.replace("%%", "%") == sql
    # sqlglot does not know this clause of Oracle's JSON_SERIALIZE.
    known = sql.replace(" RETURNING CLOB", "")
    (statement,) = sqlglot.parse(known, dialect=PARSED[grammar.dialect])
    assert isinstance(statement, exp.Query)
    assert not list(statement.find_all(exp.Insert, exp.Update, exp.Delete, exp.Drop, exp.Command))
    return statement


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.dialect)
class TestSql:
    @pytest.mark.parametrize("name", [one.name for one in fields(CatalogueQueries)])
    def test_the_catalogue_queries_yield_what_the_assembler_reads(
        self, grammar: Grammar, name: str
    ) -> None:
        statement = parsed(grammar, getattr(grammar.queries, name))
        assert {column.lower() for column in statement.named_selects} == COLUMNS[name]

    @pytest.mark.parametrize("name", [one.name for one in fields(AccessQueries)])
    def test_the_queries_of_rights_yield_what_is_read_of_them(
        self, grammar: Grammar, name: str
    ) -> None:
        statement = parsed(grammar, getattr(grammar.access, name))
        assert {column.lower() for column in statement.named_selects} == RIGHTS[name]

    def test_a_read_asks_for_every_column_and_nothing_else(self, grammar: Grammar) -> None:
        table = container(grammar)
        part = Part(table.name, 1, 3, "-5", "90")
        statement = parsed(grammar, grammar.select(table, table.columns, part))
        wanted = [f"c{n}" for n in range(len(table.columns))]
        assert [name.lower() for name in statement.named_selects] == wanted
        used = {one.name for one in statement.find_all(exp.Identifier) if one.quoted}
        assert used == {*table.address, *(column.name for column in table.columns)}
        (place,) = statement.find_all(exp.Table)
        assert (place.db, place.name) == ('sch"ema', "select")
        assert statement.find(exp.Where) is not None
        whole = parsed(grammar, grammar.select(table, table.columns, None))
        assert whole.find(exp.Where) is None

    def test_a_sample_is_drawn_row_by_row(self, grammar: Grammar) -> None:
        table = container(grammar)
        draw = grammar.sample(table, table.columns[:1], 1_000, 7)
        parsed(grammar, draw.sql)
        assert not draw.bounded
        assert "BLOCK" not in draw.sql
        assert "TABLESAMPLE" not in draw.sql
        assert draw.sql == grammar.sample(table, table.columns[:1], 1_000, 7).sql
        assert draw.sql != grammar.sample(table, table.columns[:1], 1_000, 8).sql
        small = container(grammar, rows=100)
        plain = grammar.select(small, small.columns, None)
        assert grammar.sample(small, small.columns, 1_000, 7).sql == plain

    def test_a_sample_of_a_view_is_bounded(self, grammar: Grammar) -> None:
        view = container(grammar, view=True)
        draw = grammar.sample(view, view.columns[:1], 1_000, 7)
        assert draw.bounded
        assert "100001" in parsed(grammar, draw.sql).sql(PARSED[grammar.dialect])

    def test_bounds_are_numbers_or_nothing(self, grammar: Grammar) -> None:
        table = container(grammar)
        assert integer_key(table) == "id"
        statement = parsed(grammar, grammar.key_span(table, "id"))
        assert statement.named_selects == ["low", "high"]
        with pytest.raises(ValueError, match="invalid literal"):
            grammar.select(table, table.columns, Part("", 0, 1, "1 OR 1=1", ""))

    def test_the_engine_is_made_without_a_server(self, grammar: Grammar) -> None:
        url = make_url(f"{grammar.driver}://u:p@nowhere.invalid/base")
        made = engine(grammar, url, DatabaseOptions())
        assert made.dialect.name in grammar.driver
        made.dispose()

    def test_a_server_that_does_not_answer(self, grammar: Grammar) -> None:
        scheme = grammar.driver.partition("+")[0]
        with pytest.raises(TargetError) as caught:
            open_source(
                f"{scheme}://u:tr3s@127.0.0.1:1/base",
                "base",
                options=DatabaseOptions(connect_timeout_s=2),
            )
        assert caught.value.code == "server_unreachable"
        assert "tr3s" not in f"{caught.value!r} {caught.value.detail}"

    def test_a_missing_driver_names_the_extra(
        self, grammar: Grammar, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        driver = grammar.driver.partition("+")[2]
        real = builtins.__import__

        def without(name: str, *rest: Any) -> Any:  # noqa: ANN401 - as the builtin has it
            if name.partition(".")[0] == driver or name.endswith(f"database.{grammar.dialect}"):
                raise ModuleNotFoundError(name=driver)
            return real(name, *rest)

        monkeypatch.setattr(builtins, "__import__", without)
        with pytest.raises(TargetError) as caught:
            open_source(f"{grammar.driver.partition('+')[0]}://u@h/b", "base")
        assert caught.value.code == "missing_driver"
        assert f"[{grammar.dialect}]" in caught.value.detail["package"]


COLUMNS = {
    "tables": {"schema", "name", "kind", "row_count", "remark"},
    "columns": {
        *("schema", "name", "column_name", "type", "base", "length", "digits", "scale"),
        *("nullable", "remark", "readable"),
    },
    "keys": {"schema", "name", "key_name", "is_primary", "column_name"},
    "foreign": {
        *("schema", "name", "key_name", "column_name"),
        *("target_schema", "target_name", "target_column"),
    },
    "checks": {"schema", "name", "condition"},
    "policies": {"schema", "name"},
    "writable": {"writable"},
}

RIGHTS = {
    "roles": {"name", "login", "locked", "superuser", "bypass_rls"},
    "memberships": {"member", "role", "inherits"},
    "relations": {"schema", "name", "kind", "owner", "runs_as"},
    "columns": {"schema", "name", "column_name"},
    "grants": {"role", "privilege", "level", "schema", "name", "column_name", "grantable"},
    "policies": {"schema", "name", "policy_name"},
    "reads": {"schema", "name", "base_schema", "base_name"},
    "texts": {"schema", "name", "text"},
    "denials": {"denied"},
}

TABLE = {
    "schema": "S",
    "name": "BENEF",
    "kind": "table",
    "row_count": 12,
    "remark": "Bénéficiaires",
}


def column(name: str, base: str, **more: object) -> dict[str, object]:
    plain = {"length": None, "digits": None, "scale": None, "remark": None}
    place = {"schema": "S", "name": "BENEF", "column_name": name, "type": base, "base": base}
    return {**place, **plain, "nullable": 1, "readable": 1, **more}


def test_a_catalogue_from_rows() -> None:
    grammar = Oracle()
    key = {"schema": "S", "name": "BENEF"}
    answers: dict[str, Sequence[object]] = {
        grammar.queries.tables: [TABLE, {**TABLE, "name": "V", "kind": "view", "row_count": None}],
        grammar.queries.columns: [
            column("NIR", "NUMBER", digits=13, scale=0, remark="Numéro", nullable=0),
            column("NOM", "VARCHAR2", length=40, readable=1),
            column("DOC", "SDO_GEOMETRY"),
            column("HID", "DATE", readable=0),
        ],
        grammar.queries.keys: [
            {**key, "key_name": "P", "is_primary": 1, "column_name": "NIR"},
            {**key, "key_name": "U", "is_primary": 0, "column_name": "NOM"},
        ],
        grammar.queries.foreign: [
            {
                **key,
                "key_name": "F",
                "column_name": "NIR",
                "target_schema": "S",
                "target_name": "ELSE",
                "target_column": "ID",
            }
        ],
        grammar.queries.checks: [{**key, "condition": '"NIR" > 0'}],
        grammar.queries.policies: [key],
        grammar.queries.writable: [{"writable": 1}],
    }
    found = assemble(answers.__getitem__, grammar, "base", DatabaseOptions())
    table, view = found.containers
    assert (table.name, table.estimated_rows, table.comment) == ("S.BENEF", 12, "Bénéficiaires")
    assert (table.primary_key, table.unique) == (("NIR",), (("NOM",),))
    assert table.foreign_keys == (ForeignKey(("NIR",), "S.ELSE", ("ID",)),)
    nir, nom = table.columns[:2]
    assert (nir.family, nir.width, nir.nullable, nir.checks) == (
        Family.DECIMAL,
        13,
        False,
        ('"NIR" > 0',),
    )
    assert (nom.family, nom.width) == (Family.TEXT, 40)
    assert integer_key(table) == "NIR"
    assert view.kind is ContainerKind.VIEW
    assert {(gap.code, gap.container, gap.column) for gap in found.gaps} == {
        ("column_not_read", "S.BENEF", "DOC"),
        ("column_not_read", "S.BENEF", "HID"),
        ("row_security", "S.BENEF", ""),
        ("not_allowed", "S.V", ""),
        ("listed_by_rights", "", ""),
    }
    assert found.warnings == ("account_can_write",)


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (failures.of_oracle("ORA-01031"), "not_allowed"),
        (failures.of_oracle("ORA-00942"), "container_gone"),
        (failures.of_oracle("DPY-4011"), "connection_lost"),
        (failures.of_oracle("ORA-99999"), "read_failed"),
        (failures.of_sqlserver(229), "not_allowed"),
        (failures.of_sqlserver(1222), "lock_timeout"),
        (failures.of_sqlserver(20003), "statement_timeout"),
        (failures.of_sqlserver(None), "read_failed"),
        (failures.of_mysql(1317), "statement_timeout"),
        (failures.of_mysql(1927), "connection_lost"),
        (failures.of_mysql(9999), "read_failed"),
    ],
)
def test_error_numbers(failure: failures.Failure, code: str) -> None:
    assert failure.code == code
