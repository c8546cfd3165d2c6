import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.connectors.migrations.read import read_scripts
from auditor.connectors.migrations.replay import replay
from auditor.connectors.migrations.sql import sql_steps
from auditor.model.migrations import AddColumn, Script
from tests.connectors.migrations.annotated import CASES

DIALECTS = ("postgresql", "mysql", "oracle", "sqlserver", "sqlite", "")
TEXTS = [path.read_text() for path in sorted(CASES.glob("*/*.sql"))]
PIECES = st.sampled_from(
    [
        *("CREATE TABLE t (", "ALTER TABLE t ADD ", "nir char(15)", ")", "(", ",", ";", "'", '"'),
        *("`", "[", "]", "$$", "$a$", "--", "/*", "*/", "\n", " ", "BEGIN", "END", "IF", "THEN"),
        *("GRANT SELECT ON", "TO", "x", "AS SELECT * FROM", "DELIMITER $$", "GO\n", "\n/\n"),
        *("EXECUTE", "format(", "'ALTER TABLE %I ADD x int'", "COPY t FROM stdin;", "\\.\n", "\\i"),
        *(
            "INSERT INTO t VALUES (",
            "${x}",
            "{{ y }}",
            "<<<<<<< HEAD\n",
            "=",
            "::",
            "\0",
            "é",
            "N'",
        ),
        *("q'[", "UPDATE t SET a =", "MERGE INTO t USING", "WITH x AS (", "DECLARE", "CASE", "1e9"),
    ]
)


def codes(script: Script) -> list[tuple[str, str]]:
    return [(gap.code, dict(gap.detail).get("line", "")) for gap in script.gaps]


def read(text: str | bytes, dialect: str = "postgresql", name: str = "m.sql") -> Script:
    data = text.encode() if isinstance(text, str) else text
    (script,) = read_scripts({name: data}, dialect)
    return script


def added(script: Script) -> list[tuple[int, str, str]]:
    return [
        (step.line, step.operation.table, step.operation.column.name)
        for step in script.steps
        if isinstance(step.operation, AddColumn)
    ]


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=40), st.sampled_from(DIALECTS))
def test_any_text_is_read_without_a_fault(pieces: list[str], dialect: str) -> None:
    fragment = sql_steps(" ".join(pieces), dialect)
    replay([Script("f", "sql", fragment.steps)])
    assert all(gap.detail for gap in fragment.gaps)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(TEXTS), st.integers(0, 4000), st.integers(1, 60), st.sampled_from(DIALECTS))
def test_a_damaged_file_is_read_without_a_fault(
    text: str, at: int, length: int, dialect: str
) -> None:
    at %= len(text)
    fragment = sql_steps(text[:at] + text[at + length :], dialect)
    replay([Script("f", "sql", fragment.steps)])


def test_the_rest_of_a_file_is_read_around_what_cannot_be() -> None:
    script = read(
        "CREATE TABEL x (a int);\nALTER TABLE ps ADD rib text;\nALTER TABLE ps ADD (;\n"
        "FROBNICATE ps;\nALTER TABLE ps ADD iban text;"
    )
    assert added(script) == [(2, "ps", "rib"), (5, "ps", "iban")]
    assert codes(script) == [
        ("sql_unreadable", "1"),
        ("sql_unreadable", "3"),
        ("sql_unreadable", "4"),
    ]


def test_merge_conflicts_are_told_once_and_both_sides_are_read() -> None:
    script = read(
        "<<<<<<< HEAD\nALTER TABLE a ADD nir text;\n=======\nALTER TABLE a ADD iban text;\n"
        ">>>>>>> lot-2\n"
    )
    assert [name for _, _, name in added(script)] == ["nir", "iban"]
    assert codes(script) == [("merge_conflict", "1")]


def test_comments_and_strings_are_no_statements() -> None:
    script = read(
        "-- ALTER TABLE a ADD nir text;\n/* ALTER TABLE a ADD nir text; /* nested */ ; */\n"
        "SELECT 'x; ALTER TABLE a ADD nir text;', \"y; z\", $$; ALTER TABLE a ADD nir text;$$;\n"
    )
    assert script.steps == ()
    assert script.gaps == ()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_unclosed_quote_or_comment_ends_with_the_file(dialect: str) -> None:
    for text in ("SELECT 'a", 'SELECT "a', "/* a", "SELECT `a", "SELECT $x$ a", "SELECT q'[a"):
        sql_steps(text * 3, dialect)


def test_deep_parentheses_do_not_exhaust_the_stack() -> None:
    depth = sys.getrecursionlimit() * 3
    script = read(f"CREATE VIEW v AS SELECT {'(' * depth}1{')' * depth} FROM t;\nGRANT x TO y;")
    replay([script])
    assert script.ecosystem == "sql"


