"""Views, functions and grants as `alembic_utils` declares them."""

from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python.values import Made, Name, Value, is_text

_VERBS = ("create_entity", "replace_entity", "drop_entity", "create_view", "drop_view")
_KINDS = {"PGView": "VIEW", "PGMaterializedView": "MATERIALIZED VIEW"}


def operate(draft: Draft, made: Made) -> bool:
    """`op.create_entity(view)` and its like as the SQL that they stand for."""
    if made.last not in _VERBS:
        return False
    entity = made.given(0, "entity")
    if made.last.endswith("_view") and is_text(entity):
        text = made.given(1, "definition", "selectable", "sql")
        _view(draft, made, str(entity), "VIEW", text)
    elif isinstance(entity, Made) and entity.last in _KINDS:
        name = _qualified(entity)
        _view(draft, made, name, _KINDS[entity.last], entity.given(2, "definition"))
    elif isinstance(entity, Made) and entity.last in _WRITERS:
        _other(draft, made, entity)
    else:
        draft.gap("migration_operation", made.line)
    return True


def _qualified(entity: Made) -> str:
    schema, name = entity.given(0, "schema"), entity.given(1, "signature")
    if not is_text(name):
        return ""
    return f"{schema}.{name}" if is_text(schema) else str(name)


def _view(draft: Draft, made: Made, name: str, kind: str, text: Value) -> None:
    if made.last.startswith("drop"):
        draft.sql(f"DROP {kind} {name}", made.line)
    elif isinstance(text, Text) and name:
        body, lines = text.laid_out()
        draft.sql_at(f"CREATE {kind} {name} AS {body}", lines)
    else:
        draft.gap("migration_not_evident", made.line)


def _other(draft: Draft, made: Made, entity: Made) -> None:
    if made.last == "drop_entity" and entity.last != "PGGrantTable":
        return
    text = _WRITERS[entity.last](entity, drop=made.last == "drop_entity")
    if text is None:
        draft.gap("migration_not_evident", made.line)
    else:
        draft.sql(text, entity.line)


def _function(entity: Made, *, drop: bool) -> str | None:
    del drop
    text = entity.given(2, "definition")
    return f"CREATE FUNCTION {_qualified(entity)} {text}" if is_text(text) else None


def _policy(entity: Made, *, drop: bool) -> str | None:
    del drop
    name, table = entity.given(1, "signature"), entity.given(2, "on_entity")
    text = entity.given(3, "definition")
    if not (is_text(name) and is_text(table) and is_text(text)):
        return None
    return f"CREATE POLICY {name} ON {table} {text}"


def _grant(entity: Made, *, drop: bool) -> str | None:
    schema, table = entity.given(0, "schema"), entity.given(1, "table")
    columns, role = entity.given(2, "columns"), entity.given(3, "role")
    privilege = entity.given(4, "grant")
    if not (is_text(table) and is_text(role)):
        return None
    word = "SELECT"
    if is_text(privilege):
        word = str(privilege)
    elif isinstance(privilege, Name):
        word = privilege.dotted.rpartition(".")[2]
    named = ", ".join(str(c) for c in columns if is_text(c)) if isinstance(columns, list) else ""
    place = f"{schema}.{table}" if is_text(schema) else str(table)
    verb, way = ("REVOKE", "FROM") if drop else ("GRANT", "TO")
    return f"{verb} {word}{f' ({named})' if named else ''} ON {place} {way} {role}"


_WRITERS = {"PGFunction": _function, "PGPolicy": _policy, "PGGrantTable": _grant}
