"""Steps applied to the schema so far."""

from auditor.connectors.migrations.replay.run import replay

__all__ = ["replay"]
