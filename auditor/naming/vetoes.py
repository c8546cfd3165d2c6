"""What a column is instead of personal data, by the words that surround a category's name."""

from auditor.model.catalogue import Column, Family
from auditor.model.verdicts import Reason
from auditor.model.vocabulary import Category

VETOES: dict[str, frozenset[str]] = {
    "boolean_about": frozenset({"yes_no", "verifie", "consent"}),
    "amount_of": frozenset({"montant"}),
    "count_of": frozenset({"nombre", "attempt", "taux"}),
    "kind_of": frozenset({"type", "mode", "format", "taille"}),
    "state_of": frozenset({"statut", "maj", "erreur"}),
    "control_code": frozenset({"retour"}),
    "moment_of": frozenset({"date", "stamp", "sign_in"}),
    "reference_to": frozenset({"id", "by"}),
    "name_of_object": frozenset(
        {"fichier", "produit", "schema", "occupation", "role", "education", "url", "option"}
        | {"langue", "money", "nationalite"}
    ),
}
"""By code of the reason, the ideas that deny whatever else a name says."""
_DATED = frozenset(
    {Category.BIRTH_DATE, Category.DEATH_DATE, Category.COVERAGE_PERIOD, Category.BIRTH_PLACE}
)
_FLAGGED = frozenset(
    {Category.EXEMPTION, Category.SOCIAL_STATUS, Category.DISABILITY, Category.HEALTH}
    | {Category.UNION, Category.SEX, Category.DEATH_DATE, Category.RELIGION}
)
"""Categories of which a mere yes or no is the datum itself."""
_UNTIL = frozenset({Category.EXEMPTION, Category.SOCIAL_STATUS, Category.DISABILITY})
"""Categories that a date reveals: nobody has an end of C2S who had none."""
_WRITTEN = frozenset(
    {Category.PERSON, Category.COMPANY, Category.EMAIL_ADDRESS, Category.IBAN, Category.ADDRESS}
    | {Category.CITY, Category.FREE_TEXT, Category.LOGIN, Category.SECRET, Category.IP_ADDRESS}
    | {Category.BIC, Category.BIRTH_PLACE, Category.TVA, Category.PSEUDONYM, Category.CARE_NETWORK}
)
"""Categories that no number can hold."""
_BORN_THINGS = frozenset(
    {"compte", "contrat", "facture", "carte", "dossier", "ticket", "structure", "record", "mesure"}
)
_OF_MEMBERS = frozenset({"adherent", "assure", "carte", "contrat", "personne", "adresse", "tel"})
"""Whose number it is, when an insurer is named beside it (`numero_adherent_amc`)."""
_REACHED = frozenset({"tel", "email", "adresse"})
_TOLD = frozenset({Category.FREE_TEXT, Category.HEALTH, Category.EXEMPTION, Category.RIB})
"""Categories that a text, a message or a reason may tell of."""
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
_LINE = 20
"""Characters that a line of a postal address takes at least."""
"""Declared width under which a text column cannot hold the whole of it."""
_CODELESS = frozenset(
    {Category.PERSON, Category.EMAIL_ADDRESS, Category.PHONE_NUMBER, Category.ADDRESS}
    | {Category.FREE_TEXT, Category.AMOUNT, Category.COMPANY}
)
"""Categories that are no longer themselves once the name says `code`."""


_DENIALS: tuple[tuple[str, frozenset[str], frozenset[Category]], ...] = (
    ("name_of_object", _BORN_THINGS, frozenset({Category.BIRTH_DATE})),
    ("name_of_object", frozenset({"machine"}), frozenset({Category.ADDRESS})),
    ("name_of_object", frozenset({"avis"}), frozenset({Category.COMPANY})),
    ("name_of_object", frozenset({"capital"}), frozenset({Category.DEATH_DATE})),
    ("reference_to", _OF_MEMBERS, frozenset({Category.INSURER})),
    ("reference_to", frozenset({"ordre"}), frozenset({Category.MEMBER_NUMBER})),
    ("name_of_object", frozenset({"lien"}), frozenset({Category.COVERAGE_PERIOD})),
    ("moment_of", frozenset({"ip", "device"}), frozenset({Category.LOGIN})),
    ("name_of_object", _REACHED, frozenset({Category.RIB})),
    ("reference_to", frozenset({"iban", "rib", "virement"}), frozenset({Category.SALARY})),
    ("name_of_object", frozenset({"texte"}), frozenset(Category) - _TOLD),
    ("name_of_object", frozenset({"hash", "crypt"}), frozenset({Category.FREE_TEXT})),
    ("reference_to", frozenset({"numero"}), _FLAGGED | {Category.PERSON}),
    ("control_code", frozenset({"code"}), _CODELESS),
)
"""By code of the reason, ideas that deny those categories and no other."""


def veto(words: frozenset[str], category: Category, accepts: frozenset[str]) -> Reason | None:
    """Why those other words of a name deny the category, None where none of them does."""
    for code, denying in VETOES.items():
        found = sorted((words & denying) - accepts)
        if found and not _excused(code, category, words):
            return Reason(code, -4.0, (("word", found[0]),))
    for code, denying, categories in _DENIALS:
        found = sorted((words & denying) - accepts)
        if found and category in categories:
            return Reason(code, -4.0, (("word", found[0]),))
    return None


def type_veto(
    column: Column, category: Category, variant: str, *, line: bool = False
) -> Reason | None:
    """Why the declared type or width cannot hold the category (or a line of a postal address)."""
    least = _LINE if line else 0 if variant else _NARROWEST.get(category, 0)
    if column.width and column.width < least:
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
            return category in _DATED - {Category.BIRTH_PLACE} or category in _UNTIL
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
