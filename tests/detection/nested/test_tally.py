import base64
import json
import pickle
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.detection.census import PassCensus
from auditor.detection.container_tally import ContainerTally
from auditor.detection.nested.limits import Limits
from auditor.detection.nested.tally import NestedTally
from auditor.detection.plan import DecoderPlan
from auditor.detection.propose import first_plan, inner_plan
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.profiles import Count
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.vocabulary import Category, Subject
from tests.detection.nested.examples import CELLS, NIR

OTHER = "180087520300170"
SECRET = b"a secret of this test"
TABLE = Container(ContainerRef("s", "t"), ContainerKind.TABLE, (Column("c", "text", Family.TEXT),))
SMALL = Limits(siblings=3, paths=6, depth=5)


def tally(plan: DecoderPlan, limits: Limits = SMALL) -> NestedTally:
    return NestedTally(plan, inner_plan(TABLE, "c"), SECRET, limits)


def batch(
    cells: Sequence[str | None], attributes: list[str | None] | None = None
) -> pa.RecordBatch:
    columns = {"c": cells} | ({} if attributes is None else {"a": attributes})
    arrays = [pa.array(values, pa.string()) for values in columns.values()]
    return pa.RecordBatch.from_arrays(arrays, list(columns))


def counted(plan: DecoderPlan, cells: list[str | None], limits: Limits = SMALL) -> NestedTally:
    found = tally(plan, limits)
    found.add(batch(cells))
    return found


_DOCUMENTS = st.dictionaries(
    st.sampled_from(["nir", "nom", "a", "b", "c", "martin", "bernard", NIR]),
    st.sampled_from([NIR, "x", None, ["1", "2"], {"nir": NIR}, {"d": {"e": 1}}, '{"i": 1}']),
    max_size=5,
).map(json.dumps)
_CELLS = st.lists(
    st.none() | _DOCUMENTS | st.sampled_from([cell for cell, _ in CELLS.values()] + ["", "x", "{"]),
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cells=_CELLS,
    cut=st.integers(0, 8),
    plan=st.sampled_from([DecoderPlan("c"), DecoderPlan("c", one_in=2)]),
)
def test_the_same_profiles_for_any_batches_order_and_worker(
    cells: list[str | None], cut: int, plan: DecoderPlan
) -> None:
    whole = counted(plan, cells)
    left, right = counted(plan, cells[:cut]), tally(plan)
    for cell in reversed(cells[cut:]):
        right.add(batch([cell]))
    merged = pickle.loads(pickle.dumps(right))  # noqa: S301 - our own bytes
    merged.merge(pickle.loads(pickle.dumps(left)))  # noqa: S301 - our own bytes
    assert merged.profiles() == whole.profiles()
    assert merged.cuts() == whole.cuts()


def test_values_are_counted_under_their_path() -> None:
    cells: list[str | None] = [
        json.dumps({"nir": NIR, "tel": ["1", None]}),
        None,
        "rien",
        '{"nir": 1',
    ]
    found = counted(DecoderPlan("c", pattern=r"^\s*[\[{]"), cells)
    profiles = found.profiles()
    assert list(profiles) == [("@json", "nir"), ("@json", "tel", "*")]
    assert profiles["@json", "nir"].hits["nir"].valid == 1
    assert (profiles["@json", "tel", "*"].rows, profiles["@json", "tel", "*"].nulls) == (2, 1)
    assert found.cuts() == {"unparsable": 1}


def test_a_key_that_is_an_identifier_is_counted_and_not_shown() -> None:
    found = counted(DecoderPlan("c"), [json.dumps({NIR: {"etat": "ok"}})])
    assert list(found.profiles()) == [("@json", "{NIR}"), ("@json", "{NIR}", "etat")]
    assert found.profiles()["@json", "{NIR}"].hits["nir"].valid == 1
    assert NIR not in repr(found)


def test_the_attribute_of_a_row_is_the_first_segment() -> None:
    found = tally(DecoderPlan("c", "attribute", attribute="a"))
    found.add(batch([NIR, "MARTIN", '{"x": 1}', None], ["nir", "nom", "extra", "nom"]))
    assert list(found.profiles()) == [("extra", "@json", "x"), ("nir",), ("nom",)]


