"""Liquibase changelogs in XML, YAML and JSON; those in SQL are read by the SQL reader."""

from auditor.connectors.migrations.liquibase.read import read

__all__ = ["read"]
