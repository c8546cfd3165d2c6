"""Whether a record is the account's own: by its identifiers, declared or told by the portal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.exposure.portal.values import forms, plain
from auditor.model.visits import Endpoint, Sighting, Spot
from auditor.model.vocabulary import Category
from auditor.naming.split import words_of

KEYS = frozenset(
    {Category.FINESS, Category.RPPS, Category.ADELI, Category.SIRET, Category.SIREN}
    | {Category.LOGIN, Category.EMAIL_ADDRESS, Category.IBAN, Category.RIB, Category.NIR}
    | {Category.MEMBER_NUMBER, Category.CONTRACT_NUMBER, Category.CARD_NUMBER}
)
"""Categories by which an account's own record is known."""
_SELF = frozenset(
    {"me", "moi", "mon", "ma", "mes", "my", "self", "profil", "profile", "whoami", "userinfo"}
    | {"session", "login", "signin", "connexion", "authentification", "auth", "current", "courant"}
)
"""Words of an address that can only mean the account that calls it."""
_SIREN = 9


@dataclass(slots=True)
class Own:
    """The identifiers of one account, by category; no `repr` shows a value."""

    known: dict[Category, set[str]] = field(default_factory=dict, repr=False)

    def add(self, category: Category, text: str) -> None:
        """One more identifier of the account."""
        self.known.setdefault(category, set()).update(forms(text))
        if category is Category.SIRET:
            self.known.setdefault(Category.SIREN, set()).update(forms(plain(text)[:_SIREN]))

    def is_own(self, category: Category, text: str) -> bool | None:
        """Whether a value is the account's; None where none of that category is known."""
        mine = self.known.get(category)
        return bool(forms(text) & mine) if mine else None


@dataclass(frozen=True, slots=True)
class Owners:
    """What an answer's objects say of their owner."""

    mine: frozenset[Spot]
    others: frozenset[Spot]
    presumed: bool
    """Whether the address itself means the account that calls it."""
    places: Mapping[tuple[int, ...], Sequence[Spot]] = field(default_factory=dict)
    """The objects of both kinds, by their positions."""

    def of(self, spot: Spot) -> bool | None:
        """Whether what stands in that object is the account's own; None where nothing tells."""
        near = [
            other
            for taken in range(len(spot.indexes) + 1)
            for other in self.places.get(spot.indexes[:taken], ())
        ]
        for size in range(len(spot.path), 0, -1):
            level = [
                other
                for other in near
                if other.path[:size] == spot.path[:size] and _inside(other, size)
            ]
            found = {other in self.mine for other in level}
            if found:
                return True in found
        return True if self.presumed else None


def _inside(spot: Spot, size: int) -> bool:
    """Whether an object stands under that beginning without an array between."""
    return not any(step in {"*", "{key}"} for step in spot.path[size:])


def read_owners(sightings: Iterable[Sighting], own: Own, *, presumed: bool) -> Owners:
    """The objects of an answer that carry an identifier of the account, or another's."""
    mine: set[Spot] = set()
    others: set[Spot] = set()
    for one in sightings:
        for verdict in one.verdicts:
            if verdict.category not in KEYS:
                continue
            said = own.is_own(verdict.category, one.leaf.text)
            if said is not None:
                (mine if said else others).add(one.spot)
    places: dict[tuple[int, ...], list[Spot]] = {}
    for spot in sorted(mine | others):
        places.setdefault(spot.indexes, []).append(spot)
    return Owners(frozenset(mine), frozenset(others - mine), presumed, places)


def means_self(endpoint: Endpoint) -> bool:
    """Whether an address without a key speaks of the caller (`/api/me`, `/mon-compte`)."""
    if endpoint.keys:
        return False
    said = {word for part in endpoint.path.split("/") for word in words_of(part)}
    said |= set(words_of(endpoint.operation))
    return bool(said & _SELF)


def learn(own: Mapping[str, Own], account: str, sightings: Iterable[Sighting]) -> None:
    """Take the identifiers of an account's own record, as its portal told them."""
    for one in sightings:
        if one.spot.indexes:
            continue
        for verdict in one.verdicts:
            if verdict.category in KEYS:
                own[account].add(verdict.category, one.leaf.text)
