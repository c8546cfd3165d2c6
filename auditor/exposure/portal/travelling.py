"""Where else than in the body of an exchange personal data travel: addresses, cookies, tokens."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from auditor.exposure.portal.asking import PERSONAL, TRACED
from auditor.exposure.portal.showing import Showing
from auditor.exposure.portal.values import plain
from auditor.identifiers import REGISTRY
from auditor.model.visits import REQUEST
from auditor.model.vocabulary import Category, Subject

_SHORTEST = 4
_CLAIMED = TRACED - {Category.PERSON, Category.EMAIL_ADDRESS}
"""What no token need say: the name of its own bearer is another matter."""


def nir_in_url(showing: Showing) -> bool:
    """Whether the address holds a NIR."""
    return (
        _asked_with(showing, {Category.NIR}, {"path", "query"})
        or "{NIR}" in showing.visit.endpoint.kinds
    )


def identifier_in_url(showing: Showing) -> bool:
    """Whether the address holds another identifier of a person."""
    wanted = PERSONAL - {Category.NIR, Category.LOGIN, Category.HEALTH}
    found = _asked_with(showing, wanted, {"path", "query"})
    return found or "{key}" in showing.visit.endpoint.kinds


def secret_in_url(showing: Showing) -> bool:
    """Whether the address holds a password or token."""
    names = {"password", "passwd", "pwd", "motdepasse", "mdp", "apikey", "accesstoken", "token"}
    return any(
        leaf.part == "query"
        and leaf.path
        and plain(leaf.path[0]) in names
        and len(leaf.text) >= _SHORTEST
        for leaf in showing.visit.exchange.request.leaves
    )


def in_referer(showing: Showing) -> bool:
    """Whether the address of origin holds an identifier."""
    value = dict(showing.visit.exchange.request.headers).get("referer", "")
    return _address_tells(value)


def in_location(showing: Showing) -> bool:
    """Whether a redirection holds an identifier."""
    return _address_tells(dict(showing.visit.exchange.response.headers).get("location", ""))


def _address_tells(address: str) -> bool:
    """Whether an address carries an identifier, or a parameter named after one with a value."""
    if not address:
        return False
    parts = urlsplit(address)
    if any(
        REGISTRY[name].holds(f"{parts.path} {parts.query}".replace("%20", " ").replace("=", " "))
        for name in ("nir", "iban", "email")
    ):
        return True
    query = re.findall(r"([^&=]+)=([^&]+)", parts.query)
    return any(plain(name) in _PARAMETERS and value for name, value in query)


_PARAMETERS = frozenset(
    {"nir", "numsecu", "nss", "numss", "datenaissance", "dob", "birthdate", "ddn", "iban", "rib"}
    | {
        "numadherent",
        "numeroadherent",
        "memberid",
        "email",
        "nom",
        "prenom",
        "lastname",
        "firstname",
    }
    | {
        "numerosecu",
        "securitesociale",
        "ssn",
        "nomnaissance",
        "numerocontrat",
        "numcontrat",
        "patient",
    }
)


def in_token(showing: Showing) -> bool:
    """Whether a token claims more than who bears it."""
    return any(
        "@jwt" in one.leaf.path and {v.category for v in one.verdicts} & _CLAIMED
        for one in showing.visit.sightings
    )


def in_cookie(showing: Showing) -> bool:
    """Whether a cookie holds personal data."""
    return any(
        one.leaf.part == "cookie"
        and "@jwt" not in one.leaf.path
        and {v.category for v in one.verdicts} & (TRACED | {Category.LOGIN}) - {Category.LOGIN}
        for one in showing.visit.sightings
    )


def third_party(showing: Showing) -> bool:
    """Whether somebody else's host is sent personal data."""
    if not showing.visit.endpoint.third_party:
        return False
    sent = any(one.sighting.side == REQUEST for one in showing.shown)
    return sent or in_referer(showing) or nir_in_url(showing)


def _asked_with(showing: Showing, categories: Iterable[Category], parts: Iterable[str]) -> bool:
    wanted, where = frozenset(categories), frozenset(parts)
    return any(
        one.leaf.part in where
        and any(
            v.category in wanted and v.subject not in {Subject.PRACTITIONER, Subject.ORGANISATION}
            for v in one.verdicts
        )
        for one in showing.visit.seen(REQUEST)
    )
