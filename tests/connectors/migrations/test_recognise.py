import pytest

from auditor.connectors.migrations.base import MigrationFile
from auditor.connectors.migrations.read import read_scripts
from auditor.connectors.migrations.recognise import recognise

ALEMBIC = "revision = 'a1'\ndown_revision = None\nfrom alembic import op\n"


@pytest.mark.parametrize(
    ("name", "text", "ecosystem"),
    [
        ("db/migration/V1_2__x.sql", "SELECT 1;", "flyway"),
        ("db/R__vues.sql", "SELECT 1;", "flyway"),
        ("2024/ajout.sql", "SELECT 1;", "sql"),
        ("a.ddl", "SELECT 1;", "sql"),
        ("a.sql.j2", "SELECT 1;", "sql"),
        ("pkg.pkb", "SELECT 1;", "sql"),
        ("x.sql", "--liquibase formatted sql\n--changeset a:1\n", "liquibase_sql"),
        ("prisma/migrations/20240101120000_rib/migration.sql", "SELECT 1;", "prisma_sql"),
        ("migrations/default/1700000000000_rib/up.sql", "SELECT 1;", "hasura"),
        ("prisma/schema.prisma", "model A { id Int @id }", "prisma"),
        ("c.xml", "<databaseChangeLog/>", "liquibase"),
        ("c.yaml", "databaseChangeLog:\n- changeSet:", "liquibase"),
        ("c.json", '{"databaseChangeLog": []}', "liquibase"),
        ("pom.xml", "<project/>", "other"),
        ("docker-compose.yml", "services:\n  db:\n", "other"),
        ("versions/a1_x.py", ALEMBIC, "alembic"),
        ("app/migrations/0001_x.py", "class Migration(migrations.Migration):\n", "django"),
        ("app/migrations/__init__.py", "", "other"),
        ("app/models.py", "class A(models.Model):\n    nir = 1\n", "other"),
        ("db/migrate/1_x.rb", "class X < ActiveRecord::Migration[7.1]\nend", "rails"),
        ("db/schema.rb", "ActiveRecord::Schema[7.1].define do\nend", "rails"),
        ("1_x.rb", "Sequel.migration do\nend", "unknown"),
        ("src/1-X.ts", "export class X implements MigrationInterface {}", "typeorm"),
        ("1_x.js", "exports.up = (knex) => knex.schema.createTable('a', t => {})", "knex"),
        ("1_x.js", "module.exports = { up: (queryInterface) => 1 }", "unknown"),
        ("app.js", "console.log('knowledge')", "other"),
        ("1_x.php", "use Illuminate\\Database\\Migrations\\Migration;", "laravel"),
        ("V1.php", "final class V1 extends AbstractMigration {}", "unknown"),
        ("V2__x.java", "class V2__x extends BaseJavaMigration {}", "unknown"),
        ("20240101_x.cs", "partial class X : Migration { MigrationBuilder b; }", "unknown"),
        ("1.exs", "use Ecto.Migration", "unknown"),
        ("db/migrations/run.sh", "psql -c '\nALTER TABLE a ADD b int'", "unknown"),
        ("db/migrations/README.md", "ALTER TABLE a ADD nir text", "other"),
        ("db/migrations/logo.png", "\x89PNG", "other"),
        ("metadata/tables.yaml", "- table:\n    name: a\n    schema: public\n", "hasura"),
    ],
)
def test_a_file_is_known_by_what_it_says_and_where_it_stands(
    name: str, text: str, ecosystem: str
) -> None:
    assert recognise(MigrationFile(name, text)) == ecosystem


def test_an_ecosystem_that_is_not_read_is_a_gap_and_no_migration_is_nothing() -> None:
    scripts = read_scripts(
        {
            "V2__x.java": b"class V2__x extends BaseJavaMigration {}",
            "README.md": b"ALTER TABLE a ADD nir text",
            "vide.sql": b"",
        }
    )
    assert [(s.file, s.ecosystem, [g.code for g in s.gaps]) for s in scripts] == [
        ("V2__x.java", "unknown", ["ecosystem_not_read"]),
        ("vide.sql", "sql", []),
    ]


def test_a_file_without_signs_is_read_in_the_dialect_of_the_others() -> None:
    files = {
        "1.sql": b"CREATE TABLE `a` (`id` int AUTO_INCREMENT) ENGINE=InnoDB;",
        "2.sql": b"# ALTER TABLE x ADD y int;\nALTER TABLE a ADD nir char(15);",
    }
    (_, second) = read_scripts(files)
    assert [step.line for step in second.steps] == [2]
    assert second.gaps == ()


def test_scripts_stand_in_the_order_of_their_graph_whatever_their_names() -> None:
    texts = {"c.py": ("3", "2"), "a.py": ("2", "1"), "b.py": ("1", None)}
    files = {
        name: f"revision = {own!r}\ndown_revision = {parent!r}\nfrom alembic import op\n"
        f"def upgrade():\n    pass\ndef downgrade():\n    pass\n".encode()
        for name, (own, parent) in texts.items()
    }
    assert [script.file for script in read_scripts(files)] == ["b.py", "a.py", "c.py"]


def test_what_a_reader_is_given_never_changes_the_order_of_the_result() -> None:
    files = {f"V{number}__x.sql": b"SELECT 1;" for number in (10, 9, 1, 100)}
    turned = dict(reversed(files.items()))
    assert read_scripts(files) == read_scripts(turned)
    assert [s.file for s in read_scripts(files)] == [f"V{n}__x.sql" for n in (1, 9, 10, 100)]
