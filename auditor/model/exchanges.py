"""What a portal was asked and answered, as addresses and flags."""

from dataclasses import dataclass

from auditor.model.refs import FieldAddress


@dataclass(frozen=True, slots=True)
class Entry:
    """One request and response of a capture."""

    file: str
    entry: int
    surface: str
    account: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A field of a database and the endpoint field that shows it."""

    field: FieldAddress
    endpoint: FieldAddress
    how: str
