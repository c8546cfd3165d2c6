"""The scorer counts pairs of column and category, and nothing else."""

from dataclasses import dataclass

import pytest

from auditor.model.result import FieldEntry
from auditor.model.verdicts import Verdict
from auditor.model.vocabulary import Category, Evidence, Mode, Subject
from tests.corpus import ColumnSpec, Corpus, TableSpec, Truth, schema
from tests.corpus.score import Tally, score

TABLE = TableSpec(
    "assure",
    (
        ColumnSpec("nir", "char(15)", "nir15", frozenset({Truth("NIR", "is", "insured")})),
        ColumnSpec(
            "note",
            "text",
            "comment_nir",
            frozenset({Truth("NIR", "contains", "insured"), Truth("FREE_TEXT", "is", "insured")}),
            difficulty="text",
        ),
        ColumnSpec("numero", "bigint", "ref15", accept=frozenset({"IBAN"}), difficulty="decoy"),
        ColumnSpec("actif", "boolean", "active"),
    ),
)
CORPUS = Corpus("tuning", "snake", 1, (TABLE,))


def field(column: str, *categories: Category, path: str = "", mode: Mode = Mode.IS) -> FieldEntry:
    verdicts = tuple(
        Verdict(category, Subject.INSURED, mode, Evidence.VALUES, 0.9) for category in categories
    )
    return FieldEntry("base", "public.assure", column, path, "text", verdicts)


def test_perfect() -> None:
    found = score(CORPUS, [field("nir", Category.NIR), field("note", Category.NIR)])
    assert found.overall == Tally(right=2)
    assert (found.overall.precision, found.overall.recall, found.overall.f1) == (1, 1, 1)
    assert (found.clean_columns, found.false_alarms) == (2, ())
    assert (found.subjects_right, found.modes_right) == (2, 1)


def test_nothing_asserted() -> None:
    found = score(CORPUS, [])
    assert found.overall == Tally(missed=2)
    assert found.missed == (("assure", "nir", "NIR"), ("assure", "note", "NIR"))
    assert (found.overall.precision, found.overall.recall, found.overall.f1) == (1, 0, 0)


def test_false_alarms_are_on_clean_columns_only() -> None:
    fields = [
        field("nir", Category.NIR, Category.RPPS),
        field("numero", Category.NIR),
        field("actif", Category.NIR, Category.SEX),
    ]
    found = score(CORPUS, fields)
    assert found.overall == Tally(right=1, missed=1, wrong=3)
    assert found.false_alarms == (("assure", "actif"), ("assure", "numero"))
    assert found.overall.precision == pytest.approx(1 / 4)
    assert found.by_difficulty["decoy"] == Tally(wrong=1)
    assert found.by_category["NIR"] == Tally(right=1, missed=1, wrong=2)


def test_accepted_categories_do_not_count() -> None:
    assert score(CORPUS, [field("numero", Category.IBAN)]).overall == Tally(missed=2)


def test_a_path_counts_for_its_column_once() -> None:
    fields = [field("note", Category.NIR, path=f"/{n}/nir", mode=Mode.CONTAINS) for n in range(3)]
    found = score(CORPUS, fields)
    assert found.overall == Tally(right=1, missed=1)
    assert found.modes_right == 1


def test_only_the_chosen_categories() -> None:
    found = score(CORPUS, [field("note", Category.FREE_TEXT)], categories={"FREE_TEXT"})
    assert found.overall == Tally(right=1)


@dataclass(frozen=True)
class Said:
    category: str
    mode: str
    subject: str


@dataclass(frozen=True)
class Spoken:
    container: str
    column: str
    verdicts: tuple[Said, ...]


def test_a_perfect_reader_of_a_real_corpus() -> None:
    corpus = schema(seed=2, rows=2)
    fields = [
        Spoken(table, column, tuple(Said(t.category, t.mode, t.subject) for t in spec.truth))
        for (table, column), spec in corpus.columns().items()
    ]
    found = score(corpus, fields)
    assert found.overall.f1 == 1
    assert found.subjects_right == found.modes_right == found.overall.right > 100
