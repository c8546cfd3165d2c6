"""TypeORM migrations: SQL through `queryRunner.query`, and its own calls."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.code.follow import Call, Unknown, Value, known
from auditor.connectors.migrations.code.reading import (
    chain,
    follow,
    found_in,
    functions_of,
    open_file,
    run_sql,
)
from auditor.connectors.migrations.code.table import listed_check
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.types import column_of, family_of, width_of
from auditor.model.catalogue import Column, ForeignKey
from auditor.model.migrations import (
    AddCheck,
    AddColumn,
    AddLink,
    AlterColumn,
    CodeStep,
    CommentOn,
    CreateTable,
    DropColumn,
    DropTable,
    RenameColumn,
    RenameTable,
    Script,
    WriteData,
)


def read(file: MigrationFile, peers: Peers, dialect: str) -> Script:
    """Its steps: those of `up`, and those of `down` as `down`."""
    del peers
    draft = Draft(file, "typeorm", dialect)
    reader = _Reader(draft)
    language = "javascript" if file.name.endswith((".js", ".cjs", ".mjs")) else "typescript"
    follower = open_file(draft, language, reader)
    follower.names.update(functions_of(follower.names))
    reader.live = True
    ran = [follow(draft, follower, name, down=name == "down") for name in ("up", "down")]
    if not any(ran) and not draft.gaps:
        draft.gap("migration_no_entry", 1)
    version = PurePosixPath(file.name).name.partition("-")[0]
    draft.order = (version if version.isdigit() else PurePosixPath(file.name).name,)
    return draft.script()


@dataclass(slots=True)
class _Reader:
    draft: Draft
    live: bool = False

    def __call__(self, call: Call) -> Value:
        """Takes down what a call does."""
        if not self.live:
            return call
        operate = _OPERATIONS.get(call.name)
        if call.name == "query":
            run_sql(self.draft, call.given(0), call.line)
            self._bound(call)
        elif operate is not None and not isinstance(call.receiver, Unknown):
            operate(self, call)
        elif call.name in ("save", "insert", "update", "execute") and _is_manager(call):
            self.draft.add(call.line, CodeStep(call.name))
            columns, found = found_in(call.args[-1] if call.args else None)
            if found:
                self.draft.add(call.line, WriteData(known(call.given(0)), columns, found))
        return call

    def _bound(self, call: Call) -> None:
        values = call.given(1)
        if isinstance(values, list):
            row: dict[str, Value] = {str(place): value for place, value in enumerate(values)}
            _, found = found_in(row)
            if found:
                unnamed = tuple(sorted({("", category) for _, category in found}))
                self.draft.found(call.line, unnamed, known(call.given(0)))

    def unknown(self, call: Call) -> None:
        """What the text alone does not tell."""
        self.draft.gap("migration_not_evident", call.line)


def _is_manager(call: Call) -> bool:
    names = {one.name for one in chain(call)}
    return bool(names & {"manager", "getRepository", "createQueryBuilder"})


def _options(value: Value) -> dict[str, Value]:
    """The options of `new TableColumn({…})`, or the object itself."""
    if isinstance(value, Call):
        value = value.given(0)
    return value if isinstance(value, dict) else {}


def _table_name(value: Value) -> str:
    if isinstance(value, Call):
        value = _options(value).get("name")
    return known(value)


def _column(value: Value) -> tuple[Column, int] | None:
    said = _options(value)
    name = said.get("name")
    if not isinstance(name, Text) or not name.whole:
        return None
    kind, size = known(said.get("type")), known(said.get("length"))
    length = said.get("length")
    size = size or (str(length) if isinstance(length, int) else "")
    declared = f"{kind}({size})" if size else kind
    if said.get("isArray") is True:
        declared = f"{kind}[]"
    labels = said.get("enum")
    words = [known(label) for label in labels if known(label)] if isinstance(labels, list) else []
    column = column_of(
        str(name),
        declared,
        nullable=said.get("isNullable") is not False,
        comment=known(said.get("comment")),
        checks=listed_check(str(name), words),
    )
    return column, value.at(name) if isinstance(value, Call) else name.line


def _create_table(reader: _Reader, call: Call) -> None:
    said = _options(call.given(0))
    table, listed = known(said.get("name")), said.get("columns")
    place = known(said.get("schema"))
    found = [_column(item) for item in listed] if isinstance(listed, list) else []
    columns = [one for one in found if one is not None]
    if not table or len(columns) != len(found) or not isinstance(listed, list):
        reader.unknown(call)
    if not table:
        return
    keys = said.get("foreignKeys")
    links = [_link(key) for key in keys] if isinstance(keys, list) else []
    reader.draft.add(
        call.line,
        CreateTable(
            f"{place}.{table}" if place else table,
            tuple(column for column, _ in columns),
            tuple(line for _, line in columns),
            known(said.get("comment")),
            tuple(link for link in links if link is not None),
        ),
    )


def _link(value: Value) -> ForeignKey | None:
    said = _options(value)
    own, to = _names(said.get("columnNames")), _names(said.get("referencedColumnNames"))
    table = known(said.get("referencedTableName"))
    return ForeignKey(own, table, to) if own and to and table else None


def _names(value: Value) -> tuple[str, ...]:
    return tuple(known(item) for item in value if known(item)) if isinstance(value, list) else ()


def _add_columns(reader: _Reader, call: Call) -> None:
    table, given = _table_name(call.given(0)), call.given(1)
    for item in given if isinstance(given, list) else [given]:
        column = _column(item)
        if not table or column is None:
            reader.unknown(call)
        else:
            reader.draft.add(column[1], AddColumn(table, column[0]))


def _drop_columns(reader: _Reader, call: Call) -> None:
    table, given = _table_name(call.given(0)), call.given(1)
    for item in given if isinstance(given, list) else [given]:
        name = known(item) or known(_options(item).get("name"))
        if not table or not name:
            reader.unknown(call)
        else:
            reader.draft.add(call.at(item), DropColumn(table, name))


def _drop(kind: str) -> Callable[[_Reader, Call], None]:
    def drop(reader: _Reader, call: Call) -> None:
        table = _table_name(call.given(0))
        if table:
            reader.draft.add(call.line, DropTable(table, kind))
        else:
            reader.unknown(call)

    return drop


def _rename_table(reader: _Reader, call: Call) -> None:
    old, new = _table_name(call.given(0)), known(call.given(1))
    if old and new:
        reader.draft.add(call.line, RenameTable(old, new))
    else:
        reader.unknown(call)


def _change_column(reader: _Reader, call: Call) -> None:
    """`renameColumn` and `changeColumn`, from a name or a column to another one."""
    table = _table_name(call.given(0))
    old = known(call.given(1)) or known(_options(call.given(1)).get("name"))
    after = _column(call.given(2))
    new = after[0].name if after else known(call.given(2))
    if not (table and old and new):
        reader.unknown(call)
        return
    if old != new:
        reader.draft.add(call.line, RenameColumn(table, old, new))
    if after and after[0].type:
        column = after[0]
        width = width_of(column.type, family_of(column.type))
        comment = column.comment or None
        reader.draft.add(after[1], AlterColumn(table, new, column.type, width, comment))


def _foreign_keys(reader: _Reader, call: Call) -> None:
    table, given = _table_name(call.given(0)), call.given(1)
    for item in given if isinstance(given, list) else [given]:
        link = _link(item)
        if table and link is not None:
            reader.draft.add(call.line, AddLink(table, link))


def _create_view(reader: _Reader, call: Call) -> None:
    said = _options(call.given(0))
    name, text = known(said.get("name")), said.get("expression")
    if not name or not isinstance(text, Text):
        reader.unknown(call)
        return
    body, lines = text.laid_out()
    reader.draft.sql_at(f"CREATE VIEW {name} AS {body}", lines)


def _check(reader: _Reader, call: Call) -> None:
    text = known(_options(call.given(1)).get("expression"))
    table = _table_name(call.given(0))
    if table and text:
        reader.draft.add(call.line, AddCheck(table, text))


def _table_comment(reader: _Reader, call: Call) -> None:
    table = _table_name(call.given(0))
    if table:
        reader.draft.add(call.line, CommentOn(table, "", known(call.given(1))))


_OPERATIONS: dict[str, Callable[[_Reader, Call], None]] = {
    "createTable": _create_table,
    "addColumn": _add_columns,
    "addColumns": _add_columns,
    "dropColumn": _drop_columns,
    "dropColumns": _drop_columns,
    "dropTable": _drop("table"),
    "dropView": _drop("view"),
    "renameTable": _rename_table,
    "renameColumn": _change_column,
    "changeColumn": _change_column,
    "createForeignKey": _foreign_keys,
    "createForeignKeys": _foreign_keys,
    "createView": _create_view,
    "createCheckConstraint": _check,
    "changeTableComment": _table_comment,
}