def test_a_blob_that_the_reader_cut_is_read_as_far_as_it_goes() -> None:
    text = f"assurée {NIR} à rappeler, "
    hexed = (text * 40).encode().hex()[:512]
    found = counted(DecoderPlan("c", "binary", prefix=512), [hexed, b"\x00\x01".hex()])
    assert found.profiles()["@text",].hits["nir"].inside == 1
    assert found.cuts() == {"prefix": 1}
    packed = base64.b64decode(CELLS["gzip"][0])
    found = counted(DecoderPlan("c", "binary", prefix=512), [packed.hex()])
    assert list(found.profiles()) == [("@gzip", "@json", "assure", "nir")]
    assert found.cuts() == {}


def test_a_document_that_is_cut_is_searched_as_text() -> None:
    deep = '{"a":' * 9 + f'"{NIR}"' + "}" * 9
    found = counted(DecoderPlan("c", "json"), [deep, json.dumps({"nir": NIR}), "null", "[]"])
    assert list(found.profiles()) == [("@text",), ("nir",)]
    assert found.profiles()["@text",].hits["nir"].inside == 1
    assert found.cuts() == {"depth": 1}


def test_a_budget_says_what_it_left() -> None:
    cells: list[str | None] = [json.dumps({"n": n}) for n in range(200)]
    found = counted(DecoderPlan("c", one_in=4), cells)
    left = found.cuts()["budget"]
    assert 100 < left < 200
    assert found.profiles()["@json", "n"].rows == 200 - left


@pytest.mark.parametrize("value", ["\ud800", "\udfff\ud800", "a\x00b"])
def test_what_utf8_cannot_hold_is_replaced(value: str) -> None:
    found = counted(DecoderPlan("c"), [json.dumps({"a": value})])
    assert found.profiles()["@json", "a"].filled == 1


def test_grouped_paths_are_told() -> None:
    cells: list[str | None] = [
        json.dumps({a: {b: {"x": 1} for b in "klm"} for a in "abc"}) for _ in range(3)
    ]
    found = counted(DecoderPlan("c"), cells)
    assert len(found.profiles()) <= SMALL.paths
    assert found.cuts() == {"paths": SMALL.paths}
    assert sum(profile.rows for profile in found.profiles().values()) == 27


def test_persons_are_counted_by_the_numbers_inside_where_no_column_tells_them() -> None:
    plan = replace(first_plan(TABLE), decoders=(DecoderPlan("c"),))
    tally = ContainerTally(plan, SECRET)
    tally.add(batch([json.dumps({"nir": NIR, "lot": "1"})] * 3 + [json.dumps({"nir": OTHER})]))
    tally.profile(complete=True)
    census = PassCensus({TABLE.ref: tally})
    assert census.persons([TABLE.ref], Subject.INSURED) == (Count(2), "nir")
    assert census.persons([TABLE.ref], Subject.PRACTITIONER) is None
    field = FieldRef("s", "t", "c", ("@json", "nir"))
    assert census.values([field], Category.NIR) == Count(2)
    assert census.values([replace(field, path=("@json", "lot"))], Category.NIR) == Count(0)


def test_comments_inside_documents_are_read_whatever_the_order_of_the_rows() -> None:
    said = [
        "Mme Claire Dubois a rappelé ce matin au sujet de son dossier",
        "Relance faite auprès de la caisse, sans réponse à ce jour",
        "Voir avec Monsieur Paul Bernard pour la pièce manquante",
        "OK",
    ]
    cells = [json.dumps({"note": text, "n": n}) for n, text in enumerate(said * 3)]
    whole, halves = tally(DecoderPlan("c")), [tally(DecoderPlan("c")) for _ in range(2)]
    whole.add(batch(cells))
    halves[0].add(batch(cells[7:]))
    halves[1].add(batch(cells[:7]))
    halves[0].merge(halves[1])
    assert whole.profiles() == halves[0].profiles()
    text = whole.profiles()["@json", "note"].text
    assert text is not None
    assert (text.templates, text.person_templates, text.person_rows) == (3, 2, 6)
    assert whole.profiles()["@json", "n"].text is None
