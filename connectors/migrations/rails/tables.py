"""What is declared inside the block of a table."""

from auditor.connectors.migrations.code.follow import (
    Call,
    Value,
    known,
)
from auditor.connectors.migrations.code.table import TableDraft, listed_check
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.rails.names import plural, singular
from auditor.model.catalogue import ForeignKey
from auditor.model.migrations import (
    AddCheck,
    AddLink,
    DropColumn,
    RenameColumn,
)

_TYPES = frozenset(
    {"string", "text", "integer", "bigint", "float", "decimal", "numeric", "datetime", "date"}
    | {"timestamp", "timestamptz", "time", "binary", "blob", "boolean", "json", "jsonb", "uuid"}
    | {"inet", "cidr", "macaddr", "hstore", "citext", "xml", "interval", "money", "enum", "char"}
    | {"tsvector", "daterange", "tsrange", "int4range", "point", "virtual", "primary_key"}
    | {"mediumtext", "longtext", "tinytext", "tinyint", "smallint", "serial", "bigserial"}
    | {"geometry", "geography", "st_point", "unsigned_integer", "varchar"}
)
_SAID = {"string": "varchar", "datetime": "timestamp", "binary": "bytea"}
_REFERENCES = ("references", "belongs_to")
_SILENT = frozenset(
    {"timestamps", "index", "add_index", "remove_index", "rename_index", "change_null", "raise"}
    | {"change_column_null", "change_column_default", "change_default", "add_foreign_key_index"}
    | {"enable_extension", "disable_extension", "create_enum", "drop_enum", "puts", "say"}
    | {"remove_foreign_key", "validate_foreign_key", "remove_check_constraint", "require"}
    | {"check_constraint_exists?", "validate_check_constraint", "add_timestamps", "lambda"}
    | {"remove_timestamps", "disable_ddl_transaction!", "reset_column_information", "proc"}
    | {"add_concurrent_index", "remove_concurrent_index", "add_unique_constraint", "loop"}
    | {"remove_unique_constraint", "create_schema", "drop_schema", "include", "extend", "print"}
    | {"table_exists?", "column_exists?", "index_exists?", "foreign_key_exists?", "private"}
    | {"exclusion_constraint", "unique_constraint", "remove_index_on", "attr_accessor", "p"}
    | {"rename_enum", "add_enum_value", "rename_enum_value", "lock_timeout", "returns"}
)


def declared(kind: str, call: Call) -> str:
    """The type with its size, in the spelling of databases."""
    said = _SAID.get(kind, kind)
    limit, precision = call.named.get("limit"), call.named.get("precision")
    if kind in ("string", "char", "varchar") and isinstance(limit, int):
        return f"{said}({limit})"
    if kind in ("decimal", "numeric") and isinstance(precision, int):
        scale = call.named.get("scale")
        return f"numeric({precision},{scale if isinstance(scale, int) else 0})"
    if call.named.get("array") is True:
        return f"{said}[]"
    if kind == "virtual":
        inner = known(call.named.get("type"))
        return _SAID.get(inner, inner)
    return said


def column(table: TableDraft, call: Call, name: Value, kind: str) -> None:
    """A column of that kind."""
    if not isinstance(name, Text) or not name.whole:
        table.draft.gap("migration_not_evident", call.line)
        return
    pending = table.column(call.at(name), str(name), declared(kind, call))
    pending.comment = known(call.named.get("comment"))
    values = call.named.get("values")
    if isinstance(values, list):
        pending.checks = listed_check(str(name), [known(v) for v in values if known(v)])
    pending.computed = known(call.named.get("as"))


def reference(table: TableDraft, call: Call, name: Value) -> None:
    """The column of a reference, and that of its kind where it is polymorphic."""
    if not known(name):
        table.draft.gap("migration_not_evident", call.line)
        return
    line = call.at(name)
    kind = known(call.named.get("type")) or "bigint"
    pending = table.column(line, f"{known(name)}_id", _SAID.get(kind, kind))
    pending.comment = known(call.named.get("comment"))
    foreign = call.named.get("foreign_key")
    if isinstance(foreign, dict):
        pending.target = known(foreign.get("to_table")) or plural(known(name))
    elif foreign is True:
        pending.target = plural(known(name))
    if call.named.get("polymorphic"):
        table.column(line, f"{known(name)}_type", "varchar")


def in_table(table: TableDraft, call: Call) -> None:
    """`t.string :nir` and the like, inside the block of a table."""
    name = call.name
    if name in _TYPES:
        for given in call.args:
            column(table, call, given, name)
    elif name in _REFERENCES:
        for given in call.args:
            reference(table, call, given)
    elif name in _CHANGES:
        _changed(table, call)
    else:
        _other(table, call)


def _other(table: TableDraft, call: Call) -> None:
    name, draft = call.name, table.draft
    if name == "column":
        kind = known(call.given(1)) or "varchar"
        column(table, call, call.given(0), kind)
    elif name == "check_constraint" and known(call.given(0)):
        table.then(call.line, AddCheck(table.name, known(call.given(0))))
    elif name == "foreign_key":
        foreign_key_of(draft, table.name, call.given(0), call)
    elif name not in _SILENT:
        draft.gap("migration_operation", call.line)


_CHANGES = (
    "rename",
    "remove",
    "change",
    "change_comment",
    "remove_references",
    "remove_belongs_to",
)


def _changed(table: TableDraft, call: Call) -> None:
    first = call.given(0)
    if call.name == "rename" and known(first) and known(call.given(1)):
        table.then(call.line, RenameColumn(table.name, known(first), known(call.given(1))))
    elif call.name.startswith("remove"):
        ending = "" if call.name == "remove" else "_id"
        for given in call.args:
            if known(given):
                table.then(call.line, DropColumn(table.name, known(given) + ending))
    elif call.name == "change" and known(first) and known(call.given(1)):
        pending = table.column(call.at(first), known(first), declared(known(call.given(1)), call))
        pending.changed, pending.comment = True, known(call.named.get("comment"))
    else:
        table.draft.gap("migration_not_evident", call.line)


def foreign_key_of(draft: Draft, table: str, target: Value, call: Call) -> None:
    """A foreign key to a table, by the column that Rails gives it."""
    to = known(target)
    if not to:
        return
    column = known(call.named.get("column")) or f"{singular(to)}_id"
    key = known(call.named.get("primary_key")) or "id"
    draft.add(call.line, AddLink(table, ForeignKey((column,), to, (key,))))
