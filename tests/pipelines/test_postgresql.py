"""A whole scan of a PostgreSQL database of sixty tables, against the answers of its maker."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import URL

from auditor.cli.job import Job, perform
from auditor.cli.targets import Named
from auditor.model.result import Result
from auditor.pipelines.options import Depth, ReadOptions
from auditor.policy.load import load_policy
from tests.corpus import Corpus, load_postgresql, schema
from tests.corpus.score import score
from tests.databases import postgresql_database, quiet_postgresql

_TELLING = 3
"""Pairs of a difficulty from which a share means something."""
CORPUS = schema(seed=41, vocabulary="tuning", rows=120)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A database that holds the corpus, dropped afterwards."""
    with quiet_postgresql() as server, postgresql_database(server) as made:
        assert isinstance(made, URL)
        plain = made.render_as_string(hide_password=False)
        load_postgresql(plain, CORPUS)
        yield plain


def _scan(url: str, options: ReadOptions | None = None) -> Result:
    job = Job("scan", (Named("base", url),), load_policy(None), options or ReadOptions())
    return perform(job, clock=lambda: "2026-01-01T00:00:00Z")


@pytest.fixture(scope="module")
def result(url: str) -> Result:
    """A full scan."""
    return _scan(url)


def test_everything_is_read(result: Result) -> None:
    assert len(result.coverage) == len(CORPUS.tables) >= 40
    assert {entry.state for entry in result.coverage} == {"read"}
    assert result.summary.complete


def test_verdicts_are_ones_to_rely_upon(result: Result) -> None:
    judged = score(CORPUS, result.fields)
    assert judged.overall.f1 >= 0.97, (judged.missed, judged.wrong)
    assert min(judged.by_category["NIR"].precision, judged.by_category["NIR"].recall) >= 0.98
    assert len(judged.false_alarms) * 470 <= 3 * judged.clean_columns, judged.false_alarms


def test_no_difficulty_is_left_behind(result: Result) -> None:
    found = score(CORPUS, result.fields).by_difficulty
    held = {name: one for name, one in found.items() if one.right + one.missed >= _TELLING}
    assert len(held) >= 8
    assert {name: one for name, one in held.items() if one.recall < 0.9} == {}


def test_names_alone(url: str) -> None:
    judged = score(CORPUS, _scan(url, ReadOptions(depth=Depth.SCHEMA_ONLY)).fields)
    assert judged.overall.precision >= 0.95
    assert judged.overall.recall >= 0.85, judged.missed


def test_workers_and_batches_change_nothing(url: str, result: Result) -> None:
    options = ReadOptions(jobs=2, pool_from_rows=0, batch_rows=77)
    assert _scan(url, options) == result


def test_findings_are_about_the_tables_that_hold_personal_data(result: Result) -> None:
    personal = {table for (table, _), column in _columns(CORPUS).items() if column}
    places = {finding.container.removeprefix("public.") for finding in result.findings}
    assert places - {""}, "a finding about the whole source names no table"
    assert places - {""} <= personal


def _columns(corpus: Corpus) -> dict[tuple[str, str], bool]:
    return {
        place: bool(column.truth or column.accept) for place, column in corpus.columns().items()
    }
