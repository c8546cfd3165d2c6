"""Run the command as a person does, in this process or in one of its own."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditor.cli.main import run
from auditor.demo import build


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Audit = Callable[..., Ran]


class _Bytes(io.TextIOWrapper):
    """A stream whose bytes can be read back, as reports are written as bytes."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        """Everything that was written."""
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch) -> Audit:
    """Run `audit` with these arguments, in French."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    def call(*arguments: str | Path) -> Ran:
        out, err = _Bytes(), _Bytes()
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = run([str(argument) for argument in arguments])
        monkeypatch.undo()
        monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
        return Ran(int(code), out.text(), err.text())

    return call


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the demonstration."""
    path = tmp_path_factory.mktemp("base") / "operateur.sqlite"
    build(path, 11)
    return path
