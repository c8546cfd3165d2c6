"""Every format keeps the contract of a source, also where it reads by place and by slice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.connectors.base import Source
from auditor.connectors.files import text
from auditor.connectors.files.open import open_files
from auditor.model.catalogue import Container
from tests.connectors.files.worlds import FIXED, WORLDS
from tests.connectors.source_contract import SourceContract


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("formats")
    for name, write in WORLDS.values():
        write(path / name)
    return path


class TestFormats(SourceContract):
    @pytest.fixture(params=WORLDS)
    def whole(self, request: pytest.FixtureRequest, folder: Path) -> Iterator[Source]:
        source = open_files(folder / WORLDS[request.param][0], "dossier", FIXED)
        yield source
        source.close()


class TestLargeFiles(SourceContract):
    """What a file of gigabytes meets: scattered samples and several slices."""

    @pytest.fixture(params=["csv", "ndjson", "fixed"])
    def whole(
        self, request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Source:
        for module in ("delimited", "json_lines", "fixed"):
            monkeypatch.setattr(f"auditor.connectors.files.{module}.FULL_DRAW_BYTES", 1)
        monkeypatch.setattr(text, "_SLICE_BYTES", 100_000)
        monkeypatch.setattr(text, "BLOCK_BYTES", 10_000)
        source = open_files(folder / WORLDS[request.param][0], "dossier", FIXED)
        assert len(source.parts(source.catalogue().containers[0], 4)) == 4
        return source

    def test_a_sample_comes_from_the_whole_and_repeats(
        self, whole: Source, container: Container
    ) -> None:
        """The number of rows is about that asked for."""
        draw = whole.sample(container, 500, 1)
        ids = [int(value) for value in draw.column("id").to_pylist()]
        assert 400 < len(ids) == len(set(ids)) <= 500
        assert sum(i > 24_000 for i in ids) > 50
        assert sum(i <= 6_000 for i in ids) > 50
        assert whole.sample(container, 500, 1).equals(draw)
        assert not whole.sample(container, 500, 2).equals(draw)
        assert whole.take_gaps() == ()
