"""Statements that Alembic migrations send over a connection: SQL, and rows written."""

from collections.abc import Iterator

from auditor.connectors.migrations.alembic.columns import sql_text
from auditor.connectors.migrations.alembic.operations import qualified, schema_of
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.literals import categories_in
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.python.values import Made, Member, Value, chain, is_text
from auditor.model.migrations import Query, Traced, WriteData
from auditor.model.vocabulary import Category

_TABLES = ("table", "Table")
_WRITES = {"insert": "insert", "update": "update", "delete": "delete"}


def table_of(value: Value) -> str | None:
    """The table that `sa.table(…)`, `sa.Table(…)` or a chain upon it speaks of."""
    for made in chain(value):
        if made.last in _TABLES:
            return qualified(made.given(0, "name"), schema_of(made))
        if made.last in _WRITES and made.args and isinstance(made.args[0], Made):
            return table_of(made.args[0])
    return None


def bulk_insert(draft: Draft, made: Made) -> None:
    """`op.bulk_insert(table, rows)`."""
    table = table_of(made.given(0, "table"))
    rows = made.given(1, "rows")
    if table is None:
        draft.gap("migration_not_evident", made.line)
        return
    draft.add(made.line, _written(table, rows, "insert"))


def _written(table: str, rows: Value, kind: str, query: Query | None = None) -> WriteData:
    columns: dict[str, None] = {}
    found: dict[tuple[str, Category], None] = {}
    for row in rows if isinstance(rows, list | tuple) else [rows]:
        for key, value in row.items() if isinstance(row, dict) else ():
            if is_text(key):
                columns.setdefault(str(key))
                found.update(dict.fromkeys(_found(str(key), value)))
    return WriteData(table, tuple(columns), tuple(sorted(found)), query, kind)


def _found(column: str, value: Value) -> Iterator[tuple[str, Category]]:
    if isinstance(value, Made) and value.last in ("inline_literal", "literal", "text", "bindparam"):
        value = value.given(0, "value", "text")
    if isinstance(value, Text | int) and not isinstance(value, bool):
        for category in categories_in(str(value), column):
            yield column, category


def execute(draft: Draft, made: Made) -> None:
    """`op.execute(…)`, `bind.execute(…)`: SQL, or a statement built of SQLAlchemy's own parts."""
    statement = made.given(0, "sqltext", "statement", "sql")
    text = sql_text(statement)
    if text is not None:
        run_sql(draft, text)
        _parameters(draft, made)
        return
    write = next((m for m in chain(statement) if m.last in _WRITES), None)
    if write is not None:
        _dml(draft, statement, write, made.line)
    elif made.args and not (_is_select(statement) or _is_silent(statement)):
        draft.gap("migration_not_evident", made.line)


_SILENT = frozenset({"CreateSequence", "DropSequence", "CreateSchema", "DropSchema", "nextval"})


def _is_silent(statement: Value) -> bool:
    return isinstance(statement, Made) and statement.last in _SILENT


def _is_select(statement: Value) -> bool:
    return any(made.last in ("select", "exists") for made in chain(statement))


def run_sql(draft: Draft, text: Text) -> None:
    """The steps of a piece of SQL, each at the line on which it is written."""
    draft.sql_at(*text.laid_out())


def _parameters(draft: Draft, made: Made) -> None:
    """Identifiers in the values that are bound to a statement."""
    given = made.given(1, "parameters", "params")
    rows = given if isinstance(given, list | tuple) else [given]
    named = {**made.keywords, **_bound(made.given(0, "sqltext", "statement"))}
    for row in [*rows, {Text(key): value for key, value in named.items()}]:
        for key, value in row.items() if isinstance(row, dict) else ():
            if is_text(key) and (found := tuple(_found(str(key), value))):
                text = sql_text(made.given(0, "sqltext", "statement")) or ""
                draft.found(made.line, found, str(text))


def _bound(statement: Value) -> dict[str, Value]:
    """The values of `.bindparams(name=value)`."""
    return {
        key: value
        for made in chain(statement)
        if made.last == "bindparams"
        for key, value in made.keywords.items()
    }


def _dml(draft: Draft, statement: Value, write: Made, line: int) -> None:
    table = table_of(statement)
    if table is None:
        draft.gap("migration_not_evident", line)
        return
    kind = _WRITES[write.last]
    values = next((m for m in chain(statement) if m.last == "values"), None)
    source = next((m for m in chain(statement) if m.last == "from_select"), None)
    if source is not None:
        names = source.given(0, "names")
        columns = tuple(str(n) for n in names if is_text(n)) if isinstance(names, list) else ()
        query = _selected(source.given(1, "select"), columns)
        draft.add(line, WriteData(table, columns, (), query, "insert"))
        return
    rows: Value = {}
    if values is not None:
        given = values.args[0] if values.args else {}
        named: dict[Value, Value] = {Text(key): value for key, value in values.keywords.items()}
        rows = given if isinstance(given, list) else {**_as_dict(given), **named}
    draft.add(line, _written(table, rows, kind, _assigned(rows)))


def _as_dict(value: Value) -> dict[Value, Value]:
    return value if isinstance(value, dict) else {}


def _selected(select: Value, columns: tuple[str, ...]) -> Query | None:
    made = next((m for m in chain(select) if m.last == "select"), None)
    if made is None:
        return None
    items = made.args[0] if made.args and isinstance(made.args[0], list) else made.args
    origins = [_origin(item) for item in items]
    traced = tuple(
        Traced(name, (origin,) if origin else ())
        for name, origin in zip(columns, origins, strict=False)
    )
    tables = tuple(sorted({origin[0] for origin in origins if origin}))
    return Query(traced, tables, traced=all(origins))


def _assigned(row: Value) -> Query | None:
    """What an UPDATE takes from other columns: `values(iban=compte.c.iban)`."""
    if not isinstance(row, dict):
        return None
    traced = tuple(
        Traced(str(key), (origin,))
        for key, value in row.items()
        if is_text(key) and (origin := _origin(value))
    )
    return Query(traced, tuple(sorted({t.origins[0][0] for t in traced}))) if traced else None


def _origin(value: Value) -> tuple[str, str, str] | None:
    """`table.c.column`, straight or inside a function."""
    if isinstance(value, Member) and isinstance(value.owner, Member):
        inner = value.owner
        if inner.name in ("c", "columns"):
            table = table_of(inner.owner)
            return (table, value.name, "same") if table else None
    if isinstance(value, Made):
        for arg in (value.receiver, *value.args):
            found = _origin(arg) if isinstance(arg, Made | Member) else None
            if found:
                return (found[0], found[1], "expression")
    return None
