"""The interface's own words, in the language of the locale."""

from functools import cache

from auditor.cli.language import preferred
from auditor.reports.messages import FieldValue, Messages


@cache
def messages(lang: str) -> Messages:
    """The catalogue of one language, read once."""
    return Messages(lang)


def say(key: str, **fields: FieldValue) -> str:
    """The sentence `cli.<key>` in the language of the locale."""
    return messages(preferred()).text(f"cli.{key}", **fields)
