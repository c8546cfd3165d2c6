"""Rails migrations and `schema.rb`; `structure.sql` is SQL."""

from auditor.connectors.migrations.rails.read import read

__all__ = ["read"]
