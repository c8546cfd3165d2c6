"""How PyMySQL logs in with a URL, and why a server refused, without a word of its message."""

from collections.abc import Mapping
from typing import Any

import pymysql
from sqlalchemy.engine import URL

from auditor.connectors.database.options import DatabaseOptions
from auditor.model.errors import TargetError

_DRIVER = "mysql+pymysql"
_PORT = 3306
_UNKNOWN_DATABASE = (1049, 1044)
_UNREACHABLE = (2002, 2003, 2005, 2013)


def login(url: URL, options: DatabaseOptions) -> dict[str, Any]:
    """The arguments of `pymysql.connect`; nothing of the URL may change what we read."""
    dialect = url.set(drivername=_DRIVER).get_dialect()()
    _, given = dialect.create_connect_args(url.set(drivername=_DRIVER))
    return {
        "host": "localhost",
        "port": _PORT,
        **{key: value for key, value in given.items() if key in _TAKEN},
        "charset": "utf8mb4",
        "connect_timeout": options.connect_timeout_s,
        "program_name": "strict-necessaire",
        "local_infile": False,
        "autocommit": None,
    }


_TAKEN = frozenset(
    {"host", "port", "user", "password", "database", "db", "unix_socket", "ssl", "passwd"}
    | {"ssl_ca", "ssl_cert", "ssl_key", "ssl_disabled", "ssl_verify_cert", "ssl_verify_identity"}
    | {"ssl_key_password", "server_public_key", "read_default_file", "bind_address"}
)


def refusal(error: Exception, given: Mapping[str, Any]) -> TargetError:
    """The error to show for a connection that failed."""
    host, port = str(given["host"]), int(given["port"])
    number = error.args[0] if error.args and isinstance(error, pymysql.Error) else None
    if number in _UNKNOWN_DATABASE:
        return TargetError("unknown_database", database=str(given.get("database", "")), host=host)
    if number in _UNREACHABLE or isinstance(error, OSError):
        return TargetError("server_unreachable", host=host, port=port)
    return TargetError("login_refused", user=str(given.get("user", "")), host=host)
