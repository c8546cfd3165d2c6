"""One Django migration as a script."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.django import state
from auditor.connectors.migrations.django.operations import Reading, operate
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.literals import categories_in
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python.evaluator import TooMuchError
from auditor.connectors.migrations.python.run import Module, UnreadableError, open_module
from auditor.connectors.migrations.python.values import (
    UNKNOWN,
    Function,
    Made,
    Value,
    chain,
    is_text,
)
from auditor.model.migrations import Query, Script, Traced, WriteData
from auditor.model.vocabulary import Category

_CREATES = frozenset({"create", "get_or_create", "update_or_create", "update", "acreate"})


def read(file: MigrationFile, peers: Peers, dialect: str) -> Script:
    """Its operations in order; `Script.order` is `app.name` followed by what it depends on."""
    draft = Draft(file, "django", dialect)
    watcher = _Watcher(draft)
    try:
        module = open_module(
            file.text, watcher, lambda line: draft.gap("migration_not_evident", line)
        )
    except UnreadableError as fault:
        draft.gap(fault.code, fault.line)
        return draft.script()
    migration = state.migration_of(module.scope.names)
    if migration is None:
        draft.gap("migration_no_entry", 1)
        return draft.script()
    said = migration.scope.names
    draft.order = _order(file, said)
    reading = Reading(
        draft,
        state.app_of(file.name),
        dict(state.before(file, peers)),
        peers,
        lambda function, made: _follow(module, watcher, function, made),
    )
    watcher.reading = reading
    operate(reading, said.get("operations", []))
    return draft.script()


def _order(file: MigrationFile, said: Mapping[str, Value]) -> tuple[str, ...]:
    own = f"{state.app_of(file.name)}.{PurePosixPath(file.name).stem}"
    found = said.get("dependencies", [])
    parents = [
        f"{pair[0]!s}.{pair[1]!s}"
        for pair in (found if isinstance(found, list | tuple) else ())
        if isinstance(pair, tuple | list) and len(pair) == 2 and all(map(is_text, pair))  # noqa: PLR2004
    ]
    return (own, *parents)


def _follow(module: Module, watcher: "_Watcher", function: Function, made: Made) -> None:
    """Looks for SQL and rows written in the code of a RunPython."""
    watcher.live = True
    try:
        module.runner.call(function)
    except TooMuchError:
        watcher.draft.gap("migration_not_evident", made.line)
    finally:
        watcher.live = False


class _Watcher:
    """Hears of the calls in code that changes data."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.live = False
        self.reading: Reading | None = None

    def __call__(self, made: Made) -> Value:
        """The call itself, once what it does has been taken down."""
        if self.live:
            if made.last in ("execute", "executemany"):
                text = made.given(0, "sql", "statement")
                if isinstance(text, Text):
                    self.draft.sql_at(*text.laid_out())
            elif made.last in _CREATES or made.last == "get_model()":
                self._written(made)
        return made

    def _written(self, made: Made) -> None:
        table = self._table(made)
        if table is None or not made.keywords:
            return
        values = dict(made.keywords)
        defaults = values.pop("defaults", UNKNOWN)
        if isinstance(defaults, dict):
            values.update((str(key), kept) for key, kept in defaults.items() if is_text(key))
        found: set[tuple[str, Category]] = set()
        traced = []
        for name, value in values.items():
            if isinstance(value, Text | int) and not isinstance(value, bool):
                found.update((name, category) for category in categories_in(str(value), name))
            elif isinstance(value, Made) and value.last == "F" and is_text(value.given(0, "name")):
                traced.append(Traced(name, ((table, str(value.given(0, "name")), "same"),)))
        query = Query(tuple(traced), (table,)) if traced else None
        kind = "update" if made.last == "update" else "insert"
        written = WriteData(table, tuple(values), tuple(sorted(found)), query, kind)
        self.draft.add(made.line, written)

    def _table(self, made: Made) -> str | None:
        """The table of `apps.get_model("app", "Model").objects…`."""
        got = next((m for m in chain(made.receiver) if m.last == "get_model"), None)
        if got is None or self.reading is None:
            return None
        app, model = got.given(0, "app_label"), got.given(1, "model_name")
        if is_text(app) and is_text(model):
            return self.reading.table_of(f"{app}.{model}", str(model))
        return self.reading.table_of(str(app), str(app)) if is_text(app) else None
