import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.detection.nested.cell import Path, Unpacked
from auditor.detection.nested.limits import LIMITS
from tests.detection.nested.examples import CELLS, NIR, unpack


@pytest.mark.parametrize("name", CELLS)
def test_the_value_is_found_under_its_path(name: str) -> None:
    cell, path = CELLS[name]
    unpacked = unpack(cell)
    assert (path, NIR) in unpacked.leaves
    assert unpacked.cuts == set()


@pytest.mark.parametrize(
    "cell",
    [
        "Assurée rappelée, dossier complet",
        NIR,
        "2 55 08 14 168 025 38",
        "550e8400-e29b-41d4-a716-446655440000",
        "d41d8cd98f00b204e9800998ecf8427e",
        "12/03/1961",
        "{cle}",
        "[a traiter]",
        "a < b et b > c",
        "<inconnu>",
        "12 rue des Lilas\n75001 Paris",
        "Bonjour,\n\nmerci de rappeler.\nCordialement",
    ],
)
def test_other_text_stays_one_value(cell: str) -> None:
    unpacked = unpack(cell)
    assert unpacked.leaves == [((), cell)]
    assert unpacked.cuts == set()


@pytest.mark.parametrize(
    ("cell", "paths"),
    [
        ("MARTIN;Jeanne\nROUX;Paul\n", {("@csv", "1"), ("@csv", "2")}),
        ("Nom\tSolde\nMARTIN\t12\n", {("@csv", "Nom"), ("@csv", "Solde")}),
        ("<table><tr><th>MARTIN Jeanne</th><td>12</td></tr></table>", {("@html", "*"), ("@html",)}),
        ("/clients/MARTIN/481516", {(), ("@query", "segment")}),
    ],
)
def test_a_value_in_the_place_of_a_label_is_not_one(cell: str, paths: set[Path]) -> None:
    assert {path for path, _ in unpack(cell).leaves} == paths


def test_a_key_written_twice_keeps_both_values() -> None:
    cell = '{"nir": "1", "nir": "2"}'
    assert unpack(cell).leaves == [(("@json", "nir"), "1"), (("@json", "nir"), "2")]


def test_json_beyond_the_standard_is_read_as_it_is_written() -> None:
    cell = '{"a": NaN, "b": -Infinity, "c": 1e400, "d": 123456789012345678901234567890, "e": null}'
    values = {path[-1]: value for path, value in unpack(cell).leaves}
    assert values == {
        "a": "NaN",
        "b": "-Infinity",
        "c": "1e400",
        "d": "123456789012345678901234567890",
        "e": None,
    }


def test_an_array_as_postgresql_writes_it() -> None:
    unpacked = Unpacked(LIMITS)
    cell = r'[0:1][1:2]={{un,"de\"ux, trois"},{NULL,"NULL"}}'
    assert unpacked.medium((), "array", cell, marked=False)
    assert [value for _, value in unpacked.leaves] == ["un", 'de"ux, trois', None, "NULL"]


_TREES = st.recursive(
    st.text("abcdéœ ", min_size=1, max_size=8).map(str.strip).filter(bool),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("klm", min_size=1, max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
).filter(lambda tree: isinstance(tree, list | dict))


@given(tree=_TREES, indent=st.sampled_from([None, 2]))
def test_every_leaf_of_a_json_document_is_found_where_it_stands(tree: object, indent: int) -> None:
    leaves = unpack(json.dumps(tree, indent=indent)).leaves
    assert sorted(leaves) == sorted((("@json", *path), leaf) for path, leaf in _leaves(tree))


def _leaves(tree: object, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], object]]:
    if isinstance(tree, dict):
        return [leaf for key, value in tree.items() for leaf in _leaves(value, (*path, key))]
    if isinstance(tree, list):
        return [leaf for value in tree for leaf in _leaves(value, (*path, "*"))]
    return [(path, tree)]


@given(st.text() | st.text('{}[]<>&;=/"\\,\n abc09+'))
def test_no_text_breaks_it(cell: str) -> None:
    assert unpack(cell) is not None


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_break_it(data: bytes, whole: bool) -> None:  # noqa: FBT001 - drawn
    unpacked = Unpacked(LIMITS)
    assert unpacked.blob((), data, whole=whole) in {True, False}
