"""Who hears of the calls of a Rails migration."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from auditor.connectors.migrations.base import Peers
from auditor.connectors.migrations.code.follow import (
    Call,
    Closure,
    Follower,
    Symbolic,
    Unknown,
    Value,
)
from auditor.connectors.migrations.code.reading import found_in
from auditor.connectors.migrations.code.table import TableDraft
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.rails.names import table_name
from auditor.connectors.migrations.rails.tables import (
    in_table,
)
from auditor.model.migrations import (
    CodeStep,
    WriteData,
)

_WRITES = frozenset(
    {"update_all", "create!", "create", "insert_all", "insert_all!", "upsert_all", "insert"}
    | {"find_or_create_by!", "find_or_create_by", "update!", "delete_all", "find_each", "update"}
)
_RUNS = frozenset(
    {"safety_assured", "up_only", "say_with_time", "transaction", "up", "down", "reversible"}
    | {"disable_statement_timeout", "with_lock_retries", "suppress_messages", "define", "tap"}
)
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


@dataclass(slots=True)
class Reader:
    """Hears of each call of a migration and takes down those that change the database."""

    draft: Draft
    peers: Peers
    operations: Mapping[str, "Operate"]
    live: bool = False
    follower: Follower | None = None
    schema: list[Closure] = field(default_factory=list)
    tables: dict[int, TableDraft] = field(default_factory=dict)
    """The tables that blocks are open on, by the call that opened them."""

    def __call__(self, call: Call) -> Value:
        """Takes down what a call does."""
        last = call.args[-1] if call.args else None
        if not self.live:
            if call.name == "define" and isinstance(last, Closure):
                self.schema.append(last)
            return call
        if isinstance(call.receiver, Call) and id(call.receiver) in self.tables:
            in_table(self.tables[id(call.receiver)], call)
        elif call.name in _RUNS:
            self._run(call, last)
        elif call.name == "revert":
            self.draft.gap("migration_operation", call.line)
        else:
            self._statement(call)
        return call

    def _run(self, call: Call, last: Value) -> None:
        if not isinstance(last, Closure) or self.follower is None:
            return
        was = self.draft.down
        self.draft.down = was or call.name == "down"
        self.follower.run(last, (call,))
        self.draft.down = was

    def _statement(self, call: Call) -> None:
        operate = self.operations.get(call.name)
        bare = isinstance(call.receiver, Unknown)
        if operate is not None and (bare or _is_connection(call.receiver)):
            operate(self, call)
        elif call.name in _WRITES and isinstance(call.receiver, Symbolic | Call):
            self._written(call)
        elif bare and call.args and call.name not in _SILENT and call.name[:1].islower():
            self.draft.gap("migration_operation", call.line)

    def _written(self, call: Call) -> None:
        model: Value = call
        while isinstance(model, Call):
            model = model.receiver
        if not isinstance(model, Symbolic) or not model.name[:1].isupper():
            return
        if call.name == "find_each":
            self.draft.add(call.line, CodeStep("find_each"))
            last = call.args[-1] if call.args else None
            if self.follower is not None:
                self.follower.run(last)
            return
        columns, found = found_in([call.named, *call.args])
        kind = "update" if call.name.startswith("update") else "insert"
        kind = "delete" if call.name.startswith("delete") else kind
        table = table_name(model.name.rpartition("::")[2])
        self.draft.add(call.line, CodeStep(call.name))
        if found:
            self.draft.add(call.line, WriteData(table, columns, found, None, kind))

    def unknown(self, call: Call) -> None:
        """What the text alone does not tell."""
        self.draft.gap("migration_not_evident", call.line)


def _is_connection(value: Value) -> bool:
    names = ("connection", "ActiveRecord::Base.connection", "ApplicationRecord.connection", "self")
    if isinstance(value, Symbolic):
        return value.name in names
    return isinstance(value, Call) and value.name in ("connection", "lease_connection")


Operate = Callable[[Reader, Call], None]
"""What takes down one operation."""
