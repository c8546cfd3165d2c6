"""The catalogue of MySQL and MariaDB in a handful of set queries, whatever the number of tables.

`information_schema` is no database of its own: a join of two of its views opens every table for
every row, so each is asked once and the answers are put together here.
"""

from collections.abc import Sequence

SCHEMATA = """
SELECT schema_name AS "name" FROM information_schema.schemata
WHERE schema_name NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
"""
GRANTS = "SHOW GRANTS"

TABLES = """
SELECT table_schema AS "schema", table_name AS "name", table_type AS "type",
    table_rows AS "rows", data_length AS "bytes", table_comment AS "comment"
FROM information_schema.tables
WHERE table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') AND table_schema IN {schemas}
"""

COLUMNS = """
SELECT table_schema AS "schema", table_name AS "name", column_name AS "column",
    ordinal_position AS "number", data_type AS "data_type", column_type AS "column_type",
    character_maximum_length AS "length", numeric_precision AS "digits",
    numeric_scale AS "scale", is_nullable = 'YES' AS "nullable",
    column_comment AS "comment", privileges AS "privileges"
FROM information_schema.columns WHERE table_schema IN {schemas}
ORDER BY table_schema, table_name, ordinal_position
"""

KEYS = """
SELECT table_schema AS "schema", table_name AS "name", index_name AS "index",
    column_name AS "column", sub_part AS "prefix"
FROM information_schema.statistics WHERE non_unique = 0 AND table_schema IN {schemas}
ORDER BY table_schema, table_name, index_name, seq_in_index
"""

FOREIGN = """
SELECT table_schema AS "schema", table_name AS "name", constraint_name AS "constraint",
    column_name AS "column", referenced_table_schema AS "target_schema",
    referenced_table_name AS "target_name", referenced_column_name AS "target_column"
FROM information_schema.key_column_usage
WHERE referenced_table_name IS NOT NULL AND table_schema IN {schemas}
ORDER BY table_schema, table_name, constraint_name, ordinal_position
"""

CHECKS_MARIADB = """
SELECT constraint_schema AS "schema", table_name AS "name", check_clause AS "condition"
FROM information_schema.check_constraints WHERE constraint_schema IN {schemas}
"""

CHECKS_MYSQL = """
SELECT t.constraint_schema AS "schema", t.table_name AS "name", c.check_clause AS "condition"
FROM information_schema.check_constraints AS c
JOIN information_schema.table_constraints AS t
    ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name
WHERE t.constraint_type = 'CHECK' AND t.constraint_schema IN {schemas}
"""

HAS_CHECKS = """
SELECT 1 AS "found" FROM information_schema.tables
WHERE table_schema = 'information_schema' AND table_name = 'CHECK_CONSTRAINTS'
"""
"""MySQL before 8.0.16 parses CHECK and forgets it."""


def within(query: str, schemas: Sequence[str]) -> str:
    """The query, of these schemas only; our sessions take a backslash in a text as it is."""
    listed = ", ".join("'" + schema.replace("'", "''") + "'" for schema in schemas)
    return query.replace("{schemas}", f"({listed or 'NULL'})")
