"""What a portal was asked and answered, as addresses and flags; and, in memory only, as values."""

from dataclasses import dataclass, field

from auditor.model.refs import FieldAddress


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a request or answer, with its address; its `repr` shows no value.

    `part` is `path`, `query`, `header`, `cookie`, `form` or `body`. `path` holds object keys,
    element and attribute names, `*` for array elements and `@json`, `@xml`, `@html`, `@jwt`… where
    the medium changes; `indexes` gives the position for each `*`, so that leaves of one record
    share a prefix of them.
    """

    part: str
    path: tuple[str, ...]
    text: str = field(repr=False)
    indexes: tuple[int, ...] = ()
    kind: str = "text"
    """`text`, `number`, `boolean` or `null`, as the medium tells it apart."""
    place: str = ""
    """For HTML `visible`, `hidden`, `input`, `attribute`, `comment`, `script` or `title`."""
    label: str = field(default="", repr=False)
    """What stands beside it: a table's column heading, a form's label; "" where none."""


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer, taken apart; `headers` are lower-case names with their values."""

    leaves: tuple[Leaf, ...] = field(default=(), repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    medium: str = ""
    """`json`, `xml`, `soap`, `html`, `csv`, `ndjson`, `form`, `text`, `binary`; "" for no body."""
    size: int = 0
    """Bytes of the decoded body."""
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer; values are in memory only and never in a `repr`."""

    file: str
    entry: int
    method: str
    scheme: str
    host: str
    path: str = field(repr=False)
    request: Message
    response: Message
    status: int = 0
    started: str = ""
    """ISO 8601 as the capture gives it; "" where it does not."""
    page: str = field(default="", repr=False)
    """Title or id of the page that asked, where the capture tells one."""
    operation: str = ""
    """GraphQL operation, SOAP action or similar; "" where the endpoint says it all."""
    from_cache: bool = False
    initiator: str = ""
    """`navigation`, `script`, `websocket`… or ""."""


@dataclass(frozen=True, slots=True)
class Contract:
    """An endpoint that a description (OpenAPI, WSDL) promises; no value was seen."""

    file: str
    line: int
    method: str
    path: str
    operation: str
    request: tuple[tuple[str, ...], ...]
    """Paths of the fields it takes."""
    response: tuple[tuple[str, ...], ...]
    """Paths of the fields it answers."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One request and response of a capture, as the Result keeps it."""

    file: str
    entry: int
    surface: str
    account: str
    flags: tuple[str, ...] = ()
    persons: int | None = None
    """Distinct insured persons that the answer tells apart; None where it was not read."""


@dataclass(frozen=True, slots=True)
class Link:
    """A field of a database and the endpoint field that shows it; `how` is `clear` or a form."""

    field: FieldAddress
    endpoint: FieldAddress
    how: str
