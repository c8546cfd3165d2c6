"""The changes of a change set as steps."""

from collections.abc import Callable
from dataclasses import dataclass

from auditor.connectors.migrations.base import Peers
from auditor.connectors.migrations.draft import Draft
from auditor.connectors.migrations.liquibase import data
from auditor.connectors.migrations.liquibase.columns import column_in, link_in, listed, table_of
from auditor.connectors.migrations.liquibase.properties import meant
from auditor.connectors.migrations.liquibase.tree import Node
from auditor.connectors.migrations.located import Text
from auditor.connectors.migrations.types import column_of, family_of, width_of
from auditor.model.catalogue import ForeignKey
from auditor.model.migrations import (
    AddCheck,
    AddColumn,
    AddLink,
    AlterColumn,
    CodeStep,
    CommentOn,
    CreateTable,
    DropColumn,
    DropTable,
    Query,
    RenameColumn,
    RenameTable,
    Traced,
    WriteData,
)

_DIALECTS = {"mssql": "sqlserver"}
_OURS = frozenset({"postgresql", "mysql", "mariadb", "oracle", "sqlserver", "sqlite"})


@dataclass(slots=True)
class Changes:
    """What takes down the changes of one changelog."""

    draft: Draft
    peers: Peers

    def change_set(self, node: Node, included: list[str]) -> None:
        """Its changes, then what undoes them."""
        dbms = node.get("dbms")
        if dbms and not meant(dbms, self.draft.dialect):
            return
        for child in node.children:
            if child.name == "rollback":
                self._rollback(child)
            elif child.name == "sqlFile":
                self._sql_file(child, included)
            else:
                self.change(child)

    def change(self, node: Node) -> None:
        """One change; one that is not known here is a gap."""
        known = _CHANGES.get(node.name)
        if known is not None:
            known(self, node)
        elif node.name not in _SILENT and not node.name.startswith(_QUIET):
            self.draft.gap("migration_operation", node.line)

    def _rollback(self, node: Node) -> None:
        was = self.draft.down
        self.draft.down = True
        for child in node.children:
            if child.name == "sqlFile":
                self._sql_file(child, [])
            elif child.name == "item" and child.text is not None:
                self.sql(child.text, node)
            else:
                self.change(child)
        if node.text is not None and node.text.strip():
            self.sql(node.text, node)
        self.draft.down = was

    def sql(self, text: Text, node: Node) -> None:
        """SQL of the changelog, in the dialect that it says it is for."""
        dbms = str(node.get("dbms") or "").lower()
        if dbms and not meant(dbms, self.draft.dialect):
            return
        said = _DIALECTS.get(dbms, dbms)
        was = self.draft.dialect
        self.draft.dialect = was or (said if said in _OURS else "")
        self.draft.sql_at(*text.laid_out())
        self.draft.dialect = was

    def _sql_file(self, node: Node, included: list[str]) -> None:
        """A file of SQL is a file of the run; one that undoes is not read as one that does."""
        from auditor.connectors.migrations.liquibase.read import resolved

        dbms = node.get("dbms")
        if dbms and not meant(dbms, self.draft.dialect):
            return
        path = node.get("path")
        pointed = Node("include", node.line, {"file": path}) if path else None
        found = list(resolved(self.draft.file.name, pointed, self.peers)) if pointed else []
        if not found:
            self.draft.gap("liquibase_include_missing", node.line)
        included.extend(found)

    def unknown(self, node: Node) -> None:
        """What the text alone does not tell."""
        self.draft.gap("migration_not_evident", node.line)


def _create_table(one: Changes, node: Node) -> None:
    table = table_of(node)
    if table is None:
        one.unknown(node)
        return
    columns, lines, links = [], [], []
    for child in node.named("column"):
        column = column_in(child)
        if column is None:
            one.unknown(child)
            continue
        columns.append(column)
        lines.append(child.at("name"))
        link = link_in(child, column.name)
        links += [link] if link else []
    remarks = node.get("remarks")
    made = CreateTable(
        table, tuple(columns), tuple(lines), str(remarks) if remarks else "", tuple(links)
    )
    one.draft.add(node.line, made)


