"""Every code that a portal's reader raises or notes has a sentence in both languages."""

import re
from pathlib import Path

import pytest

import auditor.connectors.portal as package
from auditor.reports.messages import LANGUAGES, Messages

SOURCES = "".join(path.read_text() for path in Path(package.__path__[0]).glob("*.py"))
NOTED = set(re.findall(r'(?:note|cut|add)\(\s*(?:one\.name, |name, |"", )?"([a-z_]+)"', SOURCES))
NOTED |= set(re.findall(r'"(body_\w+|entry_\w+|too_\w+)"', SOURCES))
ERRORS = set(re.findall(r'TargetError\(\s*"(\w+)"', SOURCES))


def test_the_codes_were_found() -> None:
    assert {"entry_damaged", "no_exchange", "body_bomb", "too_many_values"} <= NOTED
    assert {"no_capture", "clean_not_a_capture"} <= ERRORS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentence(language: str) -> None:
    messages = Messages(language)
    keys = {f"gap.{code}" for code in NOTED} | {f"error.{code}" for code in ERRORS}
    assert {key for key in keys if not messages.known(key)} == set()
