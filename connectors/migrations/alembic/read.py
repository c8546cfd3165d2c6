"""One Alembic file as a script."""

from auditor.connectors.migrations.alembic import entities
from auditor.connectors.migrations.alembic.data import bulk_insert, execute
from auditor.connectors.migrations.alembic.operations import (
    create_table,
    operate,
    qualified,
    schema_of,
)
from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.python.evaluator import TooMuchError
from auditor.connectors.migrations.python.run import Module, UnreadableError, open_module
from auditor.connectors.migrations.python.values import (
    UNKNOWN,
    Function,
    Made,
    Value,
    texts,
)
from auditor.model.migrations import DropTable, Script

_EXECUTES = frozenset({"execute", "exec_driver_sql", "scalar", "scalars", "executemany"})


def read(file: MigrationFile, peers: Peers, dialect: str) -> Script:
    """Its steps: those of `upgrade`, and those of `downgrade` as `down`.

    `Script.order` is the revision followed by those that it comes after.
    """
    del peers
    draft = Draft(file, "alembic", dialect)
    watcher = _Watcher(draft)
    try:
        module = open_module(
            file.text, watcher, lambda line: draft.gap("migration_not_evident", line)
        )
    except UnreadableError as fault:
        draft.gap(fault.code, fault.line)
        return draft.script()
    draft.order = _order(module)
    watcher.live = True
    ran = [_follow(module, name, draft) for name in _ENTRIES]
    if not any(ran):
        draft.gap("migration_no_entry", 1)
    return draft.script()


_ENTRIES = ("upgrade", "downgrade", "data_upgrades", "data_downgrades", "schema_upgrades")


def _follow(module: Module, name: str, draft: Draft) -> bool:
    function = module.scope.get(name)
    if not isinstance(function, Function):
        return False
    if name in ("data_upgrades", "data_downgrades", "schema_upgrades") and draft.steps:
        return True
    draft.down = "downgrade" in name
    try:
        module.runner.call(function)
    except TooMuchError:
        draft.gap("migration_not_evident", function.node.lineno)
    draft.down = False
    return True


def _order(module: Module) -> tuple[str, ...]:
    names = module.scope.get
    own = texts(names("revision") or UNKNOWN)
    before = (*texts(names("down_revision") or ()), *texts(names("depends_on") or ()))
    return (*map(str, own[:1]), *map(str, before)) if own else ()


class _Watcher:
    """Hears of each call and takes down those that speak to the database."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.live = False

    def __call__(self, made: Made) -> Value:
        """The call itself, once what it does has been taken down."""
        if not self.live:
            return made
        if made.last == "f" and made.name.endswith("op.f"):
            return made.given(0, "name")
        if made.last in _EXECUTES:
            execute(self.draft, made)
        elif _is_op(made.name):
            self._operation(made)
        elif made.last in ("create", "drop") and isinstance(made.receiver, Made):
            self._own(made, made.receiver)
        return made

    def _operation(self, made: Made) -> None:
        if made.last in ("bulk_insert", "batch_insert"):
            bulk_insert(self.draft, made)
        elif entities.operate(self.draft, made) or operate(self.draft, made):
            return
        elif made.name.count("()") == 0 or ".batch_alter_table()." in made.name:
            self.draft.gap("migration_operation", made.line)

    def _own(self, made: Made, table: Made) -> None:
        """`Table(…).create(bind)` and `.drop(bind)`."""
        if table.last != "Table":
            return
        name = qualified(table.given(0, "name"), schema_of(table))
        if name is None:
            self.draft.gap("migration_not_evident", made.line)
        elif made.last == "drop":
            self.draft.add(made.line, DropTable(name))
        else:
            create_table(self.draft, name, table.args[2:], table)


def _is_op(name: str) -> bool:
    return name.startswith(("alembic.op.", "op.")) or ".op." in name
