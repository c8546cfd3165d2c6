"""The operations of a Rails migration as steps."""

from collections.abc import Callable

from auditor.connectors.migrations.code.follow import (
    Call,
    Closure,
    known,
)
from auditor.connectors.migrations.code.reading import run_sql
from auditor.connectors.migrations.code.table import Pending, TableDraft
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.rails.names import singular
from auditor.connectors.migrations.rails.reader import Operate, Reader
from auditor.connectors.migrations.rails.tables import (
    column,
    declared,
    foreign_key_of,
    reference,
)
from auditor.connectors.migrations.types import family_of, width_of
from auditor.model.migrations import (
    AddCheck,
    AlterColumn,
    CommentOn,
    DropColumn,
    DropTable,
    Operation,
    RenameColumn,
    RenameTable,
)


def _table(reader: Reader, call: Call, name: str, *, create: bool) -> TableDraft:
    table = TableDraft(reader.draft, name, call.at(call.given(0)), create)
    table.comment = known(call.named.get("comment")) if create else ""
    block = call.args[-1] if call.args else None
    if isinstance(block, Closure) and reader.follower is not None:
        opened = Call("#table", line=call.line)
        reader.tables[id(opened)] = table
        reader.follower.run(block, (opened,))
        del reader.tables[id(opened)]
    return table


def _create_table(reader: Reader, call: Call) -> None:
    name = known(call.given(0))
    if not name:
        reader.unknown(call)
        return
    _table(reader, call, name, create=True).close()


def _change_table(reader: Reader, call: Call) -> None:
    name = known(call.given(0))
    if not name:
        reader.unknown(call)
        return
    _table(reader, call, name, create=False).close()


def _join_table(reader: Reader, call: Call) -> None:
    names = sorted(filter(None, (known(call.given(0)), known(call.given(1)))))
    if len(names) != 2:  # noqa: PLR2004 - a table between two
        reader.unknown(call)
        return
    table = _table(
        reader, call, known(call.named.get("table_name")) or "_".join(names), create=True
    )
    own = [Pending(call.line, f"{singular(name)}_id", "bigint") for name in names]
    table.parts[:0] = own
    table.close()


def _drop_table(reader: Reader, call: Call) -> None:
    named = [given for given in call.args if not isinstance(given, Closure)]
    for given in named:
        if known(given):
            reader.draft.add(call.at(given), DropTable(known(given)))
        else:
            reader.unknown(call)


def _rename_table(reader: Reader, call: Call) -> None:
    _add(reader, call, 2, RenameTable)


def _add(reader: Reader, call: Call, count: int, make: Callable[..., Operation]) -> None:
    """One operation of so many names that must all be known."""
    names = [known(call.given(place)) for place in range(count)]
    if all(names):
        line = call.at(call.given(min(1, count - 1)))
        reader.draft.add(line, make(*names))
    else:
        reader.unknown(call)


def _add_column(reader: Reader, call: Call) -> None:
    table = known(call.given(0))
    kind = known(call.given(2))
    if not table or not kind:
        reader.unknown(call)
        return
    one = TableDraft(reader.draft, table, call.line, create=False)
    column(one, call, call.given(1), kind)
    one.close()


def _add_columns(reader: Reader, call: Call) -> None:
    table, kind = known(call.given(0)), known(call.named.get("type"))
    if not table or not kind:
        reader.unknown(call)
        return
    one = TableDraft(reader.draft, table, call.line, create=False)
    for given in call.args[1:]:
        column(one, call, given, kind)
    one.close()


def _change_column(reader: Reader, call: Call) -> None:
    table, name, kind = (known(call.given(place)) for place in range(3))
    if not (table and name and kind):
        reader.unknown(call)
        return
    said = declared(kind, call)
    line = call.at(call.given(1))
    using = known(call.named.get("using"))
    if using:
        text = f"ALTER TABLE {table} ALTER COLUMN {name} TYPE {said} USING {using}"
        reader.draft.sql(text, line, dialect="postgresql")
        return
    width = width_of(said, family_of(said))
    comment = known(call.named.get("comment")) or None
    reader.draft.add(line, AlterColumn(table, name, said, width, comment))


