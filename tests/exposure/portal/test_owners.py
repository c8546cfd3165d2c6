"""Whose record an answer shows, by the identifiers of the account."""

import pytest

from auditor.exposure.portal.owners import Own, learn, means_self, read_owners
from auditor.model.visits import Endpoint, Sighting, Spot
from auditor.model.vocabulary import Category, Subject
from tests.exposure.portal.build import sighting

_MINE, _THEIRS = "010000016", "010780195"


def _own() -> Own:
    own = Own()
    own.add(Category.FINESS, _MINE)
    return own


def _finess(text: str, *path: str, indexes: tuple[int, ...] = ()) -> Sighting:
    return sighting(Category.FINESS, text, path, indexes, Subject.ORGANISATION)


def test_what_stands_in_the_accounts_record_is_its_own() -> None:
    owners = read_owners([_finess(_MINE, "body", "ps")], _own(), presumed=False)
    assert owners.of(Spot(("body", "ps", "rib"))) is True
    assert owners.of(Spot(("body",))) is True


def test_what_stands_in_anothers_record_is_not() -> None:
    owners = read_owners([_finess(_THEIRS, "body", "ps")], _own(), presumed=True)
    assert owners.of(Spot(("body", "ps", "rib"))) is False


def test_rows_are_told_apart() -> None:
    path = ("body", "items", "*")
    rows = [_finess(_MINE, *path, indexes=(0,)), _finess(_THEIRS, *path, indexes=(1,))]
    owners = read_owners(rows, _own(), presumed=False)
    assert owners.of(Spot(path, (0,))) is True
    assert owners.of(Spot(path, (1,))) is False


def test_nothing_known_tells_nothing() -> None:
    owners = read_owners([_finess(_MINE, "body")], Own(), presumed=False)
    assert owners.of(Spot(("body",))) is None


@pytest.mark.parametrize(
    ("path", "keys", "means"),
    [
        ("/api/me", (), True),
        ("/mon-compte", (), True),
        ("/api/profil/{id}", ("12",), False),
        ("/api/droits", (), False),
    ],
)
def test_addresses_that_mean_the_caller(path: str, keys: tuple[str, ...], means: bool) -> None:  # noqa: FBT001 - an expected value
    kinds = ("{id}",) * len(keys)
    assert means_self(Endpoint(f"GET {path}", "GET", path, keys=keys, kinds=kinds)) is means


def test_a_portal_tells_an_account_its_own_identifiers() -> None:
    own = {"a": Own()}
    learn(own, "a", [_finess(_MINE, "body")])
    assert own["a"].is_own(Category.FINESS, _MINE) is True
    assert own["a"].is_own(Category.FINESS, _THEIRS) is False
    assert _MINE not in repr(own["a"])
