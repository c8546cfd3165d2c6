"""Keys of objects: names that may be written, or values that stand where a name should."""

import re
from collections.abc import Sequence

from auditor.connectors.files.masks import masked
from auditor.naming.spellings import ideas
from auditor.naming.split import plain

KEY = "{key}"
"""Written in place of a key that is a value; its text is a leaf of its own, under `@key`."""
OF_KEY = "@key"

_DIGITS = 5
_DIGIT = re.compile(r"[0-9]")
_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
_DATE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}.*")
_NAME = re.compile(r"[^\W\d][\w.:$\-]*")
_WORDS = re.compile(r"[A-Za-z]+", re.ASCII)
_LONGEST = 80
_LABEL = 60
_FEWEST = 3
_PLAIN = re.compile(r"[A-Za-z_]{1,80}")


def is_value(key: str) -> bool:
    """Whether a key can be no name that a programmer gave."""
    if _PLAIN.fullmatch(key):
        return False
    if "@" in key.strip("@") or len(key) > _LONGEST:
        return True
    if not _DIGIT.search(key):
        return False
    if len(_DIGIT.findall(key)) >= _DIGITS or _DATE.fullmatch(key):
        return True
    return bool(_UUID.fullmatch(key)) or masked(key) != key


def shown(key: str) -> str:
    """The key where it is a name, else `{key}`."""
    if _PLAIN.fullmatch(key):
        return key
    if is_value(key):
        return KEY
    return "".join(char if char.isprintable() else "\\ufffd" for char in key)


def are_values(keys: Sequence[str], shapes: Sequence[tuple[str, ...]], most: int) -> bool:
    """Whether all keys of an object are values: very many, or the keys of records alike.

    `shapes` are the keys of the objects below, () for what is no object.
    """
    if len(keys) > most:
        return True
    if len(keys) < _FEWEST or all(_NAME.fullmatch(key) for key in keys):
        return False
    return bool(shapes[0]) and len(set(shapes)) == 1


def is_label(text: str) -> bool:
    """Whether a text that stands beside a value has a word that names of columns have."""
    if len(text) > _LABEL or _DIGIT.search(text):
        return False
    known = ideas()
    return any(word.lower() in known for word in _WORDS.findall(plain(text)))
