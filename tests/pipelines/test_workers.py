import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from auditor.connectors.base import AccessReading, Part, Source
from auditor.detection.plan import ContainerPlan
from auditor.detection.propose import first_plan
from auditor.model.catalogue import Catalogue, Column, Container, ContainerKind, Family
from auditor.model.errors import ReadError
from auditor.model.gaps import Gap
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import GapKind
from auditor.pipelines.options import Progress, ReadOptions, silent
from auditor.pipelines.passes import run

SECRET = b"a secret of this test"
_ROWS = 30


@dataclass(frozen=True)
class Spec:
    """Opens a `Slices` in any process."""

    folder: str
    owner: int

    def open(self) -> "Slices":
        return Slices(self)


class Slices:
    """Tables of one column; `deadly` kills every process but the first, `faulty` has no slices."""

    name = "s"
    dialect = "test"
    location = "nowhere"

    def __init__(self, spec: Spec) -> None:
        self.spec = spec

    def catalogue(self) -> Catalogue:
        raise NotImplementedError

    def sample(self, container: Container, rows: int, seed: int) -> pa.RecordBatch:
        raise NotImplementedError

    def parts(self, container: Container, wanted: int) -> Sequence[Part]:
        assert wanted >= 1
        if container.name == "faulty":
            raise ReadError("not_allowed", container="faulty")
        return [Part(container.name, index, 2) for index in range(2)]

    def batches(
        self, container: Container, columns: Sequence[str], part: Part, batch_rows: int = 10
    ) -> Iterator[pa.RecordBatch]:
        assert (list(columns), batch_rows > 0) == (["c"], True)
        if container.name == "faulty":
            raise ReadError("not_allowed", container="faulty")
        if container.name == "deadly" and os.getpid() != self.spec.owner:
            os.kill(os.getpid(), signal.SIGKILL)
        for start in range(0, _ROWS, 10):
            cells = [f"{part.index}-{row}" for row in range(start, start + 10)]
            yield pa.record_batch({"c": pa.array(cells)})

    def access(self) -> AccessReading:
        raise NotImplementedError

    def take_gaps(self) -> tuple[Gap, ...]:
        return (Gap(GapKind.BOUNDED, "invalid_text", "s", "t0", "c", count=2),)

    def close(self) -> None:
        Path(self.spec.folder, f"closed-{os.getpid()}").touch()


def _container(name: str) -> Container:
    column = Column("c", "text", Family.TEXT)
    return Container(ContainerRef("s", name), ContainerKind.TABLE, (column,))


def _sources(folder: Path, *names: str) -> list[tuple[Source, list[ContainerPlan]]]:
    plans = [first_plan(_container(name)) for name in names]
    return [(Slices(Spec(str(folder), os.getpid())), plans)]


@pytest.fixture
def options() -> ReadOptions:
    return ReadOptions(jobs=3, pool_from_rows=0)


def test_every_process_that_read_closes_its_source(tmp_path: Path, options: ReadOptions) -> None:
    names = [f"t{number}" for number in range(6)]
    harvest = run(_sources(tmp_path, *names), options, SECRET, silent)
    assert {tally.rows for tally in harvest.whole().values()} == {2 * _ROWS}
    assert len(harvest.whole()) == 6
    closed = {path.name for path in tmp_path.iterdir()}
    assert closed
    assert f"closed-{os.getpid()}" not in closed, "this process's own source is its caller's"


def test_slices_tell_their_gaps_once(tmp_path: Path, options: ReadOptions) -> None:
    several = run(_sources(tmp_path, "t0", "t1"), options, SECRET, silent)
    one = run(_sources(tmp_path, "t0", "t1"), ReadOptions(), SECRET, silent)
    assert several.gaps == one.gaps == [Gap(GapKind.BOUNDED, "invalid_text", "s", "t0", "c", 8)]


def test_a_worker_that_the_system_ends_is_a_gap(tmp_path: Path, options: ReadOptions) -> None:
    names = ["deadly", *(f"t{number}" for number in range(12))]
    harvest = run(_sources(tmp_path, *names), options, SECRET, silent)
    lost = [gap for gap in harvest.gaps if gap.code == "worker_lost"]
    assert ("s", "deadly") in {(gap.source, gap.container) for gap in lost}
    assert {gap.kind for gap in lost} == {GapKind.UNREAD}
    assert len(lost) == len(set(lost))
    unread = {gap.container for gap in lost}
    assert {ref.container for ref in harvest.whole()} == set(names) - unread
    assert len(harvest.whole()) >= 8, "what nobody was reading is read by new workers"


def test_a_container_without_slices_is_a_gap(tmp_path: Path, options: ReadOptions) -> None:
    harvest = run(_sources(tmp_path, "faulty", "t1"), options, SECRET, silent)
    assert [gap for gap in harvest.gaps if gap.code == "not_allowed"] == [
        Gap(GapKind.UNREAD, "not_allowed", "s", "faulty")
    ]
    assert {ref.container for ref in harvest.whole()} == {"t1"}


def test_a_container_read_in_part_when_interrupted_is_not_whole(tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.rows_done == 3 * _ROWS:
            raise KeyboardInterrupt

    harvest = run(_sources(tmp_path, "t0", "t1", "t2"), ReadOptions(), SECRET, stop)
    assert harvest.interrupted
    assert {ref.container for ref in harvest.whole()} == {"t0"}


_SCAN = """
import json, os, signal, sys
from auditor.connectors.database.open import open_source
from auditor.pipelines.options import ReadOptions
from auditor.pipelines.reading import read

def stop(progress):
    if progress.containers_done == 2:
        os.killpg(0, signal.SIGINT)

if __name__ == "__main__":
    source = open_source(sys.argv[1], "s")
    reading = read([source], ReadOptions(jobs=3, pool_from_rows=0), stop)
    source.close()
    print(json.dumps([reading.interrupted, len(reading.profiles), len(reading.containers)]))
"""


def test_an_interrupt_from_the_terminal_ends_all_processes(operator: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(_SCAN)
    done = subprocess.run(
        [sys.executable, str(script), str(operator)],
        capture_output=True,
        text=True,
        timeout=120,
        start_new_session=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert done.stderr == ""
    interrupted, read, containers = json.loads(done.stdout)
    assert interrupted
    assert 1 <= read < containers
