"""Knex migrations: `knex.schema` and its tables, and SQL through `raw`."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.code.follow import (
    Call,
    Closure,
    Follower,
    Symbolic,
    Value,
    known,
)
from auditor.connectors.migrations.code.reading import (
    chain,
    follow,
    found_in,
    functions_of,
    open_file,
    run_sql,
)
from auditor.connectors.migrations.code.table import Pending, TableDraft, listed_check
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.located import Text
from auditor.model.catalogue import ForeignKey
from auditor.model.migrations import (
    AddLink,
    DropColumn,
    DropTable,
    RenameColumn,
    RenameTable,
    Script,
    WriteData,
)

_TYPES = {
    "string": "varchar",
    "text": "text",
    "integer": "integer",
    "tinyint": "smallint",
    "smallint": "smallint",
    "mediumint": "integer",
    "bigint": "bigint",
    "bigInteger": "bigint",
    "increments": "integer",
    "bigIncrements": "bigint",
    "float": "float",
    "double": "double precision",
    "decimal": "numeric",
    "boolean": "boolean",
    "date": "date",
    "datetime": "timestamp",
    "dateTime": "timestamp",
    "timestamp": "timestamp",
    "time": "time",
    "binary": "bytea",
    "json": "json",
    "jsonb": "jsonb",
    "uuid": "uuid",
    "enum": "enum",
    "enu": "enum",
    "geometry": "geometry",
    "geography": "geography",
    "point": "point",
    "specificType": "",
}
_SILENT = frozenset(
    {"timestamps", "index", "unique", "primary", "dropIndex", "dropUnique", "dropPrimary"}
    | {"dropForeign", "dropTimestamps", "setNullable", "dropNullable", "engine", "charset"}
    | {"collate", "check", "dropChecks", "inherits", "comment_", "checkLength", "checkRegex"}
)
_TABLES = {
    "createTable": True,
    "createTableIfNotExists": True,
    "table": False,
    "alterTable": False,
}
_ROWS = {"insert": "insert", "update": "update", "del": "delete", "delete": "delete"}
_ROWS |= {"truncate": "truncate"}


def read(file: MigrationFile, peers: Peers, dialect: str) -> Script:
    """Its steps: those of `up`, and those of `down` as `down`."""
    del peers
    draft = Draft(file, "knex", dialect)
    reader = _Reader(draft)
    language = "typescript" if file.name.endswith(".ts") else "javascript"
    follower = open_file(draft, language, reader)
    follower.names.update(functions_of(follower.names))
    reader.follower, reader.live = follower, True
    ran = [follow(draft, follower, name, down=name == "down") for name in ("up", "down")]
    if not any(ran) and not draft.gaps:
        draft.gap("migration_no_entry", 1)
    draft.order = (PurePosixPath(file.name).name,)
    return draft.script()


@dataclass(slots=True)
class _Reader:
    draft: Draft
    live: bool = False
    follower: Follower | None = None
    tables: dict[int, TableDraft] = field(default_factory=dict)
    pending: dict[int, Pending] = field(default_factory=dict)
    kept: list[Call] = field(default_factory=list)

    def __call__(self, call: Call) -> Value:
        """Takes down what a call does."""
        if not self.live:
            return call
        first = list(chain(call))[-1]
        if id(first) in self.tables:
            self._in_table(self.tables[id(first)], call, first)
            return call
        if call.name == "then" and self.follower is not None:
            return self.follower.run(call.given(0), (UNUSED,))
        self._statement(call)
        return call

    def _statement(self, call: Call) -> None:
        name = call.name
        if name in _TABLES and isinstance(call.given(1), Closure):
            self._table(call, create=_TABLES[name])
        elif name in ("dropTable", "dropTableIfExists", "dropView", "dropViewIfExists"):
            self._drop(call)
        elif name == "renameTable":
            self._rename(call)
        elif name == "raw":
            self._raw(call)
        elif name in ("createView", "createViewOrReplace", "createMaterializedView"):
            self.draft.gap("migration_operation", call.line)
        elif name in _ROWS:
            self._rows(call)

    def _schema(self, call: Call, table: str) -> str:
        """The table with the schema that `withSchema` names."""
        scope = next((c for c in chain(call.receiver) if c.name == "withSchema"), None)
        place = known(scope.given(0)) if scope is not None else ""
        return f"{place}.{table}" if place else table

    def _table(self, call: Call, *, create: bool) -> None:
        name = known(call.given(0))
        if not name:
            self.unknown(call)
            return
        line = call.at(call.given(0))
        table = TableDraft(self.draft, self._schema(call, name), line, create)
        opened = Call("#table")
        self.kept.append(opened)
        self.tables[id(opened)] = table
        if self.follower is not None:
            self.follower.run(call.given(1), (opened,))
        table.close()

    def _drop(self, call: Call) -> None:
        name = known(call.given(0))
        if name:
            kind = "view" if "View" in call.name else "table"
            self.draft.add(call.line, DropTable(self._schema(call, name), kind))
        else:
            self.unknown(call)

    def _rename(self, call: Call) -> None:
        old, new = known(call.given(0)), known(call.given(1))
        if old and new:
            step = RenameTable(self._schema(call, old), self._schema(call, new))
            self.draft.add(call.line, step)
        else:
            self.unknown(call)

    def _raw(self, call: Call) -> None:
        """A sentence of its own; a piece of another one is none."""
        inner = isinstance(call.given(0), Text) and " " not in str(call.given(0)).strip()
        if not inner:
            run_sql(self.draft, call.given(0), call.line)

    def _rows(self, call: Call) -> None:
        scope = next(
            (c for c in chain(call.receiver) if c.name in ("knex", "table", "into", "from", "trx")),
            None,
        )
        owner = scope.given(0) if scope is not None else None
        if not known(owner):
            return
        columns, found = found_in(call.given(0))
        written = WriteData(known(owner), columns, found, None, _ROWS[call.name])
        self.draft.add(call.line, written)

    def unknown(self, call: Call) -> None:
        """What the text alone does not tell."""
        self.draft.gap("migration_not_evident", call.line)

    def _in_table(self, table: TableDraft, call: Call, first: Call) -> None:
        self.kept.append(call)
        if call.receiver is first:
            self._declared(table, call)
            return
        pending = next((self.pending[id(c)] for c in chain(call) if id(c) in self.pending), None)
        if pending is not None:
            _said(pending, call)
        elif call.name == "inTable":
            _foreign(table, call, known(call.given(0)))
        elif call.name == "references" and "." in known(call.given(0)):
            _foreign(table, call, known(call.given(0)).rpartition(".")[0])

    def _declared(self, table: TableDraft, call: Call) -> None:
        name, given = call.name, call.given(0)
        if name in _TYPES:
            self._column(table, call, given)
        elif name in ("dropColumn", "dropColumns"):
            for item in call.args:
                for one in item if isinstance(item, list) else [item]:
                    if known(one):
                        table.then(call.at(one), DropColumn(table.name, known(one)))
                    else:
                        self.unknown(call)
        elif name == "renameColumn" and known(given) and known(call.given(1)):
            renamed = RenameColumn(table.name, known(given), known(call.given(1)))
            table.then(call.line, renamed)
        elif name == "comment":
            table.comment = known(given)
        elif name != "foreign" and name not in _SILENT:
            self.draft.gap("migration_operation", call.line)

    def _column(self, table: TableDraft, call: Call, given: Value) -> None:
        if not known(given):
            if call.name in ("increments", "bigIncrements"):
                return
            self.unknown(call)
            return
        size = call.given(1)
        declared = _TYPES[call.name] or known(size)
        if call.name == "string" and isinstance(size, int):
            declared = f"varchar({size})"
        elif call.name == "decimal" and isinstance(size, int):
            scale = call.given(2)
            declared = f"numeric({size},{scale if isinstance(scale, int) else 2})"
        pending = table.column(call.at(given), known(given), declared)
        if declared == "enum" and isinstance(size, list):
            pending.checks = listed_check(known(given), [known(v) for v in size if known(v)])
        self.pending[id(call)] = pending


UNUSED = Symbolic("result")


def _said(pending: Pending, call: Call) -> None:
    """What a chained call adds to a column."""
    given = known(call.given(0))
    if call.name == "comment":
        pending.comment = given
    elif call.name == "alter":
        pending.changed = True
    elif call.name == "inTable":
        pending.target = given
    elif call.name == "references":
        table, _, column = given.rpartition(".")
        pending.target, pending.target_column = table or pending.target, column


def _foreign(table: TableDraft, call: Call, target: str) -> None:
    """`foreign('a').references('id').inTable('t')`."""
    own = next((c for c in chain(call) if c.name == "foreign"), None)
    to = next((c for c in chain(call) if c.name == "references"), None)
    if own is None or to is None or not target:
        return
    columns, targets = _names(own.given(0)), _names(to.given(0))
    if columns and targets:
        bare = tuple(name.rpartition(".")[2] for name in targets)
        table.then(call.line, AddLink(table.name, ForeignKey(columns, target, bare)))


def _names(value: Value) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(known(item) for item in items if known(item))
