"""Text as YAML that the strict loader, and every other one, reads back as it was."""

import json
import re

_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TYPED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def quoted(text: str) -> str:
    """The text as a double-quoted scalar on one line; a lone surrogate becomes `?`."""
    whole = text.encode("utf-8", "replace").decode()
    written = json.dumps(whole, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def scalar(text: str) -> str:
    """The text plain where it is one plain word, else quoted."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _TYPED
    return text if plain else quoted(text)


def comment(text: str) -> str:
    """The text for a comment: on one line, whatever characters it holds."""
    return " ".join(quoted(text)[1:-1].split())
