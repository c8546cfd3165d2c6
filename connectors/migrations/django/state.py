"""Models as the migrations of their applications left them: tables, columns, relations."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from auditor.connectors.migrations.base import MigrationFile, Peers
from auditor.connectors.migrations.django.fields import Field, field_of
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python.run import UnreadableError, open_module
from auditor.connectors.migrations.python.values import ClassOf, Made, Value, is_text

_NAME = re.compile(r"0*\d{1,6}_")


@dataclass(frozen=True, slots=True)
class Model:
    """A model: its table and the fields by name."""

    table: str
    fields: Mapping[str, Field]
    managed: bool = True
    named: bool = False
    """Whether the application names the table itself."""


Models = Mapping[str, Model]
"""Models of one application by lower-case name."""


def app_of(path: str) -> str:
    """The label of the application that a file of migrations belongs to."""
    parts = PurePosixPath(path).parts
    return parts[-3] if len(parts) > 2 and "migrations" in parts[-2] else ""  # noqa: PLR2004


def migration_of(scope_names: Mapping[str, Value]) -> ClassOf | None:
    """The migration class of a module."""
    classes = [value for value in scope_names.values() if isinstance(value, ClassOf)]
    return next((c for c in classes if "operations" in c.scope.names), None) or next(
        (c for c in classes if c.name == "Migration"), None
    )


def before(file: MigrationFile, peers: Peers) -> Models:
    """The models of the file's application before that file."""
    return _history(_of_app(app_of(file.name), file.name, peers))[0].get(file.name, {})


def latest(app: str, near: str, peers: Peers) -> Models:
    """The models of another application once all its migrations are applied."""
    return _history(_of_app(app, near, peers))[1]


def _of_app(app: str, near: str, peers: Peers) -> tuple[MigrationFile, ...]:
    sign = f"/{app}/{PurePosixPath(near).parent.name}/"
    found = [name for name in peers if sign in f"/{name}" and name.endswith(".py")]
    return tuple(peers[name] for name in sorted(found) if not name.endswith("__init__.py"))


@lru_cache(maxsize=64)
def _history(files: tuple[MigrationFile, ...]) -> tuple[Mapping[str, Models], Models]:
    """The models before each file, by its name, and those after the last one."""
    models: dict[str, Model] = {}
    states: dict[str, Models] = {}
    for file in files:
        states[file.name] = models
        for operation in _operations(file):
            for name, model in _changed(models, operation, app_of(file.name)):
                models = {key: kept for key, kept in models.items() if key != name}
                if model is not None:
                    models[name] = model
    return states, models


def _operations(file: MigrationFile) -> list[Made]:
    if "igration" not in file.text:
        return []
    try:
        module = open_module(file.text, lambda made: made, lambda _: None)
    except UnreadableError:
        return []
    migration = migration_of(module.scope.names)
    listed = migration.scope.names.get("operations") if migration else None
    return list(_flat(listed))


def _flat(listed: Value) -> Iterator[Made]:
    """All that changes what Django believes, in order."""
    for operation in listed if isinstance(listed, list | tuple) else ():
        if not isinstance(operation, Made):
            continue
        if operation.last in ("SeparateDatabaseAndState", "RunSQL"):
            yield from _flat(operation.given(1 if _separate(operation) else 2, "state_operations"))
        else:
            yield operation


def _separate(operation: Made) -> bool:
    return operation.last == "SeparateDatabaseAndState"


def _changed(models: Models, made: Made, app: str) -> Iterator[tuple[str, Model | None]]:
    """The models that an operation changes, None for one that is gone."""
    if made.last == "CreateModel":
        created = model_of(made, app)
        if created:
            yield created
        return
    name = made.given(0, "model_name", "name", "old_name")
    if not is_text(name):
        return
    key = name.lower()
    model = models.get(key)
    if made.last == "DeleteModel":
        yield key, None
    elif made.last == "RenameModel":
        new = made.given(1, "new_name")
        if model and is_text(new):
            table = model.table if model.named else default_table(app, str(new))
            yield key, None
            yield new.lower(), replace(model, table=table)
    elif model:
        yield key, _altered(model, made, app, str(name))


def _altered(model: Model, made: Made, app: str, own: str) -> Model:
    if made.last == "AlterModelTable":
        table = made.given(1, "table")
        named = is_text(table) and bool(table)
        return replace(model, table=str(table) if named else default_table(app, own), named=named)
    fields = dict(model.fields)
    name = made.given(1, "name", "old_name")
    if not is_text(name):
        return model
    if made.last == "RemoveField":
        fields.pop(str(name), None)
    elif made.last in ("AddField", "AlterField"):
        field = field_of(name, made.given(2, "field"))
        if field:
            fields[str(name)] = field
    elif made.last == "RenameField":
        new = made.given(2, "new_name")
        field = fields.pop(str(name), None)
        if field and is_text(new):
            fields[str(new)] = renamed(field, str(name), str(new))
    return replace(model, fields=fields)


def renamed(field: Field, old: str, new: str) -> Field:
    """The field under its new name; a column that the application names itself keeps its own."""
    if field.column is None:
        return field
    ending = "_id" if field.link else ""
    if field.column.name != old + ending:
        return field
    return replace(field, column=replace(field.column, name=new + ending))


def default_table(app: str, model: str) -> str:
    """The table that Django gives a model."""
    return f"{app}_{model.lower()}" if app else model.lower()


def model_of(made: Made, app: str) -> tuple[str, Model] | None:
    """The model that a CreateModel declares, under its lower-case name."""
    name = made.given(0, "name")
    if not is_text(name):
        return None
    options = made.given(2, "options")
    said: Mapping[Value, Value] = options if isinstance(options, dict) else {}
    table = said.get(Text("db_table"))
    named = is_text(table)
    fields = {}
    for field_name, value in field_pairs(made.given(1, "fields")):
        field = field_of(field_name, value)
        if field:
            fields[str(field_name)] = field
    managed = said.get(Text("managed")) is not False and said.get(Text("proxy")) is not True
    where = str(table) if is_text(table) else default_table(app, str(name))
    return name.lower(), Model(where.replace('"', ""), fields, managed, named)


def field_pairs(fields: Value) -> Iterator[tuple[Text, Value]]:
    """The (name, definition) pairs of a list of fields; a name that is not known is left out."""
    for pair in fields if isinstance(fields, list | tuple) else ():
        if isinstance(pair, tuple | list) and len(pair) == 2 and is_text(pair[0]):  # noqa: PLR2004
            yield pair[0], pair[1]
