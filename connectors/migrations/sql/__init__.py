"""SQL of migrations as steps, for PostgreSQL, MySQL and MariaDB, Oracle, SQL Server and SQLite."""

from auditor.connectors.migrations.sql.script import sql_steps

__all__ = ["sql_steps"]
