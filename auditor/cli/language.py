"""Which language people are spoken to in."""

import os

LANGUAGES = ("fr", "en")


def preferred() -> str:
    """French where the locale is French, English elsewhere."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in {"C", "POSIX", "C.UTF-8"}:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"
