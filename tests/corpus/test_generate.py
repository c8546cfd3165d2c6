"""The corpus is what it says: big enough, reproducible, independent, right in its answers."""

import ast
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from auditor.model.vocabulary import Category, Mode, Subject
from tests.corpus import Corpus, schema, styles
from tests.corpus.generate import KINDS
from tests.corpus.score import SENSITIVE
from tests.corpus.tables import PLANS
from tests.corpus.vocabularies import HELD_OUT, TUNING, VOCABULARIES, Vocabulary

HARD = {
    "all_null", "array", "closed_list", "cryptic", "dates", "decoy", "empty", "hashed",
    "look_alike", "masked", "misnamed", "nested", "numeric", "rare", "split", "staging", "text",
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return schema(seed=3)


def cells(corpus: Corpus, kind: str) -> list[str]:
    """The filled cells of the columns of that kind."""
    found = [
        str(row[at])
        for table in corpus.tables
        for at, column in enumerate(table.columns)
        if column.kind == kind
        for row in table.rows
        if row[at] is not None
    ]
    assert found, kind
    return found


@pytest.mark.parametrize("vocabulary", sorted(VOCABULARIES))
@pytest.mark.parametrize("style", ["mixed", *sorted(styles.STYLES)])
def test_size_and_names(style: str, vocabulary: str) -> None:
    made = schema(seed=5, style=style, vocabulary=vocabulary, rows=2)
    columns = made.columns()
    assert len({table.name.lower() for table in made.tables}) == len(made.tables) >= 40
    assert len(columns) == sum(len(table.columns) for table in made.tables) >= 600
    assert sum(1 for column in columns.values() if not column.truth) >= 300
    for table in made.tables:
        assert len({column.name.lower() for column in table.columns}) == len(table.columns)


def test_every_hard_case_is_there(corpus: Corpus) -> None:
    assert set(HARD) <= {column.difficulty for column in corpus.columns().values()}
    assert {table.kind for table in corpus.tables} == {"table", "view", "materialized_view"}
    used = {code for plan in PLANS for code in plan.kinds if not code.startswith(">")}
    assert used == set(KINDS)


def test_same_seed_same_corpus(corpus: Corpus) -> None:
    assert schema(seed=3) == corpus
    assert schema(seed=4) != corpus


def test_rows_are_chosen() -> None:
    made = schema(rows=7)
    sizes = Counter(len(table.rows) for table in made.tables if not table.query)
    assert set(sizes) == {plan.factor * 7 for plan in PLANS}
    assert sizes[0] == 1


def test_answers_speak_the_words_of_the_audited_package(corpus: Corpus) -> None:
    columns = corpus.columns().values()
    truths = [truth for column in columns for truth in column.truth]
    assert {truth.category for truth in truths} <= set(Category)
    assert {category for column in columns for category in column.accept} <= set(Category)
    assert {truth.mode for truth in truths} == set(Mode)
    assert {truth.subject for truth in truths} <= set(Subject)
    assert set(Category) > SENSITIVE


def test_nothing_comes_from_the_audited_package() -> None:
    for file in Path(__file__).parent.glob("*.py"):
        if file.name.startswith("test_"):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.partition(".")[0] == "auditor"], file.name


def names_of(words: Vocabulary) -> set[str]:
    return {*words.surnames, *words.women, *words.men}


def test_vocabularies_share_little() -> None:
    assert not names_of(TUNING) & names_of(HELD_OUT)
    for part in ("insurers", "products", "sentences", "telling", "naming", "streets"):
        assert not set(getattr(TUNING, part)) & set(getattr(HELD_OUT, part)), part
    assert set(TUNING.columns) == set(HELD_OUT.columns)
    same = [e for e, names in TUNING.columns.items() if set(names[0]) & set(HELD_OUT.columns[e][0])]
    assert len(same) < len(TUNING.columns) / 4


def has_key(nir: str) -> bool:
    number = nir[:13].replace("2A", "19").replace("2B", "18")
    return int(number) % 97 + int(nir[13:]) == 97


def test_nir_keys(corpus: Corpus) -> None:
    assert all(has_key(value) for value in cells(corpus, "nir_od"))
    typed = cells(schema(rows=1000), "nir15")
    assert 0.94 < sum(map(has_key, typed)) / len(typed) <= 1
    assert {"2A", "2B", "97", "99"} <= {v[5:7] for v in cells(schema(rows=1500), "nir15")}


def test_split_parts_belong_together(corpus: Corpus) -> None:
    for body, key in zip(cells(corpus, "nir13"), cells(corpus, "nir_key"), strict=True):
        assert has_key(body + key)
    parts = (cells(corpus, f"rib_{part}") for part in ("bank", "branch", "account", "key"))
    for bank, branch, account, key in zip(*parts, strict=True):
        assert (89 * int(bank) + 15 * int(branch) + 3 * int(account) + int(key)) % 97 == 0


def test_numbers_lose_their_zeros(corpus: Corpus) -> None:
    assert {len(value) for value in cells(corpus, "siret_number")} >= {12, 14}
    assert {len(value) for value in cells(corpus, "finess_number")} == {8, 9}


def passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def test_look_alikes_pass_by_chance_only() -> None:
    big = schema(rows=2000)
    references = cells(big, "ref15")
    lucky = sum(map(has_key, references))
    assert 0.005 < lucky / len(references) < 0.016
    numbers = cells(big, "luhn9")
    assert 0.08 < sum(map(passes_luhn, numbers)) / len(numbers) < 0.12
    firms = cells(big, "siret")
    assert 0.94 < sum(map(passes_luhn, firms)) / len(firms) <= 1


def test_staging_keys_are_mostly_wrong() -> None:
    values = cells(schema(rows=1000), "nir_staging")
    assert 0.2 < sum(map(has_key, values)) / len(values) < 0.32


def test_contamination_is_rare_and_there(corpus: Corpus) -> None:
    telling = [" ".join(text.split("{")[0].split()) for text in TUNING.telling]
    for table in corpus.tables:
        for at, column in enumerate(table.columns):
            if column.kind == "comment_rare":
                told = sum(str(row[at]).startswith(tuple(telling)) for row in table.rows)
                assert 1 <= told <= 1 + len(table.rows) // 10_000


@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if "NIR" in kind.inside])
def test_what_is_said_to_be_inside_is_inside(corpus: Corpus, kind: str) -> None:
    nir = re.compile(r"[12] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}")
    assert any(nir.search(value) for value in cells(corpus, kind))


def test_same_person_in_a_row(corpus: Corpus) -> None:
    employees = next(t for t in corpus.tables if any(c.kind == "salary" for c in t.columns))
    kinds = [column.kind for column in employees.columns]
    for row in employees.rows:
        nir, birth = row[kinds.index("nir15")], row[kinds.index("birth_date")]
        if nir and isinstance(birth, date):
            assert str(nir)[1:5] == f"{birth:%y%m}"
