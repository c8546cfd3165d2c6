"""The Python examples of the documents run as they stand."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.generate import ROOT

EXAMPLES = [
    (file, code)
    for file in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    for code in re.findall(r"```python\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL)
]


@pytest.mark.parametrize(("file", "code"), EXAMPLES, ids=lambda part: getattr(part, "name", ""))
def test_the_example_runs(file: Path, code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    if file.name == "presidio.md":
        assert "FR_NIR" in done.stdout
