"""Django's operations as steps."""

from collections.abc import Callable
from dataclasses import dataclass, field

from auditor.connectors.migrations.base import Peers
from auditor.connectors.migrations.django import state
from auditor.connectors.migrations.django.fields import Field, field_of
from auditor.connectors.migrations.django.state import Model
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python.values import Function, Made, Name, Value, is_text
from auditor.connectors.migrations.types import column_of
from auditor.model.catalogue import ForeignKey
from auditor.model.migrations import (
    AddColumn,
    AddLink,
    AlterColumn,
    CodeStep,
    CommentOn,
    CreateTable,
    DropColumn,
    DropTable,
    Masking,
    RenameColumn,
    RenameTable,
)


@dataclass(slots=True)
class Reading:
    """One file on its way: the models so far, and what takes down its steps."""

    draft: Draft
    app: str
    models: dict[str, Model]
    peers: Peers
    follow: Callable[[Function, Made], None]
    others: dict[str, state.Models] = field(default_factory=dict)

    def model(self, name: str) -> Model:
        """A model of this application; Django names the table of one that is not known."""
        known = self.models.get(name.lower())
        return known or Model(state.default_table(self.app, name), {})

    def table_of(self, reference: str, own: str) -> str:
        """The table of the model that a relation names."""
        if reference in ("self", ""):
            return self.model(own).table
        app, _, name = reference.rpartition(".")
        if app in ("", self.app):
            return self.model(name).table
        if app not in self.others:
            self.others[app] = state.latest(app, self.draft.file.name, self.peers)
        known = self.others[app].get(name.lower())
        return known.table if known else state.default_table(app, name)


def operate(one: Reading, listed: Value) -> None:
    """Takes down each operation of a list in order."""
    if not isinstance(listed, list | tuple):
        if listed is not None:
            one.draft.gap("migration_not_evident", 1)
        return
    for operation in listed:
        if not isinstance(operation, Made):
            one.draft.gap("migration_not_evident", 1)
            continue
        known = _OPERATIONS.get(operation.last)
        if known is not None:
            known(one, operation)
        elif operation.last not in _SILENT:
            one.draft.gap("migration_operation", operation.line)


def _remember(one: Reading, made: Made) -> None:
    for name, model in state._changed(one.models, made, one.app):  # noqa: SLF001 - one package
        if model is None:
            one.models.pop(name, None)
        else:
            one.models[name] = model


def _create_model(one: Reading, made: Made) -> None:
    created = state.model_of(made, one.app)
    if created is None:
        one.draft.gap("migration_not_evident", made.line)
        return
    key, model = created
    one.models[key] = model
    pairs = list(state.field_pairs(made.given(1, "fields")))
    given = made.given(1, "fields")
    total = len(given) if isinstance(given, list | tuple) else -1
    if total != len(pairs) or len(model.fields) != len(pairs):
        one.draft.gap("migration_not_evident", made.line)
    if not model.managed:
        return
    own = [kept for kept in model.fields.values() if kept.column is not None]
    links = [
        ForeignKey((kept.column.name,), one.table_of(kept.link, key), (kept.link_column,))
        for kept in own
        if kept.link and kept.column
    ]
    options = made.given(2, "options")
    comment = options.get(Text("db_table_comment")) if isinstance(options, dict) else None
    one.draft.add(
        made.line,
        CreateTable(
            model.table,
            tuple(kept.column for kept in own if kept.column),
            tuple(kept.line for kept in own),
            str(comment) if is_text(comment) else "",
            tuple(links),
        ),
    )
    for name, kept in model.fields.items():
        _beside(one, key, name, kept)


def _beside(one: Reading, model: str, name: str, kept: Field) -> None:
    """What a field brings beside its column: encryption, or a table between two models."""
    table = one.model(model).table
    if kept.encrypted and kept.column:
        one.draft.add(kept.line, Masking(table, kept.column.name, "encrypt"))
    if not kept.many or kept.through:
        return
    target = one.table_of(kept.link, model)
    here, there = f"{model}_id", f"{kept.link.rpartition('.')[2].lower()}_id"
    if here == there:
        here, there = f"from_{here}", f"to_{there}"
    between = kept.through_table or f"{table}_{name}"
    columns = tuple(column_of(c, "bigint") for c in ("id", here, there))
    links = (ForeignKey((here,), table, ("id",)), ForeignKey((there,), target, ("id",)))
    one.draft.add(kept.line, CreateTable(between, columns, (kept.line,) * 3, "", links))


