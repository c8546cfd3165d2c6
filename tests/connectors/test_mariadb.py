"""What only MariaDB and MySQL have: types, keys, limits, sessions that are killed."""

import time

import pytest

from auditor.connectors.base import ReadRestartError
from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions, Reader, Statement
from auditor.model.catalogue import ContainerKind, Family, ForeignKey
from auditor.model.errors import ReadError
from tests.connectors.conftest import MariaBase, Opened, Owned, named, text
from tests.connectors.test_contract import read
from tests.databases import mariadb_connect

READERS: tuple[Reader, ...] = ("auto", "sqlalchemy")
MANY = (
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 399)"
    " SELECT a.i * 400 + b.i AS n FROM n AS a, n AS b"
)
"""160,000 rows."""


def test_the_catalogue_of_every_kind(maria: MariaBase, maria_owned: Owned) -> None:
    maria.run(
        """CREATE TABLE parent (id int, "Clé" char(3), code varchar(9) NOT NULL, amount
        numeric(14, 0) UNSIGNED, price numeric(10, 2), body json, siret bigint(14) ZEROFILL,
        flag tinyint(1), kind enum('1800175123456', 'b'), bits bit(9), hidden int INVISIBLE,
        twice int AS (id * 2) VIRTUAL, PRIMARY KEY (id, "Clé"), UNIQUE (code), UNIQUE (body(9)),
        CHECK (amount > 0), CHECK (id <> amount))""",
        """CREATE TABLE child (a int, b char(3) COMMENT 'Clé du NIR',
        FOREIGN KEY (a, b) REFERENCES parent (id, "Clé")) COMMENT 'Bénéficiaires'""",
        "CREATE VIEW v AS SELECT * FROM child",
        """CREATE TABLE cut (day date) PARTITION BY RANGE (year(day))
        (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE)""",
        "INSERT INTO cut VALUES ('2019-01-01'), ('2024-05-05')",
        "CREATE SEQUENCE counter",
        "CREATE TEMPORARY TABLE passing (id int)",
    )
    catalogue = maria_owned().catalogue()
    assert {c.name: c.kind for c in catalogue.containers} == {
        maria.name("child"): ContainerKind.TABLE,
        maria.name("cut"): ContainerKind.TABLE,
        maria.name("parent"): ContainerKind.TABLE,
        maria.name("v"): ContainerKind.VIEW,
    }
    assert catalogue.dialect == "mariadb"
    parent = named(catalogue, maria.name("parent"))
    assert parent.primary_key == ("id", "Clé")
    assert parent.unique == (("code",),)
    code, amount, price = (parent.column(name) for name in ("code", "amount", "price"))
    assert (code.family, code.width, code.nullable) == (Family.TEXT, 9, False)
    assert (amount.family, amount.width, price.width) == (Family.DECIMAL, 14, None)
    assert amount.checks == ('"amount" > 0', '"id" <> "amount"')
    assert parent.column("siret").width == 14
    assert [parent.column(n).family for n in ("body", "flag", "bits", "hidden", "twice")] == [
        Family.DOCUMENT,
        Family.BOOLEAN,
        Family.OTHER,
        Family.INTEGER,
        Family.INTEGER,
    ]
    assert parent.column("kind").type == "enum"
    child = named(catalogue, maria.name("child"))
    assert child.foreign_keys == (ForeignKey(("a", "b"), maria.name("parent"), ("id", "Clé")),)
    assert (child.comment, child.column("b").comment) == ("Bénéficiaires", "Clé du NIR")
    assert named(catalogue, maria.name("v")).comment == ""
    assert catalogue.gaps == ()


def test_types_as_canonical_text(opened: Opened) -> None:
    if opened.world.dialect != "mariadb":
        pytest.skip("the types of MariaDB")
    source = opened.source()
    rows = read(source, opened.container(source, "types")).to_pylist()
    first, empty, zero, odd = rows
    expected = {
        "price": "12.50",
        "zoned": "2024-02-03 04:05:06",
        "clock": "01:02:03.5",
        "fine": "2024-01-01 00:00:00.5",
        "doc": '{"a": 1}',
        "kind": "it's",
        "several": "a,b",
        "bits": "101",
        "one": "true",
        "filled": "42",
        "wide": "18446744073709551615",
        "address": "::1",
        "key": "00000000-0000-0000-0000-000000000001",
        "place": "POINT(1 2)",
        "y": "2024",
        "small": "-3",
        "single": "0.5",
        "latin": "é",
        "code": "ab",
        "photo": "61" * 256,
        "label": "é",
        "body": "a\nb",
    }
    assert {name: first[name] for name in expected} == expected
    assert {v for k, v in empty.items() if k != "id"} == {None}
    assert (zero["day"], zero["moment"]) == ("0000-00-00", "0000-00-00 00:00:00")
    assert (zero["ratio"], zero["flag"], zero["raw"], zero["label"]) == (
        "180017512345678",
        "false",
        "",
        "",
    )
    assert (odd["day"], odd["flag"], odd["label"]) == ("2024-02-31", "2", "é" * 40)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("length", [0, 250, 252, 65_536, 16_777_000])
