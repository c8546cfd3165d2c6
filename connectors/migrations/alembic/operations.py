"""The operations of `op` that change a schema."""

from collections.abc import Callable, Iterator
from itertools import islice

from auditor.connectors.migrations.alembic.columns import (
    Declared,
    declared,
    is_column,
    is_encrypted,
    sql_text,
    type_text,
    unknown_columns,
)
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python.values import Made, Unknown, Value, is_text
from auditor.connectors.migrations.types import family_of, width_of
from auditor.model.catalogue import ForeignKey
from auditor.model.migrations import (
    AddCheck,
    AddColumn,
    AddLink,
    AlterColumn,
    CommentOn,
    CreateTable,
    DropColumn,
    DropTable,
    Masking,
    RenameColumn,
    RenameTable,
)


def qualified(table: Value, schema: Value) -> str | None:
    """`schema.table`, or the table alone; None where it is not known."""
    if not is_text(table):
        return None
    if is_text(schema) and schema:
        return f"{schema}.{table}"
    return None if isinstance(schema, Unknown) and schema is not _NO else str(table)


_NO = Unknown()
"""A schema that is not given."""


def schema_of(made: Made, position: int = -1) -> Value:
    """The schema that a call names."""
    if made.has(position, "schema"):
        return made.given(position, "schema")
    return _NO


def batch_table(made: Made) -> tuple[Value, Value]:
    """Table and schema of the `batch_alter_table` that an operation belongs to."""
    batch = made.receiver
    while isinstance(batch, Made) and batch.last != "batch_alter_table":
        batch = batch.receiver
    if not isinstance(batch, Made):
        return Unknown(), _NO
    return batch.given(0, "table_name"), schema_of(batch, 1)


def operate(draft: Draft, made: Made) -> bool:
    """Takes down what an operation does; False where it is none of those known here."""
    known = _OPERATIONS.get(made.last)
    if known is None:
        return made.last in _SILENT
    known(draft, made)
    return True


def _in_batch(made: Made) -> bool:
    return "batch_alter_table()." in made.name


def _table(made: Made, position: int) -> str | None:
    if _in_batch(made):
        return qualified(*batch_table(made))
    return qualified(made.given(position, "table_name", "tablename", "source"), schema_of(made))


def _unknown(draft: Draft, made: Made) -> None:
    draft.gap("migration_not_evident", made.line)


_WIDEST = 5_000
"""Columns of a table that are read."""


def _create_table(draft: Draft, made: Made) -> None:
    table = qualified(made.given(0, "table_name", "name"), schema_of(made))
    if table is None:
        _unknown(draft, made)
        return
    arguments: list[Value] = [arg for arg in made.args if not isinstance(arg, Text)]
    create_table(draft, table, tuple(islice(_flat(arguments), _WIDEST)), made)


def _flat(values: list[Value]) -> Iterator[Value]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(list(value))
        else:
            yield value


def create_table(draft: Draft, table: str, parts: tuple[Value, ...], made: Made) -> None:
    """A table of these columns and constraints."""
    if made.open or unknown_columns(parts):
        _unknown(draft, made)
    columns = [found for part in parts if (found := declared(part))]
    links = [key for found in columns for key in found.links]
    links += [key for part in parts if (key := _constraint_key(part))]
    comment = made.given(-1, "comment")
    draft.add(
        made.line,
        CreateTable(
            table,
            tuple(found.column for found in columns),
            tuple(found.line for found in columns),
            str(comment) if is_text(comment) else "",
            tuple(links),
        ),
    )
    for part in parts:
        if isinstance(part, Made) and part.last == "CheckConstraint":
            _check(draft, table, part.line, part.given(0, "sqltext"))
    for found in columns:
        _encrypted(draft, table, found)


def _constraint_key(part: Value) -> ForeignKey | None:
    if not isinstance(part, Made) or part.last != "ForeignKeyConstraint":
        return None
    own = _names(part.given(0, "columns"))
    targets = _names(part.given(1, "refcolumns"))
    if not own or not targets:
        return None
    tables = {target.rpartition(".")[0] for target in targets}
    return ForeignKey(own, min(tables), tuple(t.rpartition(".")[2] for t in targets))


def _names(value: Value) -> tuple[str, ...]:
    items = value if isinstance(value, list | tuple) else (value,)
    return tuple(str(item) for item in items if is_text(item))


def _check(draft: Draft, table: str, line: int, text: Value) -> None:
    said = sql_text(text)
    if said:
        draft.add(line, AddCheck(table, str(said)))


def _encrypted(draft: Draft, table: str, found: Declared) -> None:
    if found.encrypted:
        draft.add(found.line, Masking(table, found.column.name, "encrypt"))


def _add_column(draft: Draft, made: Made) -> None:
    table = _table(made, 0)
    column = made.given(0 if _in_batch(made) else 1, "column")
    if not is_column(column):
        column = next((arg for arg in made.args if is_column(arg)), column)
    found = declared(column)
    if table is None or found is None:
        _unknown(draft, made)
        return
    draft.add(found.line, AddColumn(table, found.column))
    for key in found.links:
        draft.add(found.line, AddLink(table, key))
    _encrypted(draft, table, found)
    if found.computed:
        computed = f"ALTER TABLE {table} ADD COLUMN {found.column.name} {found.column.type} "
        whole = f"{computed} GENERATED ALWAYS AS ({found.computed}) STORED"
        _filled(draft, whole, found.line)


