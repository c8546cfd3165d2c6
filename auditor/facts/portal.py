"""Facts of what a portal was asked and answered."""

from auditor.facts.base import FactSpec, Family, Unit
from auditor.model.vocabulary import (
    Origin,
)

_BOTH = (Unit.FIELD, Unit.EXPOSURE)
_ALL = (Unit.FIELD, Unit.EXPOSURE, Unit.CONTAINER)
_FIELD = (Unit.FIELD,)
_EXPOSURE = (Unit.EXPOSURE,)
_CONTAINER = (Unit.CONTAINER,)


PORTAL = (
    FactSpec("entry", "text", Family.PORTAL, _EXPOSURE, "échange", "exchange"),
    FactSpec(
        "origin",
        "text",
        Family.PORTAL,
        _EXPOSURE,
        "rappelé ou révélé",
        "origin",
        known=tuple(Origin),
    ),
)
