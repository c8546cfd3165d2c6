from benchmarks.generator import COLUMNS, batches
from benchmarks.speed import findings, measure, shared

_FREE_TEXT = ("comment", "note", "reason", "history")


def test_the_table_is_the_same_for_a_seed() -> None:
    [first], [again], [other] = (list(batches(500, seed)) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)
    assert first.schema.names == list(COLUMNS)


def test_the_columns_are_as_distinct_as_they_should_be() -> None:
    [batch] = batches(2000, 3)
    distinct = {name: len(batch.column(name).unique()) / 2000 for name in COLUMNS}
    assert all(0.7 < distinct[name] < 0.9 for name in _FREE_TEXT)
    assert sum(share > 0.9 for share in distinct.values()) == 14
    assert sum(share < 0.2 for share in distinct.values()) == 4


def test_both_engines_find_the_same_on_the_benchmark_cells() -> None:
    found, equal = findings(shared(list(batches(100, 4)), 2200))
    assert equal
    assert {name for name, *_ in found} >= {"nir", "iban", "rib", "siret", "email", "phone"}


def test_the_speed_benchmark_measures_at_the_size_of_a_test() -> None:
    figures = measure(300, 44)
    assert figures.equal
    assert figures.cells == 300 * len(COLUMNS)
    assert min(figures.presidio, figures.columnar_distinct, figures.columnar_every_cell) > 0
