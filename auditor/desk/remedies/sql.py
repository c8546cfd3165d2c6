"""Steps as statements of each dialect, for a person to read over and run."""

from collections.abc import Mapping
from functools import singledispatch

from auditor.desk.remedies.masks import anonymizer, masked
from auditor.desk.remedies.model import (
    Forget,
    Give,
    Label,
    Leave,
    Lower,
    MinimalView,
    Restrict,
    Revoke,
    Step,
)
from auditor.desk.remedies.quoting import (
    grantee,
    identifier,
    literal,
    relation,
    remark,
    routine,
)

DIALECTS = ("postgresql", "mariadb", "mysql", "mssql")
"""Dialects that know privileges on columns; Oracle grants a SELECT on whole objects only."""
_WIDTH = 96
_ATTRIBUTES = {
    "superuser": "NOSUPERUSER",
    "bypass_rls": "NOBYPASSRLS",
    "create_role": "NOCREATEROLE",
}


class Writer:
    """Writes the steps of one plan; `schemas` tells which part of a container is its schema."""

    def __init__(self, dialect: str, schemas: Mapping[str, str]) -> None:
        self.dialect = dialect
        self._schemas = schemas

    def statements(self, step: Step) -> list[str]:
        """The lines of a step; none for a remark."""
        return _written(step, self)

    def place(self, container: str, level: str = "relation") -> str:
        """What a privilege is on."""
        if level == "server":
            return "*.*"
        if level in {"schema", "database"}:
            quoted = identifier(container, self.dialect)
            if self.dialect in {"mysql", "mariadb"}:
                return f"{quoted}.*"
            if self.dialect == "mssql":
                return f"{level.upper()}::{quoted}"
            return f"{level.upper()} {quoted}"
        schema = self._schemas.get(container, "")
        if level == "routine":
            word = "FUNCTION " if self.dialect != "mssql" else ""
            return word + routine(container, schema, self.dialect)
        return relation(container, schema, self.dialect)

    def columns(self, names: tuple[str, ...]) -> str:
        """Columns in parentheses, or nothing."""
        if not names:
            return ""
        return f" ({', '.join(identifier(name, self.dialect) for name in names)})"

    def whom(self, role: str) -> str:
        """A role as a statement names it."""
        return grantee(role, self.dialect)


def _privilege(privilege: str) -> str:
    return "ALL PRIVILEGES" if privilege == "ALL" else privilege


@singledispatch
def _written(_step: Step, _writer: Writer) -> list[str]:
    """Nothing, for a remark."""
    return []


@_written.register
def _revoke(step: Revoke, writer: Writer) -> list[str]:
    what = _privilege(step.privilege) + writer.columns(step.columns)
    place = writer.place(step.container, step.level)
    return _wrapped(f"REVOKE {what}", f"ON {place} FROM {writer.whom(step.role)};")


@_written.register
def _give(step: Give, writer: Writer) -> list[str]:
    what = _privilege(step.privilege) + writer.columns(step.columns)
    place = writer.place(step.container, step.level)
    return _wrapped(f"GRANT {what}", f"ON {place} TO {writer.whom(step.role)};")


@_written.register
def _leave(step: Leave, writer: Writer) -> list[str]:
    if writer.dialect == "mssql":
        return [f"ALTER ROLE {writer.whom(step.role)} DROP MEMBER {writer.whom(step.member)};"]
    return [f"REVOKE {writer.whom(step.role)} FROM {writer.whom(step.member)};"]


@_written.register
def _lower(step: Lower, writer: Writer) -> list[str]:
    if writer.dialect != "postgresql":
        return [remark(f"{step.role}: {step.attribute}")]
    return [f"ALTER ROLE {writer.whom(step.role)} {_ATTRIBUTES[step.attribute]};"]


@_written.register
def _forget(step: Forget, writer: Writer) -> list[str]:
    within = f" IN SCHEMA {identifier(step.schema, writer.dialect)}" if step.schema else ""
    owner = writer.whom(step.owner)
    return [
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner}{within}",
        f"  REVOKE SELECT ON TABLES FROM {writer.whom(step.role)};",  # noqa: S608 - never run
    ]


@_written.register
def _view(step: MinimalView, writer: Writer) -> list[str]:
    name = relation(step.name, step.schema, writer.dialect)
    base = relation(step.base, step.schema, writer.dialect)
    barrier = " WITH (security_barrier = true)" if writer.dialect == "postgresql" else ""
    shown = [
        masked(column, step.masked[column], writer.dialect)
        if column in step.masked
        else identifier(column, writer.dialect)
        for column in step.columns
    ]
    lines = [f"CREATE VIEW {name}{barrier} AS", "  SELECT"]
    lines += [f"    {one}," for one in shown[:-1]] + [f"    {shown[-1]}"]
    return [*lines, f"  FROM {base};"]


@_written.register
def _restrict(step: Restrict, writer: Writer) -> list[str]:
    """A skeleton in comments: only the client knows which column tells whose row it is."""
    place, who = writer.place(step.container), writer.whom(step.role)
    if writer.dialect != "postgresql":
        return [
            remark(f"CREATE VIEW <vue> AS SELECT <colonnes> FROM {place}"),  # noqa: S608 - never run
            remark("  WHERE <colonne_de_la_personne> = <identifiant_de_la_session>;"),
        ]
    return [
        remark(f"ALTER TABLE {place} ENABLE ROW LEVEL SECURITY;"),
        remark(f"CREATE POLICY <nom> ON {place} FOR SELECT TO {who}"),
        remark("  USING (<colonne_de_la_personne> = current_setting('app.personne', true));"),
    ]


@_written.register
def _label(step: Label, writer: Writer) -> list[str]:
    column = f"{writer.place(step.container)}.{identifier(step.column, writer.dialect)}"
    rule = literal(anonymizer(step.column, step.category), writer.dialect)
    return [f"SECURITY LABEL FOR anon ON COLUMN {column}", f"  IS {rule};"]


def _wrapped(first: str, second: str) -> list[str]:
    return [f"{first} {second}"] if len(first) + len(second) < _WIDTH else [first, f"  {second}"]
