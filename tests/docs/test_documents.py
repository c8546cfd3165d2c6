import re
from pathlib import Path

import pytest

from auditor.cli.exit_codes import ExitCode
from tests.docs.generate import ROOT, documents, helps, renewed


@pytest.mark.parametrize("file", documents(), ids=lambda file: file.name)
def test_made_parts_are_what_the_program_says_today(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert renewed(text) == text, "run ./dev docs"


def test_every_exit_code_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert all(re.search(rf"\|\s*{code.value}\s*\|", text) for code in ExitCode)


def test_every_option_has_help() -> None:
    for name, text in helps():
        options = text.partition("Options:")[2]
        for line in options.splitlines():
            if line.lstrip().startswith("--") or re.match(r"\s+-\w,", line):
                assert "cli.option" not in line, name


def test_links_between_documents_lead_somewhere() -> None:
    for file in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (file.parent / target).exists(), f"{file.name}: {target}"
