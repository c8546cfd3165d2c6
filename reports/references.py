"""A legal or technical reference as a report cites it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of `rules/legal.yaml`; the caller reads the file and passes the entries in."""

    kind: str
    """`regulation`, `law`, `decree`, `order`, `doctrine`, `sanction`, `standard` or
    `product_threshold`."""
    citation: Mapping[str, str]
    """By language."""
    verified: bool
    """Whether a named person checked the citation against the official text."""


References = Mapping[str, Reference]