def _add_column(one: Changes, node: Node) -> None:
    table = table_of(node)
    for child in node.named("column"):
        column = column_in(child)
        if table is None or column is None:
            one.unknown(child)
            continue
        line = child.at("name")
        one.draft.add(line, AddColumn(table, column))
        link = link_in(child, column.name)
        if link:
            one.draft.add(line, AddLink(table, link))
        computed = child.get("valueComputed")
        if computed:
            text = f"UPDATE {table} SET {column.name} = {computed}"  # noqa: S608 - read, never sent
            one.draft.sql(text, line)


def _drop_column(one: Changes, node: Node) -> None:
    table = table_of(node)
    given = node.get("columnName")
    names: list[tuple[Text | None, int]] = []
    if given:
        names.append((given, node.at("columnName")))
    names += [(child.get("name"), child.at("name")) for child in node.named("column")]
    for name, line in names:
        if table is None or name is None or "${" in name:
            one.unknown(node)
        else:
            one.draft.add(line, DropColumn(table, str(name)))


def _drop(kind: str, attribute: str) -> Callable[[Changes, Node], None]:
    def drop(one: Changes, node: Node) -> None:
        name = table_of(node, attribute)
        if name is None:
            one.unknown(node)
        else:
            one.draft.add(node.line, DropTable(name, kind))

    return drop


def _rename_column(one: Changes, node: Node) -> None:
    table, old, new = table_of(node), node.get("oldColumnName"), node.get("newColumnName")
    if table is None or old is None or new is None:
        one.unknown(node)
    else:
        one.draft.add(node.at("newColumnName"), RenameColumn(table, str(old), str(new)))
        remarks = node.get("remarks")
        if remarks:
            one.draft.add(node.line, CommentOn(table, str(new), str(remarks)))


def _rename(old: str, new: str) -> Callable[[Changes, Node], None]:
    def rename(one: Changes, node: Node) -> None:
        before, after = table_of(node, old), table_of(node, new)
        if before is None or after is None:
            one.unknown(node)
        else:
            one.draft.add(node.line, RenameTable(before, after))

    return rename


def _modify_type(one: Changes, node: Node) -> None:
    table, name, kind = table_of(node), node.get("columnName"), node.get("newDataType")
    if table is None or name is None or kind is None:
        one.unknown(node)
        return
    width = width_of(kind, family_of(kind))
    one.draft.add(node.at("columnName"), AlterColumn(table, str(name), str(kind), width))


def _create_view(one: Changes, node: Node) -> None:
    view, text = table_of(node, "viewName"), node.body("selectQuery")
    if text is None and node.get("path"):
        one._sql_file(node, [])  # noqa: SLF001 - one module
        return
    if view is None or text is None:
        one.unknown(node)
        return
    body, lines = text.laid_out()
    if str(node.get("fullDefinition") or "").lower() != "true":
        body = f"CREATE VIEW {view} AS {body.lstrip()}" if "\n" not in body else _headed(view, body)
    one.draft.sql_at(body, lines)


def _headed(view: str, body: str) -> str:
    """The query under its view, on the same lines."""
    lead = len(body) - len(body.lstrip())
    return f"{body[:lead]}CREATE VIEW {view} AS {body[lead:]}"


def _sql(one: Changes, node: Node) -> None:
    text = node.body("sql")
    if text is not None:
        one.sql(text, node)


def _procedure(one: Changes, node: Node) -> None:
    text = node.body("procedureBody", "procedureText", "functionBody", "functionText")
    text = text or node.get("triggerBody", "triggerText", "packageText", "packageBodyText")
    if text is None:
        one.unknown(node)
    else:
        one.sql(text, node)


def _foreign_key(one: Changes, node: Node) -> None:
    table = table_of(node, "baseTableName", "baseTableSchemaName")
    target = table_of(node, "referencedTableName", "referencedTableSchemaName")
    own, to = node.get("baseColumnNames"), node.get("referencedColumnNames")
    if table and target and own and to:
        one.draft.add(node.line, AddLink(table, ForeignKey(listed(own), target, listed(to))))


def _column_remarks(one: Changes, node: Node) -> None:
    table, name, remarks = table_of(node), node.get("columnName"), node.get("remarks")
    if table is None or name is None:
        one.unknown(node)
    else:
        line = node.at("columnName")
        one.draft.add(line, CommentOn(table, str(name), str(remarks or "")))


def _table_remarks(one: Changes, node: Node) -> None:
    table, remarks = table_of(node), node.get("remarks")
    if table is None:
        one.unknown(node)
    else:
        one.draft.add(node.line, CommentOn(table, "", str(remarks or "")))


