import sys
from pathlib import Path

import pytest

from auditor.connectors.migrations.code import grammar
from auditor.connectors.migrations.read import read_scripts
from auditor.connectors.migrations.replay import replay

_ALEMBIC = 'import sqlalchemy as sa\nfrom alembic import op\nrevision = "1"\n'
_RAILS = "class A < ActiveRecord::Migration[7.0]\n def change\n"
_DJANGO = "from django.db import migrations, models\nclass Migration(migrations.Migration):\n"
_LAST = 'def upgrade():\n    op.add_column("t", sa.Column("nir", sa.Text))\n'

UNREAD = {
    "syntax.py": (_ALEMBIC + "def upgrade(:\n", "python_syntax", "4"),
    "conflict.py": (_ALEMBIC + "<<<<<<< HEAD\nx = 1\n=======\n", "python_syntax", "4"),
    "deep.py": (_ALEMBIC + "X = " + "(" * 3000 + ")" * 3000, "python_syntax", "4"),
    "custom.py": (_ALEMBIC + "def upgrade():\n    op.my_own('x')\n", "migration_operation", "5"),
    "computed.py": (
        _ALEMBIC + "def upgrade():\n    op.drop_column(read(), 'x')\n",
        "migration_not_evident",
        "5",
    ),
    "app/migrations/0001_a.py": (
        _DJANGO + "    operations = [x.Op()]\n",
        "migration_operation",
        "3",
    ),
    "entity.xml": (
        '<!DOCTYPE x [<!ENTITY a "b">]>\n<databaseChangeLog>&a;</databaseChangeLog>',
        "xml_entities",
        "1",
    ),
    "open.xml": ("<databaseChangeLog>\n<changeSet></databaseChangeLog>", "xml_syntax", "2"),
    "deep.xml": (
        "<databaseChangeLog>" + "<a>" * 9000 + "</a>" * 9000 + "</databaseChangeLog>",
        "migration_too_long",
        "1",
    ),
    "missing.xml": (
        '<databaseChangeLog>\n<include file="absent.xml"/>\n</databaseChangeLog>',
        "liquibase_include_missing",
        "2",
    ),
    "self.xml": (
        '<databaseChangeLog><include file="self.xml"/></databaseChangeLog>',
        "liquibase_cycle",
        "1",
    ),
    "bad.yaml": ("databaseChangeLog:\n  - changeSet:\n   id: [1\n", "yaml_syntax_at", "3"),
    "deep.json": (
        '{"databaseChangeLog": ' + "[" * 50_000 + "]" * 50_000 + "}",
        "migration_too_long",
        "1",
    ),
    "alias.yaml": (
        "databaseChangeLog: &a\n" + "\n".join(f"  - x{i}: [*a, *a]" for i in range(30)),
        "migration_too_long",
        "1",
    ),
    "deep.rb": (_RAILS + "[" * 3000 + "]" * 3000 + "\nend\nend", "migration_too_long", "1"),
    "half.php": (
        "<?php use Illuminate\\Database\\Migrations\\Migration;\nclass A extends Migration {\n",
        "source_syntax",
        "2",
    ),
    "open.prisma": ("model A {\n  nir String\n", "source_syntax", "1"),
}


def _read(files: dict[str, str]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    scripts = read_scripts({name: text.encode() for name, text in files.items()}, "postgresql")
    return scripts, replay(scripts)


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_a_gap_with_its_line_and_the_rest_is_read(name: str) -> None:
    text, code, line = UNREAD[name]
    scripts, history = _read({name: text, "last.py": _ALEMBIC.replace('"1"', '"2"') + _LAST})
    gaps = {(gap.source, gap.code, dict(gap.detail)["line"]) for s in scripts for gap in s.gaps}
    assert (name, code, line) in gaps
    assert ("last.py", "nir") in {(effect.file, effect.column) for effect in history.effects}


BOMBS = {
    "doubled.py": """
def upgrade():
    s = 'x'
    for _ in range(2000):
        s = s + s
    op.execute(s)
""",
    "format.py": """
def upgrade():
    op.execute('{:>999999999}'.format(1) + f'{1:999999999}')
""",
    "percent.py": """
def upgrade():
    op.execute('%999999999d' % 1)
""",
    "lists.py": """
L, M = [1], [1]
for _ in range(64):
    L += L
    M = [M, M]
""",
    "shared.py": """
M = [1]
for _ in range(64):
    M = [M, M]
def upgrade():
    if M == 1:
        op.create_table('t', *M, M)
""",
    "calls.py": """
def f(n):
    return f(n) + f(n)
def upgrade():
    f(1)
""",
    "loops.py": """
def upgrade():
    for a in range(9999):
        for b in range(9999):
            op.drop_column('t', 'c%d' % b)
""",
}


@pytest.mark.parametrize("name", BOMBS)
def test_python_that_would_never_end_is_left_after_a_bounded_number_of_steps(name: str) -> None:
    scripts, _ = _read({name: _ALEMBIC + BOMBS[name]})
    assert [gap for script in scripts for gap in script.gaps]


def test_nothing_of_a_file_is_ever_run(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    python = f"open({str(mark)!r}, 'w').write('x')\n"
    files = {
        "a.py": f"{_ALEMBIC}{python}def upgrade():\n    {python}",
        "app/migrations/0001_a.py": f"{_DJANGO}    {python}    operations = []\n",
        "b.rb": f"{_RAILS}File.write('{mark}', 'x')\nend\nend",
        "c.php": f"<?php class A extends Migration {{ function up() {{ touch('{mark}'); }} }}",
        "d.js": f"exports.up = (knex) => require('fs').writeFileSync('{mark}', 'x')",
    }
    scripts, _ = _read(files)
    assert {script.file for script in scripts} == set(files)
    assert not mark.exists()


@pytest.mark.parametrize("name", ["x.py", "x.xml", "x.rb"])
def test_a_value_of_the_file_is_in_no_step_and_no_gap(name: str) -> None:
    value = "269054958815780"
    insert = f"INSERT INTO t (nir) VALUES ('{value}')"
    texts = {
        "x.py": f"{_ALEMBIC}def upgrade():\n"
        f'    op.bulk_insert(sa.table("t"), [{{"nir": "{value}"}}])\n'
        f'    op.execute("{insert}")\n    op.own("{value}")\n',
        "x.xml": '<databaseChangeLog><changeSet><insert tableName="t">'
        f'<column name="nir" value="{value}"/></insert><own value="{value}"/>'
        "</changeSet></databaseChangeLog>",
        "x.rb": f"{_RAILS}execute \"{insert}\"\nown :x, '{value}'\nend\nend",
    }
    scripts, history = _read({name: texts[name]})
    assert value not in repr(scripts)
    assert value not in repr(history)
    assert any("NIR" in repr(effect.found) for effect in history.effects)


def test_without_the_grammar_the_file_is_told_as_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tree_sitter_php", None)
    grammar._parser.cache_clear()
    text = "<?php class A extends Migration { function up() { Schema::drop('a'); } }"
    scripts, _ = _read({"a.php": text})
    grammar._parser.cache_clear()
    assert [(gap.code, dict(gap.detail)["language"]) for s in scripts for gap in s.gaps] == [
        ("grammar_missing", "php")
    ]
