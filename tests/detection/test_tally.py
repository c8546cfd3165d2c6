import pickle
import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.detection.plan import ColumnPlan
from auditor.detection.tally import ColumnTally
from auditor.identifiers import REGISTRY
from auditor.model.catalogue import Family
from auditor.model.profiles import ColumnProfile
from auditor.naming.words import words
from tests.detection.kernels.texts import VALUES, texts

SECRET = b"a secret of this test"


def plan(*kernels: str, **options: object) -> ColumnPlan:
    family = options.pop("family", Family.TEXT)
    assert isinstance(family, Family)
    return ColumnPlan("c", family, kernels, **options)  # type: ignore[arg-type]


def profile(plan: ColumnPlan, cells: list[str | None], batch: int = 1000) -> ColumnProfile:
    tally = ColumnTally(plan, SECRET)
    for start in range(0, len(cells), batch):
        tally.add(pa.array(cells[start : start + batch], pa.string()))
    return tally.profile()


_CELLS = st.lists(
    st.none()
    | st.sampled_from([value for values in VALUES.values() for value in values])
    | texts(),
    max_size=12,
)
_FULL = plan(*REGISTRY, text=True, words=True, dates=True)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=_CELLS, cut=st.integers(0, 12), batch=st.integers(1, 5))
def test_the_same_profile_for_any_batches_order_and_route(
    cells: list[str | None], cut: int, batch: int
) -> None:
    whole = profile(_FULL, cells)
    assert profile(_FULL, cells[::-1], batch) == whole
    left, right = ColumnTally(_FULL, SECRET), ColumnTally(_FULL, SECRET)
    left.add(pa.array(cells[:cut], pa.large_string()))
    right.add(pa.array(["x", *cells[cut:]], pa.string())[1:])
    merged = pickle.loads(pickle.dumps(right))  # noqa: S301 - our own bytes
    merged.merge(pickle.loads(pickle.dumps(left)))  # noqa: S301 - our own bytes
    assert merged.profile() == whole
    every_cell = plan(*REGISTRY, text=True, words=True, dates=True, distinct_first=False)
    assert profile(every_cell, cells) == whole


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=_CELLS)
def test_whole_cells_agree_with_the_scalar_definition(cells: list[str | None]) -> None:
    found = profile(plan(*REGISTRY), cells)
    stripped = [cell.strip() for cell in cells if cell is not None]
    for name, identifier in REGISTRY.items():
        pattern = "|".join(shape.pattern for shape in identifier.shapes)
        shaped = [cell for cell in stripped if re.fullmatch(pattern, cell, re.ASCII)]
        valid = [cell for cell in shaped if identifier.agrees(cell)]
        hits = found.hits[name]
        assert (hits.valid, hits.wrong_key) == (len(valid), len(shaped) - len(valid)), name
        assert sum(hits.shapes.values()) == len(shaped)


@settings(max_examples=100, deadline=None)
@given(cells=st.lists(st.none() | st.text(max_size=70), max_size=12))
def test_counts_of_cells(cells: list[str | None]) -> None:
    found = profile(plan(), cells)
    filled = [cell.strip() for cell in cells if cell is not None and cell.strip()]
    assert found.rows == len(cells)
    assert found.nulls == cells.count(None)
    assert found.filled == len(filled)
    assert found.distinct.value == len(set(filled))
    assert sum(found.classes.values()) == len(filled)
    assert sum(found.lengths.values()) == len(filled)
    lengths = {min(len(cell), 64) for cell in filled}
    assert set(found.lengths) == lengths


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("123", "digits"),
        ("0123456789abcdef", "hex"),
        ("0123456789ABCDEF", "hex"),
        ("0123456789ABCDEf", "digits_and_letters"),
        ("A1", "digits_and_letters"),
        ("DUPONT", "upper"),
        ("dupont", "lower"),
        ("Dupont", "title"),
        ("Hélène", "title"),
        ("McDonald", "mixed"),
        ("rue de la Paix", "words"),
        ("12,50", "other"),
        ("2024-01-01", "other"),
        ("٣٣", "lower"),
    ],
)
def test_each_cell_has_one_class(cell: str, kind: str) -> None:
    assert profile(plan(), [cell]).classes == {kind: 1}


def test_numbers_that_lost_their_leading_zeros() -> None:
    cells: list[str | None] = ["10780195", "10000016", "750000001"]
    number = profile(plan("finess", family=Family.INTEGER), cells).hits["finess"]
    assert (number.valid, number.facets["padded"]) == (2, 2)
    assert number.shapes == {"99999999": 2, "999999999": 1}
    text = profile(plan("finess"), cells).hits["finess"]
    assert text.valid == 0
    padded = profile(plan("finess"), ["010780195"]).hits["finess"]
    assert padded.valid == 1


def test_a_number_and_its_text_have_the_same_digest() -> None:
    number = ColumnTally(plan("finess", family=Family.INTEGER), SECRET)
    number.add(pa.array(["10780195"]))
    text = ColumnTally(plan("finess"), SECRET)
    text.add(pa.array(["01 078 019 5"]))
    union = number.digests("finess")
    union.merge(text.digests("finess"))
    assert union.count().value == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("nir", "284052A32102552"), ("nir13", "2 84 05 2a 321 025")),
        (("iban", "FR14 2004 1010 0505 0001 3M02 606"), ("rib", "20041 01005 0500013m026 06")),
        (("phone", "+33 6 39 98 12 34"), ("phone", "0639981234")),
        (("email", "A.B@Exemple.fr"), ("email", "a.b@exemple.fr")),
    ],
)
def test_one_person_or_account_counts_once(first: tuple[str, str], second: tuple[str, str]) -> None:
    tallies = []
    for kernel, cell in (first, second):
        tally = ColumnTally(plan(kernel), SECRET)
        tally.add(pa.array([cell]))
        tallies.append(tally.digests(kernel))
    tallies[0].merge(tallies[1])
    assert tallies[0].count().value == 1


