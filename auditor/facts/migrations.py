"""Facts of what a migration does to personal data."""

from auditor.facts.base import FactSpec

MIGRATIONS: tuple[FactSpec, ...] = ()