def _filled(draft: Draft, text: str, line: int) -> None:
    """Puts what a generated column is made of in the place of the plain column."""
    before = len(draft.steps)
    draft.sql(text, line)
    added = draft.steps[before:]
    if any(isinstance(step.operation, AddColumn) and step.operation.fills for step in added):
        del draft.steps[before - 1]
    else:
        del draft.steps[before:]


def _add_columns(draft: Draft, made: Made) -> None:
    for arg in made.args:
        if is_column(arg):
            _add_column(draft, Made(made.name, (*made.args[:1], arg), {}, made.line, made.receiver))


def _alter_column(draft: Draft, made: Made) -> None:
    table = _table(made, 0)
    name = made.given(0 if _in_batch(made) else 1, "column_name", "column")
    if table is None or not is_text(name):
        _unknown(draft, made)
        return
    column, line = str(name), made.at(name)
    kind = made.given(-1, "type_")
    _alter_type(draft, made, table, name, kind)
    comment = made.given(-1, "comment")
    if made.has(-1, "comment"):
        draft.add(line, CommentOn(table, column, str(comment) if is_text(comment) else ""))
    to = made.given(-1, "new_column_name", "name")
    if is_text(to):
        draft.add(line, RenameColumn(table, column, str(to)))
    elif made.has(-1, "new_column_name"):
        _unknown(draft, made)


def _alter_type(draft: Draft, made: Made, table: str, name: Text, kind: Value) -> None:
    column, line = str(name), made.at(name)
    if isinstance(kind, Unknown):
        if made.has(-1, "type_"):
            _unknown(draft, made)
        return
    before = made.given(-1, "existing_type")
    said = type_text(kind)
    if is_encrypted(kind) and not is_encrypted(before):
        draft.add(line, Masking(table, column, "encrypt"))
    elif is_encrypted(before) and not is_encrypted(kind):
        draft.add(line, Masking(table, column, "decrypt"))
    using = made.given(-1, "postgresql_using")
    if is_text(using) and said:
        draft.sql(
            f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {said} USING {_flatten(using)}",
            line,
            dialect="postgresql",
        )
    elif said:
        width = width_of(said, family_of(said))
        draft.add(line, AlterColumn(table, column, said, width))


def _flatten(text: str) -> str:
    return " ".join(text.split())


def _drop_column(draft: Draft, made: Made) -> None:
    table = _table(made, 0)
    name = made.given(0 if _in_batch(made) else 1, "column_name", "column")
    if table is None or not is_text(name):
        _unknown(draft, made)
    else:
        draft.add(made.at(name), DropColumn(table, str(name)))


def _drop_table(draft: Draft, made: Made) -> None:
    table = _table(made, 0)
    if table is None:
        _unknown(draft, made)
    else:
        draft.add(made.line, DropTable(table))


def _rename_table(draft: Draft, made: Made) -> None:
    schema = schema_of(made, 2)
    old = qualified(made.given(0, "old_table_name"), schema)
    new = qualified(made.given(1, "new_table_name"), schema)
    if old is None or new is None:
        _unknown(draft, made)
    else:
        draft.add(made.line, RenameTable(old, new))


def _foreign_key(draft: Draft, made: Made) -> None:
    if _in_batch(made):
        table = qualified(*batch_table(made))
        first = 1
    else:
        table = qualified(
            made.given(1, "source_table", "source"), _either(made, "source_schema", "schema")
        )
        first = 2
    target = qualified(
        made.given(first, "referent_table", "referent"),
        _either(made, "referent_schema"),
    )
    own = _names(made.given(first + 1, "local_cols"))
    to = _names(made.given(first + 2, "remote_cols"))
    if table and target and own and to:
        draft.add(made.line, AddLink(table, ForeignKey(own, target, to)))


def _either(made: Made, *names: str) -> Value:
    return made.given(-1, *names) if made.has(-1, *names) else _NO


def _check_constraint(draft: Draft, made: Made) -> None:
    table = _table(made, 1)
    if table:
        _check(
            draft, table, made.line, made.given(1 if _in_batch(made) else 2, "condition", "sqltext")
        )


def _table_comment(draft: Draft, made: Made) -> None:
    table = _table(made, 0)
    comment = made.given(0 if _in_batch(made) else 1, "comment")
    if table and is_text(comment):
        draft.add(made.line, CommentOn(table, "", str(comment)))


def _no_table_comment(draft: Draft, made: Made) -> None:
    table = _table(made, 0)
    if table:
        draft.add(made.line, CommentOn(table, "", ""))


_OPERATIONS: dict[str, Callable[[Draft, Made], None]] = {
    "create_table": _create_table,
    "add_column": _add_column,
    "add_columns": _add_columns,
    "alter_column": _alter_column,
    "drop_column": _drop_column,
    "drop_table": _drop_table,
    "rename_table": _rename_table,
    "create_foreign_key": _foreign_key,
    "create_check_constraint": _check_constraint,
    "create_table_comment": _table_comment,
    "drop_table_comment": _no_table_comment,
}
_SILENT = frozenset(
    {"batch_alter_table", "create_index", "drop_index", "drop_constraint", "get_bind", "f"}
    | {"create_unique_constraint", "create_primary_key", "create_exclude_constraint"}
    | {"get_context", "inline_literal", "run_async", "autocommit_block", "implementation_for"}
)
