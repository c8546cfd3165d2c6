"""The catalogue of SQL Server in a handful of set queries over the sys views."""

from auditor.connectors.database.grammar import CatalogueQueries

_OBJECTS = "o.type IN ('U', 'V') AND o.is_ms_shipped = 0"
_FULL_NAME = "QUOTENAME(s.name) + '.' + QUOTENAME(o.name)"

_TABLES = f"""
SELECT s.name AS "schema", o.name AS "name",
    CASE o.type WHEN 'U' THEN 'table' ELSE 'view' END AS "kind",
    (SELECT SUM(p.rows) FROM sys.partitions AS p
        WHERE p.object_id = o.object_id AND p.index_id IN (0, 1)) AS "row_count",
    CONVERT(nvarchar(4000), e.value) AS "remark"
FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id
LEFT JOIN sys.extended_properties AS e ON e.class = 1 AND e.major_id = o.object_id
    AND e.minor_id = 0 AND e.name = 'MS_Description'
WHERE {_OBJECTS}
"""  # noqa: S608 - constant conditions, shared by the queries

_COLUMNS = f"""
SELECT s.name AS "schema", o.name AS "name", c.name AS "column_name",
    CASE WHEN b.name IN ('nchar', 'nvarchar') AND c.max_length > 0
        THEN CONCAT(b.name, '(', c.max_length / 2, ')')
        WHEN b.name IN ('char', 'varchar', 'binary', 'varbinary') AND c.max_length > 0
        THEN CONCAT(b.name, '(', c.max_length, ')')
        WHEN b.name IN ('decimal', 'numeric')
        THEN CONCAT(b.name, '(', c.precision, ',', c.scale, ')')
        ELSE b.name END AS "type",
    b.name AS "base",
    CASE WHEN c.max_length < 0 OR b.name IN ('text', 'ntext') THEN NULL
        WHEN b.name LIKE 'n%char' THEN c.max_length / 2 ELSE c.max_length END AS "length",
    c.precision AS "digits", c.scale AS "scale", c.is_nullable AS "nullable",
    CONVERT(nvarchar(4000), e.value) AS "remark",
    HAS_PERMS_BY_NAME({_FULL_NAME}, 'OBJECT', 'SELECT', c.name, 'COLUMN') AS "readable"
FROM sys.columns AS c JOIN sys.objects AS o ON o.object_id = c.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
JOIN sys.types AS d ON d.user_type_id = c.user_type_id
JOIN sys.types AS b
    ON b.user_type_id = CASE WHEN d.is_assembly_type = 1 THEN d.user_type_id
        ELSE d.system_type_id END
LEFT JOIN sys.extended_properties AS e ON e.class = 1 AND e.major_id = c.object_id
    AND e.minor_id = c.column_id AND e.name = 'MS_Description'
WHERE {_OBJECTS}
ORDER BY s.name, o.name, c.column_id
"""  # noqa: S608 - as above

_KEYS = """
SELECT s.name AS "schema", o.name AS "name", i.name AS "key_name",
    i.is_primary_key AS "is_primary", c.name AS "column_name"
FROM sys.indexes AS i JOIN sys.objects AS o ON o.object_id = i.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id
JOIN sys.columns AS c ON c.object_id = x.object_id AND c.column_id = x.column_id
WHERE i.is_unique = 1 AND i.has_filter = 0 AND x.is_included_column = 0 AND o.type = 'U'
ORDER BY s.name, o.name, i.name, x.key_ordinal
"""

_FOREIGN = """
SELECT s.name AS "schema", o.name AS "name", k.name AS "key_name", c.name AS "column_name",
    ts.name AS "target_schema", t.name AS "target_name", tc.name AS "target_column"
FROM sys.foreign_keys AS k
JOIN sys.foreign_key_columns AS x ON x.constraint_object_id = k.object_id
JOIN sys.objects AS o ON o.object_id = k.parent_object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
JOIN sys.columns AS c ON c.object_id = o.object_id AND c.column_id = x.parent_column_id
JOIN sys.objects AS t ON t.object_id = k.referenced_object_id
JOIN sys.schemas AS ts ON ts.schema_id = t.schema_id
JOIN sys.columns AS tc ON tc.object_id = t.object_id AND tc.column_id = x.referenced_column_id
ORDER BY s.name, o.name, k.name, x.constraint_column_id
"""

_CHECKS = """
SELECT s.name AS "schema", o.name AS "name", k.definition AS "condition"
FROM sys.check_constraints AS k JOIN sys.objects AS o ON o.object_id = k.parent_object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE k.definition IS NOT NULL
"""

_POLICIES = """
SELECT s.name AS "schema", o.name AS "name"
FROM sys.security_predicates AS r JOIN sys.security_policies AS p ON p.object_id = r.object_id
JOIN sys.objects AS o ON o.object_id = r.target_object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE p.is_enabled = 1 AND r.predicate_type_desc = 'FILTER'
"""

_WRITABLE = f"""
SELECT TOP (1) 1 AS "writable"
FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE {_OBJECTS} AND (HAS_PERMS_BY_NAME({_FULL_NAME}, 'OBJECT', 'INSERT') = 1
    OR HAS_PERMS_BY_NAME({_FULL_NAME}, 'OBJECT', 'UPDATE') = 1
    OR HAS_PERMS_BY_NAME({_FULL_NAME}, 'OBJECT', 'DELETE') = 1
    OR HAS_PERMS_BY_NAME({_FULL_NAME}, 'OBJECT', 'ALTER') = 1)
"""  # noqa: S608 - as above

QUERIES = CatalogueQueries(
    tables=_TABLES,
    columns=_COLUMNS,
    keys=_KEYS,
    foreign=_FOREIGN,
    checks=_CHECKS,
    policies=_POLICIES,
    writable=_WRITABLE,
)
"""The sys views show what the account holds a right on, temporary tables not at all."""
