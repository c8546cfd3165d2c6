"""Whether a text beside a value is its label, or a value: first cells of a row may be names."""

import re
from collections.abc import Sequence

from auditor.naming.spellings import ideas
from auditor.naming.split import plain

_WORDS = re.compile(r"[A-Za-z]+", re.ASCII)
_DIGIT = re.compile(r"[0-9]")
_LONGEST = 48


def is_label(text: str) -> bool:
    """Whether a text has a word that names of columns have, and no digit."""
    if len(text) > _LONGEST or _DIGIT.search(text):
        return False
    known = ideas()
    return any(word.lower() in known for word in _WORDS.findall(plain(text)))


def are_titles(names: Sequence[str]) -> bool:
    """Whether these are different names, at least half of them labels: the head of a table."""
    named = [name.strip() for name in names]
    distinct = all(named) and len(set(named)) == len(named)
    if not distinct or any(_DIGIT.search(name) for name in named):
        return False
    return sum(is_label(name) for name in named) * 2 >= len(named)
