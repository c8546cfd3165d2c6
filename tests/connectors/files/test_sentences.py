"""Every code that the files raise or note has a sentence in both languages."""

import re
from pathlib import Path

import pytest

import auditor.connectors.files as package
from auditor.policy import layouts
from auditor.reports.messages import LANGUAGES, Messages

SOURCES = "".join(path.read_text() for path in Path(package.__path__[0]).glob("*.py"))
FAULTS = set(re.findall(r'"(file_\w+|\w+_too_\w+|expansion_limit|no_file)"', SOURCES))
NOTES = set(re.findall(r'Lost\("(\w+)"', SOURCES)) | {"file_grew", "invalid_text"}
LAYOUTS = set(re.findall(r'fault\("(\w+)"', Path(layouts.__file__).read_text()))
KEYS = {f"error.{code}" for code in (FAULTS - {"file_grew"}) | LAYOUTS} | {
    f"gap.{code}" for code in (FAULTS - {"file_missing", "no_file"}) | NOTES
}


def test_the_codes_were_found() -> None:
    assert {"file_packed", "file_malformed", "archive_too_many"} <= FAULTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentence(language: str) -> None:
    messages = Messages(language)
    assert {key for key in KEYS if not messages.known(key)} == set()
