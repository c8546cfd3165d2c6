"""Tables, columns and keys as changelogs name them."""

from auditor.connectors.migrations.liquibase.tree import Node
from auditor.connectors.migrations.types import column_of
from auditor.model.catalogue import Column, ForeignKey


def table_of(node: Node, table: str = "tableName", schema: str = "schemaName") -> str | None:
    """`schema.table`; None where it is not given or not known."""
    name, place = node.get(table), node.get(schema)
    if name is None or "${" in name:
        return None
    if place is None or "${" in place:
        return str(name)
    return f"{place}.{name}"


def column_in(node: Node) -> Column | None:
    """The column that an element declares; None where its name is not known."""
    name = node.get("name")
    if name is None or "${" in name:
        return None
    constraints = next(node.named("constraints"), None)
    nullable = constraints is None or str(constraints.get("nullable") or "").lower() != "false"
    check = constraints.get("checkConstraint") if constraints else None
    kind = str(node.get("type") or "").removeprefix("java.sql.Types.")
    remarks = node.get("remarks")
    return column_of(
        str(name),
        kind,
        nullable=nullable,
        comment=str(remarks) if remarks else "",
        checks=(str(check),) if check else (),
    )


def link_in(node: Node, column: str) -> ForeignKey | None:
    """The foreign key of a column's constraints."""
    constraints = next(node.named("constraints"), None)
    if constraints is None:
        return None
    target = table_of(constraints, "referencedTableName", "referencedTableSchemaName")
    columns = constraints.get("referencedColumnNames")
    if target and columns:
        return ForeignKey((column,), target, listed(columns))
    reference = constraints.get("references")
    if reference is None or "(" not in reference:
        return None
    table, _, rest = reference.partition("(")
    return ForeignKey((column,), table.strip(), listed(rest.strip(" )")))


def listed(text: str) -> tuple[str, ...]:
    """The names of a list with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
