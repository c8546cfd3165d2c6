"""Whether a text is a SOAP message, and what it calls."""

import re

from auditor.connectors.portal.keys import shown

_ASIDE = r"(?:[\s\ufeff]++|<\?[^>]*+>|<!--(?:(?!-->).)*+-->)*+"
"""What may stand between two elements: each sign can be read in one way only."""
_ENVELOPE = re.compile(rf"\A{_ASIDE}<(?:[\w.\-]++:)?Envelope[\s>/]", re.DOTALL)
_CALLED = re.compile(
    rf"<(?:[\w.\-]{{1,60}}:)?Body\b[^>]{{0,400}}>{_ASIDE}<(?:[\w.\-]++:)?([\w.\-]+)", re.DOTALL
)


def called_by(text: str) -> str | None:
    """The name of the first element of a SOAP body, "" where it is empty; None for other texts."""
    if not _ENVELOPE.match(text[:8192]):
        return None
    found = _CALLED.search(text[: 1 << 20])
    return shown(found[1]) if found else ""
