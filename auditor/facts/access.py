"""Facts of who may read what in a database."""

from auditor.facts.base import FactSpec

ACCESS: tuple[FactSpec, ...] = ()
