"""The France pack in a stock Presidio engine with a blank pipeline and nothing downloaded."""

import pytest
import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from auditor.recognizers import french_recognizers


class _Blank(SpacyNlpEngine):
    """A blank French pipeline, which Presidio cannot load by name."""

    def __init__(self) -> None:
        super().__init__()
        self.nlp = {"fr": spacy.blank("fr")}  # type: ignore[assignment]  # Presidio starts at None

    def load(self) -> None:
        """The pipeline is there already."""


@pytest.fixture(scope="module")
def engine() -> AnalyzerEngine:
    registry = RecognizerRegistry(recognizers=french_recognizers(), supported_languages=["fr"])
    return AnalyzerEngine(registry=registry, nlp_engine=_Blank(), supported_languages=["fr"])


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("NIR 2 84 05 2a 321 025 52 reçu", "FR_NIR", "2 84 05 2a 321 025 52"),
        (
            "compte FR14 2004 1010 0505 0001 3M02 606",
            "IBAN_CODE",
            "FR14 2004 1010 0505 0001 3M02 606",
        ),
        ("RIB 30006 00001 12345678901 89", "FR_RIB", "30006 00001 12345678901 89"),
        ("siège 732 829 320 00074", "FR_SIRET", "732 829 320 00074"),
    ],
)
def test_a_right_key_is_sure(engine: AnalyzerEngine, text: str, entity: str, value: str) -> None:
    results = [r for r in engine.analyze(text, language="fr") if r.entity_type == entity]
    assert max(r.score for r in results) == 1.0
    assert value in {text[r.start : r.end] for r in results}


def test_a_wrong_key_is_kept_low_and_lifted_by_context(engine: AnalyzerEngine) -> None:
    text = "284058832102530"
    [alone] = engine.analyze(text, language="fr", entities=["FR_NIR"])
    [named] = engine.analyze(text, language="fr", entities=["FR_NIR"], context=["nir"])
    assert alone.score < 0.3
    assert named.score >= 0.4


def test_a_key_that_one_number_in_ten_has_is_no_proof(engine: AnalyzerEngine) -> None:
    for result in engine.analyze("732829320", language="fr"):
        assert result.score <= 0.5


def test_a_date_is_no_date_of_birth_by_itself(engine: AnalyzerEngine) -> None:
    [result] = engine.analyze("le 1984-05-31", language="fr", entities=["FR_BIRTH_DATE"])
    assert result.score < 0.3
    assert not engine.analyze("le 1984-02-31", language="fr", entities=["FR_BIRTH_DATE"])


def test_case_stays_as_the_pattern_spells_it(engine: AnalyzerEngine) -> None:
    assert not engine.analyze("de89370400440532013000", language="fr", entities=["IBAN_CODE"])
