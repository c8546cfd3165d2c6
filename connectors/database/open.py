"""Opening a database from what the user typed."""

from auditor.connectors.database.dialect import Database
from auditor.connectors.database.options import DatabaseOptions, Reader
from auditor.connectors.database.server import ServerDatabase
from auditor.connectors.database.source import DatabaseSource
from auditor.connectors.database.spec import DatabaseSpec
from auditor.connectors.database.target import DatabaseTarget, parse_target
from auditor.model.errors import TargetError

_EXTRAS = {
    "oracle": "'strict-necessaire[oracle]'",
    "sqlserver": "'strict-necessaire[sqlserver]'",
}
"""What to install for a dialect whose driver does not come with us."""


def open_source(
    target: str,
    name: str,
    *,
    reader: Reader = "auto",
    options: DatabaseOptions | None = None,
) -> DatabaseSource:
    """The database at a SQLAlchemy URL or a SQLite file's path, opened to read only.

    `reader` is `auto` (ADBC where it can, else SQLAlchemy) or one of the two.
    """
    return open_spec(DatabaseSpec(target, name, reader, options or DatabaseOptions()))


def open_spec(spec: DatabaseSpec) -> DatabaseSource:
    """The database that the description names; `TargetError` where it cannot be opened."""
    target = parse_target(spec.target)
    try:
        database = _connect(target, spec)
    except ModuleNotFoundError as error:
        package = _EXTRAS.get(target.dialect) or (error.name or "").partition(".")[0]
        raise TargetError("missing_driver", dialect=target.dialect, package=package) from None
    return DatabaseSource(database, spec, password_in_url=target.password_in_url)


def _connect(target: DatabaseTarget, spec: DatabaseSpec) -> Database:
    if target.path is not None:
        from auditor.connectors.database.sqlite import SqliteDatabase

        return SqliteDatabase(target.path, target.location, spec.options)
    if target.dialect == "mysql":
        from auditor.connectors.database.mysql import MysqlDatabase

        return MysqlDatabase(target, spec.options)
    if target.dialect == "oracle":
        from auditor.connectors.database.oracle import Oracle

        return ServerDatabase(Oracle(), target, spec.options)
    if target.dialect == "sqlserver":
        from auditor.connectors.database.sqlserver import SqlServer

        return ServerDatabase(SqlServer(), target, spec.options)
    from auditor.connectors.database.postgresql import PostgresqlDatabase

    return PostgresqlDatabase(target, spec.options, spec.snapshot)
