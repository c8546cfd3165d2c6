import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.model.result import Result
from auditor.model.vocabulary import Category, GapKind, Mode, Necessity, Subject
from auditor.pipelines.options import Depth, Progress, ReadOptions
from auditor.reports.formats import FORMATS, Options
from tests.pipelines.conftest import Scan


def _verdicts(result: Result, container: str) -> dict[str, set[Category]]:
    return {
        entry.column: {verdict.category for verdict in entry.verdicts}
        for entry in result.fields
        if entry.container == container
    }


@pytest.mark.parametrize(
    "options",
    [
        ReadOptions(batch_rows=997),
        ReadOptions(jobs=2, pool_from_rows=0),
        ReadOptions(jobs=3, pool_from_rows=0, batch_rows=5_001),
    ],
    ids=["small batches", "two processes", "three processes and odd batches"],
)
def test_the_result_does_not_depend_on_how_the_work_was_cut(
    scan: Scan, result: Result, options: ReadOptions
) -> None:
    assert scan(options) == result


def test_both_readers_give_the_same_result(scan: Scan, result: Result) -> None:
    assert scan(reader="sqlalchemy") == result


def test_two_runs_differ_in_nothing(scan: Scan, result: Result) -> None:
    assert FORMATS["json"](scan(), Options()) == FORMATS["json"](result, Options())


def test_every_table_and_view_was_read_whole(result: Result, operator: Path) -> None:
    with sqlite3.connect(operator) as base:
        names = {
            name
            for (name,) in base.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT LIKE 'sqlite_%'"
            )
        }
        rows = {
            name: base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
        }
    base.close()
    assert {entry.container: entry.rows_read for entry in result.coverage} == rows
    assert {entry.state for entry in result.coverage} == {"read"}
    assert result.summary.complete


def test_the_over_exposures_of_2024_are_found(result: Result) -> None:
    found = {(finding.rule, finding.container) for finding in result.findings}
    assert ("INC-001", "portail_fiche_ps") in found
    lines = {line.line: line.status for line in result.incidents[0].lines}
    assert "possible" in lines.values()
    excessive = {
        (e.container, e.category) for e in result.exposures if e.necessity is Necessity.EXCESSIVE
    }
    assert ("portail_fiche_ps", Category.IBAN) in excessive
    assert ("portail_droits", Category.NIR) in excessive


def test_the_minimal_directory_is_in_line_and_without_a_finding(result: Result) -> None:
    conforming = {(fact.check, fact.container) for fact in result.conforming}
    assert ("surface_in_line", "portail_annuaire") in conforming
    levels = {
        finding.severity.value
        for finding in result.findings
        if finding.container == "portail_annuaire"
    }
    assert levels <= {"info"}


def test_look_alikes_of_technical_tables_are_nothing(result: Result) -> None:
    for container in ("jobs", "produits", "schema_migrations"):
        assert not any(_verdicts(result, container).values()), container


def test_schema_only_reads_no_row_and_says_so(scan: Scan) -> None:
    result = scan(ReadOptions(depth=Depth.SCHEMA_ONLY))
    assert {entry.rows_read for entry in result.coverage} == {None}
    assert any(g.kind is GapKind.BOUNDED and g.code == "schema_only" for g in result.gaps)
    verdicts = [verdict for entry in result.fields for verdict in entry.verdicts]
    assert verdicts
    assert {verdict.evidence.value for verdict in verdicts} == {"names"}
    assert {verdict.rows for verdict in verdicts} == {None}


def test_a_sample_states_its_bound(scan: Scan) -> None:
    result = scan(ReadOptions(depth=Depth.SAMPLE, sample_rows=500, seed=3))
    bounds = {entry.bound for entry in result.coverage if (entry.rows_read or 0) >= 500}
    assert bounds == {0.006}
    assert any(g.kind is GapKind.BOUNDED and g.code == "sample" for g in result.gaps)
    assert scan(ReadOptions(depth=Depth.SAMPLE, sample_rows=500, seed=3)) == result


