from pathlib import Path

import pytest

from tests.connectors.migrations.annotated import CASES, read_case

FILES = sorted(CASES.glob("*/*.sql"))


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}-{path.stem}" for path in FILES])
def test_every_effect_is_told_at_its_line_and_nothing_else(path: Path) -> None:
    case = read_case(path)
    assert case.told == case.expected
    assert [gap for script in case.scripts for gap in script.gaps] == []
    assert case.history.gaps == ()


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}-{path.stem}" for path in FILES])
def test_the_dialect_named_gives_what_the_guess_gives(path: Path) -> None:
    assert read_case(path, path.parent.name).told == read_case(path).told


def test_there_are_cases_of_every_dialect() -> None:
    assert {path.parent.name for path in FILES} == {
        "postgresql",
        "mysql",
        "oracle",
        "sqlserver",
        "sqlite",
    }
