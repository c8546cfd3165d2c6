"""`pseudo`: a nickname, or a pseudonym where the cells are digests."""

from auditor.model.vocabulary import Category
from tests.decide.profiles import categories, profile, single


def test_digests_under_pseudo_are_pseudonyms() -> None:
    seen = profile("pseudo", length=64, kind="hex", facets={"hex_64": 1000})
    assert categories(single("pseudo", seen)) == [Category.PSEUDONYM]


def test_nicknames_are_no_pseudonyms() -> None:
    seen = profile("pseudo", length=9, kind="lower")
    assert Category.PSEUDONYM not in categories(single("pseudo", seen))
