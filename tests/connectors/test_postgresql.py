"""What only PostgreSQL has: partitions, snapshots, locks, servers that die."""

import multiprocessing

import psycopg
import pytest

from auditor.connectors.base import Part, ReadRestartError
from auditor.connectors.database.open import open_source
from auditor.connectors.database.options import DatabaseOptions, Reader, Statement
from auditor.connectors.database.spec import DatabaseSpec
from auditor.model.catalogue import Container, ContainerKind, Family, ForeignKey
from auditor.model.errors import ReadError, TargetError
from tests.connectors.conftest import Base, Owned, named, text
from tests.connectors.test_contract import read
from tests.databases import connect

READERS: tuple[Reader, ...] = ("auto", "adbc", "sqlalchemy")


def test_the_catalogue_of_every_kind(base: Base, owned: Owned) -> None:
    base.run(
        "CREATE SCHEMA s",
        "CREATE DOMAIN short AS varchar(9)",
        "CREATE DOMAIN shorter AS short CHECK (value <> 'x')",
        """CREATE TABLE s.parent (id int, "Clé" char(3), code shorter NOT NULL, amount
        numeric(14, 0), price numeric(10, 2), tags text[], body json,
        PRIMARY KEY (id, "Clé"), UNIQUE (code), CHECK (amount > 0), CHECK (id <> amount))""",
        "CREATE UNIQUE INDEX ON s.parent (lower(code))",
        "CREATE UNIQUE INDEX ON s.parent (amount) WHERE amount > 9",
        """CREATE TABLE child (a int, b char(3),
        FOREIGN KEY (b, a) REFERENCES s.parent ("Clé", id))""",
        "COMMENT ON TABLE child IS 'Bénéficiaires'",
        "COMMENT ON COLUMN child.b IS 'Clé du NIR'",
        "CREATE VIEW v AS SELECT * FROM child",
        "CREATE MATERIALIZED VIEW m AS SELECT * FROM child",
        "CREATE TABLE cut (day date) PARTITION BY RANGE (day)",
        "CREATE TABLE cut_1 PARTITION OF cut FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
        "INSERT INTO cut VALUES ('2024-05-05')",
        "CREATE TEMP TABLE passing (id int)",
        "ANALYZE",
    )
    source = owned()
    catalogue = source.catalogue()
    kinds = {container.name: container.kind for container in catalogue.containers}
    assert kinds == {
        "public.child": ContainerKind.TABLE,
        "public.cut": ContainerKind.TABLE,
        "public.m": ContainerKind.MATERIALIZED_VIEW,
        "public.v": ContainerKind.VIEW,
        "s.parent": ContainerKind.TABLE,
    }
    assert list(kinds) == sorted(kinds)
    parent = named(catalogue, "s.parent")
    assert parent.primary_key == ("id", "Clé")
    assert parent.unique == (("code",),)
    code, amount, price = (parent.column(name) for name in ("code", "amount", "price"))
    assert (code.family, code.width, code.nullable) == (Family.TEXT, 9, False)
    assert (amount.family, amount.width, price.width) == (Family.DECIMAL, 14, None)
    assert amount.checks == ("(amount > (0)::numeric)", "((id)::numeric <> amount)")
    assert parent.column("tags").family is Family.ARRAY
    assert parent.column("body").family is Family.DOCUMENT
    child = named(catalogue, "public.child")
    assert child.foreign_keys == (ForeignKey(("b", "a"), "s.parent", ("Clé", "id")),)
    assert (child.comment, child.column("b").comment) == ("Bénéficiaires", "Clé du NIR")
    assert named(catalogue, "public.cut").estimated_rows == 1
    assert named(catalogue, "public.v").estimated_rows is None
    assert catalogue.gaps == ()


def test_partitions_and_children_are_read_once(base: Base, owned: Owned) -> None:
    base.run(
        "CREATE TABLE cut (n int) PARTITION BY RANGE (n)",
        "CREATE TABLE cut_1 PARTITION OF cut FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (n)",
        "CREATE TABLE cut_2 PARTITION OF cut_1 FOR VALUES FROM (0) TO (10)",
        "INSERT INTO cut SELECT generate_series(0, 9)",
        "CREATE TABLE parent (n int)",
        "CREATE TABLE child () INHERITS (parent)",
        "INSERT INTO parent VALUES (1)",
        "INSERT INTO child VALUES (2)",
    )
    source = owned()
    catalogue = source.catalogue()
    rows = {c.name: read(source, c).column("n").to_pylist() for c in catalogue.containers}
    assert rows == {
        "public.cut": [str(n) for n in range(10)],
        "public.parent": ["1"],
        "public.child": ["2"],
    }
    assert source.sample(named(catalogue, "public.cut"), 5, 1).num_rows == 5


