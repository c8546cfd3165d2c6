"""Attributes and text of XML reports: names come from the audited system."""

import re
from xml.sax.saxutils import escape, quoteattr

from auditor.reports.names import visible

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def attributes(**named: str | int) -> str:
    """` name="value"` for each, in the order given."""
    return "".join(f" {name}={quoteattr(_allowed(str(value)))}" for name, value in named.items())


def text(value: str) -> str:
    """The text of an element."""
    return escape(_allowed(value))


def _allowed(value: str) -> str:
    return _FORBIDDEN.sub("?", visible(value))
