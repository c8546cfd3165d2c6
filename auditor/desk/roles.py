"""The account to ask a database administrator for: dedicated, read-only, with an end.

The statements follow the manuals of each product; they are text for a person to read over and run,
and the audit never runs them.
"""

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ROLE = "audit_lecture"
PASSWORD = "<mot de passe à générer>"  # noqa: S105 - a blank for the administrator to fill in

_RIGHTS_COLUMNS = (
    *("User", "Host", "Select_priv", "Insert_priv", "Update_priv", "Delete_priv", "Create_priv"),
    *("Drop_priv", "Execute_priv", "Super_priv", "File_priv", "Create_user_priv", "Grant_priv"),
)
_RIGHTS_TABLES = ("db", "tables_priv", "columns_priv", "procs_priv")
"""Where MySQL and MariaDB keep the rights of all accounts; the passwords stand in other columns."""


@dataclass(frozen=True, slots=True)
class RoleRequest:
    """The account to make: where, over which schemas, and its last day."""

    dialect: str
    database: str
    schemas: tuple[str, ...]
    begins: date
    expires: date
    role: str = ROLE


@dataclass(frozen=True, slots=True)
class RoleScript:
    """What the administrator runs before and after; `removal` is due the day after the last."""

    creation: tuple[str, ...]
    check: tuple[str, ...]
    removal: tuple[str, ...]


def script_of(request: RoleRequest) -> RoleScript:
    """The statements for that dialect; for a SQLite file, the commands that make a copy."""
    return _SCRIPTS[request.dialect](request)


def _postgresql(request: RoleRequest) -> RoleScript:
    role, base = _double(request.role), _double(request.database or "<base>")
    schemas = [_double(name) for name in request.schemas or ("public",)]
    until = (request.expires + timedelta(days=1)).isoformat()
    grants = []
    for schema in schemas:
        grants += [
            f"GRANT USAGE ON SCHEMA {schema} TO {role};",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role};",
        ]
    return RoleScript(
        creation=(
            f"CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT",
            f"  CONNECTION LIMIT 4 PASSWORD '{PASSWORD}' VALID UNTIL '{until}';",
            f"ALTER ROLE {role} SET default_transaction_read_only = on;",
            f"GRANT CONNECT ON DATABASE {base} TO {role};",
            *grants,
            "-- Cloisonnement par ligne : sans BYPASSRLS, les tables concernées seront dites",
            "-- « non lues » ; l'accorder ou non est votre décision :",
            f"-- ALTER ROLE {role} BYPASSRLS;",
        ),
        check=(
            "SELECT table_schema, table_name, privilege_type",
            "  FROM information_schema.role_table_grants",
            f"  WHERE grantee = {_text(request.role)} AND privilege_type <> 'SELECT';  -- aucun",
        ),
        removal=(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity",
            f"  WHERE usename = {_text(request.role)};",
            f"DROP OWNED BY {role};  -- retire ses droits dans cette base ; il ne possède rien",
            f"REVOKE CONNECT ON DATABASE {base} FROM {role};",
            f"DROP ROLE {role};",
        ),
    )


def _mysql(
    request: RoleRequest,
    columns: Sequence[str] = ("account_locked", "User_attributes"),
    tables: Sequence[str] = ("role_edges", "default_roles"),
) -> RoleScript:
    account = f"{_text(request.role)}@'<adresse du poste d''audit>'"
    bases = [_back(name) for name in request.schemas or (request.database or "<base>",)]
    days = max((request.expires - request.begins).days + 1, 1)
    return RoleScript(
        creation=(
            f"CREATE USER {account} IDENTIFIED BY '{PASSWORD}'",
            f"  WITH MAX_USER_CONNECTIONS 4 PASSWORD EXPIRE INTERVAL {days} DAY;",
            "-- Le mot de passe expire ; le compte, lui, se supprime",
            f"-- le {request.expires.isoformat()} au soir.",
            *(f"GRANT SELECT, SHOW VIEW ON {base}.* TO {account};" for base in bases),
            "-- Qui a droit à quoi, sans les mots de passe :",
            f"GRANT SELECT ({', '.join((*_RIGHTS_COLUMNS, *columns))}) ON mysql.user TO {account};",
            *(f"GRANT SELECT ON mysql.{name} TO {account};" for name in (*_RIGHTS_TABLES, *tables)),
        ),
        check=(f"SHOW GRANTS FOR {account};  -- USAGE, SELECT et SHOW VIEW seulement",),
        removal=(f"DROP USER {account};",),
    )


