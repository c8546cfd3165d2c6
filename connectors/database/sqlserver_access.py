"""Who may read what in SQL Server, by the sys views. Compiled and parsed in tests, not run.

A view of one owner over tables of the same owner asks nobody for the tables (ownership chain),
which comes to the owner's rights. DENY takes back what was granted; it is counted, not followed.
"""

from auditor.connectors.database.server_access import AccessQueries

_OBJECTS = "o.type IN ('U', 'V', 'IF', 'TF', 'FN', 'P') AND o.is_ms_shipped = 0"
_OWNER = "USER_NAME(COALESCE(o.principal_id, s.principal_id))"
_KIND = "CASE o.type WHEN 'U' THEN 'table' WHEN 'V' THEN 'view' ELSE 'routine' END"

_ROLES = """
SELECT p.name AS "name", CASE WHEN p.type IN ('R', 'A') THEN 0 ELSE 1 END AS "login",
    COALESCE((SELECT MAX(CONVERT(int, l.is_disabled)) FROM sys.server_principals AS l
        WHERE l.sid = p.sid), 0) AS "locked",
    CASE WHEN p.name IN ('dbo', 'db_owner') OR (SELECT MAX(IS_SRVROLEMEMBER('sysadmin', l.name))
        FROM sys.server_principals AS l WHERE l.sid = p.sid) = 1 THEN 1 ELSE 0 END AS "superuser",
    0 AS "bypass_rls"
FROM sys.database_principals AS p
WHERE p.name NOT IN ('sys', 'INFORMATION_SCHEMA') AND p.type IN ('S', 'U', 'G', 'R', 'A', 'E', 'X')
"""

_MEMBERSHIPS = """
SELECT m.name AS "member", r.name AS "role", 1 AS "inherits"
FROM sys.database_role_members AS x
JOIN sys.database_principals AS m ON m.principal_id = x.member_principal_id
JOIN sys.database_principals AS r ON r.principal_id = x.role_principal_id
"""

_RELATIONS = f"""
SELECT s.name AS "schema", o.name AS "name", {_KIND} AS "kind", {_OWNER} AS "owner",
    CASE o.type WHEN 'U' THEN '' ELSE 'owner' END AS "runs_as"
FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE {_OBJECTS}
"""  # noqa: S608 - constant conditions, shared by the queries

_COLUMNS = f"""
SELECT s.name AS "schema", o.name AS "name", c.name AS "column_name"
FROM sys.columns AS c JOIN sys.objects AS o ON o.object_id = c.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE {_OBJECTS} ORDER BY s.name, o.name, c.column_id
"""  # noqa: S608 - as above

_GRANTED = "x.state IN ('G', 'W') AND x.permission_name IN ('SELECT', 'CONTROL', 'EXECUTE', {more})"
_PRIVILEGE = "CASE x.permission_name WHEN 'CONTROL' THEN 'ALL' ELSE x.permission_name END"
_WRITES = "'INSERT', 'UPDATE', 'DELETE'"

_GRANTS = f"""
SELECT p.name AS "role", {_PRIVILEGE} AS "privilege",
    CASE WHEN o.type IN ('U', 'V', 'IF', 'TF') AND x.permission_name <> 'EXECUTE' THEN 'relation'
        ELSE 'routine' END AS "level",
    s.name AS "schema", o.name AS "name", COALESCE(c.name, '') AS "column_name",
    CASE x.state WHEN 'W' THEN 1 ELSE 0 END AS "grantable"
FROM sys.database_permissions AS x
JOIN sys.database_principals AS p ON p.principal_id = x.grantee_principal_id
JOIN sys.objects AS o ON x.class = 1 AND o.object_id = x.major_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
LEFT JOIN sys.columns AS c ON c.object_id = x.major_id AND c.column_id = x.minor_id
WHERE {_GRANTED.format(more=_WRITES)} AND {_OBJECTS}
UNION ALL
SELECT p.name, {_PRIVILEGE}, 'schema', s.name, '', '', CASE x.state WHEN 'W' THEN 1 ELSE 0 END
FROM sys.database_permissions AS x
JOIN sys.database_principals AS p ON p.principal_id = x.grantee_principal_id
JOIN sys.schemas AS s ON x.class = 3 AND s.schema_id = x.major_id
WHERE {_GRANTED.format(more=_WRITES)}
UNION ALL
SELECT p.name, {_PRIVILEGE}, 'server', '', '', '', CASE x.state WHEN 'W' THEN 1 ELSE 0 END
FROM sys.database_permissions AS x
JOIN sys.database_principals AS p ON p.principal_id = x.grantee_principal_id
WHERE x.class = 0 AND {_GRANTED.format(more=_WRITES)}
UNION ALL
SELECT r.name, CASE r.name WHEN 'db_owner' THEN 'ALL' ELSE 'SELECT' END, 'server', '', '', '', 0
FROM sys.database_principals AS r WHERE r.name IN ('db_owner', 'db_datareader')
UNION ALL
SELECT DISTINCT {_OWNER}, 'ALL', CASE WHEN o.type IN ('U', 'V') THEN 'relation' ELSE 'routine' END,
    s.name, o.name, '', 1
FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE {_OBJECTS}
"""  # noqa: S608 - as above

_POLICIES = """
SELECT s.name AS "schema", o.name AS "name", y.name AS "policy_name"
FROM sys.security_predicates AS x
JOIN sys.security_policies AS y ON y.object_id = x.object_id AND y.is_enabled = 1
JOIN sys.objects AS o ON o.object_id = x.target_object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE x.predicate_type_desc = 'FILTER'
"""

_READS = f"""
SELECT DISTINCT s.name AS "schema", o.name AS "name",
    COALESCE(d.referenced_schema_name, 'dbo') AS "base_schema",
    d.referenced_entity_name AS "base_name"
FROM sys.sql_expression_dependencies AS d
JOIN sys.objects AS o ON o.object_id = d.referencing_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.type IN ('V', 'IF') AND d.referenced_database_name IS NULL AND {_OBJECTS}
"""  # noqa: S608 - as above

_TEXTS = f"""
SELECT s.name AS "schema", o.name AS "name", m.definition AS "text"
FROM sys.sql_modules AS m JOIN sys.objects AS o ON o.object_id = m.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE {_OBJECTS}
"""  # noqa: S608 - as above

_DENIALS = """
SELECT x.major_id AS "denied" FROM sys.database_permissions AS x
WHERE x.state = 'D' AND x.permission_name IN ('SELECT', 'CONTROL', 'EXECUTE')
UNION ALL
SELECT x.member_principal_id FROM sys.database_role_members AS x
JOIN sys.database_principals AS r ON r.principal_id = x.role_principal_id
WHERE r.name = 'db_denydatareader'
"""

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
