"""Laravel migrations: `Schema` and its blueprints, and SQL through `DB`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.code.follow import (
    Call,
    Follower,
    Symbolic,
    Value,
    known,
)
from auditor.connectors.migrations.code.reading import chain, follow, found_in, open_file, run_sql
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
    "char": "char",
    "text": "text",
    "tinyText": "text",
    "mediumText": "text",
    "longText": "text",
    "integer": "integer",
    "tinyInteger": "smallint",
    "smallInteger": "smallint",
    "mediumInteger": "integer",
    "bigInteger": "bigint",
    "unsignedInteger": "integer",
    "unsignedTinyInteger": "smallint",
    "unsignedSmallInteger": "smallint",
    "unsignedBigInteger": "bigint",
    "unsignedMediumInteger": "integer",
    "increments": "integer",
    "bigIncrements": "bigint",
    "foreignId": "bigint",
    "foreignUuid": "uuid",
    "foreignUlid": "char(26)",
    "boolean": "boolean",
    "date": "date",
    "dateTime": "timestamp",
    "dateTimeTz": "timestamp",
    "timestamp": "timestamp",
    "timestampTz": "timestamp",
    "time": "time",
    "timeTz": "time",
    "year": "year",
    "decimal": "numeric",
    "unsignedDecimal": "numeric",
    "float": "float",
    "double": "double precision",
    "binary": "bytea",
    "json": "json",
    "jsonb": "jsonb",
    "uuid": "uuid",
    "ulid": "char(26)",
    "ipAddress": "inet",
    "macAddress": "macaddr",
    "enum": "enum",
    "set": "set",
    "geometry": "geometry",
    "point": "point",
}
_SILENT = frozenset(
    {"id", "timestamps", "timestampsTz", "nullableTimestamps", "softDeletes", "softDeletesTz"}
    | {"index", "unique", "primary", "fullText", "spatialIndex", "engine", "charset", "collation"}
    | {"dropTimestamps", "dropSoftDeletes", "dropIndex", "dropUnique", "dropPrimary", "temporary"}
    | {"dropForeign", "dropForeignIdFor", "renameIndex", "dropFullText", "dropSoftDeletesTz"}
    | {"rawIndex", "dropConstrainedForeignIdFor", "getTable", "dropRememberToken", "removeColumn"}
)
_MORPHS = ("morphs", "nullableMorphs", "uuidMorphs", "nullableUuidMorphs", "ulidMorphs")
_SENTENCES = (
    "statement",
    "unprepared",
    "insert",
    "update",
    "delete",
    "select",
    "affectingStatement",
)


def read(file: MigrationFile, peers: Peers, dialect: str) -> Script:
    """Its steps: those of `up`, and those of `down` as `down`."""
    del peers
    draft = Draft(file, "laravel", dialect)
    reader = _Reader(draft)
    follower = open_file(draft, "php", reader)
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
    """Calls whose identity is remembered."""

    def __call__(self, call: Call) -> Value:
        """Takes down what a call does."""
        if not self.live:
            return call
        root: Value = call
        for one in chain(call):
            root = one.receiver
        first = list(chain(call))[-1]
        if id(first) in self.tables:
            self._in_table(self.tables[id(first)], call, first)
        elif isinstance(root, Symbolic):
            self._statement(call, root.name)
        return call

    def _statement(self, call: Call, root: str) -> None:
        if root.endswith("Schema") or any(one.name == "connection" for one in chain(call)):
            operate = _SCHEMA.get(call.name)
            if operate is not None:
                operate(self, call)
        if root.endswith("DB"):
            table = next((one for one in chain(call) if one.name == "table"), None)
            if table is not None:
                self._rows(call, table)
            elif call.name in _SENTENCES:
                run_sql(self.draft, _raw(call.given(0)), call.line)

    def _rows(self, call: Call, table: Call) -> None:
        kinds = {"insert": "insert", "insertOrIgnore": "insert", "upsert": "insert"}
        kinds |= {"insertGetId": "insert", "update": "update", "updateOrInsert": "update"}
        kinds |= {"delete": "delete", "truncate": "truncate"}
        if call.name not in kinds:
            return
        if not known(table.given(0)):
            self.unknown(call)
            return
        columns, found = found_in(call.args[-1] if call.args else None)
        written = WriteData(known(table.given(0)), columns, found, None, kinds[call.name])
        self.draft.add(call.line, written)

    def unknown(self, call: Call) -> None:
        """What the text alone does not tell."""
        self.draft.gap("migration_not_evident", call.line)

    def table(self, call: Call, *, create: bool) -> None:
        """Follows the closure of `Schema::create` and `Schema::table`."""
        name, closure = known(call.given(0)), call.given(1)
        if not name:
            self.unknown(call)
            return
        table = TableDraft(self.draft, name, call.at(call.given(0)), create)
        self._open(table, closure)
        table.close()

    def _open(self, table: TableDraft, closure: Value) -> None:
        opened = Call("#table")
        self.kept.append(opened)
        self.tables[id(opened)] = table
        if self.follower is not None:
            self.follower.run(closure, (opened,))

    def _in_table(self, table: TableDraft, call: Call, first: Call) -> None:
        self.kept.append(call)
        if call.receiver is first:
            self._declared(table, call)
            return
        pending = next((self.pending[id(c)] for c in chain(call) if id(c) in self.pending), None)
        if pending is not None:
            _said(pending, call)
        elif call.name == "on":
            _foreign(table, call)

    def _declared(self, table: TableDraft, call: Call) -> None:
        name = call.name
        if name in _TYPES or name in ("addColumn", "foreignIdFor"):
            self._column(table, call)
        elif name == "rememberToken":
            table.column(call.line, "remember_token", "varchar(100)")
        elif name in _MORPHS and known(call.given(0)):
            table.column(call.line, f"{known(call.given(0))}_type", "varchar")
            table.column(call.line, f"{known(call.given(0))}_id", "bigint")
        elif name in ("dropColumn", "dropConstrainedForeignId"):
            _dropped(table, call)
        elif name == "renameColumn" and known(call.given(0)) and known(call.given(1)):
            old, new = known(call.given(0)), known(call.given(1))
            table.then(call.line, RenameColumn(table.name, old, new))
        elif name == "after":
            self._open(table, call.given(1))
        else:
            self._of_table(table, call)

    def _of_table(self, table: TableDraft, call: Call) -> None:
        """What is said of the table as a whole."""
        name = call.name
        if name == "comment":
            table.comment = known(call.given(0))
        elif name == "rename" and known(call.given(0)):
            table.then(call.line, RenameTable(table.name, known(call.given(0))))
        elif name in ("drop", "dropIfExists"):
            table.then(call.line, DropTable(table.name))
        elif name != "foreign" and name not in _SILENT:
            self.draft.gap("migration_operation", call.line)

    def _column(self, table: TableDraft, call: Call) -> None:
        args, kind = list(call.args), call.name
        if kind == "addColumn":
            kind, args = known(call.given(0)), args[1:]
        if kind == "foreignIdFor":
            args = [Text(f"{_snake(known(call.given(0)))}_id", ((0, call.line),))]
        name = args[0] if args else None
        if not known(name):
            self.unknown(call)
            return
        declared = _sized(kind, args, call)
        pending = table.column(call.at(name), known(name), declared)
        if kind in ("enum", "set") and len(args) > 1 and isinstance(args[1], list):
            pending.checks = listed_check(known(name), [known(v) for v in args[1] if known(v)])
        self.pending[id(call)] = pending


def _sized(kind: str, args: list[Value], call: Call) -> str:
    said = _TYPES.get(kind, "bigint" if kind == "foreignIdFor" else kind)
    size = args[1] if len(args) > 1 else call.named.get("length")
    if isinstance(size, dict):
        size = size.get("length")
    if kind in ("string", "char") and isinstance(size, int):
        return f"{said}({size})"
    if kind == "decimal" and isinstance(size, int):
        scale = args[2] if len(args) > 2 and isinstance(args[2], int) else 2  # noqa: PLR2004
        return f"numeric({size},{scale})"
    return said


def _said(pending: Pending, call: Call) -> None:
    """What a chained call adds to a column."""
    if call.name == "comment":
        pending.comment = known(call.given(0)) or known(call.named.get("comment"))
    elif call.name == "change":
        pending.changed = True
    elif call.name in ("storedAs", "virtualAs"):
        pending.computed = known(call.given(0))
    elif call.name == "constrained":
        given = known(call.given(0)) or known(call.named.get("table"))
        pending.target = given or f"{pending.name.removesuffix('_id')}s"
    elif call.name == "references":
        pending.target_column = known(call.given(0)) or "id"
    elif call.name == "on":
        pending.target = known(call.given(0))


def _foreign(table: TableDraft, call: Call) -> None:
    """`foreign('a')->references('id')->on('t')`."""
    own = next((c for c in chain(call) if c.name == "foreign"), None)
    to = next((c for c in chain(call) if c.name == "references"), None)
    if own is None or to is None or not known(call.given(0)):
        return
    columns, targets = _names(own.given(0)), _names(to.given(0))
    if columns and targets:
        link = AddLink(table.name, ForeignKey(columns, known(call.given(0)), targets))
        table.then(call.line, link)


def _names(value: Value) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(known(item) for item in items if known(item))


def _dropped(table: TableDraft, call: Call) -> None:
    for given in call.args:
        names = given if isinstance(given, list) else [given]
        for name in names:
            if known(name):
                table.then(call.at(name), DropColumn(table.name, known(name)))
            else:
                table.draft.gap("migration_not_evident", call.line)


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def _raw(value: Value) -> Value:
    """The SQL inside `DB::raw(…)`."""
    return value.given(0) if isinstance(value, Call) and value.name == "raw" else value


def _drop(reader: _Reader, call: Call) -> None:
    if known(call.given(0)):
        reader.draft.add(call.line, DropTable(known(call.given(0))))
    else:
        reader.unknown(call)


def _rename(reader: _Reader, call: Call) -> None:
    old, new = known(call.given(0)), known(call.given(1))
    if old and new:
        reader.draft.add(call.line, RenameTable(old, new))
    else:
        reader.unknown(call)


def _drop_columns(reader: _Reader, call: Call) -> None:
    table = TableDraft(reader.draft, known(call.given(0)), call.line, create=False)
    _dropped(table, Call(call.name, call.args[1:], {}, call.line, call.end))
    table.close()


_SCHEMA: dict[str, Callable[[_Reader, Call], None]] = {
    "create": lambda reader, call: reader.table(call, create=True),
    "table": lambda reader, call: reader.table(call, create=False),
    "drop": _drop,
    "dropIfExists": _drop,
    "rename": _rename,
    "dropColumns": _drop_columns,
}