def test_sql_that_no_literal_shows_is_a_gap() -> None:
    script = read("DO $$ BEGIN EXECUTE commande; END $$;\nALTER TABLE a ADD nir text;")
    assert codes(script) == [("sql_dynamic", "1")]
    assert added(script) == [(2, "a", "nir")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("ALTER TABLE a ADD prénom text;".encode("utf-16"), []),
        ("ALTER TABLE a ADD prénom text;".encode("utf-8-sig"), []),
        ("ALTER TABLE a ADD prénom text;".encode("utf-16-le"), []),
        ("SELECT 1;\nALTER TABLE a ADD prénom text;".encode("cp1252"), [("encoding_guessed", "2")]),
        (b"ALTER TABLE a ADD \0pr\xc3\xa9nom text;", [("zero_bytes", "1")]),
    ],
)
def test_encodings(data: bytes, code: list[tuple[str, str]]) -> None:
    script = read(data)
    assert [name for _, _, name in added(script)] == ["prénom"]
    assert codes(script) == code


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_lines_are_counted_whatever_ends_them(ends: str) -> None:
    assert added(read(f"SELECT 1;{ends}ALTER TABLE a{ends}  ADD nir text;")) == [(3, "a", "nir")]


def test_templates_fill_names_or_stand_for_them() -> None:
    script = read(
        "ALTER TABLE ${schema}.assure ADD nir text;\nALTER TABLE {{ prefix }}_ps ADD rib text;\n"
        "{% if x %}\nALTER TABLE #{table_name} ADD iban text;\n{% endif %}\n"
        "ALTER TABLE :schema.a ADD tel text;\nALTER TABLE $(db).dbo.b ADD mail text;"
    )
    assert [name for _, _, name in added(script)][:3] == ["nir", "rib", "iban"]
    assert [table for _, table, _ in added(script)][:2] == ["assure", "ps"]


def test_no_value_is_kept_in_a_step_or_a_gap() -> None:
    nir, iban = "255081416802538", "FR7630006000011234567890189"
    script = read(
        f"INSERT INTO a (n, i) VALUES ('{nir}', '{iban}');\n"
        f"UPDATE a SET n = '{nir}' WHERE i = '{iban}';\n"
        f"COPY a (n) FROM stdin;\n{nir}\n\\.\n"
        f"FROB '{nir}';\nCREATE TABLE b (e text CHECK (e <> '{nir}') DEFAULT '{iban}');\n"
        f"CREATE VIEW v AS SELECT '{nir}' AS x;"
    )
    told = repr(script) + repr(replay([script]).effects) + repr(replay([script]).gaps)
    told = re.sub(r"checks=\([^)]*\)+", "", told)
    assert nir not in told
    assert iban not in told


def test_what_is_written_is_told_by_column_and_line() -> None:
    script = read("INSERT INTO a (nom, cle) VALUES\n ('x', 1),\n ('y', 255081416802538);")
    found = [
        (effect.line, effect.column, [category.value for category in effect.found])
        for effect in replay([script]).effects
    ]
    assert (3, "cle", ["NIR"]) in found


def test_a_waiver_is_read_with_its_line() -> None:
    script = read(
        "SELECT 1;\n-- audit: allow MIG-001 until 2027-06-30 because payé à part\n"
        "/* audit: allow mig-002 until 2027-01-01 because x */"
    )
    assert [(w.line, w.rule, w.until, w.reason) for w in script.waivers] == [
        (2, "MIG-001", "2027-06-30", "payé à part"),
        (3, "MIG-002", "2027-01-01", "x"),
    ]


def test_a_dump_is_skipped_but_searched() -> None:
    rows = "".join(f"{number}\tligne {number}\n" for number in range(30_000))
    script = read(
        f"COPY j (id, t) FROM stdin;\n{rows}7\tNIR 255081416802538\n\\.\n"
        "ALTER TABLE j ADD rib text;"
    )
    effects = replay([script]).effects
    assert [(e.line, [c.value for c in e.found]) for e in effects if e.found] == [(30_002, ["NIR"])]
    assert added(script) == [(30_004, "j", "rib")]
    assert [(gap.code, gap.kind.value) for gap in script.gaps] == [("rows_bounded", "bounded")]


def test_one_long_insert_is_bounded() -> None:
    rows = ",\n".join(f"({number}, 'ligne; {number}')" for number in range(60_000))
    script = read(f"INSERT INTO j VALUES {rows};\nALTER TABLE j ADD rib text;")
    assert added(script) == [(60_001, "j", "rib")]


def test_a_line_for_the_client_ends_with_its_line_whatever_it_holds() -> None:
    script = read(
        "SET DEFINE OFF\nPROMPT Lot de l'assuré; (\nREM l'ancien\n@@scripts/autre.sql\n"
        "ALTER TABLE a ADD nir VARCHAR2(15);\nEXIT\n",
        "oracle",
    )
    assert added(script) == [(5, "a", "nir")]
    assert codes(script) == [("included_elsewhere", "4")]
    psql = read("\\i autre.sql\n\\! rm x\nALTER TABLE a ADD nir text;")
    assert codes(psql) == [("included_elsewhere", "1"), ("psql_command", "2")]


def test_nothing_is_run(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    read(
        f"\\! touch {marker}\n\\o {marker}\nCOPY (SELECT 1) TO PROGRAM 'touch {marker}';\n"
        f"SELECT 1 INTO OUTFILE '{marker}';\nEXEC xp_cmdshell 'touch {marker}';"
    )
    assert not marker.exists()
