"""The SQL of Oracle Database, from 12.2 on. Compiled and parsed in tests, not run on a server."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import oracledb
from sqlalchemy.engine import URL

from auditor.connectors.base import Part
from auditor.connectors.database import oracle_access, oracle_queries
from auditor.connectors.database.dialect import BINARY_PREFIX, Draw
from auditor.connectors.database.failures import Failure, of_oracle
from auditor.connectors.database.grammar import (
    CatalogueQueries,
    integer_key,
    key_range,
    place,
    quoted,
)
from auditor.connectors.database.options import DatabaseOptions
from auditor.connectors.database.server_access import AccessQueries
from auditor.model.catalogue import Column, Container, ContainerKind, Family

_FAMILIES = {
    "char": Family.TEXT,
    "nchar": Family.TEXT,
    "varchar2": Family.TEXT,
    "nvarchar2": Family.TEXT,
    "clob": Family.TEXT,
    "nclob": Family.TEXT,
    "long": Family.TEXT,
    "number": Family.DECIMAL,
    "float": Family.FLOAT,
    "binary_float": Family.FLOAT,
    "binary_double": Family.FLOAT,
    "date": Family.DATE,
    "raw": Family.BINARY,
    "blob": Family.BINARY,
    "json": Family.DOCUMENT,
    "xmltype": Family.DOCUMENT,
    "boolean": Family.BOOLEAN,
}
_OTHERS = ("rowid", "urowid")
_SMALL_FACTOR = 4
_OVERSAMPLING = 1.5
_SEEDS = 1 << 31
_VIEW_ROWS = 100_001
_UNKNOWN_SERVICE = ("ORA-12505", "ORA-12514", "DPY-6001", "DPY-6003")


class Oracle:
    """Oracle through python-oracledb in its thin mode, which needs no client library."""

    dialect = "oracle"
    driver = "oracle+oracledb"
    port = 1521
    queries: CatalogueQueries = oracle_queries.QUERIES
    access: AccessQueries = oracle_access.QUERIES

    def connect_args(self, options: DatabaseOptions) -> Mapping[str, Any]:
        """The time to connect; large texts come as text, not as locators."""
        oracledb.defaults.fetch_lobs = False
        return {"tcp_connect_timeout": options.connect_timeout_s}

    def begin(self, options: DatabaseOptions) -> Sequence[str]:  # noqa: ARG002 - of the protocol
        """A read-only transaction, which Oracle reads as of its beginning; in UTC, with points."""
        return (
            "SET TRANSACTION READ ONLY",
            "ALTER SESSION SET TIME_ZONE = 'UTC'",
            "ALTER SESSION SET NLS_NUMERIC_CHARACTERS = '. '",
            "ALTER SESSION SET NLS_CALENDAR = 'GREGORIAN'",
        )

    def family(self, base: str, scale: int | None) -> Family:  # noqa: ARG002 - of the protocol
        """The family of a type; a NUMBER without scale may hold anything."""
        if base.startswith("timestamp"):
            return Family.TIMESTAMP
        return _FAMILIES.get(base, Family.OTHER)

    def readable_type(self, base: str) -> bool:
        """Objects, collections, BFILE and LONG RAW have no text of their own."""
        return self.family(base, None) is not Family.OTHER or base.startswith(
            (*_OTHERS, "interval")
        )

    def select(self, container: Container, columns: Sequence[Column], part: Part | None) -> str:
        """The SELECT of these columns as canonical text."""
        return _from(container, columns) + key_range(integer_key(container), part)

    def sample(self, container: Container, columns: Sequence[Column], rows: int, seed: int) -> Draw:
        """`SAMPLE`, which chooses row by row; `SAMPLE BLOCK` would choose blocks."""
        if container.kind is not ContainerKind.TABLE:
            cut = f"{_from(container, columns)} FETCH FIRST {_VIEW_ROWS} ROWS ONLY"
            return Draw(cut, bounded=True)
        estimate = container.estimated_rows or 0
        if estimate <= _SMALL_FACTOR * rows:
            return Draw(_from(container, columns))
        percent = 100 * _OVERSAMPLING * rows / estimate
        start = int(np.random.default_rng(seed).integers(_SEEDS))
        chosen = f" SAMPLE ({percent:.6f}) SEED ({start})"
        return Draw(_from(container, columns, chosen), expected=_OVERSAMPLING * rows)

    def key_span(self, container: Container, key: str) -> str:
        """The lowest and highest key."""
        name = f"t.{quoted(key)}"
        span = f'MIN({name}) AS "low", MAX({name}) AS "high"'
        return f"SELECT {span} FROM {place(container)} t"  # noqa: S608 - quoted

    def refusal(self, error: Exception, url: URL) -> str:  # noqa: ARG002 - of the protocol
        """A service that the listener does not know, or a login."""
        unknown = any(code in str(error) for code in _UNKNOWN_SERVICE)
        return "unknown_database" if unknown else "login_refused"

    def failure(self, error: Exception) -> Failure:
        """By the number of the ORA or DPY error."""
        detail = error.args[0] if error.args else None
        code = getattr(detail, "full_code", "")
        return of_oracle(code if isinstance(code, str) else "")


def cell(column: Column) -> str:  # noqa: C901, PLR0911 - one line a family
    """One column as canonical text; a DATE of Oracle may hold a time of day."""
    name = f"t.{quoted(column.name)}"
    base = column.type.lower()
    match column.family:
        case Family.TEXT:
            fixed = base.startswith(("char", "nchar"))
            return f"RTRIM({name})" if fixed else name
        case Family.DECIMAL | Family.FLOAT if base.startswith("binary"):
            return f"TO_CHAR({name})"
        case Family.DECIMAL | Family.FLOAT:
            # Oracle writes one half as ".5".
            return f"REGEXP_REPLACE(TO_CHAR({name}, 'TM9'), '^(-?)[.]', '\\10.')"
        case Family.DATE:
            day, moment = f"TO_CHAR({name}, 'YYYY-MM-DD')", "YYYY-MM-DD HH24:MI:SS"
            whole = f"{name} = TRUNC({name})"
            return f"CASE WHEN {whole} THEN {day} ELSE TO_CHAR({name}, '{moment}') END"
        case Family.TIMESTAMP:
            utc = f"SYS_EXTRACT_UTC({name})" if "zone" in base else name
            text = f"TO_CHAR({utc}, 'YYYY-MM-DD HH24:MI:SS.FF9')"
            return f"RTRIM(RTRIM({text}, '0'), '.')"
        case Family.BINARY if base.startswith("blob"):
            return f"LOWER(RAWTOHEX(DBMS_LOB.SUBSTR({name}, {BINARY_PREFIX}, 1)))"
        case Family.BINARY:
            return f"LOWER(SUBSTR(RAWTOHEX({name}), 1, {2 * BINARY_PREFIX}))"
        case Family.DOCUMENT if base.startswith("json"):
            return f"JSON_SERIALIZE({name} RETURNING CLOB)"
        case Family.DOCUMENT:
            return f"{name}.GETCLOBVAL()"
        case Family.BOOLEAN:
            return f"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END"
    return f"TO_CHAR({name})"


def _from(container: Container, columns: Sequence[Column], chosen: str = "") -> str:
    cells = ", ".join(f"{cell(column)} AS c{index}" for index, column in enumerate(columns))
    return f"SELECT {cells} FROM {place(container)}{chosen} t"  # noqa: S608 - quoted
