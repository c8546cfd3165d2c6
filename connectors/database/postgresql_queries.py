"""The catalogue of PostgreSQL in a handful of set queries, whatever the number of tables."""

_LISTED = """
c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
AND n.nspname NOT IN ('pg_catalog', 'information_schema')
AND n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp\\_%'
"""

RELATIONS = f"""
SELECT c.oid::bigint AS id, n.nspname::text AS schema, c.relname::text AS name,
    c.relkind::text AS kind, obj_description(c.oid, 'pg_class') AS comment,
    has_schema_privilege(n.oid, 'USAGE') AS in_reach,
    has_table_privilege(c.oid, 'SELECT') AS readable,
    has_any_column_privilege(c.oid, 'SELECT') AS partly_readable,
    has_table_privilege(c.oid, 'INSERT') OR has_table_privilege(c.oid, 'UPDATE')
        OR has_table_privilege(c.oid, 'DELETE') OR has_table_privilege(c.oid, 'TRUNCATE')
        AS writable,
    c.relrowsecurity AND row_security_active(c.oid) AS row_security
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE {_LISTED}
"""  # noqa: S608 - a constant condition, shared by the queries

# A large table that was never analysed is estimated by its size, so that its reading is shared out.
SIZES = """
SELECT coalesce(pg_partition_root(c.oid), c.oid)::bigint AS id,
    sum(CASE WHEN c.reltuples < 0 AND (c.relkind = 'f' OR pg_relation_size(c.oid) < 4194304)
            THEN NULL
        WHEN c.reltuples < 0 THEN pg_relation_size(c.oid) / (28 + (
            SELECT sum(CASE WHEN a.attlen > 0 THEN a.attlen ELSE 24 END)
            FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0))::float8
        WHEN c.relkind = 'f' THEN c.reltuples
        WHEN c.relpages = 0 THEN CASE WHEN pg_relation_size(c.oid) = 0 THEN c.reltuples END
        ELSE c.reltuples::float8 / c.relpages
            * (pg_relation_size(c.oid) / current_setting('block_size')::int) END)::float8 AS rows,
    coalesce(sum(pg_relation_size(c.oid) / current_setting('block_size')::int), 0)::bigint
        AS pages,
    bool_or(c.relkind = 'f') AS with_foreign
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm', 'f')
    AND n.nspname NOT IN ('pg_catalog', 'information_schema')
GROUP BY 1
"""
KINDS = """
SELECT c.oid::bigint AS id, n.nspname::text AS schema, c.relname::text AS name,
    c.relkind::text AS kind
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
"""

COLUMNS = f"""
WITH RECURSIVE base(oid, root, typmod) AS (
    SELECT oid, oid, -1 FROM pg_type WHERE typtype <> 'd'
    UNION ALL
    SELECT t.oid, b.root, CASE WHEN t.typtypmod >= 0 THEN t.typtypmod ELSE b.typmod END
    FROM pg_type AS t JOIN base AS b ON t.typbasetype = b.oid WHERE t.typtype = 'd'
)
SELECT a.attrelid::bigint AS id, a.attnum AS number, a.attname::text AS name,
    format_type(a.atttypid, a.atttypmod) AS type, r.typname::text AS base,
    r.typcategory::text AS category, r.typtype::text AS kind,
    CASE WHEN a.atttypmod >= 0 THEN a.atttypmod ELSE b.typmod END AS modifier,
    NOT a.attnotnull AS nullable, col_description(a.attrelid, a.attnum) AS comment,
    has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS readable
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN base AS b ON b.oid = a.atttypid JOIN pg_type AS r ON r.oid = b.root
WHERE a.attnum > 0 AND NOT a.attisdropped AND {_LISTED}
ORDER BY a.attrelid, a.attnum
"""  # noqa: S608 - a constant condition, shared by the queries

KEYS = """
SELECT i.indrelid::bigint AS id, i.indisprimary AS is_primary,
    (i.indkey::int2[])[0:i.indnkeyatts - 1] AS numbers
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
WHERE i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
    AND c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition
ORDER BY i.indexrelid
"""

CONSTRAINTS = """
SELECT k.conrelid::bigint AS id, k.contype::text AS kind, k.conkey AS numbers,
    k.confrelid::bigint AS target, k.confkey AS target_numbers,
    CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END AS condition
FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
WHERE k.contype IN ('c', 'f') AND NOT c.relispartition
ORDER BY k.oid
"""

ACCOUNT_POLICIES = """
SELECT p.polrelid::bigint AS id, p.polpermissive AS permissive,
    pg_get_expr(p.polqual, p.polrelid) AS condition
FROM pg_policy AS p
WHERE p.polcmd IN ('r', '*') AND EXISTS (
    SELECT FROM unnest(p.polroles) AS member(role)
    WHERE member.role = 0 OR pg_has_role(member.role, 'USAGE'))
"""
"""The policies that bear on what this account reads."""

VIEWS_OVER_POLICIES = """
WITH RECURSIVE over(id) AS (
    SELECT oid FROM pg_class WHERE relrowsecurity
    UNION
    SELECT r.ev_class FROM over
    JOIN pg_depend AS d ON d.refobjid = over.id AND d.refclassid = 'pg_class'::regclass
        AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_rewrite AS r ON r.oid = d.objid AND r.ev_class <> over.id
)
SELECT c.oid::bigint AS id FROM over JOIN pg_class AS c ON c.oid = over.id
WHERE c.relkind = 'v'
"""
"""Views that read, at any depth, a table with row security."""

SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
