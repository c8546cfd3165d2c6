"""Who may read what in PostgreSQL: a dozen set queries, whatever the number of objects.

Roles are told by their ids, 0 being everyone. What differs between versions is read through
`to_jsonb`, which leaves out what a server does not have.
"""

_USER_SCHEMA = """
n.nspname NOT IN ('pg_catalog', 'information_schema')
AND n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp\\_%'
"""
_RELATION = f"c.relkind IN ('r', 'p', 'v', 'm', 'f') AND {_USER_SCHEMA}"
_ROUTINE = f"""
p.prokind IN ('f', 'p') AND {_USER_SCHEMA}
AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass
    AND d.objid = p.oid AND d.deptype = 'e')
AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype, 'internal'::regtype,
    'void'::regtype)
"""
"""Aggregates, triggers and what an extension brings along are left out."""

ROLES = """
SELECT r.oid::bigint AS id, r.rolname::text AS name, r.rolsuper AS superuser,
    r.rolbypassrls AS bypass_rls, r.rolcanlogin AS login, r.rolcreaterole AS create_role,
    r.rolinherit AS inherits, d.datdba IS NOT NULL AS owns_database
FROM pg_roles AS r
LEFT JOIN pg_database AS d ON d.datname = current_database() AND d.datdba = r.oid
"""

MEMBERSHIPS = """
SELECT m.member::bigint AS member, m.roleid::bigint AS role,
    bool_or(coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, r.rolinherit)) AS inherits,
    bool_or(coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)) AS may_set
FROM pg_auth_members AS m JOIN pg_roles AS r ON r.oid = m.member
GROUP BY 1, 2
"""
"""Since version 16 each grant says whether it is inherited; before, the member did."""

RELATIONS = f"""
SELECT c.oid::bigint AS id, n.nspname::text AS schema, c.relname::text AS name,
    c.relkind::text AS kind, c.relowner::bigint AS owner, c.relispartition AS is_partition,
    c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced,
    c.reloptions::text[] AS options,
    (SELECT min(i.inhparent)::bigint FROM pg_inherits AS i
        WHERE i.inhrelid = c.oid AND i.inhseqno = 1) AS parent
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE {_RELATION}
"""  # noqa: S608 - a constant condition, shared by the queries

COLUMNS = f"""
SELECT c.oid::bigint AS id, array_agg(a.attname::text ORDER BY a.attnum) AS names,
    array_agg(a.attnum::int ORDER BY a.attnum) AS numbers
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND {_RELATION}
GROUP BY c.oid
"""  # noqa: S608 - as above

RELATION_GRANTS = f"""
SELECT c.oid::bigint AS id, a.grantee::bigint AS role, a.privilege_type AS privilege,
    bool_or(a.is_grantable) AS grantable
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) AS a
WHERE {_RELATION}
GROUP BY 1, 2, 3
"""  # noqa: S608 - as above

COLUMN_GRANTS = f"""
SELECT c.oid::bigint AS id, t.attname::text AS column, a.grantee::bigint AS role,
    a.privilege_type AS privilege, bool_or(a.is_grantable) AS grantable
FROM pg_attribute AS t JOIN pg_class AS c ON c.oid = t.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL aclexplode(t.attacl) AS a
WHERE t.attacl IS NOT NULL AND t.attnum > 0 AND NOT t.attisdropped AND {_RELATION}
GROUP BY 1, 2, 3, 4
"""  # noqa: S608 - as above

SCHEMA_GRANTS = f"""
SELECT n.nspname::text AS schema, a.grantee::bigint AS role, a.privilege_type AS privilege,
    bool_or(a.is_grantable) AS grantable
FROM pg_namespace AS n
CROSS JOIN LATERAL aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) AS a
WHERE {_USER_SCHEMA}
GROUP BY 1, 2, 3
"""  # noqa: S608 - as above

DATABASE_GRANTS = """
SELECT d.datname::text AS database, a.grantee::bigint AS role,
    bool_or(a.is_grantable) AS grantable
FROM pg_database AS d
CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
WHERE d.datname = current_database() AND a.privilege_type = 'CONNECT'
GROUP BY 1, 2
"""

ROUTINES = f"""
SELECT p.oid::bigint AS id, n.nspname::text AS schema, p.proname::text AS name,
    pg_catalog.oidvectortypes(p.proargtypes) AS arguments, p.proowner::bigint AS owner,
    p.prosecdef AS definer, p.proargnames::text[] AS names, p.proargmodes::text[] AS modes,
    nullif(t.typrelid, 0)::bigint AS row_type, l.lanname::text AS language
FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_type AS t ON t.oid = p.prorettype JOIN pg_language AS l ON l.oid = p.prolang
WHERE {_ROUTINE}
"""  # noqa: S608 - as above

ROUTINE_GRANTS = f"""
SELECT p.oid::bigint AS id, a.grantee::bigint AS role, bool_or(a.is_grantable) AS grantable
FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
WHERE a.privilege_type = 'EXECUTE' AND {_ROUTINE}
GROUP BY 1, 2
"""  # noqa: S608 - as above

POLICIES = """
SELECT p.polrelid::bigint AS id, p.polname::text AS name, p.polcmd::text AS command,
    p.polpermissive AS permissive, p.polroles::bigint[] AS roles,
    pg_get_expr(p.polqual, p.polrelid) AS condition
FROM pg_policy AS p ORDER BY p.polrelid, p.polname
"""

DEFAULT_GRANTS = """
SELECT d.defaclrole::bigint AS owner, coalesce(n.nspname::text, '') AS schema,
    d.defaclobjtype::text AS kind, a.grantee::bigint AS role, a.privilege_type AS privilege
FROM pg_default_acl AS d LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
CROSS JOIN LATERAL aclexplode(d.defaclacl) AS a
WHERE d.defaclobjtype IN ('r', 'f') AND a.grantee <> d.defaclrole
GROUP BY 1, 2, 3, 4, 5
"""

READS = f"""
SELECT c.oid::bigint AS id, d.refclassid = 'pg_proc'::regclass AS is_routine,
    d.refobjid::bigint AS target, array_agg(DISTINCT d.refobjsubid::int) AS numbers
FROM pg_depend AS d JOIN pg_rewrite AS w ON w.oid = d.objid JOIN pg_class AS c ON c.oid = w.ev_class
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE d.classid = 'pg_rewrite'::regclass AND c.relkind IN ('v', 'm') AND w.ev_type = '1'
    AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass)
    AND NOT (d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid) AND {_RELATION}
GROUP BY 1, 2, 3
UNION ALL
SELECT d.objid::bigint, false, d.refobjid::bigint, array_agg(DISTINCT d.refobjsubid::int)
FROM pg_depend AS d
WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass
    AND d.deptype = 'n'
GROUP BY 1, 2, 3
"""  # noqa: S608 - as above
"""What views read, and functions whose body the server has parsed."""

VIEW_TEXTS = f"""
SELECT c.oid::bigint AS id, pg_get_viewdef(c.oid) AS text
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND {_USER_SCHEMA}
"""  # noqa: S608 - as above

ROUTINE_TEXTS = f"""
SELECT p.oid::bigint AS id, pg_get_functiondef(p.oid) AS text
FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_language AS l ON l.oid = p.prolang
WHERE l.lanname IN ('sql', 'plpgsql') AND {_ROUTINE}
"""  # noqa: S608 - as above
