"""Facts of what a portal was asked and answered."""

from auditor.facts.base import EXPOSED, FactSpec, Family, Unit
from auditor.model.flags import Flag
from auditor.model.vocabulary import (
    Audience,
    Category,
    Origin,
)

_ENTRY = (Unit.ENTRY,)


PORTAL = (
    FactSpec("entry", "text", Family.PORTAL, (*EXPOSED, *_ENTRY), "échange", "exchange"),
    FactSpec(
        "origin",
        "text",
        Family.PORTAL,
        EXPOSED,
        "rappelé ou révélé",
        "origin",
        known=tuple(Origin),
    ),
    FactSpec("account", "text", Family.PORTAL, (*EXPOSED, *_ENTRY), "compte", "account"),
    FactSpec(
        "flags",
        "words",
        Family.PORTAL,
        _ENTRY,
        "particularités de l'échange",
        "particulars of the exchange",
        known=tuple(Flag),
    ),
    FactSpec(
        "shown_categories",
        "words",
        Family.PORTAL,
        _ENTRY,
        "catégories montrées par la réponse",
        "categories that the answer shows",
        known=tuple(Category),
    ),
    FactSpec(
        "excessive_categories",
        "words",
        Family.PORTAL,
        _ENTRY,
        "catégories montrées sans nécessité",
        "categories shown without necessity",
        known=tuple(Category),
    ),
    FactSpec(
        "seen_persons",
        "number",
        Family.PORTAL,
        _ENTRY,
        "assurés distincts dans la réponse",
        "distinct insured persons in the answer",
    ),
    FactSpec(
        "seen_practitioners",
        "number",
        Family.PORTAL,
        _ENTRY,
        "professionnels distincts dans la réponse",
        "distinct practitioners in the answer",
    ),
    FactSpec(
        "reader",
        "text",
        Family.PORTAL,
        _ENTRY,
        "profil d'utilisateurs du compte",
        "who the account belongs to",
        known=tuple(Audience),
    ),
)