def _model_field(one: Reading, made: Made) -> tuple[str, Model, Text] | None:
    model, name = made.given(0, "model_name"), made.given(1, "name", "old_name")
    if is_text(model) and is_text(name):
        return model.lower(), one.model(str(model)), name
    one.draft.gap("migration_not_evident", made.line)
    return None


def _add_field(one: Reading, made: Made) -> None:
    place = _model_field(one, made)
    if place is None:
        return
    key, model, name = place
    added = field_of(name, made.given(2, "field"))
    _remember(one, made)
    if added is None:
        one.draft.gap("migration_not_evident", made.line)
    elif model.managed:
        if added.column is not None:
            one.draft.add(made.at(name), AddColumn(model.table, added.column))
            if added.link:
                target = one.table_of(added.link, key)
                link = ForeignKey((added.column.name,), target, (added.link_column,))
                one.draft.add(made.at(name), AddLink(model.table, link))
        _beside(one, key, str(name), added)


def _alter_field(one: Reading, made: Made) -> None:
    place = _model_field(one, made)
    if place is None:
        return
    _, model, name = place
    old, new = model.fields.get(str(name)), field_of(name, made.given(2, "field"))
    _remember(one, made)
    if new is None:
        one.draft.gap("migration_not_evident", made.line)
        return
    if new.column is None or not model.managed:
        return
    line, column = made.at(name), new.column.name
    if old and old.column and old.column.name != column:
        one.draft.add(line, RenameColumn(model.table, old.column.name, column))
    if old is None or not old.column or old.column.type != new.column.type:
        one.draft.add(line, AlterColumn(model.table, column, new.column.type, new.column.width))
    if new.column.comment and (
        old is None or not old.column or old.column.comment != new.column.comment
    ):
        one.draft.add(line, CommentOn(model.table, column, new.column.comment))
    if new.encrypted and not (old and old.encrypted):
        one.draft.add(line, Masking(model.table, column, "encrypt"))
    elif old and old.encrypted and not new.encrypted:
        one.draft.add(line, Masking(model.table, column, "decrypt"))


def _remove_field(one: Reading, made: Made) -> None:
    place = _model_field(one, made)
    if place is None:
        return
    _, model, name = place
    _remember(one, made)
    old = model.fields.get(str(name))
    if not model.managed:
        return
    if old is not None and old.column is None:
        if not old.through:
            between = old.through_table or f"{model.table}_{name}"
            one.draft.add(made.at(name), DropTable(between))
        return
    column = old.column.name if old and old.column else str(name)
    one.draft.add(made.at(name), DropColumn(model.table, column))


def _rename_field(one: Reading, made: Made) -> None:
    place = _model_field(one, made)
    new = made.given(2, "new_name")
    if place is None or not is_text(new):
        one.draft.gap("migration_not_evident", made.line)
        return
    _, model, name = place
    old = model.fields.get(str(name))
    _remember(one, made)
    if not model.managed:
        return
    line = made.at(new)
    if old is None:
        one.draft.add(line, RenameColumn(model.table, str(name), str(new)))
    elif old.column is None:
        if not (old.through or old.through_table):
            one.draft.add(line, RenameTable(f"{model.table}_{name}", f"{model.table}_{new}"))
    else:
        after = state.renamed(old, str(name), str(new)).column
        if after and after.name != old.column.name:
            one.draft.add(line, RenameColumn(model.table, old.column.name, after.name))


def _delete_model(one: Reading, made: Made) -> None:
    name = made.given(0, "name")
    if not is_text(name):
        one.draft.gap("migration_not_evident", made.line)
        return
    model = one.model(str(name))
    if model.managed:
        one.draft.add(made.at(name), DropTable(model.table))
    _remember(one, made)


def _rename_model(one: Reading, made: Made) -> None:
    old, new = made.given(0, "old_name"), made.given(1, "new_name")
    if not (is_text(old) and is_text(new)):
        one.draft.gap("migration_not_evident", made.line)
        return
    before = one.model(str(old))
    _remember(one, made)
    after = before.table if before.named else state.default_table(one.app, str(new))
    if before.managed and before.table != after:
        one.draft.add(made.line, RenameTable(before.table, after))


