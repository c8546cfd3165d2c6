"""Files for the tests, and the source that reads them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.connectors.files.open import open_files
from auditor.connectors.files.options import FileOptions
from auditor.connectors.files.source import FileSource

Make = Callable[..., FileSource]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a file and opens it."""

    def one(
        name: str, data: bytes | str, options: FileOptions | None = None, encoding: str = "utf-8"
    ) -> FileSource:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
        return open_files(path, "dossier", options)

    return one