def test_what_a_column_of_nir_tells() -> None:
    cells: list[str | None] = ["255081416802538", "2 84 05 2a 321 025 52", "284992B32102531", None]
    hits = profile(plan("nir"), [*cells, "284058832102530"]).hits["nir"]
    assert (hits.valid, hits.wrong_key, hits.distinct.value) == (3, 1, 3)
    assert hits.facets == {
        "department_spread": 3,
        "dept_corsica": 2,
        "month_01_12": 3,
        "month_pseudo": 1,
        "sex_2": 4,
        "test": 4,
        "year_spread": 2,
    }
    assert hits.shapes == {"999999999999999": 2, "9 99 99 9A 999 999 99": 1, "999999A99999999": 1}


def test_phone_numbers_kept_for_fiction_are_told_apart() -> None:
    cells: list[str | None] = ["01 99 00 12 34", "+33 6 39 98 12 34", "0612345678"]
    assert profile(plan("phone"), cells).hits["phone"].facets == {"mobile": 2, "test": 2}


def test_timestamps_are_no_siret() -> None:
    cells: list[str | None] = [f"202401312359{second:02}" for second in range(60)]
    hits = profile(plan("siret"), cells).hits["siret"]
    assert (hits.valid, hits.wrong_key, hits.facets) == (0, 60, {"timestamp_like": 60})


def test_identifiers_inside_text() -> None:
    cells: list[str | None] = [
        "NIR 255081416802538 et 2 84 05 2A 321 025 52.",
        "NIR 255081416802538",
        "clé fausse 284058832102530",
        "rien",
    ]
    hits = profile(plan("nir", text=True), cells * 2).hits["nir"]
    assert (hits.valid, hits.inside, hits.occurrences, hits.distinct.value) == (0, 4, 6, 2)
    assert hits.facets == {
        "grouped": 2,
        "inside_wrong_key": 2,
        "inside_test": 8,
        "introduced": 4,
    }


def test_dates_by_year() -> None:
    cells: list[str | None] = [
        "1984-05-31",
        "31/05/1984",
        "19840531",
        "1984-02-30",
        "1953-00-31",
        "2024-01-01 00:00:00",
        "2024-01-01 10:30:00.25",
        "20240101103000",
        "84-05-31",
        "0001-01-01",
    ]
    found = profile(plan(dates=True), cells)
    assert found.years == {1984: 3, 2024: 3}
    assert found.facets == {"date": 6, "pseudo_date": 2, "midnight": 1, "not_midnight": 2}


def test_forms_that_are_not_in_clear() -> None:
    cells: list[str | None] = [
        "0123456789abcdef0123456789abcdef",
        "123e4567-e89b-12d3-a456-426614174000",
        "FR76 **** **** 189",
        "1 85 XX XXX XXX 84",
        "1700000000",
        "1700000000000",
    ]
    facets = profile(plan(), cells).facets
    assert facets == {"hex_32": 1, "uuid": 1, "masked": 2, "epoch_like": 2}


def test_words_of_a_column() -> None:
    found = profile(plan(words=True), ["MARTIN Émilie", "martin-lefevre", "Z", "xmartinx"])
    assert found.words["surname"] == 2
    assert found.words["first_name"] >= 1


def test_entries_of_two_words_are_found_whatever_parts_them() -> None:
    entry = next(word for word in sorted(words("place")) if word.count(" ") == 1)
    first, second = entry.split()
    cells: list[str | None] = [f"a {first}-{second}", f"{first} {second}", f"{first}  {second}"]
    alone = profile(plan(words=True), [first, second]).words.get("place", 0)
    assert profile(plan(words=True), cells).words["place"] == 2 + (alone > 0)


def test_digests_of_a_column_are_a_copy() -> None:
    tally = ColumnTally(plan("siren"), SECRET)
    tally.add(pa.array(["732829320"]))
    taken = tally.digests("siren")
    taken.add(np.array([1], np.uint64))
    assert tally.profile().hits["siren"].distinct.value == 1


def test_no_value_is_shown() -> None:
    tally = ColumnTally(plan("nir", "email", text=True), SECRET)
    tally.add(pa.array(["255081416802538", "a.b@exemple.fr", "vu 255081416802538"]))
    shown = repr(tally) + repr(tally.profile()) + repr(tally.digests("nir"))
    assert "255081416802538" not in shown
    assert "exemple" not in shown


def test_empty_batches_and_arrays_of_any_string_type() -> None:
    tally = ColumnTally(_FULL, SECRET)
    for array in (
        pa.array([], pa.string()),
        pa.array([None, None], pa.string()),
        pa.array(["", ""], pa.string()),
        pa.nulls(3),
        pa.array([" ", "\u00a0"], pa.large_string()),
        pa.array(["é"], pa.string_view()),
    ):
        tally.add(array)
    found = tally.profile()
    assert (found.rows, found.nulls, found.blanks, found.filled) == (10, 5, 4, 1)


@pytest.mark.parametrize("piece", ["1", "a.", "a@", "1 ", "FR76 ", "+33 ", "é", "1985-"])
def test_a_cell_of_half_a_million_characters_is_read(piece: str) -> None:
    found = profile(_FULL, [piece * (500_000 // len(piece)), "x"])
    assert found.filled == 2
    assert found.lengths[64] == 1
