"""The arrows of the house, and what a quick command may import."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("presidio_analyzer", "spacy", "pyarrow", "sqlalchemy", "numpy", "adbc_driver_manager")


def test_arrows_go_one_way() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    found = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["scan", "--help"],
        ["rules", "list"],
        *([name, "--help"] for name in ("init", "doctor", "prepare", "purposes", "decisions")),
        ["diff", "absent.json", "absent.json"],
        ["verify", "absent.json"],
    ],
)
def test_quick_commands_import_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from auditor.cli.main import run; run(sys.argv[1:]); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stderr.splitlines()[-1] == "[]"
