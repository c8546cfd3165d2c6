"""Facts of what a surface shows, and whether its purpose needs it."""

from auditor.facts.base import FactSpec, Family, Unit
from auditor.model.vocabulary import (
    Audience,
    Basis,
    Necessity,
    Provenance,
    Scope,
)

_BOTH = (Unit.FIELD, Unit.EXPOSURE)
_ALL = (Unit.FIELD, Unit.EXPOSURE, Unit.CONTAINER)
_FIELD = (Unit.FIELD,)
_EXPOSURE = (Unit.EXPOSURE,)
_CONTAINER = (Unit.CONTAINER,)


EXPOSURE = (
    FactSpec("surface", "text", Family.EXPOSURE, _EXPOSURE, "point d'accès", "surface"),
    FactSpec(
        "audience",
        "text",
        Family.EXPOSURE,
        (*_EXPOSURE, Unit.CHANGE),
        "profil d'utilisateurs",
        "who",
        known=tuple(Audience),
    ),
    FactSpec("purposes", "words", Family.EXPOSURE, _EXPOSURE, "finalités", "purposes"),
    FactSpec(
        "declared",
        "boolean",
        Family.EXPOSURE,
        _EXPOSURE,
        "finalité déclarée et non présumée",
        "purpose declared, not presumed",
    ),
    FactSpec(
        "scope",
        "text",
        Family.EXPOSURE,
        _EXPOSURE,
        "personnes montrées",
        "scope",
        known=tuple(Scope),
    ),
    FactSpec(
        "necessity",
        "text",
        Family.EXPOSURE,
        _EXPOSURE,
        "nécessité",
        "necessity",
        known=tuple(Necessity),
    ),
    FactSpec(
        "provenance",
        "text",
        Family.EXPOSURE,
        (*_EXPOSURE, Unit.CHANGE),
        "d'où vient la règle de nécessité",
        "where the necessity comes from",
        known=tuple(Provenance),
    ),
    FactSpec("persons", "number", Family.EXPOSURE, _EXPOSURE, "personnes", "persons"),
    FactSpec(
        "persons_basis",
        "text",
        Family.EXPOSURE,
        _EXPOSURE,
        "origine du nombre de personnes",
        "basis of the person count",
        known=tuple(Basis),
    ),
    FactSpec(
        "linkability",
        "number",
        Family.EXPOSURE,
        _EXPOSURE,
        "nombre de catégories parmi NIR, nom, naissance, organisme (rôle : et RIB) dans la table",
        "how many of NIR, name, birth, insurer (role: and bank account) stand in the table",
    ),
    FactSpec(
        "shown_fields",
        "number",
        Family.EXPOSURE,
        _EXPOSURE,
        "colonnes qui montrent la catégorie",
        "columns that show the category",
    ),
)
