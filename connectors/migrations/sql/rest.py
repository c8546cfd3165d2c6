"""The rows beyond those that are read one by one: searched for the surest identifiers alone."""

import re

from auditor.connectors.migrations.sql.reading import Reading
from auditor.identifiers import REGISTRY
from auditor.model.migrations import WriteData
from auditor.model.vocabulary import Category

_CANDIDATE = re.compile(
    r"[0-9](?:[ .\-]?[0-9ABab]){12,22}(?![0-9A-Za-z])|[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}"
)
_AROUND = 64
_MOST_SIGNS = 1_000
"""Signs `@` of one piece that are held for an address at most."""


def search(reading: Reading, table: str, start: int, end: int) -> None:
    """Tell each category that is found there for the first time, without its column."""
    text = reading.text.text
    for found in _CANDIDATE.finditer(text, start, end):
        for name in ("nir", "iban", "rib"):
            if REGISTRY[name].holds(found.group()):
                _tell(reading, table, found.start(), REGISTRY[name].category)
    at = text.find("@", start, end)
    for _ in range(_MOST_SIGNS):
        if at < 0 or not reading.unseen((table, "", Category.EMAIL_ADDRESS)):
            return
        window = text[max(start, at - _AROUND) : min(end, at + _AROUND)]
        if REGISTRY["email"].holds(window):
            _tell(reading, table, at, Category.EMAIL_ADDRESS)
        at = text.find("@", at + 1, end)


def _tell(reading: Reading, table: str, offset: int, category: Category) -> None:
    if reading.first((table, "", category)):
        step = WriteData(table, ("",), (("", category),), None, "insert")
        reading.add(reading.text.line(offset), step)
