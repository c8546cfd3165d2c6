"""The identifiers as Presidio recognizers: a France pack that any Presidio user can load.

    registry = RecognizerRegistry(recognizers=french_recognizers(), supported_languages=["fr"])

Scores: a value whose check digits agree gets 1.0, or 0.5 where chance makes one in ten agree. One
whose check digits disagree keeps the low score of its pattern instead of being dropped, because
real files are full of wrong keys: words around it (`context`) lift it above the usual threshold,
silence leaves it below. A date that is no day of the calendar is dropped.
"""

import regex
from presidio_analyzer import Pattern, PatternRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from auditor.identifiers import REGISTRY, Identifier
from auditor.taxonomy import CATEGORIES

LANGUAGE = "fr"
_SURE = 0.02
"""Share of chance agreements up to which check digits alone are proof."""
_LIKELY = 0.5


class FrenchRecognizer(PatternRecognizer):
    """One identifier for Presidio, with the same patterns and check as the column kernels."""

    def __init__(self, identifier: Identifier, language: str = LANGUAGE) -> None:
        self.identifier = identifier
        super().__init__(
            supported_entity=CATEGORIES[identifier.category].entity,
            name=f"French_{identifier.name}",
            supported_language=language,
            # Presidio compiles with `regex`, whose `\\b` and classes are Unicode without `(?a)`.
            patterns=[
                Pattern(shape.name, f"(?a){shape.bounded()}", shape.score)
                for shape in identifier.shapes
            ],
            context=list(identifier.context),
            global_regex_flags=regex.DOTALL,
        )

    def validate_result(self, pattern_text: str) -> bool | None:
        """True where check digits prove the value, None where only context may speak."""
        agrees = self.identifier.agrees(pattern_text)
        if self.identifier.check is None:
            return None if agrees else False
        if self.identifier.alone:
            return agrees or None
        return None if agrees else False

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts | None = None,
        regex_flags: int | None = None,  # noqa: ARG002 - the engine's IGNORECASE is not ours
    ) -> list[RecognizerResult]:
        """The hits of the identifier, with case and classes as the pattern spells them."""
        results: list[RecognizerResult] = super().analyze(
            text, entities, nlp_artifacts, self.global_regex_flags
        )
        if self.identifier.chance > _SURE:
            for result in results:
                result.score = min(result.score, max(_LIKELY, self._pattern_score))
        return results

    @property
    def _pattern_score(self) -> float:
        return max(shape.score for shape in self.identifier.shapes)


def french_recognizers() -> list[FrenchRecognizer]:
    """One recognizer for each identifier, in the order of the registry."""
    return [FrenchRecognizer(identifier) for identifier in REGISTRY.values()]