def test_an_interrupt_leaves_a_partial_result_that_says_so(scan: Scan) -> None:
    def stop(progress: Progress) -> None:
        if progress.containers_done == 5:
            raise KeyboardInterrupt

    result = scan(listen=stop)
    assert result.summary.interrupted
    assert not result.summary.complete
    states = [entry.state for entry in result.coverage]
    assert states.count("read") == 5
    assert sum(gap.code == "interrupted" for gap in result.gaps) == len(states) - 5


def test_a_broken_view_is_a_gap_and_the_rest_is_read(scan: Scan, tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with sqlite3.connect(path) as base:
        base.executescript(
            "CREATE TABLE a (id INTEGER, nir TEXT);"
            "INSERT INTO a VALUES (1, '255081416802538');"
            "CREATE VIEW broken AS SELECT * FROM a;"
            "CREATE TABLE keep (x TEXT); INSERT INTO keep VALUES ('un'), ('deux');"
        )
        base.execute("PRAGMA writable_schema=ON")
        base.execute("UPDATE sqlite_master SET sql=replace(sql, 'FROM a', 'FROM gone')")
    base.close()
    config = tmp_path / "audit.yaml"
    config.write_text("environment: {kind: synthetic}\n")
    result = scan(path=path, config=config)
    states = {entry.container: entry.state for entry in result.coverage}
    assert states["keep"] == "read"
    unread = {gap.container for gap in result.gaps if gap.kind is GapKind.UNREAD}
    assert "broken" in unread
    assert not result.summary.complete


@pytest.fixture(scope="module")
def canaries(operator: Path) -> frozenset[str]:
    """Values of the operator that no output may hold: long ones, of every text column."""
    with sqlite3.connect(operator) as base:
        values = frozenset(_long_values(base))
    base.close()
    return values


def _long_values(base: sqlite3.Connection) -> Iterator[str]:
    tables = [
        name
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    ]
    for table in tables:
        columns = [row[1] for row in base.execute(f'PRAGMA table_info("{table}")').fetchall()]
        for column in columns:
            rows = base.execute(
                f'SELECT DISTINCT CAST("{column}" AS TEXT) FROM "{table}" '
                f'WHERE length("{column}") >= 9 AND "{column}" GLOB \'*[0-9]*\' LIMIT 400'
            )
            yield from (value for (value,) in rows.fetchall())


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_report_holds_an_audited_value(
    result: Result, canaries: frozenset[str], name: str, lang: str
) -> None:
    text = FORMATS[name](result, Options(lang=lang)).decode()
    assert len(canaries) > 1_000
    assert [value for value in canaries if value in text] == []


def test_synthetic_data_counts_no_person(scan: Scan, tmp_path: Path) -> None:
    config = tmp_path / "audit.yaml"
    config.write_text(
        "environment: {kind: synthetic}\n"
        "tables:\n- {match: portail_*, surface: portail, purposes: [rights_check]}\n"
    )
    result = scan(config=config)
    assert result.reach
    assert {reach.listable.value for reach in result.reach} == {None}


def test_reach_counts_persons_not_rows(scan: Scan, result: Result, operator: Path) -> None:
    with sqlite3.connect(operator) as base:
        accounts = base.execute("SELECT count(DISTINCT iban) FROM portail_fiche_ps").fetchone()[0]
    base.close()
    head = replace(result).summary.headline
    assert head is not None
    assert head.practitioners.value == accounts
    insured = next(
        r for r in result.reach if r.surface == "portail_ps" and r.subject is Subject.INSURED
    )
    assert insured.listable.value == head.insured.value


def test_free_text_contains_and_columns_are(result: Result) -> None:
    modes = {
        verdict.mode
        for entry in result.fields
        if entry.container == "tickets"
        for verdict in entry.verdicts
        if verdict.category is Category.NIR
    }
    assert modes == {Mode.CONTAINS}
