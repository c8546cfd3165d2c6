"""Why a PostgreSQL server refused us, without a word of its message.

libpq gives no SQLSTATE for a refused connection, and the message is in the server's language. So
the port is tried by hand, and of the message only the names that it quotes are looked at.
"""

import socket
from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy.exc import DBAPIError

from auditor.model.errors import TargetError

_PORT = 5432


def refusal(error: DBAPIError, login: Mapping[str, Any], timeout: float) -> TargetError:
    """The error to show for a connection that failed."""
    host = str(login.get("host") or "localhost")
    port = int(login.get("port") or _PORT)
    user = str(login.get("user") or "")
    database = str(login.get("dbname") or user)
    if not _answers(host, port, timeout):
        return TargetError("server_unreachable", host=host, port=port)
    message = str(error.orig) if isinstance(error.orig, psycopg.Error) else ""
    quoted = [
        name for name in (user, database) if f'"{name}"' in message or f"« {name} »" in message
    ]
    if database in quoted and (
        user not in quoted or (user == database and not login.get("password"))
    ):
        return TargetError("unknown_database", database=database, host=host)
    return TargetError("login_refused", user=user, host=host)


def _answers(host: str, port: int, timeout: float) -> bool:
    try:
        if host.startswith("/"):
            with socket.socket(socket.AF_UNIX) as local:
                local.settimeout(timeout)
                local.connect(f"{host}/.s.PGSQL.{port}")
            return True
        with socket.create_connection((host, port), timeout):
            return True
    except OSError:
        return False
