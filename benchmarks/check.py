"""How long `audit check` takes, start-up included: one changed file, and whole histories.

    python -m benchmarks.check

Each figure is the median of three runs of the command in a process of its own, with the compiled
modules at hand as after an installation. The bars: 0.5 s for one file, 10 s for 1,000.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.histories import history

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3
SIZES = (250, 500, 1_000)
ONE = b"ALTER TABLE praticien\n  ADD COLUMN iban varchar(34);\n"


def main() -> int:
    """Print the figures; 1 where a bar is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "one").mkdir()
        (folder / "one/V1__x.sql").write_bytes(ONE)
        _took(folder, "one")
        alone = median(_took(folder, "one") for _ in range(RUNS))
        print(f"one changed file      {alone:6.2f} s   (bar 0.5 s)")
        took = {}
        for size in SIZES:
            for file, content in history(size).items():
                path = folder / str(size) / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            took[size] = median(_took(folder, str(size)) for _ in range(RUNS))
            each = (took[size] - alone) * 1_000 / size
            print(f"{size:5} files           {took[size]:6.2f} s   {each:5.2f} ms a file")
    return int(alone > 0.5 or took[SIZES[-1]] > 10)


def _took(folder: Path, target: str) -> float:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "auditor", "check", target, "-f", "json", "-o", "out.json"],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
