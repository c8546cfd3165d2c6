"""The closed vocabulary of facts that rules may read, one module a family of targets.

A record is a flat mapping of fact names to values; None is *unknown*, never *false*. A fact that
is not listed here cannot be written in a rule; what cannot be said wants a new fact here and its
computation in `auditor.exposure`, not a bigger rule language.
"""

from dataclasses import replace

from auditor.facts.access import ACCESS, SHARED
from auditor.facts.base import FactRecord, FactSpec, FactValue, Family, Unit
from auditor.facts.exposure import EXPOSURE
from auditor.facts.migrations import MIGRATIONS
from auditor.facts.portal import PORTAL
from auditor.facts.stored import STORED

__all__ = ["FACTS", "FactRecord", "FactSpec", "FactValue", "Family", "Unit"]

FACTS: dict[str, FactSpec] = {
    spec.name: replace(spec, units=(*spec.units, Unit.ROLE)) if spec.name in SHARED else spec
    for spec in (*STORED, *EXPOSURE, *ACCESS, *PORTAL, *MIGRATIONS)
}
