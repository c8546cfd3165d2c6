"""What a reader of one medium hands its values to."""

from typing import Protocol

from auditor.connectors.portal.leaves import At
from auditor.connectors.portal.limits import Limits


class Sink(Protocol):
    """Takes values; it opens by itself those that are documents of another medium."""

    @property
    def limits(self) -> Limits:
        """The bounds that the reader keeps, too."""
        ...

    @property
    def full(self) -> bool:
        """Whether no more values are taken."""
        ...

    def value(self, at: At, text: str, kind: str = "text") -> None:
        """Take a value, or what is inside it."""
        ...

    def plain(self, at: At, text: str, kind: str = "text") -> None:
        """Take a value as it is."""
        ...

    def cut(self, code: str) -> None:
        """Note why something was not read."""
        ...
