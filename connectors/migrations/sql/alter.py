"""ALTER TABLE, action by action, in every dialect's way of writing them."""

from collections.abc import Iterator

from auditor.connectors.migrations.sql.columns import (
    Defined,
    is_constraint,
    read_column,
    read_constraint,
)
from auditor.connectors.migrations.sql.cursor import Cursor, Unreadable
from auditor.connectors.migrations.sql.queries import expression
from auditor.connectors.migrations.sql.reading import Reading
from auditor.connectors.migrations.sql.transforms import transform_of
from auditor.connectors.migrations.sql.types import read_type
from auditor.connectors.migrations.sql.words import words
from auditor.model.migrations import (
    AddCheck,
    AddColumn,
    AddLink,
    AlterColumn,
    CommentOn,
    DropColumn,
    Masking,
    RenameColumn,
    RenameTable,
    RowSecurity,
)

_VERBS = words(
    "ADD DROP ALTER MODIFY CHANGE RENAME SET RESET ENABLE DISABLE FORCE NO OWNER VALIDATE"
    " INHERIT ATTACH DETACH CLUSTER REPLICA COMMENT CONVERT ORDER ENGINE WITH CHECK NOCHECK"
    " SWITCH REBUILD TRUNCATE EXCHANGE SPLIT MERGE MOVE READ COMPRESS NOCOMPRESS LOGGING"
    " NOLOGGING PARALLEL NOPARALLEL CACHE NOCACHE SHRINK DEALLOCATE ALLOCATE PCTFREE STORAGE"
    " TABLESPACE INMEMORY ROW REORGANIZE COALESCE ANALYZE REPAIR OPTIMIZE DISCARD IMPORT FLUSH"
    " DEFAULT AUTO_INCREMENT CHARACTER CHARSET COLLATE ROW_FORMAT ALGORITHM LOCK KEY_BLOCK_SIZE"
    " STATS_PERSISTENT UPGRADE NOT OF PARTITION REMOVE COMPRESSION ENCRYPTION INITIALLY"
    " RESULT_CACHE"
)
_NOT_COLUMNS = words(
    "CONSTRAINT PRIMARY FOREIGN INDEX KEY CHECK PARTITION PARTITIONS UNIQUE DEFAULT PERIOD"
    " SUPPLEMENTAL STATISTICS"
)
_ROW_SECURITY = {
    "ENABLE": "enable",
    "DISABLE": "disable",
    "FORCE": "force",
    "NO": "no_force",
}


def alter_table(reading: Reading, cursor: Cursor) -> None:
    """`cursor` stands behind ALTER TABLE."""
    cursor.take("IF", "EXISTS")
    cursor.take("ONLY")
    table = reading.placed(cursor.name())
    cursor.take("*")
    if cursor.take("WITH") and cursor.take_any("CHECK", "NOCHECK"):
        pass
    _Alter(reading, table).actions(cursor)


