"""The sentence of a finding, from the rule's own template: names and counts, never a value."""

from collections.abc import Callable, Mapping

from auditor.facts import FactRecord
from auditor.model.vocabulary import Category
from auditor.rulebook.model import Texts
from auditor.taxonomy import CATEGORIES

_ROW_FACTS = ("rows", "weak_rows", "obsolete_rows", "ended_rows", "overdue_rows")
_MONTH_FACTS = ("retention_months", "least_age")
_ACCOUNT_FACTS = ("accounts", "dormant_accounts", "shared_accounts")
_CHANGE_FACTS = ("grantee", "taken_from")
FIELDS = (
    *("source", "container", "columns", "surface", "categories", "persons"),
    *_ROW_FACTS,
    *_MONTH_FACTS,
    *_ACCOUNT_FACTS,
    "controllers",
    *_CHANGE_FACTS,
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
            **{fact: _COUNTED[lang](lead.get(fact), *_ACCOUNTS[lang]) for fact in _ACCOUNT_FACTS},
            controllers=_COUNTED[lang](lead.get("controllers"), *_CONTROLLERS[lang]),
            **{fact: str(lead.get(fact) or "–") for fact in _CHANGE_FACTS},
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
_ACCOUNTS = {
    "fr": ("compte", "comptes", "un nombre indéterminé de comptes"),
    "en": ("account", "accounts", "an undetermined number of accounts"),
}
_CONTROLLERS = {
    "fr": ("organisme", "organismes", "un nombre indéterminé d'organismes"),
    "en": ("insurer", "insurers", "an undetermined number of insurers"),
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