def test_dots_in_names_do_not_mix_tables_up(base: Base, owned: Owned) -> None:
    base.run(
        'CREATE SCHEMA "a"',
        'CREATE SCHEMA "a.b"',
        'CREATE TABLE "a"."b.c" AS SELECT 1 AS n',
        'CREATE TABLE "a.b"."c" AS SELECT 2 AS n',
    )
    source = owned()
    rows = {c.address: read(source, c).to_pydict() for c in source.catalogue().containers}
    assert rows == {("a", "b.c"): {"n": ["1"]}, ("a.b", "c"): {"n": ["2"]}}
    assert len({c.name for c in source.catalogue().containers}) == 2


@pytest.mark.parametrize("reader", READERS)
def test_all_parts_see_one_snapshot(base: Base, reader: Reader) -> None:
    base.run(
        "CREATE TABLE wide (n int, filler text) WITH (autovacuum_enabled = off)",
        "INSERT INTO wide SELECT i, repeat('x', 900) FROM generate_series(1, 50000) AS i",
        "ANALYZE",
    )
    opened = open_source(text(base.owner), "base", reader=reader)
    wide = named(opened.catalogue(), "public.wide")
    parts = opened.parts(wide, 3)
    assert len(parts) > 1
    base.run("DELETE FROM wide WHERE n <= 20000", "INSERT INTO wide SELECT 0, '' FROM wide")
    again = opened.spec.open()
    numbers = [
        value
        for part, reading in zip(parts, (again, opened, again), strict=False)
        for batch in reading.batches(wide, ["n"], part)
        for value in batch.column(0).to_pylist()
    ]
    assert sorted(map(int, numbers)) == list(range(1, 50001))
    again.close()
    opened.close()


def count(spec: DatabaseSpec, container: Container, part: Part) -> int:
    """What a worker process does."""
    source = spec.open()
    try:
        return sum(b.num_rows for b in source.batches(container, ["n"], part))
    finally:
        source.close()


def test_worker_processes_share_the_snapshot(base: Base, owned: Owned) -> None:
    base.run("CREATE TABLE t AS SELECT generate_series(1, 100) AS n")
    source = owned()
    spec = source.spec
    container = named(source.catalogue(), "public.t")
    base.run("DELETE FROM t")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        counted = pool.apply(count, (spec, container, Part(container.name, 0, 1)))
    expected = sum(b.num_rows for b in source.batches(container, ["n"], Part("", 0, 1)))
    assert counted == expected


def test_a_snapshot_ends_with_its_source(base: Base) -> None:
    opened = open_source(text(base.owner), "base")
    spec = opened.spec
    opened.close()
    with pytest.raises(TargetError) as caught:
        spec.open()
    assert caught.value.code == "snapshot_gone"


@pytest.mark.parametrize("reader", READERS)
def test_a_connection_killed_in_mid_read(base: Base, reader: Reader) -> None:
    base.run(
        "CREATE TABLE t AS SELECT i AS n, repeat('x', 500) AS x FROM generate_series(1, 99999) i"
    )
    opened = open_source(text(base.owner), "base", reader=reader)
    container = named(opened.catalogue(), "public.t")
    part = opened.parts(container, 1)[0]
    stream = opened.batches(container, ["n", "x"], part, 1_000)
    next(stream)
    base.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'active'"
        " AND pid <> pg_backend_pid() AND application_name = 'strict-necessaire'"
        " AND datname = current_database()"
        " OR state LIKE 'idle in%' AND query LIKE 'FETCH%' AND datname = current_database()"
    )
    with pytest.raises(ReadError) as caught:
        list(stream)
    assert isinstance(caught.value, ReadRestartError) == (reader == "auto")
    if reader == "auto":
        assert sum(b.num_rows for b in opened.batches(container, ["n"], part)) == 99_999
    opened.close()


