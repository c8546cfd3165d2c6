"""What two well-known libraries say of the same columns, each used as its documentation shows.

A peer labels a column with every category that at least half of its non-empty cells carry; a
tenth, or one cell in all, serves it worse. Presidio runs with what it loads for French, whatever
it finds being taken for the category of ours that is nearest; python-stdnum validates whole cells.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from stdnum import iban, luhn
from stdnum.fr import nir, siren, siret, tva

from tests.corpus import Corpus
from tests.corpus.score import Score, score

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

CELLS = 60
"""Cells read of a column, spread over its rows; Presidio takes milliseconds for each."""
LEAST = 0.5

Labeller = Callable[[str], Iterable[str]]

_ENTITIES: Mapping[str, str] = {
    "EMAIL_ADDRESS": "EMAIL_ADDRESS",
    "PHONE_NUMBER": "PHONE_NUMBER",
    "IBAN_CODE": "IBAN",
    "CREDIT_CARD": "PAYMENT_CARD",
    "IP_ADDRESS": "IP_ADDRESS",
    "MAC_ADDRESS": "DEVICE",
    "PERSON": "PERSON",
    "MEDICAL_LICENSE": "RPPS",
}


@dataclass(frozen=True, slots=True)
class _Verdict:
    category: str
    mode: str = "is"
    subject: str = "unknown"


@dataclass(frozen=True, slots=True)
class _Field:
    container: str
    column: str
    verdicts: Sequence[_Verdict]


def presidio(cell: str) -> Iterable[str]:
    """The categories that Presidio's own French recognizers find anywhere in the cell."""
    found = _engine().analyze(cell, language="fr")
    return {_ENTITIES[one.entity_type] for one in found if one.entity_type in _ENTITIES}


def stdnum(cell: str) -> Iterable[str]:
    """The categories whose number the whole cell is, says python-stdnum."""
    checks = (
        ("NIR", nir.is_valid(cell)),
        ("SIRET", siret.is_valid(cell)),
        ("SIREN", siren.is_valid(cell)),
        ("TVA", tva.is_valid(cell)),
        ("IBAN", iban.is_valid(cell)),
        ("PAYMENT_CARD", len(cell) == 16 and luhn.is_valid(cell)),
    )
    return {category for category, valid in checks if valid}


def judged(corpus: Corpus, label: Labeller) -> Score:
    """The score of a peer on the tables of that corpus; views repeat them and are left out."""
    tables = tuple(table for table in corpus.tables if table.rows)
    fields = [
        _Field(f"public.{table.name}", column.name, tuple(_labels(cells, label)))
        for table in tables
        for column, cells in zip(table.columns, zip(*table.rows, strict=True), strict=True)
    ]
    return score(replace(corpus, tables=tables), fields)


def _labels(cells: Sequence[object], label: Labeller) -> Iterable[_Verdict]:
    filled = [str(cell) for cell in cells if cell is not None and cell != ""]
    step = max(1, len(filled) // CELLS)
    chosen = filled[::step][:CELLS]
    counts = Counter(category for cell in chosen for category in label(cell))
    return (_Verdict(name) for name, count in counts.items() if count >= LEAST * len(chosen))


@cache
def _engine() -> "AnalyzerEngine":
    import spacy
    import tldextract.tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    # The e-mail recognizer would ask the network for the list of public suffixes.
    offline = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.tldextract.TLD_EXTRACTOR = offline
    registry = RecognizerRegistry(supported_languages=["fr"])
    registry.load_predefined_recognizers(languages=["fr"])
    nlp = SpacyNlpEngine()
    nlp.nlp = {"fr": spacy.blank("fr")}  # type: ignore[assignment]  # Presidio starts at None
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["fr"])
