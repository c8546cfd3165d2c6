"""Alembic migrations: the calls of `op` and of its connection, in upgrade and downgrade."""

from auditor.connectors.migrations.alembic.read import read

__all__ = ["read"]
