"""The catalogue of Oracle in a handful of set queries over the ALL_ views."""

from auditor.connectors.database.grammar import CatalogueQueries

_USERS = "IN (SELECT u.username FROM all_users u WHERE u.oracle_maintained = 'N')"

_TABLES = f"""
SELECT x.owner AS "schema", x.name AS "name", x.kind AS "kind", x.row_count AS "row_count",
    c.comments AS "remark"
FROM (
    SELECT t.owner, t.table_name AS name, 'table' AS kind, t.num_rows AS row_count
    FROM all_tables t WHERE t.nested = 'NO' AND t.secondary = 'N' AND t.temporary = 'N'
        AND NOT EXISTS (SELECT 1 FROM all_mviews m
            WHERE m.owner = t.owner AND m.container_name = t.table_name)
    UNION ALL
    SELECT v.owner, v.view_name, 'view', NULL FROM all_views v
    UNION ALL
    SELECT m.owner, m.mview_name, 'materialized_view', NULL FROM all_mviews m
) x
LEFT JOIN all_tab_comments c ON c.owner = x.owner AND c.table_name = x.name
WHERE x.owner {_USERS} AND x.name NOT LIKE 'BIN$%'
"""  # noqa: S608 - a constant condition, shared by the queries

_COLUMNS = f"""
SELECT k.owner AS "schema", k.table_name AS "name", k.column_name AS "column_name",
    CASE WHEN k.data_type IN ('CHAR', 'NCHAR', 'VARCHAR2', 'NVARCHAR2')
        THEN k.data_type || '(' || k.char_length || ')'
        WHEN k.data_type = 'NUMBER' AND k.data_precision IS NOT NULL
        THEN k.data_type || '(' || k.data_precision || ',' || k.data_scale || ')'
        ELSE k.data_type END AS "type",
    k.data_type AS "base", NULLIF(k.char_length, 0) AS "length", k.data_precision AS "digits",
    k.data_scale AS "scale", CASE k.nullable WHEN 'Y' THEN 1 ELSE 0 END AS "nullable",
    c.comments AS "remark", 1 AS "readable"
FROM all_tab_columns k
LEFT JOIN all_col_comments c
    ON c.owner = k.owner AND c.table_name = k.table_name AND c.column_name = k.column_name
WHERE k.owner {_USERS}
ORDER BY k.owner, k.table_name, k.column_id
"""  # noqa: S608 - as above

_KEYS = f"""
SELECT k.owner AS "schema", k.table_name AS "name", k.constraint_name AS "key_name",
    CASE k.constraint_type WHEN 'P' THEN 1 ELSE 0 END AS "is_primary",
    c.column_name AS "column_name"
FROM all_constraints k
JOIN all_cons_columns c ON c.owner = k.owner AND c.constraint_name = k.constraint_name
WHERE k.constraint_type IN ('P', 'U') AND k.status = 'ENABLED' AND k.owner {_USERS}
ORDER BY k.owner, k.table_name, k.constraint_name, c.position
"""  # noqa: S608 - as above

_FOREIGN = f"""
SELECT k.owner AS "schema", k.table_name AS "name", k.constraint_name AS "key_name",
    c.column_name AS "column_name", r.owner AS "target_schema", r.table_name AS "target_name",
    r.column_name AS "target_column"
FROM all_constraints k
JOIN all_cons_columns c ON c.owner = k.owner AND c.constraint_name = k.constraint_name
JOIN all_cons_columns r ON r.owner = k.r_owner AND r.constraint_name = k.r_constraint_name
    AND r.position = c.position
WHERE k.constraint_type = 'R' AND k.owner {_USERS}
ORDER BY k.owner, k.table_name, k.constraint_name, c.position
"""  # noqa: S608 - as above

_CHECKS = f"""
SELECT k.owner AS "schema", k.table_name AS "name", k.search_condition_vc AS "condition"
FROM all_constraints k
WHERE k.constraint_type = 'C' AND k.search_condition_vc IS NOT NULL AND k.owner {_USERS}
    AND k.search_condition_vc NOT LIKE '% IS NOT NULL'
"""  # noqa: S608 - as above

_POLICIES = f"""
SELECT p.object_owner AS "schema", p.object_name AS "name" FROM all_policies p
WHERE p.sel = 'YES' AND p.enable = 'YES' AND p.object_owner {_USERS}
"""  # noqa: S608 - as above

_WRITABLE = """
SELECT 1 AS "writable" FROM session_privs s
WHERE s.privilege IN ('INSERT ANY TABLE', 'UPDATE ANY TABLE', 'DELETE ANY TABLE',
    'DROP ANY TABLE', 'ALTER ANY TABLE', 'CREATE TABLE', 'CREATE ANY TABLE')
UNION ALL
SELECT 1 FROM all_tab_privs p
WHERE p.grantee IN (SELECT r.role FROM session_roles r UNION SELECT USER FROM dual)
    AND p.privilege IN ('INSERT', 'UPDATE', 'DELETE', 'ALTER')
UNION ALL
SELECT 1 FROM user_tables
"""

QUERIES = CatalogueQueries(
    tables=_TABLES,
    columns=_COLUMNS,
    keys=_KEYS,
    foreign=_FOREIGN,
    checks=_CHECKS,
    policies=_POLICIES,
    writable=_WRITABLE,
)
"""A view ALL_ shows what the account holds a right on; SYS and its like are left out."""