def _alter_table(one: Reading, made: Made) -> None:
    name = made.given(0, "name")
    if not is_text(name):
        one.draft.gap("migration_not_evident", made.line)
        return
    before = one.model(str(name))
    one.models.setdefault(name.lower(), before)
    _remember(one, made)
    after = one.model(str(name)).table
    if before.managed and before.table != after:
        one.draft.add(made.line, RenameTable(before.table, after))


def _table_comment(one: Reading, made: Made) -> None:
    name, comment = made.given(0, "name"), made.given(1, "table_comment")
    if is_text(name):
        text = str(comment) if is_text(comment) else ""
        one.draft.add(made.line, CommentOn(one.model(str(name)).table, "", text))


def _run_sql(one: Reading, made: Made) -> None:
    _sql(one, made, made.given(0, "sql"))
    was = one.draft.down
    one.draft.down = True
    if made.has(1, "reverse_sql"):
        _sql(one, made, made.given(1, "reverse_sql"))
    one.draft.down = was
    _state_only(one, made.given(2, "state_operations"), made.has(2, "state_operations"))


def _sql(one: Reading, made: Made, statement: Value) -> None:
    """A text, or a list of texts and of (text, parameters)."""
    if statement is None or (isinstance(statement, Name) and statement.dotted.endswith("noop")):
        return
    if isinstance(statement, Text):
        one.draft.sql_at(*statement.laid_out())
    elif isinstance(statement, list | tuple):
        for item in statement:
            first = item[0] if isinstance(item, tuple | list) and item else item
            _sql(one, made, first)
    else:
        one.draft.gap("migration_not_evident", made.line)


def _state_only(one: Reading, listed: Value, given: bool) -> None:  # noqa: FBT001 - private
    if not given:
        return
    was = one.draft.state_only
    one.draft.state_only = True
    operate(one, listed)
    one.draft.state_only = was


def _separate(one: Reading, made: Made) -> None:
    """What is done to the database is real; what only Django believes is told apart."""
    if made.has(0, "database_operations"):
        kept = dict(one.models)
        operate(one, made.given(0, "database_operations"))
        one.models = kept
    _state_only(one, made.given(1, "state_operations"), made.has(1, "state_operations"))


def _run_python(one: Reading, made: Made) -> None:
    _code(one, made, made.given(0, "code"))
    if made.has(1, "reverse_code"):
        was = one.draft.down
        one.draft.down = True
        _code(one, made, made.given(1, "reverse_code"))
        one.draft.down = was


def _code(one: Reading, made: Made, code: Value) -> None:
    if isinstance(code, Name) and code.dotted.endswith("noop"):
        return
    name = code.name if isinstance(code, Function) else "RunPython"
    one.draft.add(made.line, CodeStep(name or "lambda"))
    if isinstance(code, Function):
        one.follow(code, made)


_OPERATIONS: dict[str, Callable[[Reading, Made], None]] = {
    "CreateModel": _create_model,
    "AddField": _add_field,
    "AlterField": _alter_field,
    "RemoveField": _remove_field,
    "RenameField": _rename_field,
    "DeleteModel": _delete_model,
    "RenameModel": _rename_model,
    "AlterModelTable": _alter_table,
    "AlterModelTableComment": _table_comment,
    "RunSQL": _run_sql,
    "RunPython": _run_python,
    "SeparateDatabaseAndState": _separate,
}
_SILENT = frozenset(
    {"AddIndex", "RemoveIndex", "RenameIndex", "AddConstraint", "RemoveConstraint"}
    | {"AlterConstraint", "AlterModelOptions", "AlterModelManagers", "AlterUniqueTogether"}
    | {"AlterIndexTogether", "AlterOrderWithRespectTo", "AddIndexConcurrently"}
    | {"RemoveIndexConcurrently", "ValidateConstraint", "AddConstraintNotValid"}
    | {"CreateExtension", "TrigramExtension", "UnaccentExtension", "CITextExtension"}
    | {"HStoreExtension", "BtreeGinExtension", "BtreeGistExtension", "CryptoExtension"}
    | {"CreateCollation", "RemoveCollation", "BloomExtension"}
)
