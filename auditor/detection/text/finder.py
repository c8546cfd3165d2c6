"""Finds persons and postal addresses in French comments, by Presidio over a shipped pipeline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.detection.text.credible import Span, is_credible
from auditor.detection.text.spot import spotted
from auditor.detection.text.street import is_street
from auditor.identifiers.base import SEP

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine, RecognizerResult
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from spacy.language import Language

LANGUAGE = "fr"
PERSON, ADDRESS = "PERSON", "FR_ADDRESS"
BATCH = 256
LONGEST = 2_000
"""Characters of a comment that are read; the rest of a longer one is bounded away."""

_STREETS = (
    "rue|avenue|av|boulevard|bd|blvd|impasse|allée|allee|chemin|ch|place|pl|route|rte|quai|cours|"
    "square|passage|lotissement|résidence|residence|hameau|lieu-dit|faubourg|fg|sentier|villa|zac"
)
_ADDRESS = (
    rf"\b[0-9]{{1,4}}(?:{SEP}?(?:bis|ter|quater|[a-d]))?,?[ \u00a0](?:{_STREETS})\.?[ \u00a0]"
    r"(?:[^\W\d_]|['’.\- \u00a0]){3,50}"
)
_CONTEXT = ["adresse", "demeurant", "habite", "domicilie", "demenage", "rue", "courrier"]


@dataclass(frozen=True, slots=True)
class Found:
    """What one text holds."""

    persons: int = 0
    addresses: int = 0


class Finder:
    """An analyzer with French persons and addresses only; one a process."""

    def __init__(self, engine: "AnalyzerEngine", nlp: "Language") -> None:
        from presidio_analyzer import BatchAnalyzerEngine

        self._batch = BatchAnalyzerEngine(analyzer_engine=engine)
        self._nlp = nlp

    def find(self, texts: Sequence[str]) -> Iterator[Found]:
        """What each text holds, in order; the vocabulary that the texts brought is forgotten."""
        for start in range(0, len(texts), BATCH):
            part = [text[:LONGEST] for text in texts[start : start + BATCH]]
            with self._nlp.memory_zone():
                rows = list(self._batch.analyze_iterator(part, LANGUAGE, batch_size=BATCH))
            for text, hits in zip(part, rows, strict=True):
                yield Found(
                    len(_persons(text, [h for h in hits if h.entity_type == PERSON])),
                    sum(
                        is_street(text[hit.start : hit.end], text)
                        for hit in hits
                        if hit.entity_type == ADDRESS
                    ),
                )


def _persons(text: str, hits: "Sequence[RecognizerResult]") -> list[Span]:
    """What the pipeline took for persons and looks like it, and what names show by themselves."""
    kept: list[Span] = []
    found = [
        Span(hit.start, hit.end)
        for hit in hits
        if is_credible(text[hit.start : hit.end], text, hit.start)
    ]
    for span in (*found, *spotted(text)):
        if not any(span.meets(other) for other in kept):
            kept.append(span)
    return kept


@cache
def finder(model: str = "") -> Finder:
    """The shipped pipeline, or an installed spaCy model of that name beside our addresses."""
    from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
    from presidio_analyzer.predefined_recognizers import SpacyRecognizer

    persons = SpacyRecognizer(supported_language=LANGUAGE, supported_entities=[PERSON])
    addresses = PatternRecognizer(
        supported_entity=ADDRESS,
        supported_language=LANGUAGE,
        patterns=[Pattern("numéro et voie", f"(?i:{_ADDRESS})", 0.6)],
        context=_CONTEXT,
    )
    registry = RecognizerRegistry(recognizers=[persons, addresses], supported_languages=[LANGUAGE])
    nlp = _pipeline(model)
    engine = AnalyzerEngine(
        registry=registry, nlp_engine=_engine(nlp), supported_languages=[LANGUAGE]
    )
    return Finder(engine, nlp)


def _pipeline(model: str) -> "Language":
    import spacy

    if model:
        return spacy.load(model)
    return spacy.load(Path(str(files("auditor.nlp").joinpath("fr"))))


def _engine(nlp: "Language") -> "SpacyNlpEngine":
    """Presidio's engine around a pipeline that is already there, so that nothing is fetched."""
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    class Loaded(SpacyNlpEngine):
        """A `SpacyNlpEngine` whose pipeline was given."""

        def load(self) -> None:
            """Nothing to load."""

    configuration = NerModelConfiguration(
        model_to_presidio_entity_mapping={"PERSON": PERSON, "PER": PERSON},
        labels_to_ignore=["LOC", "MISC", "ORG"],
        default_score=0.85,
    )
    engine = Loaded(
        models=[{"lang_code": LANGUAGE, "model_name": "given"}],
        ner_model_configuration=configuration,
    )
    engine.nlp = {LANGUAGE: nlp}  # type: ignore[assignment]
    return engine
