"""Every code that a connector raises or notes has a sentence in both languages."""

import re
from pathlib import Path

import pytest

import auditor.connectors.database as package
from auditor.connectors.database import failures
from auditor.reports.messages import LANGUAGES, Messages

READ_CODES = {
    *failures._BY_STATE.values(),
    *failures._BY_CLASS.values(),
    *failures._BY_SQLITE_NAME.values(),
    *failures._BY_MYSQL_NUMBER.values(),
    *failures._BY_ORACLE_CODE.values(),
    *failures._BY_SQLSERVER_NUMBER.values(),
    "read_failed",
    "read_restarted",
}
SOURCES = "".join(path.read_text() for path in Path(package.__path__[0]).glob("*.py"))
TARGET_CODES = set(re.findall(r'TargetError\(\s*"(\w+)"', SOURCES)) | {"corrupt_file"}
GAP_CODES = set(re.findall(r'Gap\(\s*GapKind\.\w+,\s*"(\w+)"', SOURCES)) | {
    "sample_of_head",
    "row_budget",
    "row_budget_head",
    "byte_budget",
}
WARNINGS = {"account_can_write", "password_in_url", "no_shared_snapshot"}
KEYS = (
    {f"error.{code}" for code in READ_CODES | TARGET_CODES}
    | {f"gap.{code}" for code in READ_CODES | GAP_CODES}
    | {f"warning.{code}" for code in WARNINGS}
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentence(language: str) -> None:
    messages = Messages(language)
    assert {key for key in KEYS if not messages.known(key)} == set()