def _check(one: Changes, node: Node) -> None:
    table, text = table_of(node), node.body("constraintBody", "checkConstraint")
    if table and text:
        one.draft.add(node.line, AddCheck(table, str(text).strip()))


def _merge_columns(one: Changes, node: Node) -> None:
    table, final = table_of(node), node.get("finalColumnName")
    parts = [str(p) for p in (node.get("column1Name"), node.get("column2Name")) if p]
    if table is None or final is None:
        one.unknown(node)
        return
    traced = Traced(str(final), tuple((table, part, "expression") for part in parts))
    fills = Query((traced,), (table,))
    line = node.at("finalColumnName")
    column = column_of(str(final), str(node.get("finalColumnType") or ""))
    one.draft.add(line, AddColumn(table, column, fills))
    for part in parts:
        one.draft.add(line, DropColumn(table, part))


def _lookup_table(one: Changes, node: Node) -> None:
    table = table_of(node, "existingTableName", "existingTableSchemaName")
    new = table_of(node, "newTableName", "newTableSchemaName")
    own, name = node.get("existingColumnName"), node.get("newColumnName")
    if not (table and new and own and name):
        one.unknown(node)
        return
    query = Query((Traced(str(name), ((table, str(own), "same"),)),), (table,))
    column = column_of(str(name), str(node.get("newColumnDataType") or ""))
    one.draft.add(node.line, CreateTable(new, (column,), (node.line,), query=query))


def _write(kind: str) -> Callable[[Changes, Node], None]:
    def write(one: Changes, node: Node) -> None:
        table = table_of(node)
        if table is None:
            one.unknown(node)
            return
        columns, found, traced = data.cells(node, table)
        query = Query(traced, (table,)) if traced else None
        one.draft.add(node.line, WriteData(table, columns, found, query, kind))

    return write


def _load(one: Changes, node: Node) -> None:
    table = table_of(node)
    if table is None:
        one.unknown(node)
        return
    path = str(node.get("file") or "")
    near = one.draft.file.name
    columns, found, seen = data.loaded(node, path, near, one.peers)
    if not seen:
        one.draft.gap("liquibase_include_missing", node.line)
    one.draft.add(node.line, WriteData(table, columns, found, None, "insert"))


def _code(one: Changes, node: Node) -> None:
    one.draft.add(node.line, CodeStep(node.name))


_CHANGES: dict[str, Callable[[Changes, Node], None]] = {
    "createTable": _create_table,
    "addColumn": _add_column,
    "dropColumn": _drop_column,
    "dropTable": _drop("table", "tableName"),
    "dropView": _drop("view", "viewName"),
    "dropProcedure": _drop("routine", "procedureName"),
    "dropFunction": _drop("routine", "functionName"),
    "renameColumn": _rename_column,
    "renameTable": _rename("oldTableName", "newTableName"),
    "renameView": _rename("oldViewName", "newViewName"),
    "modifyDataType": _modify_type,
    "createView": _create_view,
    "sql": _sql,
    "createProcedure": _procedure,
    "createFunction": _procedure,
    "createTrigger": _procedure,
    "createPackage": _procedure,
    "createPackageBody": _procedure,
    "addForeignKeyConstraint": _foreign_key,
    "setColumnRemarks": _column_remarks,
    "setTableRemarks": _table_remarks,
    "addCheckConstraint": _check,
    "mergeColumns": _merge_columns,
    "addLookupTable": _lookup_table,
    "insert": _write("insert"),
    "update": _write("update"),
    "delete": _write("delete"),
    "loadData": _load,
    "loadUpdateData": _load,
    "customChange": _code,
    "executeCommand": _code,
}
_SILENT = frozenset(
    {"preConditions", "validCheckSum", "comment", "remarks", "tagDatabase", "output", "empty"}
    | {"stop", "modifySql", "createIndex", "dropIndex", "createSequence", "dropSequence"}
    | {"alterSequence", "renameSequence", "markUnused", "dropTrigger", "labels", "rename"}
    | {"dropAllForeignKeyConstraints", "changeSetId", "changeSetAuthor", "property"}
    | {"dropPackage", "dropPackageBody", "contextFilter", "ignore"}
)
_QUIET = (
    *("addNotNull", "dropNotNull", "addUnique", "dropUnique", "addPrimary", "dropPrimary"),
    *("addDefault", "dropDefault", "addAutoIncrement", "dropForeignKey", "dropCheck"),
    *("enable", "disable", "renameTrigger"),
)