class _Alter:
    """The actions on one table, in their order."""

    def __init__(self, reading: Reading, table: str) -> None:
        self.reading, self.table = reading, table

    def actions(self, cursor: Cursor) -> None:
        """All of them; what follows a comma without a verb goes on with the one before."""
        verb = ""
        for action in _cut(cursor):
            if action.peek() in _VERBS:
                verb = action.peek()
                action.at += 1
            elif not verb:
                raise Unreadable(action.line)
            self._action(verb, action)

    def _action(self, verb: str, action: Cursor) -> None:  # noqa: C901 - one line a verb
        match verb:
            case "ADD":
                self._add(action)
            case "DROP":
                self._drop(action)
            case "ALTER":
                self._alter(action)
            case "MODIFY":
                self._modify(action)
            case "CHANGE":
                self._change(action)
            case "RENAME":
                self._rename(action)
            case "SET":
                self._set(action)
            case "COMMENT":
                action.take("=")
                line = action.line
                self.reading.add(line, CommentOn(self.table, "", action.string()))
            case "ENABLE" | "DISABLE" | "FORCE" | "NO":
                action.take("FORCE")
                if action.sees("ROW", "LEVEL", "SECURITY"):
                    step = RowSecurity(self.table, _ROW_SECURITY[verb])
                    self.reading.add(action.line, step)

    def _add(self, action: Cursor) -> None:
        if action.peek() == "(":
            for item in action.group().items():
                self._added(item, if_missing=False)
            return
        other = action.peek() in _NOT_COLUMNS or is_constraint(action)
        if other and not _is_named_so(action):
            self._constraint(action)
            return
        action.take("COLUMN")
        if_missing = action.take("IF", "NOT", "EXISTS")
        if action.peek() == "(":
            for item in action.group().items():
                self._added(item, if_missing=if_missing)
            return
        self._added(action, if_missing=if_missing)

    def _added(self, item: Cursor, *, if_missing: bool) -> None:
        if is_constraint(item):
            self._constraint(item)
            return
        defined = read_column(item)
        fills = None
        if defined.generated:
            fills = expression(self.reading, defined.generated, self.table, defined.column.name)
        step = AddColumn(self.table, defined.column, fills, if_missing=if_missing)
        self.reading.add(defined.line, step)
        self._follow(defined)

    def _follow(self, defined: Defined) -> None:
        for key in defined.keys:
            self.reading.add(defined.line, AddLink(self.table, key))
        if defined.masking:
            step = Masking(self.table, defined.column.name, defined.masking)
            self.reading.add(defined.line, step)

    def _constraint(self, item: Cursor) -> None:
        line = item.line
        key, check, _ = read_constraint(item)
        if key:
            self.reading.add(line, AddLink(self.table, key))
        if check:
            self.reading.add(line, AddCheck(self.table, check))

    def _drop(self, action: Cursor) -> None:
        if action.peek() == "(":
            for item in action.group().items():
                self._dropped(item)
            return
        if action.take("COLUMN"):
            if action.peek() == "(":
                for item in action.group().items():
                    self._dropped(item)
                return
        elif action.peek() in _NOT_COLUMNS and action.token(1) is not None:
            return
        self._dropped(action)

    def _dropped(self, item: Cursor) -> None:
        item.take("COLUMN")
        item.take("IF", "EXISTS")
        line = item.line
        self.reading.add(line, DropColumn(self.table, item.word()))

    def _alter(self, action: Cursor) -> None:
        if action.peek() in ("CONSTRAINT", "INDEX", "CHECK") and action.token(2) is not None:
            return
        action.take("COLUMN")
        action.take("IF", "EXISTS")
        line, column = action.line, action.word()
        match action.peek():
            case "SET" if action.peek(1) == "DATA":
                action.at += 3
                self._typed(action, column, line)
            case "TYPE":
                action.at += 1
                self._typed(action, column, line)
            case "ADD" if action.peek(1) == "MASKED":
                self.reading.add(line, Masking(self.table, column, "mask"))
            case "DROP" if action.peek(1) == "MASKED":
                self.reading.add(line, Masking(self.table, column, "unmask"))
            case "SET" | "DROP" | "ADD" | "RESTART" | "RESET" | "":
                pass
            case _:
                self._redefined(action, column, line)

    def _typed(self, action: Cursor, column: str, line: int) -> None:
        """PostgreSQL's ALTER COLUMN … TYPE, with what USING does to the values."""
        written, family, width, _ = read_type(action)
        transform = ""
        if action.skip_to("USING"):
            action.at += 1
            transform = transform_of(action.rest())
        step = AlterColumn(self.table, column, written, width, None, transform, family)
        self.reading.add(line, step)

    def _redefined(self, action: Cursor, column: str, line: int) -> None:
        """A column's whole definition once more (MySQL, Oracle, SQL Server)."""
        defined = read_column(action, column)
        new = defined.column
        if new.type:
            comment = new.comment or None
            step = AlterColumn(self.table, column, new.type, new.width, comment, "", new.family)
            self.reading.add(line, step)
        for check in new.checks:
            if not check.startswith(("enum", "set", "ENUM", "SET")):
                self.reading.add(line, AddCheck(self.table, check))
        if defined.masking:
            self.reading.add(line, Masking(self.table, column, defined.masking))

    def _modify(self, action: Cursor) -> None:
        if action.peek() == "(":
            for item in action.group().items():
                self._modify(item)
            return
        action.take("COLUMN")
        if action.peek() in ("CONSTRAINT", "PARTITION", "LOB", "PRIMARY"):
            return
        line, column = action.line, action.word()
        if action.peek() == "DECRYPT":
            self.reading.add(line, Masking(self.table, column, "decrypt"))
            return
        self._redefined(action, column, line)

    def _change(self, action: Cursor) -> None:
        action.take("COLUMN")
        action.take("IF", "EXISTS")
        line, old = action.line, action.word()
        new = action.word()
        if new.lower() != old.lower():
            self.reading.add(line, RenameColumn(self.table, old, new))
        self._redefined(action, new, line)

    def _rename(self, action: Cursor) -> None:
        if action.peek() in ("CONSTRAINT", "INDEX", "KEY", "PARTITION"):
            return
        line = action.line
        if action.take("TO") or action.take("AS"):
            self._moved(line, action.name())
            return
        if not action.take("COLUMN") and action.token(1) is None:
            self._moved(line, action.name())
            return
        action.take("IF", "EXISTS")
        old = action.word()
        action.need("TO")
        self.reading.add(line, RenameColumn(self.table, old, action.word()))

    def _moved(self, line: int, to: str) -> None:
        schema = self.table.rpartition(".")[0]
        to = f"{schema}.{to}" if schema and "." not in to else to
        self.reading.add(line, RenameTable(self.table, to))
        self.table = to

    def _set(self, action: Cursor) -> None:
        line = action.line
        if action.take("SCHEMA"):
            to = f"{action.word()}.{self.table.rpartition('.')[2]}"
            self.reading.add(line, RenameTable(self.table, to))
            self.table = to
        elif action.take("UNUSED"):
            action.take("COLUMN")
            self._drop(action)


def _is_named_so(action: Cursor) -> bool:
    """Whether a word such as KEY or DEFAULT is here the name of a column with a type."""
    if action.peek() not in ("KEY", "INDEX", "PERIOD", "DEFAULT", "STATISTICS"):
        return False
    return not is_constraint(action) and action.peek() not in ("DEFAULT", "INDEX")


def _cut(cursor: Cursor) -> Iterator[Cursor]:
    """The actions: cut at commas, and before a verb that follows a closed parenthesis.

    Oracle puts no comma between `ADD (…)` and `MODIFY (…)`.
    """
    for item in cursor.items():
        start = item.fork()
        while not item.done:
            closed = item.peek() == "("
            item.skip()
            if closed and item.peek() in ("ADD", "MODIFY", "DROP") and item.peek(1) == "(":
                yield Cursor(start.text, start.tokens, start.at, item.at)
                start = item.fork()
        if not start.done:
            yield start
