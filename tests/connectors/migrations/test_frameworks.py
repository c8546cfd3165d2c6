from pathlib import Path

import pytest

from tests.connectors.migrations.frameworks import CORPUS, compare, files_of

CASES = sorted(
    path for path in CORPUS.glob("*/*") if path.is_dir() and path.parent.name != "django"
)
NAMES = [f"{path.parent.name}-{path.name}" for path in CASES]
ECOSYSTEMS = {
    "alembic",
    "django",
    "liquibase",
    "rails",
    "laravel",
    "knex",
    "typeorm",
    "prisma",
    "hasura",
}


@pytest.mark.parametrize("path", [*CASES, CORPUS / "django"], ids=[*NAMES, "django"])
def test_every_effect_is_told_at_its_line_and_nothing_else(path: Path) -> None:
    expected, told, scripts, gaps = compare(files_of(path), "postgresql")
    assert told == expected
    assert gaps == ()
    assert scripts


def test_there_is_a_corpus_for_every_ecosystem() -> None:
    assert {path.name for path in CORPUS.iterdir()} == ECOSYSTEMS
