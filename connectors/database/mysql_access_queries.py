"""Who may read what in MySQL and MariaDB: the tables of grants of the server, each read once.

They lie in `mysql.*`, which an account reads only if it was granted. Passwords stand in the same
tables and are never asked for.
"""

ACCOUNTS_MARIADB = """
SELECT u.User AS "user", u.Host AS "host", u.Select_priv AS "select_priv",
    u.Insert_priv AS "insert_priv", u.Update_priv AS "update_priv",
    u.Delete_priv AS "delete_priv", u.Create_priv AS "create_priv", u.Drop_priv AS "drop_priv",
    u.Execute_priv AS "execute_priv", u.Super_priv AS "super_priv", u.File_priv AS "file_priv",
    u.Create_user_priv AS "create_user_priv", u.Grant_priv AS "grant_priv",
    u.is_role = 'Y' AS "is_role", u.default_role AS "default_role",
    0 AS "locked", '' AS "restrictions"
FROM mysql.user AS u
"""
LOCKED_MARIADB = """
SELECT g.User AS "user", g.Host AS "host" FROM mysql.global_priv AS g
WHERE JSON_VALUE(g.Priv, '$.account_locked') IN ('1', 'true')
"""
"""MariaDB keeps it beside the passwords, so an account need not be granted it."""

ACCOUNTS_MYSQL = """
SELECT u.User AS "user", u.Host AS "host", u.Select_priv AS "select_priv",
    u.Insert_priv AS "insert_priv", u.Update_priv AS "update_priv",
    u.Delete_priv AS "delete_priv", u.Create_priv AS "create_priv", u.Drop_priv AS "drop_priv",
    u.Execute_priv AS "execute_priv", u.Super_priv AS "super_priv", u.File_priv AS "file_priv",
    u.Create_user_priv AS "create_user_priv", u.Grant_priv AS "grant_priv",
    EXISTS (SELECT 1 FROM mysql.role_edges AS e
        WHERE e.FROM_USER = u.User AND e.FROM_HOST = u.Host) AS "is_role",
    '' AS "default_role", u.account_locked = 'Y' AS "locked",
    COALESCE(JSON_EXTRACT(u.User_attributes, '$.Restrictions'), '') AS "restrictions"
FROM mysql.user AS u
"""

MEMBERSHIPS_MARIADB = """
SELECT m.User AS "user", m.Host AS "host", m.Role AS "role", '' AS "role_host",
    0 AS "by_default" FROM mysql.roles_mapping AS m
"""

MEMBERSHIPS_MYSQL = """
SELECT e.TO_USER AS "user", e.TO_HOST AS "host", e.FROM_USER AS "role",
    e.FROM_HOST AS "role_host",
    @@GLOBAL.activate_all_roles_on_login OR d.USER IS NOT NULL AS "by_default"
FROM mysql.role_edges AS e LEFT JOIN mysql.default_roles AS d
    ON d.USER = e.TO_USER AND d.HOST = e.TO_HOST
    AND d.DEFAULT_ROLE_USER = e.FROM_USER AND d.DEFAULT_ROLE_HOST = e.FROM_HOST
"""

SCHEMA_GRANTS = """
SELECT d.User AS "user", d.Host AS "host", d.Db AS "pattern", d.Select_priv AS "select_priv",
    d.Insert_priv AS "insert_priv", d.Update_priv AS "update_priv",
    d.Delete_priv AS "delete_priv", d.Create_priv AS "create_priv", d.Drop_priv AS "drop_priv",
    d.Execute_priv AS "execute_priv", d.Grant_priv AS "grant_priv"
FROM mysql.db AS d
"""

TABLE_GRANTS = """
SELECT t.User AS "user", t.Host AS "host", t.Db AS "schema", t.Table_name AS "name",
    '' AS "column", CAST(t.Table_priv AS CHAR) AS "rights"
FROM mysql.tables_priv AS t
UNION ALL
SELECT c.User, c.Host, c.Db, c.Table_name, c.Column_name, CAST(c.Column_priv AS CHAR)
FROM mysql.columns_priv AS c
"""

ROUTINE_GRANTS = """
SELECT p.User AS "user", p.Host AS "host", p.Db AS "schema", p.Routine_name AS "name",
    CAST(p.Routine_type AS CHAR) AS "type", CAST(p.Proc_priv AS CHAR) AS "rights"
FROM mysql.procs_priv AS p
"""

RELATIONS = """
SELECT table_schema AS "schema", table_name AS "name", table_type AS "type"
FROM information_schema.tables
WHERE table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') AND table_schema IN {schemas}
ORDER BY table_schema, table_name
"""

COLUMNS = """
SELECT table_schema AS "schema", table_name AS "name", column_name AS "column"
FROM information_schema.columns WHERE table_schema IN {schemas}
ORDER BY table_schema, table_name, ordinal_position
"""

VIEWS = """
SELECT table_schema AS "schema", table_name AS "name", view_definition AS "text",
    definer AS "definer", security_type AS "security"
FROM information_schema.views WHERE table_schema IN {schemas}
ORDER BY table_schema, table_name
"""

ROUTINES = """
SELECT routine_schema AS "schema", routine_name AS "name", routine_type AS "type",
    routine_definition AS "text", definer AS "definer", security_type AS "security"
FROM information_schema.routines
WHERE routine_type IN ('FUNCTION', 'PROCEDURE') AND routine_schema IN {schemas}
ORDER BY routine_schema, routine_name, routine_type
"""

ARGUMENTS = """
SELECT specific_schema AS "schema", specific_name AS "name", routine_type AS "type",
    parameter_name AS "argument", parameter_mode AS "mode"
FROM information_schema.parameters
WHERE parameter_name IS NOT NULL AND specific_schema IN {schemas}
ORDER BY specific_schema, specific_name, routine_type, ordinal_position
"""
