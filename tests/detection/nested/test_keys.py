from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.detection.nested.cell import Path
from auditor.detection.nested.keys import PathTree, shown
from auditor.detection.nested.limits import LIMITS, Limits
from tests.detection.nested.examples import NIR


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("nir", "nir"),
        ("dateNaissance", "dateNaissance"),
        ("adresse_2", "adresse_2"),
        ("xsi:type", "xsi:type"),
        ("Prénom de l'assuré", "Prénom de l'assuré"),
        ("12", "12"),
        ("*", "*"),
        ("@json", "@json"),
        (NIR, "{NIR}"),
        ("2 55 08 14 168 025 38", "{NIR}"),
        (f"dossier_{NIR}", "{NIR}"),
        ("jean.martin@exemple.fr", "{EMAIL_ADDRESS}"),
        ("2024-01-31", "{number}"),
        ("48151623", "{number}"),
        ("", "{text}"),
        ("a\x00b", "{text}"),
        ("x" * 65, "{text}"),
    ],
)
def test_a_key_that_is_a_value_is_not_shown(key: str, expected: str) -> None:
    assert shown(key) == expected


def _tree(paths: Iterable[Path], limits: Limits = LIMITS) -> tuple[PathTree, set[Path]]:
    tree = PathTree(limits)
    return tree, _settled(tree, tree.settle(set(paths)).values())


def _settled(tree: PathTree, paths: Iterable[Path]) -> set[Path]:
    """The places once all rows are in."""
    tree.narrow()
    return set(tree.settle(set(paths)).values())


def _part(paths: Iterable[Path], limits: Limits) -> tuple[PathTree, set[Path]]:
    """A slice of the rows: others are still to come."""
    tree = PathTree(limits)
    return tree, set(tree.settle(set(paths)).values())


def test_more_than_fifty_siblings_are_values() -> None:
    few = [("@json", f"k{n}", "nir") for n in range(50)]
    assert _tree(few)[1] == set(few)
    assert _tree([*few, ("@json", "k50", "nom")])[1] == {
        ("@json", "{key}", "nir"),
        ("@json", "{key}", "nom"),
    }


def test_names_of_persons_are_values() -> None:
    paths: set[Path] = {
        ("@json", name, "solde") for name in ("MARTIN Jean", "Bernard", "dupont", "autre")
    }
    tree = PathTree(LIMITS)
    assert set(tree.without_people(paths).values()) == {("@json", "{key}", "solde")}
    ordinary: set[Path] = {("@json", name) for name in ("nom", "prenom", "date", "rose", "statut")}
    assert set(PathTree(LIMITS).without_people(ordinary).values()) == ordinary


def test_too_many_paths_are_grouped_from_the_deepest() -> None:
    paths = [("@json", f"a{n}", f"b{m}") for n in range(6) for m in range(6)]
    tree, placed = _tree(paths, Limits(paths=10))
    assert placed == {("@json", f"a{n}", "{key}") for n in range(6)}
    assert tree.level == 2


_KEYS = st.sampled_from(["@json", "*", "a", "b", "c", "d", "e", "{key}"])
_PATHS = st.lists(st.lists(_KEYS, min_size=1, max_size=5).map(tuple), max_size=40)


@given(paths=_PATHS, data=st.data())
def test_the_same_places_for_any_order_and_slices(paths: list[Path], data: st.DataObject) -> None:
    limits = Limits(siblings=2, paths=8, depth=6)
    whole, places = _tree(paths, limits)
    shuffled = data.draw(st.permutations(paths))
    cut = data.draw(st.integers(0, len(paths)))
    left, left_places = _part(shuffled[:cut], limits)
    right, right_places = _part(shuffled[cut:], limits)
    left.join(right)
    assert _settled(left, left_places | right_places) == places
    assert left.level == whole.level
    grown = PathTree(limits)
    kept: set[Path] = set()
    for path in shuffled:
        kept = set(grown.settle({*kept, path}).values())
    assert _settled(grown, kept) == places
