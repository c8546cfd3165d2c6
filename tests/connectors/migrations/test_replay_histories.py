import pytest

from auditor.connectors.migrations.read import read_scripts
from auditor.connectors.migrations.replay import replay
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.migrations import History
from auditor.model.refs import ContainerRef
from tests.connectors.migrations.annotated import HISTORIES, read_case

FOLDERS = sorted(path.name for path in HISTORIES.iterdir())


def replayed(*texts: str, start: tuple[Container, ...] = ()) -> History:
    files = {f"{place}.sql": text.encode() for place, text in enumerate(texts)}
    return replay(read_scripts(files, "postgresql"), start)


def columns(history: History) -> dict[str, tuple[str, ...]]:
    return {c.name: tuple(column.name for column in c.columns) for c in history.containers}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_of_migrations_is_replayed_in_its_order(name: str) -> None:
    case = read_case(HISTORIES / name)
    assert case.told == case.expected
    assert [gap for script in case.scripts for gap in script.gaps] == []


def test_flyway_runs_versions_by_number_and_repeatable_scripts_last() -> None:
    scripts = read_case(HISTORIES / "flyway").scripts
    assert [script.file for script in scripts] == [
        *("V1__base.sql", "V2.1__rename.sql", "V2_1_1__back.sql"),
        *("V10__tel.sql", "U10__tel.sql", "R__vues.sql"),
    ]
    assert {script.ecosystem for script in scripts} == {"flyway"}


def test_the_schema_that_results_has_neither_what_is_gone_nor_what_only_undoes() -> None:
    assert columns(read_case(HISTORIES / "rebuilt").history) == {
        "Assure_2024": ("id", "nir", "iban"),
        "Assure": ("id", "nir"),
    }
    assert columns(read_case(HISTORIES / "sections").history) == {
        "ps": ("id", "rib", "iban", "mail", "tel")
    }


def test_a_migration_is_read_against_the_schema_that_is_given() -> None:
    start = Container(
        ContainerRef("lock", "sante.assure"),
        ContainerKind.TABLE,
        (Column("nir", "text", Family.TEXT), Column("nom", "text", Family.TEXT)),
        "Assurés",
    )
    history = replayed("CREATE VIEW v AS SELECT * FROM assure;", start=(start,))
    assert [(e.column, e.sources[0].container.name) for e in history.effects] == [
        ("nir", "sante.assure"),
        ("nom", "sante.assure"),
    ]


def test_an_effect_shows_the_table_as_the_whole_file_leaves_it() -> None:
    history = replayed(
        "ALTER TABLE ps ADD compte text;\nCOMMENT ON COLUMN ps.compte IS 'RIB';\n"
        "ALTER TABLE ps ADD code_guichet char(5);"
    )
    first = history.effects[0].container
    assert [(c.name, c.comment) for c in first.columns] == [("compte", "RIB"), ("code_guichet", "")]


def test_what_goes_away_is_shown_as_it_stood_before() -> None:
    history = replayed(
        "CREATE TABLE a (nir text, n int);",
        "ALTER TABLE a DROP nir;\nALTER TABLE a DROP n;\nDROP TABLE a;",
    )
    drops = [effect for effect in history.effects if effect.action == "drop"]
    assert [(e.line, e.column) for e in drops] == [(1, "nir"), (2, "n"), (3, "")]
    assert all([c.name for c in e.container.columns] == ["nir", "n"] for e in drops)


def test_a_rename_keeps_identity_for_later_scripts() -> None:
    history = replayed(
        "CREATE TABLE a (x char(15));",
        "ALTER TABLE a RENAME x TO nir; ALTER TABLE a RENAME TO assure;",
        "CREATE VIEW v AS SELECT nir FROM assure;",
    )
    renames = [effect for effect in history.effects if effect.action == "rename"]
    assert [(e.column, [s.column for s in e.sources]) for e in renames] == [
        ("nir", ["x"]),
        ("", [""]),
    ]
    assert columns(history) == {"assure": ("nir",), "v": ("nir",)}


def test_a_change_of_type_shows_the_column_as_it_was() -> None:
    history = replayed(
        "CREATE TABLE a (nir_hash char(64), code varchar(5));",
        "ALTER TABLE a ALTER nir_hash TYPE varchar(15), ALTER code TYPE varchar(9);",
    )
    changed = history.effects[2:]
    assert [(e.action, e.column) for e in changed] == [("unmask", "nir_hash"), ("alter", "code")]
    source = changed[0].sources[0]
    assert source.container.column(source.column).type == "char(64)"
    assert changed[0].container.column("nir_hash").width == 15


def test_a_view_of_a_copy_leads_to_the_base_column() -> None:
    history = replayed(
        "CREATE TABLE assure (nir text);",
        "CREATE TABLE export AS SELECT nir AS cle FROM assure;",
        "CREATE VIEW v AS SELECT left(cle, 1) AS c FROM export;",
    )
    sources = {(s.container.name, s.column, s.transform) for s in history.effects[-1].sources}
    assert sources == {("export", "cle", "truncated"), ("assure", "nir", "truncated")}


def test_if_not_exists_does_nothing_where_the_table_or_column_stands() -> None:
    history = replayed(
        "CREATE TABLE a (nir text);",
        "CREATE TABLE IF NOT EXISTS a (iban text);",
        "ALTER TABLE a ADD COLUMN IF NOT EXISTS nir text;",
    )
    assert [effect.file for effect in history.effects] == ["0.sql"]


def test_what_was_only_mentioned_before_counts_as_missing() -> None:
    history = replayed(
        "GRANT SELECT (nir) ON assure TO x; CREATE INDEX i ON assure (iban);",
        "CREATE TABLE IF NOT EXISTS assure (nir text);",
        "GRANT SELECT (iban) ON ps TO x;",
        "ALTER TABLE ps ADD COLUMN IF NOT EXISTS iban text;",
    )
    adds = [(e.file, e.column) for e in history.effects if e.action == "add"]
    assert adds == [("1.sql", "nir"), ("3.sql", "iban")]


def test_code_that_is_not_shown_is_told_without_stopping_anything() -> None:
    from auditor.model.migrations import CodeStep, Script, Step

    history = replay([Script("a.py", "django", (Step(3, CodeStep("remplir")),))])
    (gap,) = history.gaps
    assert (gap.code, gap.kind.value, dict(gap.detail)["line"]) == ("code_step", "bounded", "3")


def test_state_only_steps_are_neither_drops_nor_additions() -> None:
    from auditor.model.migrations import CreateTable, DropTable, Script, Step

    column = Column("nir", "text", Family.TEXT)
    state = (
        Step(1, CreateTable("a", (column,)), state_only=True),
        Step(2, DropTable("b"), state_only=True),
    )
    history = replay([Script("a.py", "django", state)])
    assert history.effects == ()
    assert columns(history) == {"a": ("nir",)}
