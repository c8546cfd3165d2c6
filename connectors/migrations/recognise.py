"""Which ecosystem a file belongs to, by its content and its place, never by its name alone."""

import re
from pathlib import PurePosixPath

from auditor.connectors.migrations.base import MigrationFile

OTHER = "other"
"""Not a migration."""
UNKNOWN = "unknown"
"""A migration of an ecosystem that is not read."""

_SQL = frozenset(
    [
        "sql",
        "ddl",
        "dml",
        "psql",
        "pgsql",
        "mysql",
        "plsql",
        "pks",
        "pkb",
        "pls",
        "prc",
        "fnc",
        "trg",
        "vw",
        "viw",
        "tab",
        "tps",
        "tpb",
        "spc",
        "bdy",
    ]
)
_TEMPLATES = frozenset({"j2", "jinja", "jinja2", "erb", "tmpl", "tpl", "template", "mustache"})
_LOOKED_AT = 200_000

_FLYWAY = re.compile(r"(?:[VUB][0-9]+(?:[._][0-9]+)*|R)__[^/]+$")
_STATEMENT = re.compile(
    r"^\s*(?:create\s+(?:or\s+replace\s+)?(?:table|view|function|index|unique|policy|schema|type)"
    r"|alter\s+table|drop\s+(?:table|view|column)|grant\s+\w+|revoke\s+\w+|insert\s+into"
    r"|update\s+\w+\s+set|comment\s+on|truncate\s)",
    re.IGNORECASE | re.MULTILINE,
)
_CODE: tuple[tuple[frozenset[str], tuple[tuple[str, re.Pattern[str]], ...]], ...] = (
    (
        frozenset({"py"}),
        (
            ("django", re.compile(r"\bmigrations\s*\.\s*Migration\b|\(Migration\)\s*:")),
            (
                "alembic",
                re.compile(
                    r"^(?:down_revision|revision)\b|\bfrom\s+alembic\b|\bimport\s+alembic\b",
                    re.MULTILINE,
                ),
            ),
            (UNKNOWN, re.compile(r"\bfrom\s+yoyo\b|\bpeewee_migrate\b|\bmigrate_engine\b")),
        ),
    ),
    (
        frozenset({"rb"}),
        (
            ("rails", re.compile(r"\bActiveRecord\s*::\s*(?:Migration|Schema)\b")),
            (UNKNOWN, re.compile(r"\bSequel\s*\.\s*migration\b|\bROM\s*::\s*SQL\b")),
        ),
    ),
    (
        frozenset({"ts", "js", "mjs", "cjs", "mts", "cts", "tsx", "jsx"}),
        (
            ("typeorm", re.compile(r"\bMigrationInterface\b|\bqueryRunner\b|\bQueryRunner\b")),
            (
                UNKNOWN,
                re.compile(
                    r"\bqueryInterface\b|\bMigrationBuilder\b|\bpgm\s*\.|\bumzug\b|\bpgTable\("
                ),
            ),
            ("knex", re.compile(r"\bknex\b|\bKnex\b|\.schema\s*\.\s*(?:create|alter|table|raw)")),
            ("typeorm", re.compile(r"@Entity\s*\(")),
        ),
    ),
    (
        frozenset({"php"}),
        (
            ("laravel", re.compile(r"Illuminate\\Database|\bSchema\s*::\s*\w+|\bBlueprint\b")),
            (UNKNOWN, re.compile(r"\bAbstractMigration\b|\bPhinx\b|\baddSql\b|\bMigration\b")),
        ),
    ),
    (
        frozenset({"java", "kt", "cs", "go", "ex", "exs", "scala", "groovy", "rs", "fs", "vb"}),
        (
            (
                UNKNOWN,
                re.compile(
                    r"\bBaseJavaMigration\b|\bMigrationBuilder\b|\bEcto\.Migration\b|\bFluentMigrator\b"
                    r"|\bgoose\.AddMigration\b|\bdatabaseChangeLog\b|\bJdbcMigration\b|\bdiesel\b"
                ),
            ),
        ),
    ),
)
_HASURA = re.compile(
    r"^\s*-?\s*(?:(?:select|insert|update|delete)_permissions|array_relationships"
    r"|object_relationships|is_enum)\s*:|^\s*-?\s*table:\s*$(?:\n\s+(?:name|schema):.*){2}"
    r"|\"(?:select_permissions|pg_create_select_permission)\"",
    re.MULTILINE,
)
_HISTORY = re.compile(
    r"(?:^|/)(?:db/)?(?:migrations?|migrate|changelogs?|alembic|versions)(?:/|$)", re.IGNORECASE
)


def recognise(file: MigrationFile) -> str:
    """The name of the ecosystem, `unknown` for one that is not read, `other` for no migration."""
    path = PurePosixPath(file.name)
    ending = _ending(path)
    head = file.text[:_LOOKED_AT]
    if ending in _SQL:
        return _of_sql(file.name, path, head)
    if ending == "prisma":
        return "prisma"
    if ending in ("xml", "yaml", "yml", "json"):
        return _of_document(head)
    for endings, signs in _CODE:
        if ending in endings:
            return next((name for name, sign in signs if sign.search(head)), OTHER)
    if ending in ("md", "rst", "txt", "adoc", "html", "csv", "log", "svg", "css", "lock"):
        return OTHER
    return UNKNOWN if _HISTORY.search(str(path.parent)) and _STATEMENT.search(head) else OTHER


def _ending(path: PurePosixPath) -> str:
    endings = [suffix[1:].lower() for suffix in path.suffixes]
    while len(endings) > 1 and endings[-1] in _TEMPLATES:
        endings.pop()
    return endings[-1] if endings else ""


def _of_sql(name: str, path: PurePosixPath, head: str) -> str:
    if re.match(r"\s*--\s*liquibase\s+formatted\s+sql", head, re.IGNORECASE):
        return "liquibase_sql"
    if _FLYWAY.match(path.name):
        return "flyway"
    if path.name in ("up.sql", "down.sql") and "migrations/" in name:
        return "hasura" if re.match(r"[0-9]{10,}_", path.parent.name) else "sql"
    if path.name == "migration.sql" and re.match(r"[0-9]{8,}_", path.parent.name):
        return "prisma_sql"
    return "sql"


def _of_document(head: str) -> str:
    if re.search(r"\bdatabaseChangeLog\b", head):
        return "liquibase"
    return "hasura" if _HASURA.search(head) else OTHER
