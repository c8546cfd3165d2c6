"""The sentence of a finding, from the rule's own template: names and counts, never a value."""

from collections.abc import Callable, Mapping

from auditor.facts import FactRecord
from auditor.model.vocabulary import Category
from auditor.rulebook.model import Texts
from auditor.taxonomy import CATEGORIES

_ROW_FACTS = ("rows", "weak_rows", "obsolete_rows", "ended_rows", "overdue_rows")
_MONTH_FACTS = ("retention_months", "least_age")
FIELDS = (
    *("source", "container", "columns", "surface", "categories", "persons"),
    *_ROW_FACTS,
    *_MONTH_FACTS,
)
"""What a template may hold between braces."""

_NARROW = "\u202f"


def worded(
    template: Texts,
    place: Mapping[str, str],
    columns: tuple[str, ...],
    categories: tuple[Category, ...],
    lead: FactRecord,
) -> Mapping[str, str]:
    """The template in each language, filled from the finding and its gravest record."""
    return {
        lang: text.format(
            source=place.get("source", ""),
            container=place.get("container", ""),
            surface=place.get("surface", ""),
            columns=", ".join(columns) or place.get("container", ""),
            categories=", ".join(CATEGORIES[c].label(lang) for c in categories),
            persons=_COUNTED[lang](lead.get("persons"), *_PERSONS[lang]),
            **{fact: _COUNTED[lang](lead.get(fact), *_ROWS[lang]) for fact in _ROW_FACTS},
            **{fact: _COUNTED[lang](lead.get(fact), *_MONTHS[lang]) for fact in _MONTH_FACTS},
        )
        for lang, text in template.items()
    }


_PERSONS = {
    "fr": ("personne", "personnes", "un nombre indéterminé de personnes"),
    "en": ("person", "persons", "an undetermined number of persons"),
}
_ROWS = {
    "fr": ("ligne", "lignes", "un nombre indéterminé de lignes"),
    "en": ("row", "rows", "an undetermined number of rows"),
}

_MONTHS = {
    "fr": ("mois", "mois", "une durée indéterminée"),
    "en": ("month", "months", "an undetermined period"),
}


def _french(count: object, one: str, many: str, unknown: str) -> str:
    if not isinstance(count, int):
        return unknown
    return f"{count:,}".replace(",", _NARROW) + f" {one if count < 2 else many}"  # noqa: PLR2004 - French counts 0 and 1 as singular


def _english(count: object, one: str, many: str, unknown: str) -> str:
    if not isinstance(count, int):
        return unknown
    return f"{count:,} {one if count == 1 else many}"


_COUNTED: Mapping[str, Callable[..., str]] = {"fr": _french, "en": _english}
