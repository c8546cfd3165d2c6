"""What a column is instead of personal data, by the words that surround a category's name."""

from auditor.model.catalogue import Column, Family
from auditor.model.verdicts import Reason
from auditor.model.vocabulary import Category

VETOES: dict[str, frozenset[str]] = {
    "boolean_about": frozenset({"yes_no", "verifie", "consent"}),
    "amount_of": frozenset({"montant"}),
    "count_of": frozenset({"nombre", "attempt", "taux"}),
    "kind_of": frozenset({"type", "mode", "format"}),
    "state_of": frozenset({"statut", "maj", "erreur"}),
    "control_code": frozenset({"retour"}),
    "moment_of": frozenset({"date", "stamp", "sign_in"}),
    "reference_to": frozenset({"id", "by"}),
    "name_of_object": frozenset(
        {"fichier", "produit", "schema", "occupation", "role", "education", "url"}
        | {"langue", "money", "nationalite"}
    ),
}
"""By code of the reason, the ideas that deny whatever else a name says."""
_DATED = frozenset(
    {Category.BIRTH_DATE, Category.DEATH_DATE, Category.COVERAGE_PERIOD, Category.BIRTH_PLACE}
)
_FLAGGED = frozenset(
    {Category.EXEMPTION, Category.SOCIAL_STATUS, Category.DISABILITY, Category.HEALTH}
    | {Category.UNION, Category.SEX, Category.DEATH_DATE}
)
"""Categories of which a mere yes or no is the datum itself."""
_WRITTEN = frozenset(
    {Category.PERSON, Category.COMPANY, Category.EMAIL_ADDRESS, Category.IBAN, Category.ADDRESS}
    | {Category.CITY, Category.FREE_TEXT, Category.LOGIN, Category.SECRET, Category.IP_ADDRESS}
    | {Category.BIC, Category.BIRTH_PLACE, Category.TVA, Category.PSEUDONYM, Category.CARE_NETWORK}
)
"""Categories that no number can hold."""
_BORN_THINGS = frozenset(
    {"compte", "contrat", "facture", "carte", "dossier", "ticket", "structure"}
)
_NARROWEST = {
    Category.NIR: 13,
    Category.IBAN: 14,
    Category.SIRET: 14,
    Category.RPPS: 11,
    Category.SIREN: 9,
    Category.FINESS: 8,
    Category.EMAIL_ADDRESS: 8,
    Category.PHONE_NUMBER: 9,
}
"""Declared width under which a text column cannot hold the whole of it."""
_CODELESS = frozenset(
    {Category.PERSON, Category.EMAIL_ADDRESS, Category.PHONE_NUMBER, Category.ADDRESS}
    | {Category.FREE_TEXT, Category.AMOUNT, Category.COMPANY}
)
"""Categories that are no longer themselves once the name says `code`."""


def veto(words: frozenset[str], category: Category, accepts: frozenset[str]) -> Reason | None:
    """Why those other words of a name deny the category, None where none of them does."""
    for code, denying in VETOES.items():
        found = sorted((words & denying) - accepts)
        if found and not _excused(code, category, words):
            return Reason(code, -4.0, (("word", found[0]),))
    if category is Category.BIRTH_DATE and words & _BORN_THINGS:
        return Reason("name_of_object", -4.0, (("word", min(words & _BORN_THINGS)),))
    if "numero" in words and category in _FLAGGED | {Category.PERSON}:
        return Reason("reference_to", -4.0, (("word", "numero"),))
    if "code" in words and "code" not in accepts and category in _CODELESS:
        return Reason("control_code", -4.0, (("word", "code"),))
    return None


def type_veto(column: Column, category: Category, variant: str) -> Reason | None:
    """Why the declared type or width cannot hold the category, None where it can."""
    if column.width and not variant and column.width < _NARROWEST.get(category, 0):
        return Reason("too_narrow", -4.0, (("width", column.width),))
    if _type_allows(column, category):
        return None
    code = "boolean_about" if column.family is Family.BOOLEAN else "type_excludes"
    return Reason(code, -4.0, (("type", column.family.value),))


def _excused(code: str, category: Category, words: frozenset[str]) -> bool:
    if code == "amount_of":
        return category in {Category.AMOUNT, Category.SALARY}
    if code == "moment_of":
        return category is Category.IP_ADDRESS and not words & {"date", "stamp"}
    return False


def _type_allows(column: Column, category: Category) -> bool:
    match column.family:
        case Family.BOOLEAN:
            return category in _FLAGGED
        case Family.DATE | Family.TIMESTAMP:
            return category in _DATED - {Category.BIRTH_PLACE}
        case Family.TIME:
            return False
        case Family.FLOAT:
            return category in {Category.AMOUNT, Category.ADDRESS, Category.SALARY, Category.HEALTH}
        case Family.INTEGER | Family.DECIMAL:
            return category not in _WRITTEN or (
                category is Category.ADDRESS and column.family is Family.DECIMAL
            )
        case _:
            return category is not Category.AMOUNT or column.family is Family.OTHER
