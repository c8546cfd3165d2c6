"""An exchange read against what its addresses are judged to hold; values in memory only."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.exchanges import Exchange, Leaf
from auditor.model.refs import FieldRef
from auditor.model.verdicts import Judgement, Verdict

REQUEST, RESPONSE = "request", "response"


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """One instance of an object in a message: its path, and the position for each `*` of it."""

    path: tuple[str, ...]
    indexes: tuple[int, ...] = ()

    def holds(self, other: "Spot") -> bool:
        """Whether the other instance stands inside this one, or is it."""
        return (
            other.path[: len(self.path)] == self.path
            and other.indexes[: len(self.indexes)] == self.indexes
        )


@dataclass(frozen=True, slots=True)
class Sighting:
    """A value of one message with what it is judged to be."""

    leaf: Leaf
    side: str
    """`request` or `response`."""
    field: FieldRef
    spot: Spot
    """The object instance that holds it."""
    verdicts: tuple[Verdict, ...]
    """Those of the address that this value bears out, each in the form of this value."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What an exchange calls, its identifiers replaced."""

    name: str
    """`GET /api/droits/{id}`, with the operation where one address serves several."""
    method: str
    path: str
    operation: str = ""
    host: str = ""
    """Only where it is not the portal's own."""
    keys: tuple[str, ...] = field(default=(), repr=False)
    """The values that the template replaced, in order."""
    kinds: tuple[str, ...] = ()
    """What each of them was replaced by: `{id}`, `{NIR}`, `{key}`."""

    @property
    def third_party(self) -> bool:
        """Whether somebody else than the portal answers."""
        return self.host != ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One exchange, its endpoint and account, and every value that is personal data."""

    exchange: Exchange
    endpoint: Endpoint
    source: str
    account: str
    sightings: tuple[Sighting, ...] = ()

    def seen(self, side: str) -> tuple[Sighting, ...]:
        """The personal values of the request or of the response."""
        return tuple(one for one in self.sightings if one.side == side)


@dataclass(frozen=True, slots=True)
class Told:
    """What a capture's addresses hold: judgements by endpoint name and field."""

    judgements: Mapping[FieldRef, Judgement]
    types: Mapping[FieldRef, str]
