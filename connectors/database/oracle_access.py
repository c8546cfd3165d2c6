"""Who may read what in Oracle, by the DBA_ views. Compiled and parsed in tests, not run."""

from auditor.connectors.database.server_access import AccessQueries

_USERS = "IN (SELECT u.username FROM all_users u WHERE u.oracle_maintained = 'N')"

_ROLES = """
SELECT u.username AS "name", 1 AS "login",
    CASE WHEN u.account_status LIKE '%LOCKED%' THEN 1 ELSE 0 END AS "locked",
    CASE WHEN u.username IN ('SYS', 'SYSTEM') THEN 1 ELSE 0 END AS "superuser",
    (SELECT COUNT(*) FROM dba_sys_privs p
        WHERE p.grantee = u.username AND p.privilege = 'EXEMPT ACCESS POLICY') AS "bypass_rls"
FROM dba_users u WHERE u.oracle_maintained = 'N' OR u.username IN ('SYS', 'SYSTEM')
UNION ALL
SELECT r.role, 0, 0, 0, (SELECT COUNT(*) FROM dba_sys_privs p
    WHERE p.grantee = r.role AND p.privilege = 'EXEMPT ACCESS POLICY')
FROM dba_roles r
"""

_MEMBERSHIPS = """
SELECT g.grantee AS "member", g.granted_role AS "role",
    CASE WHEN g.default_role = 'YES' THEN 1 ELSE 0 END AS "inherits"
FROM dba_role_privs g
"""

_RELATIONS = f"""
SELECT o.owner AS "schema", o.object_name AS "name",
    CASE o.object_type WHEN 'VIEW' THEN 'view' WHEN 'MATERIALIZED VIEW' THEN 'materialized_view'
        WHEN 'TABLE' THEN 'table' ELSE 'routine' END AS "kind",
    o.owner AS "owner",
    CASE WHEN o.object_type = 'VIEW' AND v.bequeath = 'CURRENT_USER' THEN 'invoker'
        WHEN p.authid = 'CURRENT_USER' THEN 'invoker'
        WHEN o.object_type IN ('TABLE', 'MATERIALIZED VIEW') THEN '' ELSE 'owner' END AS "runs_as"
FROM dba_objects o
LEFT JOIN dba_views v ON v.owner = o.owner AND v.view_name = o.object_name
LEFT JOIN dba_procedures p ON p.owner = o.owner AND p.object_name = o.object_name
    AND p.procedure_name IS NULL
WHERE o.object_type IN ('TABLE', 'VIEW', 'MATERIALIZED VIEW', 'FUNCTION', 'PROCEDURE')
    AND o.owner {_USERS} AND o.object_name NOT LIKE 'BIN$%'
    AND NOT (o.object_type = 'TABLE' AND EXISTS (SELECT 1 FROM dba_mviews m
        WHERE m.owner = o.owner AND m.container_name = o.object_name))
"""  # noqa: S608 - a constant condition, shared by the queries

_COLUMNS = f"""
SELECT k.owner AS "schema", k.table_name AS "name", k.column_name AS "column_name"
FROM dba_tab_columns k WHERE k.owner {_USERS}
ORDER BY k.owner, k.table_name, k.column_id
"""  # noqa: S608 - as above

_GRANTS = f"""
SELECT p.grantee AS "role",
    CASE p.privilege WHEN 'READ' THEN 'SELECT' ELSE p.privilege END AS "privilege",
    CASE WHEN p.privilege = 'EXECUTE' THEN 'routine' ELSE 'relation' END AS "level",
    p.owner AS "schema", p.table_name AS "name", '' AS "column_name",
    CASE p.grantable WHEN 'YES' THEN 1 ELSE 0 END AS "grantable"
FROM dba_tab_privs p
WHERE p.privilege IN ('SELECT', 'READ', 'EXECUTE', 'INSERT', 'UPDATE', 'DELETE')
    AND p.owner {_USERS}
UNION ALL
SELECT s.grantee, CASE s.privilege WHEN 'EXECUTE ANY PROCEDURE' THEN 'EXECUTE' ELSE 'SELECT' END,
    'server', '', '', '', CASE s.admin_option WHEN 'YES' THEN 1 ELSE 0 END
FROM dba_sys_privs s
WHERE s.privilege IN ('SELECT ANY TABLE', 'READ ANY TABLE', 'EXECUTE ANY PROCEDURE')
UNION ALL
SELECT u.username, 'ALL', 'schema', u.username, '', '', 1
FROM dba_users u WHERE u.oracle_maintained = 'N'
"""  # noqa: S608 - as above
"""What an owner may do with its own is no grant in Oracle, and stands here as one."""

_POLICIES = f"""
SELECT p.object_owner AS "schema", p.object_name AS "name", p.policy_name AS "policy_name"
FROM dba_policies p WHERE p.sel = 'YES' AND p.enable = 'YES' AND p.object_owner {_USERS}
"""  # noqa: S608 - as above

_READS = f"""
SELECT d.owner AS "schema", d.name AS "name", d.referenced_owner AS "base_schema",
    d.referenced_name AS "base_name"
FROM dba_dependencies d
WHERE d.type = 'VIEW' AND d.referenced_type IN ('TABLE', 'VIEW', 'MATERIALIZED VIEW')
    AND d.owner {_USERS}
"""  # noqa: S608 - as above

_TEXTS = f"""
SELECT v.owner AS "schema", v.view_name AS "name", v.text_vc AS "text"
FROM dba_views v WHERE v.text_length <= 4000 AND v.owner {_USERS}
"""  # noqa: S608 - as above
"""Beyond 4,000 bytes the text is a LONG, which no set query reads."""

_DENIALS = 'SELECT 1 AS "denied" FROM dual WHERE 1 = 0'

QUERIES = AccessQueries(
    roles=_ROLES,
    memberships=_MEMBERSHIPS,
    relations=_RELATIONS,
    columns=_COLUMNS,
    grants=_GRANTS,
    policies=_POLICIES,
    reads=_READS,
    texts=_TEXTS,
    denials=_DENIALS,
)
