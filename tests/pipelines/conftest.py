"""One synthetic operator for all tests of this folder, and a way to scan it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.cli.job import Job, perform
from auditor.cli.targets import Named
from auditor.demo import build, policy_path
from auditor.model.result import Result
from auditor.pipelines.options import Listener, ReadOptions, silent
from auditor.policy.load import load_policy

Scan = Callable[..., Result]


@pytest.fixture(scope="session")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the demonstration."""
    path = tmp_path_factory.mktemp("operator") / "operateur.sqlite"
    build(path, 7)
    return path


@pytest.fixture(scope="session")
def scan(operator: Path) -> Scan:
    """Scan the operator, or another database, at a fixed time."""

    def run(
        options: ReadOptions | None = None,
        *,
        path: Path = operator,
        config: Path | None = None,
        listen: Listener = silent,
        reader: str = "auto",
    ) -> Result:
        job = Job(
            "scan",
            (Named("operateur", str(path)),),
            load_policy(config or policy_path()),
            options or ReadOptions(),
            reader=reader,  # type: ignore[arg-type]
        )
        return perform(job, listen, clock=lambda: "2026-01-01T00:00:00Z")

    return run


@pytest.fixture(scope="session")
def result(scan: Scan) -> Result:
    """A full scan of the operator."""
    return scan()