def _remove_columns(reader: Reader, call: Call) -> None:
    table = known(call.given(0))
    names = call.args[1:2] if call.name == "remove_column" else call.args[1:]
    for given in names:
        if table and known(given):
            reader.draft.add(call.at(given), DropColumn(table, known(given)))
        elif not isinstance(given, dict):
            reader.unknown(call)


def _rename_column(reader: Reader, call: Call) -> None:
    _add(reader, call, 3, RenameColumn)


def _add_reference(reader: Reader, call: Call) -> None:
    table = known(call.given(0))
    if not table:
        reader.unknown(call)
        return
    one = TableDraft(reader.draft, table, call.line, create=False)
    reference(one, call, call.given(1))
    one.close()


def _remove_reference(reader: Reader, call: Call) -> None:
    _add(reader, call, 2, lambda table, name: DropColumn(table, f"{name}_id"))


def _column_comment(reader: Reader, call: Call) -> None:
    given = call.named.get("to", call.given(2))
    _add(reader, call, 2, lambda table, name: CommentOn(table, name, known(given)))


def _table_comment(reader: Reader, call: Call) -> None:
    given = call.named.get("to", call.given(1))
    _add(reader, call, 1, lambda table: CommentOn(table, "", known(given)))


def _foreign_key(reader: Reader, call: Call) -> None:
    table = known(call.given(0))
    if table:
        foreign_key_of(reader.draft, table, call.given(1), call)


def _check(reader: Reader, call: Call) -> None:
    _add(reader, call, 2, AddCheck)


def _execute(reader: Reader, call: Call) -> None:
    run_sql(reader.draft, call.given(0), call.line)


def _view(reader: Reader, call: Call) -> None:
    """A view of the scenic gem: its text is a file beside the migrations."""
    name = known(call.given(0))
    text = call.named.get("sql_definition", call.named.get("sql"))
    kind = "MATERIALIZED VIEW" if call.named.get("materialized") else "VIEW"
    if call.name == "drop_view" and name:
        reader.draft.add(call.line, DropTable(name, kind.lower().replace(" ", "_")))
        return
    if isinstance(text, Text):
        body, lines = text.laid_out()
        reader.draft.sql_at(f"CREATE {kind} {name} AS {body}", lines)
        return
    version = call.named.get("version", 1)
    number = version if isinstance(version, int) else 1
    ending = f"db/views/{name.replace('.', '_')}_v{number:02d}.sql"
    found = next((reader.peers[n] for n in sorted(reader.peers) if n.endswith(ending)), None)
    if found is None or not name:
        reader.unknown(call)
        return
    reader.draft.sql_at(f"CREATE {kind} {name} AS {found.text}", [call.line])


OPERATIONS: dict[str, Operate] = {
    "create_table": _create_table,
    "change_table": _change_table,
    "create_join_table": _join_table,
    "drop_join_table": lambda reader, call: reader.unknown(call),
    "drop_table": _drop_table,
    "rename_table": _rename_table,
    "add_column": _add_column,
    "add_columns": _add_columns,
    "change_column": _change_column,
    "change_column_comment": _column_comment,
    "change_table_comment": _table_comment,
    "remove_column": _remove_columns,
    "remove_columns": _remove_columns,
    "rename_column": _rename_column,
    "add_reference": _add_reference,
    "add_belongs_to": _add_reference,
    "remove_reference": _remove_reference,
    "remove_belongs_to": _remove_reference,
    "add_foreign_key": _foreign_key,
    "add_check_constraint": _check,
    "execute": _execute,
    "exec_query": _execute,
    "exec_update": _execute,
    "create_view": _view,
    "update_view": _view,
    "replace_view": _view,
    "drop_view": _view,
}