def test_cells_of_every_length(
    maria: MariaBase, maria_owned: Owned, length: int, reader: Reader
) -> None:
    maria.run(
        "CREATE TABLE t (n int PRIMARY KEY, a longtext, b text)",
        f"INSERT INTO t VALUES (1, NULL, 'x'), (2, repeat('é', {length // 2}), 'y'), (3, '', NULL)",
    )
    source = maria_owned(reader=reader)
    table = read(source, named(source.catalogue(), maria.name("t")), batch_rows=1)
    assert [None if c is None else len(c) for c in table.column("a").to_pylist()] == [
        None,
        length // 2,
        0,
    ]
    assert table.column("b").to_pylist() == ["x", "y", None]
    assert source.take_gaps() == ()


def test_parts_cover_every_row_once(maria: MariaBase, maria_owned: Owned) -> None:
    maria.run(
        "CREATE TABLE t (id bigint, k int, PRIMARY KEY (id, k))",
        f"INSERT INTO t SELECT n - 80000, 1 FROM ({MANY}) AS m",
        "CREATE TABLE by_text (id varchar(20) PRIMARY KEY)",
    )
    source = maria_owned()
    catalogue = source.catalogue()
    wide = named(catalogue, maria.name("t"))
    parts = source.parts(wide, 3)
    assert len(parts) == 3
    numbers = [
        int(value)
        for part in parts
        for batch in source.batches(wide, ["id"], part)
        for value in batch.column(0).to_pylist()
    ]
    assert sorted(numbers) == list(range(-80_000, 80_000))
    assert len(source.parts(named(catalogue, maria.name("by_text")), 3)) == 1


def test_one_snapshot_for_all_tables_and_no_lock_that_stays(
    maria: MariaBase, maria_owned: Owned
) -> None:
    maria.run("CREATE TABLE a AS SELECT 1 AS n", "CREATE TABLE b AS SELECT 1 AS n")
    source = maria_owned()
    first, second = source.catalogue().containers
    assert read(source, first).num_rows == 1
    maria.run("INSERT INTO b VALUES (2)", "SET SESSION lock_wait_timeout = 2")
    assert read(source, second).num_rows == 1
    with mariadb_connect(maria.owner) as admin, admin.cursor() as cursor:
        cursor.execute("SET SESSION lock_wait_timeout = 2")
        cursor.execute("ALTER TABLE a ADD COLUMN later int")


@pytest.mark.parametrize("reader", READERS)
def test_a_connection_killed_in_mid_read(maria: MariaBase, reader: Reader) -> None:
    maria.run(f"CREATE TABLE t AS SELECT n, repeat('x', 500) AS x FROM ({MANY}) AS m")
    opened = open_source(text(maria.owner), "base", reader=reader)
    container = named(opened.catalogue(), maria.name("t"))
    part = opened.parts(container, 1)[0]
    stream = opened.batches(container, ["n", "x"], part, 1_000)
    next(stream)
    kill_readers(maria)
    with pytest.raises(ReadError) as caught:
        list(stream)
    assert isinstance(caught.value, ReadRestartError) == (reader == "auto")
    if reader == "auto":
        assert sum(b.num_rows for b in opened.batches(container, ["n"], part)) == 160_000
    else:
        assert caught.value.code == "connection_lost"
    opened.close()


def kill_readers(maria: MariaBase) -> None:
    """End the sessions that send rows of that database, as an administrator would."""
    with mariadb_connect(maria.owner) as admin, admin.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE()"
            " AND info LIKE 'SELECT t.%' OR db = DATABASE() AND info LIKE '%AS c0%'"
            " AND id <> connection_id()"
        )
        found = [row[0] for row in cursor.fetchall()]
        assert found
        for number in found:
            cursor.execute(f"KILL CONNECTION {number}")


def test_a_lock_is_waited_for_and_no_longer(maria: MariaBase) -> None:
    maria.run("CREATE TABLE t AS SELECT 1 AS n")
    opened = open_source(text(maria.owner), "base", options=DatabaseOptions(lock_timeout_ms=100))
    container = named(opened.catalogue(), maria.name("t"))
    with mariadb_connect(maria.owner) as other, other.cursor() as cursor:
        cursor.execute("LOCK TABLES t WRITE")
        with pytest.raises(ReadError) as caught:
            read(opened, container)
    assert caught.value.code == "lock_timeout"
    assert read(opened, container).num_rows == 1
    opened.close()