def test_an_adbc_failure_before_the_first_batch_is_made_good(
    base: Base, owned: Owned, monkeypatch: pytest.MonkeyPatch
) -> None:
    base.run("CREATE TABLE t AS SELECT generate_series(1, 10) AS n")
    source = owned()
    container = named(source.catalogue(), "public.t")
    monkeypatch.setattr(source._database, "_login", {"host": "/nowhere", "dbname": "none"})
    assert read(source, container).num_rows == 10


def test_a_lock_is_waited_for_and_no_longer(base: Base) -> None:
    base.run("CREATE TABLE t AS SELECT 1 AS n")
    opened = open_source(text(base.owner), "base", options=DatabaseOptions(lock_timeout_ms=100))
    container = named(opened.catalogue(), "public.t")
    with connect(base.owner) as other, other.transaction():
        other.execute(b"LOCK TABLE t IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(ReadError) as caught:
            read(opened, container)
    assert caught.value.code == "lock_timeout"
    assert read(opened, container).num_rows == 1
    opened.close()


def test_notices_of_a_view_are_not_printed(
    base: Base, owned: Owned, capfd: pytest.CaptureFixture[str]
) -> None:
    base.run(
        "CREATE FUNCTION tell() RETURNS int LANGUAGE plpgsql AS"
        " $$BEGIN RAISE WARNING 'nir 180017512345678'; RETURN 1; END$$",
        "CREATE VIEW v AS SELECT tell() AS n",
    )
    for opened in (owned(), owned(reader="adbc")):
        assert read(opened, named(opened.catalogue(), "public.v")).num_rows == 1
    assert "180017512345678" not in "".join(capfd.readouterr())


def test_a_view_that_writes_is_refused(base: Base, owned: Owned) -> None:
    base.run(
        "CREATE TABLE log (n int)",
        "CREATE FUNCTION note() RETURNS int LANGUAGE sql"
        " AS 'INSERT INTO log VALUES (1) RETURNING n'",
        "CREATE VIEW v AS SELECT note() AS n",
    )
    source = owned()
    catalogue = source.catalogue()
    with pytest.raises(ReadError) as caught:
        read(source, named(catalogue, "public.v"))
    assert caught.value.code == "writes_when_read"
    with connect(base.owner) as admin:
        assert admin.execute(b"SELECT count(*) FROM log").fetchone() == (0,)


def test_few_statements_for_many_tables(base: Base) -> None:
    with connect(base.owner) as admin:
        admin.execute(
            b"DO $$BEGIN FOR i IN 1..300 LOOP EXECUTE format('CREATE TABLE t%s"
            b" (id int PRIMARY KEY, nom text CHECK (nom <> %L))', i, '') ; END LOOP; END$$"
        )
    journal: list[Statement] = []
    opened = open_source(text(base.owner), "base", options=DatabaseOptions(journal=journal.append))
    assert len(opened.catalogue().containers) == 300
    assert len(journal) < 12
    opened.close()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (DatabaseOptions(schemas=("s",)), ["s.a", "s.b"]),
        (DatabaseOptions(include=("*.a",)), ["public.a", "s.a"]),
        (DatabaseOptions(exclude=("s.*",)), ["public.a"]),
    ],
)
def test_choice_of_containers(base: Base, options: DatabaseOptions, expected: list[str]) -> None:
    base.run("CREATE SCHEMA s", *(f"CREATE TABLE {n} (i int)" for n in ("a", "s.a", "s.b")))
    opened = open_source(text(base.owner), "base", options=options)
    assert [container.name for container in opened.catalogue().containers] == expected
    opened.close()


def test_text_of_another_encoding(base: Base) -> None:
    name = f"{base.owner.database}_ascii"
    base.run(
        f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' TEMPLATE template0"
        " LC_COLLATE 'C' LC_CTYPE 'C'"
    )
    url = base.owner.set(database=name)
    try:
        login = text(url.set(drivername="postgresql"))
        with psycopg.connect(login, autocommit=True, client_encoding="sql_ascii") as admin:
            admin.execute(b"CREATE TABLE t AS SELECT E'caf\\351'::text AS n")
        for reader in READERS:
            opened = open_source(text(url), "base", reader=reader)
            container = named(opened.catalogue(), "public.t")
            assert read(opened, container).to_pydict() == {"n": ["caf\ufffd"]}
            assert [(g.code, g.count) for g in opened.take_gaps()] == [("invalid_text", 1)]
            opened.close()
    finally:
        base.run(f"DROP DATABASE {name} WITH (FORCE)")