def _mariadb(request: RoleRequest) -> RoleScript:
    """As MySQL, but for where the roles stand and the texts of the routines."""
    return _mysql(request, ("is_role", "default_role"), ("roles_mapping", "proc"))


def _oracle(request: RoleRequest) -> RoleScript:
    role = _double(request.role.upper())
    within = role.replace("'", "''")
    owners = ", ".join(_text(name.upper()) for name in request.schemas or ("<SCHÉMA>",))
    return RoleScript(
        creation=(
            "CREATE PROFILE audit_lecture_profil LIMIT SESSIONS_PER_USER 4",
            "  FAILED_LOGIN_ATTEMPTS 5 PASSWORD_LIFE_TIME UNLIMITED;",
            f'CREATE USER {role} IDENTIFIED BY "{PASSWORD}" PROFILE audit_lecture_profil;',
            f"GRANT CREATE SESSION TO {role};",
            f"GRANT SELECT_CATALOG_ROLE TO {role};  -- qui a droit à quoi",
            "BEGIN",
            "  FOR t IN (SELECT owner, object_name FROM all_objects",
            f"            WHERE owner IN ({owners})",
            "              AND object_type IN ('TABLE', 'VIEW', 'MATERIALIZED VIEW')) LOOP",
            "    EXECUTE IMMEDIATE 'GRANT READ ON \"' || t.owner || '\".\"' || t.object_name",
            f"      || '\" TO {within}';",
            "  END LOOP;",
            "END;",
            "/",
            f"-- Oracle ne date pas la fin d'un compte : le {request.expires.isoformat()} au soir,",
            f"-- ALTER USER {role} ACCOUNT LOCK; puis la suppression ci-dessous.",
        ),
        check=(
            "SELECT owner, table_name, privilege FROM dba_tab_privs",
            f"  WHERE grantee = {_text(request.role.upper())} AND privilege <> 'READ';  -- aucun",
        ),
        removal=(f"DROP USER {role};", "DROP PROFILE audit_lecture_profil;"),
    )


def _mssql(request: RoleRequest) -> RoleScript:
    role, base = _bracket(request.role), _bracket(request.database or "<base>")
    schemas = [_bracket(name) for name in request.schemas or ("dbo",)]
    return RoleScript(
        creation=(
            f"CREATE LOGIN {role} WITH PASSWORD = N'{PASSWORD}', CHECK_POLICY = ON,",
            f"  DEFAULT_DATABASE = {base};",
            f"USE {base};",
            f"CREATE USER {role} FOR LOGIN {role};",
            *(f"GRANT SELECT ON SCHEMA::{schema} TO {role};" for schema in schemas),
            f"GRANT VIEW DEFINITION TO {role};",
            f"-- SQL Server ne date pas la fin d'un compte : le {request.expires.isoformat()} au",
            f"-- soir, ALTER LOGIN {role} DISABLE; puis la suppression ci-dessous.",
        ),
        check=(
            "SELECT permission_name, class_desc FROM sys.database_permissions",
            f"  WHERE grantee_principal_id = USER_ID(N{_text(request.role)});",
            "-- CONNECT, SELECT et VIEW DEFINITION seulement",
        ),
        removal=(f"USE {base};", f"DROP USER {role};", f"DROP LOGIN {role};"),
    )


def _sqlite(request: RoleRequest) -> RoleScript:
    file = shlex.quote(request.database or "base.sqlite")
    return RoleScript(
        creation=(
            "-- SQLite n'a pas de comptes. Sur le serveur, une copie cohérente en lecture seule :",
            f"sqlite3 {file} \".backup 'copie-audit.sqlite'\"",
            "chmod 0400 copie-audit.sqlite",
        ),
        check=("sqlite3 -readonly copie-audit.sqlite 'PRAGMA integrity_check;'",),
        removal=("rm copie-audit.sqlite   # après vérification que c'est bien la copie",),
    )


_SCRIPTS: Mapping[str, Callable[[RoleRequest], RoleScript]] = {
    "postgresql": _postgresql,
    "mysql": _mysql,
    "mariadb": _mariadb,
    "oracle": _oracle,
    "mssql": _mssql,
    "sqlite": _sqlite,
}
DIALECTS = tuple(_SCRIPTS)


def _double(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _back(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _bracket(name: str) -> str:
    return "[" + name.replace("]", "]]") + "]"


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