@pytest.mark.parametrize("reader", READERS)
def test_the_limit_of_a_view_does_not_run_while_the_caller_thinks(
    maria: MariaBase, reader: Reader
) -> None:
    maria.run(
        f"CREATE TABLE t AS SELECT n, repeat('x', 90) AS x FROM ({MANY}) AS m",
        "CREATE VIEW v AS SELECT * FROM t",
    )
    # Long enough for a busy machine to read the rest within it.
    options = DatabaseOptions(statement_timeout_ms=6_000)
    opened = open_source(text(maria.owner), "base", reader=reader, options=options)
    view = named(opened.catalogue(), maria.name("v"))
    stream = opened.batches(view, ["n", "x"], opened.parts(view, 1)[0], 1_000)
    next(stream)
    time.sleep(6.2)
    assert sum(batch.num_rows for batch in stream) == 159_000
    opened.close()


def test_a_view_that_writes_is_refused(maria: MariaBase, maria_owned: Owned) -> None:
    maria.run(
        "CREATE TABLE log (n int)",
        "CREATE FUNCTION note() RETURNS int MODIFIES SQL DATA"
        " BEGIN INSERT INTO log VALUES (1); RETURN 1; END",
        "CREATE VIEW v AS SELECT note() AS n",
    )
    source = maria_owned()
    with pytest.raises(ReadError) as caught:
        read(source, named(source.catalogue(), maria.name("v")))
    assert caught.value.code == "writes_when_read"
    assert read(source, named(source.catalogue(), maria.name("log"))).num_rows == 0


def test_a_view_that_is_broken_or_lost_its_definer(maria: MariaBase, maria_owned: Owned) -> None:
    ghost = f"{maria.schema}_d"
    maria.run(
        "CREATE TABLE t AS SELECT 1 AS n",
        "CREATE TABLE gone AS SELECT 1 AS n",
        "CREATE VIEW broken AS SELECT * FROM gone",
        "DROP TABLE gone",
        f"CREATE USER {ghost}",
        f"CREATE DEFINER = {ghost} VIEW lost AS SELECT * FROM t",
        f"DROP USER {ghost}",
    )
    source = maria_owned()
    catalogue = source.catalogue()
    gaps = {(gap.code, gap.container) for gap in catalogue.gaps}
    assert ("broken_view", maria.name("broken")) in gaps
    with pytest.raises(ReadError) as caught:
        read(source, named(catalogue, maria.name("lost")))
    assert caught.value.code == "view_invalid"


def test_the_server_s_modes_do_not_change_what_is_read(maria: MariaBase) -> None:
    maria.run("CREATE TABLE t (a char(9), b text)", "INSERT INTO t VALUES ('x', 'a\\n'), ('y', '')")
    with mariadb_connect(maria.owner) as admin, admin.cursor() as cursor:
        cursor.execute("SELECT @@global.sql_mode, @@global.sql_select_limit")
        before = cursor.fetchone()
        assert before
        try:
            cursor.execute("SET GLOBAL sql_mode = 'PAD_CHAR_TO_FULL_LENGTH,ORACLE'")
            cursor.execute("SET GLOBAL sql_select_limit = 1")
            opened = open_source(text(maria.owner), "base")
            table = read(opened, named(opened.catalogue(), maria.name("t")))
            assert table.to_pydict() == {"a": ["x", "y"], "b": ["a\\n", ""]}
            opened.close()
        finally:
            cursor.execute("SET GLOBAL sql_mode = %s", (before[0],))
            cursor.execute("SET GLOBAL sql_select_limit = %s", (before[1],))


def test_few_statements_for_many_tables(maria: MariaBase) -> None:
    maria.run(*(f"CREATE TABLE t{n} (id int PRIMARY KEY, nom text)" for n in range(60)))
    journal: list[Statement] = []
    options = DatabaseOptions(journal=journal.append)
    opened = open_source(text(maria.owner), "base", options=options)
    assert len(opened.catalogue().containers) == 60
    assert len(journal) < 12
    opened.close()


@pytest.mark.parametrize("scheme", ["mysql", "mariadb", "mysql+pymysql", "mariadb+pymysql"])
def test_spellings_of_the_scheme(maria: MariaBase, scheme: str) -> None:
    opened = open_source(text(maria.owner.set(drivername=scheme)), "base")
    assert opened.dialect == "mariadb"
    opened.close()


def test_without_a_database_all_of_the_server_s(maria: MariaBase) -> None:
    maria.run("CREATE TABLE t AS SELECT 1 AS n")
    server = text(maria.owner.set(database=None))
    options = DatabaseOptions(schemas=(maria.schema,))
    opened = open_source(server, "base", options=options)
    catalogue = opened.catalogue()
    assert [c.name for c in catalogue.containers] == [maria.name("t")]
    assert read(opened, catalogue.containers[0]).num_rows == 1
    opened.close()
    everything = open_source(server, "base").catalogue()
    schemas = {container.address[0] for container in everything.containers}
    assert maria.schema in schemas
    assert not schemas & {"mysql", "information_schema", "performance_schema", "sys"}
